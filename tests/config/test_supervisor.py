"""The supervisor, started for real over small Procfiles of shell scripts."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path

import pytest

from config import supervisor

PROGRAM = Path(supervisor.__file__)
PATIENCE_S = 20.0

# Says what happens to it on its standard output and, so that it is heard even without a supervisor, on a fifo that it
# and whatever it starts hold open: the fifo's end is the proof that nothing is left.
STEADY = """\
exec 3>>alive
name=$1
trap 'echo $name ended >&3; echo $name ended; exit 0' TERM
tail -f /dev/null >/dev/null &  # not on our pipe: it would end when nobody reads that
echo $name began $$
echo $name began >&3
wait
"""
LISTENING = """\
import signal, socket
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
alive = open("alive", "a", buffering=1)
with socket.socket(socket.AF_UNIX) as server:
    server.bind("redis.sock")
    print("redis began", file=alive)
    server.listen()
    signal.sigwait([signal.SIGTERM])
print("redis ended", file=alive)
print("redis ended", flush=True)
"""


class Lines:
    """The lines of a pipe, read with a deadline."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.buffer = b""
        self.passed: list[str] = []

    def __iter__(self) -> Iterator[str]:
        until = time.monotonic() + PATIENCE_S
        while True:
            while b"\n" in self.buffer:
                line, self.buffer = self.buffer.split(b"\n", 1)
                self.passed.append(line.decode())
                yield self.passed[-1]
            ready, _, _ = select.select([self.descriptor], [], [], max(until - time.monotonic(), 0))
            assert ready, f"nothing more came within {PATIENCE_S} s, after {self.passed}"
            data = os.read(self.descriptor, 65536)
            if not data:
                return
            self.buffer += data

    def until(self, part: str) -> list[str]:
        """Return the lines up to the first that holds the part."""
        lines = []
        for line in self:
            lines.append(line)
            if part in line:
                return lines
        raise AssertionError(f"{part!r} never came, only {lines}")


def hears_hangups() -> None:
    """Let what is started hear SIGHUP, though whoever runs the tests may not: nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Run:
    """A supervisor at work in a folder."""

    def __init__(self, folder: Path, procfile: dict[str, str], **environment: str) -> None:
        os.mkfifo(folder / "alive")
        self.alive = Lines(os.open(folder / "alive", os.O_RDONLY | os.O_NONBLOCK))
        self.open_end = os.open(folder / "alive", os.O_WRONLY)
        (folder / "steady.sh").write_text(STEADY)
        (folder / "listening.py").write_text(LISTENING)
        (folder / "Procfile").write_text("".join(f"{name}: {command}\n" for name, command in procfile.items()))
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(PROGRAM), str(folder / "Procfile")],
            env={"PATH": os.environ["PATH"], **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=hears_hangups,  # noqa: PLW1509  # there are no threads here
        )
        assert self.process.stdout
        self.output = Lines(self.process.stdout.fileno())

    def left(self) -> list[str]:
        """Return what is still said on the fifo till everybody who held it is gone."""
        if self.open_end >= 0:
            os.close(self.open_end)
            self.open_end = -1
        return list(self.alive)


@contextmanager
def running(folder: Path, procfile: dict[str, str], **environment: str) -> Iterator[Run]:
    run = Run(folder, procfile, **environment)
    try:
        yield run
    finally:
        run.process.terminate()
        run.process.wait(PATIENCE_S)
        if run.process.stdout:
            run.process.stdout.close()
        run.left()  # the guard ends what a failed test leaves; a test that leaves something fails here
        os.close(run.alive.descriptor)


def steady(*names: str) -> dict[str, str]:
    return {name: f"exec sh steady.sh {name}" for name in names}


WORKERS = ("worker-mail", "worker-errands")


def whole(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return a Procfile like the product's, with redis not on its first line, and the environment it needs."""
    procfile = {**steady("web", *WORKERS, "beat"), "redis": f"exec {sys.executable} -S listening.py"}
    return procfile, {"REDIS_SOCKET": str(folder / "redis.sock")}


ENDED = ["beat ended", "web ended", "worker-errands ended", "worker-mail ended", "redis ended"]


