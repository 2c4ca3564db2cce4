"""What a measurement runs in: a folder, database, broker, mail server and worker of its own, on the loopback.

All processes stay in one session: Linux shares a busy machine out by session, and two senders in one would be given no
more of it than one, but two in two sessions twice as much.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen

import psutil

from config.supervisor import read_procfile
from tests.faults.databases import DATABASES, Postgresql, Sqlite

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60.0


class Surroundings:
    """Everything a run needs; `close` ends and removes it all."""

    def __init__(self, database: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
        self.processes: dict[str, Popen[bytes]] = {}
        self.database: Sqlite | Postgresql = DATABASES[database](self.folder)
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database.url,
            "REDIS_SOCKET": str(self.folder / "redis.sock"),
            "REDIS_URL": "",
            "EMAIL_TIMEOUT": "20",
            "OUTBOX_LEASE_SECONDS": "180",
            "CONN_MAX_AGE": "60",
            "FROM_EMAIL": "Fairhand <fairhand@localhost>",
            "SITE_URL": "http://localhost:8000",
            "SECRET_KEY": "",
            "DEBUG": "0",
            "LOG_LEVEL": "WARNING",
        }
        try:
            self.sink = self.python("bench.sink")
            assert self.sink.stdout is not None
            self.smtp_port = int(self.sink.stdout.readline())
            self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{self.smtp_port}"
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=self.environment, stdin=DEVNULL, check=True, timeout=PATIENCE_S)
        except BaseException:
            self.close()
            raise

    def python(self, module: str, *arguments: object) -> "Popen[bytes]":
        """Start a module of ours that is told things by lines and answers by lines."""
        process = Popen(
            [sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, env=self.environment, stdin=PIPE,
            stdout=PIPE, process_group=0,
        )  # fmt: skip
        self.processes[f"{module} {process.pid}"] = process
        return process

    def start(self, name: str, sending_processes: int = 2) -> None:
        """Start redis, or worker (the one for mail), as the Procfile does, a worker with so many sending processes."""
        line = {"worker": "worker-mail"}.get(name, name)
        command = read_procfile((ROOT / "Procfile").read_text())[line]
        command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        if name == "worker":
            command, found = re.subn(r" -c \d+ ", f" -c {sending_processes} ", command)
            assert found, f"The Procfile does not say how many processes send: {command}"
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = Popen(
                ["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdin=DEVNULL, stdout=log, stderr=STDOUT,
                process_group=0,
            )  # fmt: skip

    def end(self, name: str) -> None:
        """End one of the processes started here, with its children."""
        process = self.processes.pop(name)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def arrived(self) -> dict[str, int]:
        """Return how many mails came since this was asked last, and how many different ones."""
        assert self.sink.stdin is not None
        assert self.sink.stdout is not None
        self.sink.stdin.write(b"\n")
        self.sink.stdin.flush()
        return dict(json.loads(self.sink.stdout.readline()))

    def together(self, module: str, *arguments: object, count: int) -> tuple[float, float]:
        """Run a module in `count` processes at once, each with its number and the count; return the seconds from the
        first that began to the last that ended, and the processor time of all of them.
        """
        running = [self.python(module, *arguments, number, count) for number in range(count)]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        for process in running:
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.flush()
        spans = [json.loads(process.stdout.readline()) for process in running if process.stdout is not None]
        for process in running:
            self.end(f"{module} {process.pid}")
        seconds = max(ended for _, ended, _ in spans) - min(began for began, _, _ in spans)
        return seconds, sum(busy for _, _, busy in spans)

    def busy_s(self, name: str) -> float:
        """Return the processor time that a process started here and its children have taken so far, in seconds."""
        process = psutil.Process(self.processes[name].pid)
        times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
        return float(sum(time.user + time.system for time in times))

    def logs(self) -> str:
        """Return what redis and worker have printed last."""
        return "\n".join(f"{path.name}:\n{path.read_text()[-4000:]}" for path in self.folder.glob("*.log"))

    def close(self) -> None:
        """End everything, and leave nothing behind."""
        for name in sorted(self.processes, key="worker redis".find):
            self.end(name)
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_until(holds: Callable[[], object], patience_s: float) -> None:
    """Wait till something holds. Raises TimeoutError."""
    deadline = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not within {patience_s:.0f} s.")
        time.sleep(0.1)
