"""Fairhand's processes, as the Procfile starts them, with a database, a broker and a mail server that can fail."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from typing import Any

from redis import Redis

from config.supervisor import read_procfile
from tests.faults.databases import DATABASES, Postgresql, Sqlite
from tests.journeys.running import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0  # far beyond what anything here takes; only a failure waits so long
POLL_S = 0.05
COMMANDS = read_procfile((ROOT / "Procfile").read_text())


def wait_a_moment(seconds: float = POLL_S) -> None:
    """Let the others work."""
    threading.Event().wait(seconds)


class Running:
    """One run: `workers` × `senders` sending processes and `beats` beats; their DATA_DIR is `folder`."""

    def __init__(
        self,
        database: str,
        *,
        workers: int = 2,
        beats: int = 2,
        sweep_s: int = 1,
        timeout_s: int = 3,
        lease_s: int = 20,
        senders: int = 2,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fairhand-faults-"))
        self.processes: dict[str, Popen[bytes]] = {}
        self.ended: list[str] = []  # who ended without being killed, in order
        self.lease_s, self.timeout_s = lease_s, timeout_s
        self.senders, self.commands = senders, dict(COMMANDS)
        self.smtp_port, self.port = free_port(), free_port()
        self.database: Sqlite | Postgresql = DATABASES[database](self.folder)
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database.url,
            "REDIS_SOCKET": str(self.folder / "redis.sock"),
            "REDIS_URL": "",
            "EMAIL_URL": f"smtp://fairhand:password@127.0.0.1:{self.smtp_port}",
            "EMAIL_TIMEOUT": str(timeout_s),
            "OUTBOX_LEASE_SECONDS": str(lease_s),
            "SWEEP_SECONDS": str(sweep_s),
            "FROM_EMAIL": "Fairhand <fairhand@localhost>",
            "HOST": "localhost",
            "PORT": str(self.port),
            "SITE_URL": f"http://localhost:{self.port}",
            "SECRET_KEY": "",
            "DEBUG": "0",
            "TRUSTED_PROXIES": "0",
            "REGISTRATION_OPEN": "1",
            "LOG_LEVEL": "WARNING",
        }
        self.workers = [f"worker{number}" for number in range(1, workers + 1)]
        self.beats = [f"beat{number}" for number in range(1, beats + 1)]
        try:
            self.start("redis", "sink")
            self._manage("migrate", "--verbosity=0")
            self.console = Popen(
                [sys.executable, "-m", "tests.faults.console"],
                cwd=ROOT, env=self.environment, stdin=PIPE, stdout=PIPE, start_new_session=True,
            )  # fmt: skip
            self.processes["console"] = self.console
            self.start(*self.workers)
        except BaseException:
            self.close()
            raise

    def _manage(self, *command: str) -> None:
        managing = [sys.executable, "manage.py", *command]
        subprocess.run(managing, cwd=ROOT, env=self.environment, stdin=DEVNULL, check=True)

    def collect_static(self) -> None:
        """Make the files that pages name; web needs them."""
        self._manage("collectstatic", "--no-input", "--verbosity=0")

    # The processes

    def start(self, *names: str) -> None:
        """Start processes: redis, sink, web, worker1…, errander1…, beat1…."""
        for name in names:
            kind = {"worker": "worker-mail", "errander": "worker-errands"}.get(stem := name.rstrip("0123456789"), stem)
            if kind == "sink":
                command = f"exec {sys.executable} -m tests.faults.sink {self.smtp_port} {self.folder}"
            else:
                command = self.commands[kind].replace(".venv/bin/", f"{Path(sys.executable).parent}/")
            if kind == "worker-mail":
                command += f" --hostname {name}@fairhand -c {self.senders}"
            if kind == "beat":
                command += f" --schedule {self.folder / name}"
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = Popen(
                    ["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdin=DEVNULL, stdout=log,
                    stderr=STDOUT, start_new_session=True,
                )  # fmt: skip
            port = {"sink": self.smtp_port, "web": self.port}.get(kind)
            if port is not None:
                self.until(lambda: self._listens(port), "listen")  # noqa: B023

    @staticmethod
    def _listens(port: int) -> bool:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        return False

    def kill(self, *names: str) -> None:
        """Kill processes and all their children, without a word."""
        for name in names:
            process = self.processes.pop(name)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    @contextmanager
    def patient_workers(self) -> Iterator[None]:
        """Have workers that wait for the mail server as long as the product's do, 20 s, however slow this machine."""
        hurried = self.environment
        self.environment = hurried | {"EMAIL_TIMEOUT": "20", "OUTBOX_LEASE_SECONDS": "180"}
        self.kill(*self.workers)
        self.start(*self.workers)
        try:
            yield
        finally:
            self.environment = hurried
            self.kill(*self.workers)
            self.start(*self.workers)

    def look_after(self) -> None:
        """Start again who ended by itself, as the product's supervisor does: a worker may when its broker goes."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                assert name in {*self.workers, *self.beats}, f"{name} ended by itself.\n{self.logs()}"
                self.kill(name)
                self.start(name)
                self.ended.append(name)

    def children_of(self, name: str) -> list[int]:
        """Return the pids of a worker's children, the processes that send."""
        pid = self.processes[name].pid
        try:
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except FileNotFoundError:
            found = subprocess.run(["pgrep", "-P", str(pid)], stdout=PIPE, text=True, check=False)
            return [int(child) for child in found.stdout.split()]

    def signal_children(self, signum: signal.Signals) -> None:
        """Send a signal to every process that sends mail."""
        for name in self.workers:
            for child in self.children_of(name):
                with suppress(ProcessLookupError):
                    os.kill(child, signum)

    def kill_children(self) -> None:
        """Kill every process that sends mail; the workers start new ones."""
        self.signal_children(signal.SIGKILL)

    def redis(self) -> Redis:
        """Return a hand on the broker."""
        return Redis(unix_socket_path=self.environment["REDIS_SOCKET"], socket_timeout=5)

    # The mail server

    def mood(self, **moods: object) -> None:
        """Tell the mail server how to behave from now on; with nothing it takes everything."""
        fresh = self.folder / "mood.new"
        fresh.write_text(json.dumps(moods))
        fresh.replace(self.folder / "mood.json")

    def events(self, event: str) -> list[dict[str, Any]]:
        """Return what the mail server has told, in order: "mail" or "held"."""
        path = self.folder / "events.jsonl"
        lines = path.read_text().splitlines(keepends=True) if path.exists() else []
        found = [json.loads(line) for line in lines if line.endswith("\n")]
        return [one for one in found if one["event"] == event]

    def copies(self, word: str = "") -> dict[str, list[str]]:
        """Return the Message-IDs of the mails that came for each person whose name begins so, in order."""
        found: dict[str, list[str]] = {}
        for mail in self.events("mail"):
            if mail["to"].startswith(word):
                found.setdefault(mail["to"].partition("@")[0], []).append(mail["id"])
        return found

    # The database

    def ask(self, function: str, /, **arguments: object) -> Any:
        """Run a function of people.py in the product's database."""
        assert self.console.stdin is not None
        assert self.console.stdout is not None
        self.console.stdin.write(json.dumps([function, arguments]).encode() + b"\n")
        self.console.stdin.flush()
        answer = json.loads(self.console.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def until(self, holds: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
        """Wait till something holds."""
        deadline = time.monotonic() + patience_s
        while not holds():
            assert time.monotonic() < deadline, f"They did not {what} in time.\n{self.logs()}"
            self.look_after()
            wait_a_moment()

    def until_sent(self, *names: str) -> None:
        """Wait till the mail of each of these people is sent and noted."""
        self.until(lambda: self._states(names) == ["sent"] * len(names), f"send to {names}")

    def _states(self, names: tuple[str, ...]) -> list[str]:
        """The states as one look found them: between two looks more may have been made."""
        return [row[0] for name, row in self.ask("mailings").items() if name in names]

    def logs(self) -> str:
        """Return what the processes have printed last."""
        return "\n".join(
            f"{path.name}:\n{path.read_text(errors='replace')[-6000:]}" for path in self.folder.glob("*.log")
        )

    def close(self) -> None:
        """End everything and leave nothing behind."""
        for name in sorted(self.processes):
            self.kill(name)
        try:
            self.database.close()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