def in_order(lines: Iterable[str]) -> list[str]:
    """Return the lines with neighbours of one kind in the order of the alphabet: who of two workers is first is luck."""
    return [line for _, of_kind in groupby(lines, key=supervisor.kind_of) for line in sorted(of_kind)]


def of_all(run: Run, word: str, count: int) -> list[str]:
    """Return the names that say the word on the fifo, in order, once so many have said it."""
    names: list[str] = []
    for line in run.alive:
        if word in line:
            names.append(line.split()[0])
        if len(names) == count:
            break
    return names


def test_redis_listens_before_anyone_else_begins(tmp_path: Path) -> None:
    procfile, environment = whole(tmp_path)
    with running(tmp_path, procfile, **environment) as run:
        names = of_all(run, "began", 5)
    assert names[0] == "redis"
    assert sorted(names[1:]) == ["beat", "web", "worker-errands", "worker-mail"]


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_beat_then_web_then_the_workers_then_redis(tmp_path: Path, signum: signal.Signals) -> None:
    procfile, environment = whole(tmp_path)
    with running(tmp_path, procfile, **environment) as run:
        of_all(run, "began", 5)
        run.process.send_signal(signum)
        lines = list(run.output)
        assert run.process.wait(PATIENCE_S) == 0
        assert in_order(run.left()) == ENDED
    assert in_order(line.split("| ")[1] for line in lines if " ended" in line) == ENDED
    assert [line for line in lines if line.endswith("beat ended")] == ["beat           | beat ended"]
    assert lines[-1] == "run            | Everything has stopped."


def test_redis_stays_until_the_worker_has_finished_what_is_in_hand(tmp_path: Path) -> None:
    procfile, environment = whole(tmp_path)
    os.mkfifo(tmp_path / "mail")
    last = "echo finishing; cat mail; echo finished; exit 0"
    procfile["worker-mail"] = (
        f"exec 3>>alive; trap '{last}' TERM; tail -f /dev/null >/dev/null & echo worker began; wait"
    )
    with running(tmp_path, procfile, **environment) as run:
        run.output.until("worker began")
        run.process.terminate()
        run.output.until("finishing")
        (tmp_path / "mail").write_text("sent\n")
        lines = list(run.output)
    told = [line for line in lines if line.endswith(("sent", "finished", "redis ended"))]
    assert told == ["worker-mail    | sent", "worker-mail    | finished", "redis          | redis ended"]


def test_workers_are_asked_side_by_side_so_that_a_long_pack_does_not_hold_a_mail_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mail")
    stop = "echo $name finishing; {step}; echo $name finished; exit 0"
    procfile = {
        name: f"name={name}; trap '{stop.format(step=step)}' TERM; tail -f /dev/null >/dev/null & echo {name} began; wait"
        for name, step in (("worker-errands", "cat mail"), ("worker-mail", "echo from the mail worker >mail"))
    }
    with running(tmp_path, procfile) as run:
        assert len(list(islice((line for line in run.output if line.endswith("began")), 2))) == 2  # in either order
        run.process.terminate()
        lines = list(run.output)
    # Each waits for the other: asked in turn, the first would never have finished.
    assert [line for line in lines if "from" in line] == ["worker-errands | from the mail worker"]
    assert sum(line.endswith("finished") for line in lines) == 2


def test_who_is_killed_is_started_again(tmp_path: Path) -> None:
    with running(tmp_path, steady("web", "worker")) as run:
        began = next(line for line in run.output if "web began" in line)
        first = int(began.split()[-1])
        os.kill(first, signal.SIGKILL)
        assert "run            | web ended by itself (status -9); it is started again in 1 s." in run.output.until(
            "again"
        )
        began = next(line for line in run.output if "web began" in line)
        assert int(began.split()[-1]) != first
        run.process.terminate()
        assert "run            | Everything has stopped." in list(run.output)


def test_what_a_dead_leader_leaves_behind_is_ended_before_it_is_started_again(tmp_path: Path) -> None:
    with running(tmp_path, {"web": "exec 3>>alive; echo web began; tail -f /dev/null & kill -9 $$"}) as run:
        run.output.until("again")
        assert run.left() == []  # the end of the fifo: tail, which held it, is gone


