"""`systemctl` where no systemd runs: starts and stops by hand what the unit files say. Only deploy/replay uses it.

    units.py start|stop|restart|enable [--now] UNIT …

A unit's user, folder, settings, umask and commands are read out of its file, and readiness is waited for as its Type
says. What only the kernel can hold, the sandbox, is not made. Units of the system (nginx) go through `service`.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

UNITS = Path("/etc/systemd/system")
STATE, LOGS = Path("/run/by-hand"), Path("/var/log/by-hand")
READY_S = 60


class Unit:
    """One service of ours."""

    def __init__(self, name: str) -> None:
        self.name = name.removesuffix(".service")
        text = (UNITS / f"{self.name}.service").read_text()
        self.lines = re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE)
        self.pid_file = STATE / self.name

    def all(self, key: str) -> list[str]:
        return [value.replace("%H", socket.gethostname()) for name, value in self.lines if name == key]

    def one(self, key: str, default: str = "") -> str:
        return (self.all(key) or [default])[-1]

    def environment(self) -> dict[str, str]:
        found = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": f"/var/lib/{self.one('User')}"}
        found |= dict(value.split("=", 1) for value in self.all("Environment"))
        lines = Path(self.one("EnvironmentFile")).read_text().splitlines()
        return found | dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    def popen(self, command: str, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        with (LOGS / f"{self.name}.log").open("ab") as log:
            return subprocess.Popen(
                command.split(), cwd=self.one("WorkingDirectory"), env=environment, user=self.one("User"),
                group=self.one("Group"), extra_groups=[], umask=int(self.one("UMask", "0022"), 8),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def start(self) -> None:
        if self.pid() is not None:
            return
        environment = self.environment()
        for command in self.all("ExecStartPre"):
            self.must(self.popen(command, environment).wait())
        if self.one("Type") == "oneshot":
            self.must(self.popen(self.one("ExecStart"), environment).wait())
            return
        path = STATE / f"{self.name}.notify"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
            notified.bind(str(path))
            path.chmod(0o777)
            notified.settimeout(READY_S)
            if self.one("Type") == "notify":
                environment["NOTIFY_SOCKET"] = str(path)
            process = self.popen(self.one("ExecStart"), environment)
            self.pid_file.write_text(str(process.pid))
            while self.one("Type") == "notify" and b"READY=1" not in notified.recv(4096):
                pass

    def pid(self) -> int | None:
        """The main process, if it lives."""
        with suppress(FileNotFoundError, ValueError):
            pid = int(self.pid_file.read_text())
            with suppress(FileNotFoundError):
                if ") Z " not in Path(f"/proc/{pid}/stat").read_text():
                    return pid
        return None

    def stop(self) -> None:
        """Ask the main process alone (KillMode=mixed), wait as long as the unit allows, kill what is left."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + float(self.one("TimeoutStopSec", "90"))
        while self.pid() is not None:
            if time.monotonic() > until:
                os.killpg(pid, signal.SIGKILL)
                sys.exit(f"{self.name} did not stop within {self.one('TimeoutStopSec')} s")
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        self.pid_file.unlink(missing_ok=True)

    def must(self, status: int) -> None:
        if status:
            sys.exit(f"{self.name} failed:\n{(LOGS / f'{self.name}.log').read_text()[-4000:]}")


def services_of_target() -> list[str]:
    """The enabled services that fairhand.target brings with it."""
    return (STATE / "enabled").read_text().split() if (STATE / "enabled").exists() else []


def main(verb: str, names: list[str]) -> None:
    """Do it."""
    for folder in (STATE, LOGS):
        folder.mkdir(exist_ok=True)
    names = [name for name in names if name not in {"--quiet", "--no-block"}]
    if verb == "enable":
        now = "--now" in names
        names = [name for name in names if name != "--now"]
        ours = [name for name in names if name.startswith("fairhand-")]
        (STATE / "enabled").write_text("\n".join(dict.fromkeys([*services_of_target(), *ours])))
        if not now:
            return
        verb = "start"
    for name in names:
        if not name.startswith("fairhand"):
            subprocess.run(["service", name, verb], check=True)
            continue
        units = [Unit(one) for one in (services_of_target() if name == "fairhand.target" else [name])]
        if verb in {"stop", "restart"}:
            for unit in units:
                unit.stop()
        if verb in {"start", "restart"}:
            for unit in units:
                unit.start()


if __name__ == "__main__":
    if sys.argv[1] != "daemon-reload":
        main(sys.argv[1], sys.argv[2:])
