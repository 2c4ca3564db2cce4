"""Run the lines of a Procfile as one program; `bin/run` ends in it.

Why our own and not honcho: that ends everything at once, and here the order matters. Beat goes first, so that nothing
new is begun; then web; then the workers, with 30 s to finish what is in hand; Redis last, for they need it till then.
It imports nothing of the product, so that no fault there can bring it down.

A line's kind is its name up to the first hyphen: worker-mail and worker-errands are both workers, and end side by side.
"""

import os
import re
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from subprocess import PIPE, STDOUT, Popen

STOPPING = ("beat", "web", "worker", "redis")  # in this order; what is of none of these kinds goes first
GRACE_S = {"worker": 30.0, "web": 25.0}
OTHER_GRACE_S = 10.0
SOCKET_S = 10.0  # a private Redis has nothing to load and listens after some milliseconds
EARLY_S = 10.0  # who dies within that time has died at once
LONGEST_PAUSE_S = 60.0
DEAF_S = 0.5  # at most so long a signal is not heard
WEB_MAY_DIE = 3  # times at once, in a row; by then starting it again is no help
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """One line of the Procfile, and the process that runs it (None: it has ended and waits to be started again)."""

    name: str
    command: str
    process: Popen[bytes] | None = None
    early_deaths: int = 0
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=15))

    def is_hopeless(self) -> bool:
        return self.name == "web" and self.early_deaths >= WEB_MAY_DIE

    def last_words(self) -> str:
        return "its last lines were:\n  " + "\n  ".join(self.last_lines or ["(none)"])


def read_procfile(text: str) -> dict[str, str]:
    """Return name and shell command of each line in the order in which they are started: redis, then as written."""
    commands = dict(re.findall(r"^([\w-]+):[ \t]*(\S.*)$", text, re.MULTILINE))
    return {name: commands[name] for name in sorted(commands, key=lambda name: name != "redis")}


def kind_of(name: str) -> str:
    """Return the kind of a line: "worker" for worker-mail."""
    return name.partition("-")[0]


def waiting(command: str) -> list[str]:
    """Return a shell that begins the command once it reads a line, and ends where none comes.

    So nothing runs of which the guard was not told, even when the supervisor is killed between starting and telling.
    """
    return ["/bin/sh", "-c", f"read -r _ || exit; exec </dev/null\n{command}"]


def end(pids: dict[str, int], tell: Callable[[str], None]) -> None:
    """End the process groups that these lead, by name, kind after kind; `tell` hears the name of each that is gone."""
    kinds = sorted({kind_of(name) for name in pids}, key=lambda kind: STOPPING.index(kind) if kind in STOPPING else -1)
    for kind in kinds:
        of_kind = {name: pid for name, pid in pids.items() if kind_of(name) == kind}
        # Only the leader is asked: Celery's children would take SIGTERM as an order to drop the mail in hand.
        for pid in of_kind.values():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + GRACE_S.get(kind, OTHER_GRACE_S)
        for name, pid in of_kind.items():
            wait_for_end(pid, until)
            tell(name)


def wait_for_end(pid: int, until: float) -> None:
    """Wait till the leader is gone or the monotonic time `until` has come, then kill what is left of its group."""
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.kill(pid, 0)
            time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def guard(reading: int, writing: int) -> None:
    """Wait for the supervisor's end, however it comes, and end the children it has left, in order.

    It reads "name pid" lines (pid 0: ended) from a pipe, whose end comes even when the supervisor is killed. A death
    signal (PR_SET_PDEATHSIG) would reach the leaders alone, all at once, and on Linux only.
    """
    os.setsid()
    for signum in ENDINGS:
        signal.signal(signum, signal.SIG_IGN)
    for descriptor in (0, 1, 2, writing):  # or who reads our output, and the guard itself, would wait for the guard
        os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    with os.fdopen(reading) as reports:
        pids = {name: int(pid) for name, pid in (line.split() for line in reports)}
    end({name: pid for name, pid in pids.items() if pid}, lambda _: None)


