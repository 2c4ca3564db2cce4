"""The product as `bin/run` runs it, on a clock that can be moved, with an SMTP server that keeps what it is given."""

import errno
import os
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from subprocess import DEVNULL, STDOUT, Popen, TimeoutExpired

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from redis import Redis

from config.supervisor import read_procfile

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0  # far beyond what anything here takes; only a failure waits so long
POLL_S = 0.05


def free_port() -> int:
    """Return a port that is free on the IPv4 and, where there is one, the IPv6 loopback."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as four:
            port: int = four.getsockname()[1]
            try:
                socket.create_server(("::1", port), family=socket.AF_INET6).close()
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
            return port


class Sink:
    """An SMTP server in a thread: every mail it was given, raw and in order."""

    def __init__(self) -> None:
        self.arrived = threading.Condition()
        self.kept: list[tuple[str, bytes]] = []
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the mail, once for each recipient (called by the server)."""
        with self.arrived:
            self.kept += [(recipient, bytes(envelope.content or b"")) for recipient in envelope.rcpt_tos]
            self.arrived.notify_all()
        return "250 OK"

    def mails_to(self, address: str) -> list[EmailMessage]:
        """Return the mails that came for an address so far, in order."""
        parsed = [message_from_bytes(raw, policy=default) for recipient, raw in self.kept if recipient == address]
        return [message for message in parsed if isinstance(message, EmailMessage)]

    def mail_to(self, address: str, number: int) -> EmailMessage:
        """Return the mail of this number (from 1) that came for an address; wait for it where it is not here yet."""
        with self.arrived:
            self.arrived.wait_for(lambda: len(self.mails_to(address)) >= number, PATIENCE_S)
        mails = self.mails_to(address)
        assert len(mails) >= number, f"Mail {number} did not come; there are {[mail['Subject'] for mail in mails]}."
        return mails[number - 1]

    def close(self) -> None:
        """End the server."""
        self.controller.stop()


