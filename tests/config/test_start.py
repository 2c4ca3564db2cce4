"""What `bin/run` comes to once set-up is done: started for real, in a DATA_DIR and on a port of its own."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder
from pytest_django.fixtures import Settings

from config import start

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    """Return an environment that nobody's .env reaches (tests.settings) and that says DATA_DIR to every process."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATA_DIR_MADE_FOR": "alone",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        **more,
    }


def started(folder: Path, port: int, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "config.start"],
        cwd=ROOT,
        env=environment(folder, port, **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(folder: Path, port: int, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = started(folder, port, **more)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S * 2)


def sentence_of(folder: Path, port: int, **more: str) -> str:
    """Return what a start that cannot be says."""
    process = started(folder, port, **more)
    said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1, said
    return said


def is_answered(port: int, path: str = "/accounts/login/") -> bool:
    connection = HTTPConnection("localhost", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of all processes that were started with this DATA_DIR."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may end while it is looked at
            if f"DATA_DIR={folder}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, f"it does not hold within {PATIENCE_S} s"
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=0.05) if process.poll() is None else select.select([], [], [], 0.05)


@pytest.mark.long
def test_it_serves_alone_on_its_port_and_leaves_nothing_when_it_is_ended_or_killed(tmp_path: Path) -> None:
    folder, port = tmp_path / "data", free_port()
    with running(folder, port) as process:
        wait_until(lambda: is_answered(port), process)
        assert sentence_of(folder, free_port()).startswith(f"Another bin/run is at work in {folder}:")
        assert sentence_of(tmp_path / "other", port).startswith(f"Port {port} on localhost is taken by another program")
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_S)
        assert process.returncode == 0
        assert processes_of(folder) == []
    lines = said.splitlines()
    assert lines[:6] == [
        "Bringing the database up to date.",
        "Collecting static files.",
        f"Fairhand is served at http://localhost:{port}",
        f"  data  in SQLite, {folder}/fairhand.sqlite3",
        f"  mail  to the local mailbox, http://localhost:{port}/mailbox/",
        "  stop  Ctrl-C",
    ]
    assert lines[-1] == "run            | Everything has stopped."
    # The second time there is nothing to prepare; and killed, it leaves nothing either.
    with running(folder, port) as process:
        wait_until(lambda: is_answered(port), process)
        assert len(processes_of(folder)) >= len(
            ["supervisor", "guard", "redis", "web", "worker-mail", "worker-errands", "beat"]
        )
        process.kill()
        said, _ = process.communicate(timeout=PATIENCE_S)
        wait_until(lambda: processes_of(folder) == [], process)
    assert said.splitlines()[0] == f"Fairhand is served at http://localhost:{port}"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"PORT": "0"}, "A setting cannot be used: PORT must be a whole number from 1 to 65535, not '0'.\n"),
        ({"PORT": "65536"}, "A setting cannot be used: PORT must be a whole number from 1 to 65535, not '65536'.\n"),
        ({"HOST": "192.0.2.1"}, "HOST is 192.0.2.1, which is no address of this machine.\n"),
        ({"HOST": "no such host"}, "HOST is no such host, and no address is known by that name.\n"),
        ({"REDIS_URL": "here"}, "A setting cannot be used: REDIS_URL must look like redis://host:6379/0.\n"),
    ],
)  # fmt: skip
def test_a_start_that_cannot_be_says_why_in_one_sentence(tmp_path: Path, more: dict[str, str], sentence: str) -> None:
    assert sentence_of(tmp_path, free_port(), **more) == sentence


def test_a_database_that_does_not_answer_is_said_in_one_sentence(tmp_path: Path) -> None:
    said = sentence_of(tmp_path, free_port(), DATABASE_URL=f"postgres://ada:secret@127.0.0.1:{free_port()}/letters")
    assert said.startswith("The database cannot be used (connection failed: ")
    assert said.endswith("): see DATABASE_URL.\n")
    assert "secret" not in said
    assert len(said.splitlines()) == 1


def test_static_files_are_collected_again_only_when_one_has_changed(tmp_path: Path, settings: Settings) -> None:
    source, collected, stamp = tmp_path / "source", tmp_path / "collected", tmp_path / "static.stamp"
    source.mkdir()
    (source / "page.css").write_text("body { color: black }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = collected
    get_finder.cache_clear()
    try:
        start.collect_static(stamp)
        (collected / "page.css").unlink()
        start.collect_static(stamp)
        assert not (collected / "page.css").exists(), "it was collected again without need"
        (source / "page.css").write_text("body { color: navy }")
        start.collect_static(stamp)
        assert (collected / "page.css").read_text() == "body { color: navy }"
        (collected / "staticfiles.json").unlink()
        start.collect_static(stamp)
        assert (collected / "staticfiles.json").exists()
    finally:
        get_finder.cache_clear()