def test_the_pauses_grow_while_it_keeps_dying(tmp_path: Path) -> None:
    with running(tmp_path, {"worker": "exit 3"}) as run:
        told = [line for line, _ in zip((line for line in run.output if "again" in line), range(2), strict=False)]
        run.process.terminate()
    assert told == [
        "run            | worker ended by itself (status 3); it is started again in 1 s.",
        "run            | worker ended by itself (status 3); it is started again in 2 s.",
    ]


def test_web_that_cannot_live_ends_the_whole_with_its_last_lines(tmp_path: Path) -> None:
    procfile = {**steady("worker"), "web": "echo no module named fairhand >&2; exit 3"}
    with running(tmp_path, procfile) as run:
        lines = list(run.output)
        assert run.process.wait(PATIENCE_S) == 1
        assert run.left()[-1] == "worker ended"
    sentence = lines.index("run            | web ended 3 times right after its start; its last lines were:")
    assert lines[sentence + 1 :] == ["  no module named fairhand"] * 3


def test_redis_that_does_not_start_ends_the_whole_with_its_last_lines(tmp_path: Path) -> None:
    procfile = {**steady("web"), "redis": "echo cannot open the socket; exit 1"}
    with running(tmp_path, procfile, REDIS_SOCKET=str(tmp_path / "redis.sock")) as run:
        lines = list(run.output)
        assert run.process.wait(PATIENCE_S) == 1
    assert lines[-2:] == [
        f"run            | redis does not listen on {tmp_path / 'redis.sock'}; its last lines were:",
        "  cannot open the socket",
    ]
    assert not any("web began" in line for line in lines)


def test_no_redis_is_started_where_redis_url_names_another(tmp_path: Path) -> None:
    procfile, environment = whole(tmp_path)
    with running(tmp_path, procfile, **environment, REDIS_URL="redis://elsewhere:6379/0") as run:
        assert sorted(of_all(run, "began", 4)) == ["beat", "web", "worker-errands", "worker-mail"]
        run.process.terminate()
        assert not any("redis" in line for line in run.output)


def test_a_closed_terminal_leaves_nothing_running(tmp_path: Path) -> None:
    procfile, environment = whole(tmp_path)
    with running(tmp_path, procfile, **environment) as run:
        of_all(run, "began", 5)
        assert run.process.stdout
        run.process.stdout.close()
        run.process.send_signal(signal.SIGHUP)
        assert in_order(run.left()) == ENDED
        assert run.process.wait(PATIENCE_S) == 0


def test_a_supervisor_that_is_killed_leaves_nothing_running_and_keeps_the_order(tmp_path: Path) -> None:
    procfile, environment = whole(tmp_path)
    with running(tmp_path, procfile, **environment) as run:
        of_all(run, "began", 5)
        run.process.kill()
        assert in_order(run.left()) == ENDED


def test_nothing_begins_before_the_guard_was_told_of_it():
    begun = [
        subprocess.run(supervisor.waiting("echo began; cat"), input=told, capture_output=True, check=False).stdout
        for told in (b"", b"\nwords for nobody")
    ]
    assert begun == [b"", b"began\n"]


def test_who_does_not_listen_is_killed_when_its_grace_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(supervisor.GRACE_S, "worker", 0.2)
    deaf = subprocess.Popen(
        ["/bin/sh", "-c", "trap '' TERM; echo deaf; while :; do read _ <held; done"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert deaf.stdout
    gone: list[str] = []
    with deaf.stdout:
        assert deaf.stdout.readline() == b"deaf\n"
        supervisor.end({"worker-mail": deaf.pid}, gone.append)
        assert deaf.wait(PATIENCE_S) == -signal.SIGKILL
    assert gone == ["worker-mail"]


def test_a_procfile_starts_redis_first_and_skips_what_is_no_line() -> None:
    text = "# comment: no\n\nweb: gunicorn --bind :$PORT\nredis:\tredis-server --port 0\n nothing: indented\n"
    assert list(supervisor.read_procfile(text).items()) == [
        ("redis", "redis-server --port 0"),
        ("web", "gunicorn --bind :$PORT"),
    ]


def test_the_products_own_procfile_names_all_five() -> None:
    text = (PROGRAM.parent.parent / "Procfile").read_text()
    assert list(supervisor.read_procfile(text)) == ["redis", "web", "worker-mail", "worker-errands", "beat"]