class Product:
    """Redis, web, worker and beat of the Procfile, as processes of their own, in a DATA_DIR of their own."""

    def __init__(self, now: datetime) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fairhand-journey-"))
        self.sink = Sink()
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.processes: dict[str, Popen[bytes]] = {}
        # Nothing of the caller's settings comes through; what is named here keeps out what a .env says.
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_SOCKET": str(self.folder / "redis.sock"),
            "HOST": "localhost",
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.sink.port}",
            "FROM_EMAIL": "Fairhand <fairhand@localhost>",
            "SWEEP_SECONDS": "1",
            "REDIS_URL": "",
            "SECRET_KEY": "",
            "DEBUG": "0",
            "TRUSTED_PROXIES": "0",
            "REGISTRATION_OPEN": "1",
            "LOG_LEVEL": "WARNING",
        }
        try:
            self._prepare()
            shutil.copy(self.database, self._blank)
            self._start("redis")
            self.move_to(now)
        except BaseException:
            self.close()
            raise

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "fairhand.sqlite3"

    @property
    def _blank(self) -> Path:
        """A copy of that file as it was before anybody came."""
        return self.folder / "blank.sqlite3"

    def begin_anew(self, now: datetime) -> None:
        """Forget everybody and everything, mail and queue included, and serve at this instant (UTC)."""
        self._end("beat", "web", "worker")
        for kept in self.folder.glob("fairhand.sqlite3*"):
            kept.unlink()
        shutil.copy(self._blank, self.database)
        with Redis(unix_socket_path=str(self.folder / "redis.sock")) as broker:
            broker.flushall()
        self.sink.kept.clear()
        self.move_to(now)

    def _prepare(self) -> None:
        """Make the tables and collect the static files, at the same time."""
        commands = (("migrate", "--verbosity=0"), ("collectstatic", "--no-input", "--verbosity=0"))
        running = [
            Popen([sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, stdin=DEVNULL)
            for command in commands
        ]
        try:
            assert [process.wait(PATIENCE_S) for process in running] == [0, 0]
        finally:
            for process in running:
                process.kill()
                process.wait()

    def _start(self, name: str) -> None:
        commands = read_procfile((ROOT / "Procfile").read_text())
        # One worker for both queues starts sooner; what becomes of them side by side is seen in tests/faults.
        commands["worker"] = commands["worker-mail"].replace("-Q mail", "-Q mail,errands")
        command = commands[name]
        if name != "redis":
            wrapper = f"exec {shlex.quote(sys.executable)} -m tests.journeys.moved_clock "
            command, replaced = re.subn(r"^exec \.venv/bin/", lambda _: wrapper, command)
            assert replaced, f"The Procfile starts {name} in a way that the moved clock does not know: {command}"
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = Popen(
                ["/bin/sh", "-c", command], cwd=ROOT, env=self.environment, stdin=DEVNULL, stdout=log, stderr=STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def _end(self, *names: str) -> None:
        """End these processes and see that nothing of their groups is left."""
        ending = {name: self.processes.pop(name) for name in names if name in self.processes}
        for process in ending.values():
            process.terminate()
        stubborn = []
        for name, process in ending.items():
            with suppress(TimeoutExpired):
                process.wait(PATIENCE_S)
            if self._is_alive(process.pid):
                stubborn.append(name)
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        assert not stubborn, f"Not everything ended when asked to: {stubborn}\n{self.logs()}"

    @staticmethod
    def _is_alive(group: int) -> bool:
        """Whether a process of the group is left. Children of one that has ended may need a moment to be reaped."""
        until = time.monotonic() + 2
        while time.monotonic() < until:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return False
            threading.Event().wait(POLL_S)
        return True

    def move_to(self, now: datetime) -> None:
        """Start web, worker and beat again at this instant (UTC), and wait until they do their work."""
        self._end("beat", "web", "worker")
        before = self._swept_at()
        self.environment["CLOCK_AHEAD_S"] = str(now.timestamp() - time.time())
        for name in ("web", "worker", "beat"):
            self._start(name)
        self.until(lambda: self._is_well() and self._swept_at() > before, "be well")
        swept_at = datetime.fromisoformat(self._swept_at()).replace(tzinfo=UTC)
        assert 0 <= (swept_at - now).total_seconds() < PATIENCE_S, f"Swept at {swept_at}, not after {now}."

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait till something holds; fail when it takes too long or a process has ended."""
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            ended = [name for name, process in self.processes.items() if process.poll() is not None]
            assert not ended, f"{ended} ended by itself.\n{self.logs()}"
            assert time.monotonic() < deadline, f"The product did not {what} in time.\n{self.logs()}"
            with suppress(TimeoutExpired):
                self.processes["web"].wait(POLL_S)

    def wait_for_sweeps(self, count: int) -> None:
        """Wait till so many more sweeps have run and nothing is on its way to the mail server."""
        for _ in range(count):
            before = self._swept_at()
            self.until(lambda: self._swept_at() > before, "sweep")  # noqa: B023
        self.until(lambda: not self.rows("reminders_mailing", "state in ('queued', 'sending')"), "send what is due")

    def _is_well(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        with closing(connection), suppress(OSError, HTTPException):
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        return False

    def _swept_at(self) -> str:
        """When the last sweep ran, in UTC, as SQLite keeps it; "" before the first."""
        return str(next((row["swept_at"] for row in self.rows("reminders_sending") if row["swept_at"]), ""))

    def rows(self, table: str, where: str = "1") -> list[dict[str, object]]:
        """Return the rows of a table, in the order of their keys."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"select * from {table} where {where} order by id")]  # noqa: S608

    def logs(self) -> str:
        """Return what the processes have printed."""
        return "\n".join(f"{path.name}:\n{path.read_text(errors='replace')}" for path in self.folder.glob("*.log"))

    def close(self) -> None:
        """End everything, in the order in which it can be spared, and leave nothing behind."""
        try:
            self._end("beat", "web", "worker")
        finally:
            try:
                self._end("redis")
            finally:
                self.sink.close()
                shutil.rmtree(self.folder)


def browser_path() -> str:
    """Return the path of the Chromium on this machine: CHROMIUM, or the first on PATH."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "The browser journey needs Chromium: install it, or name it, CHROMIUM=/path/to/chromium."
    return found