class Supervisor:
    """Starts the children, starts again who dies, ends them in order."""

    def __init__(self, commands: dict[str, str]) -> None:
        self.children = [Child(name, command) for name, command in commands.items()]
        self.news: SimpleQueue[Child | int] = SimpleQueue()  # a child to start again, or the signal to end
        self.printing = threading.Lock()
        self.is_serving = False
        reading, self.reports = os.pipe()
        self.guard = os.fork()
        if not self.guard:
            try:
                guard(reading, self.reports)
            finally:
                os._exit(0)
        os.close(reading)

    def run(self) -> int:
        """Serve until a signal comes; return the exit status."""
        for signum in ENDINGS:
            if signum != signal.SIGHUP or signal.getsignal(signum) != signal.SIG_IGN:  # nohup means it
                signal.signal(signum, lambda number, _: self.news.put(number))
        trouble = self.start_all() or self.watch()
        self.is_serving = False
        self.say("run", "Stopping. What is in hand is finished first, within 30 s.")
        end({child.name: process.pid for child in self.children if (process := child.process)}, self.has_stopped)
        os.close(self.reports)
        os.waitpid(self.guard, 0)
        self.say("run", trouble or "Everything has stopped.")
        return 1 if trouble else 0

    def start_all(self) -> str | None:
        """Start redis, then the others once it listens; return a sentence if it does not."""
        path = os.environ.get("REDIS_SOCKET", "")
        for child in self.children:
            self.is_serving = child.name != "redis"
            self.start(child)
            if child.name == "redis" and path and not self.listens(child, path) and self.news.empty():
                return f"redis does not listen on {path}; {child.last_words()}"
        return None

    def listens(self, child: Child, path: str) -> bool:
        until = time.monotonic() + SOCKET_S
        while child.process and self.news.empty() and time.monotonic() < until:
            with socket.socket(socket.AF_UNIX) as client, suppress(OSError):
                client.connect(path)
                return True
            time.sleep(0.02)
        return False

    def watch(self) -> str | None:
        """Start again who has ended; return None when a signal comes, a sentence when web cannot live."""
        while isinstance(news := self.next_news(), Child):
            if news.is_hopeless():
                return f"web ended {WEB_MAY_DIE} times right after its start; {news.last_words()}"
            self.start(news)
        return None

    def next_news(self) -> Child | int:
        """Wait for the next news. Python runs no signal's handler while it waits here, and a signal that comes in the
        very moment in which the wait begins does not end it: so it ends by itself, and begins again.
        """
        while True:
            with suppress(Empty):
                return self.news.get(timeout=DEAF_S)

    def start(self, child: Child) -> None:
        process = Popen(waiting(child.command), stdin=PIPE, stdout=PIPE, stderr=STDOUT, start_new_session=True)
        child.process = process
        self.report(child.name, process.pid)
        with suppress(OSError):  # it may be dead already, which `follow` sees
            os.write(process.stdin.fileno(), b"\n")  # type: ignore[union-attr]  # a pipe
        process.stdin.close()  # type: ignore[union-attr]
        threading.Thread(target=self.follow, args=(child, process), daemon=True).start()

    def follow(self, child: Child, process: Popen[bytes]) -> None:
        """Pass on what the process prints till it ends; if nobody asked it to, have it started again after a pause."""
        began = time.monotonic()
        (relay := threading.Thread(target=self.relay, args=(child, process), daemon=True)).start()
        status = process.wait()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it left behind may still hold the port
        relay.join(1)
        child.early_deaths = child.early_deaths + 1 if time.monotonic() - began < EARLY_S else 0
        child.process = None
        self.report(child.name, 0)
        if not self.is_serving:
            return
        if not child.is_hopeless():
            pause = min(2.0 ** max(child.early_deaths - 1, 0), LONGEST_PAUSE_S)
            self.say("run", f"{child.name} ended by itself (status {status}); it is started again in {pause:.0f} s.")
            time.sleep(pause)
        self.news.put(child)

    def relay(self, child: Child, process: Popen[bytes]) -> None:
        for raw in process.stdout or ():
            child.last_lines.append(raw.decode(errors="replace").rstrip())
            self.say(child.name, child.last_lines[-1])

    def report(self, name: str, pid: int) -> None:
        with suppress(OSError):
            os.write(self.reports, f"{name} {pid}\n".encode())

    def has_stopped(self, name: str) -> None:
        self.report(name, 0)
        self.say("run", f"{name} has stopped.")

    def say(self, name: str, text: str) -> None:
        with self.printing, suppress(OSError):  # a closed terminal must not keep us from stopping
            os.write(sys.stdout.fileno(), f"{name:<14} | {text}\n".encode())


def main(procfile: Path) -> int:
    """Run the Procfile in its own folder; without its redis where REDIS_URL names another."""
    os.chdir(procfile.resolve().parent)
    commands = read_procfile(procfile.read_text())
    if os.environ.get("REDIS_URL"):
        commands.pop("redis", None)
    return Supervisor(commands).run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
