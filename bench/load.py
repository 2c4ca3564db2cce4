"""Many people at once, on PostgreSQL, Redis, gunicorn and Celery: `python -m bench.load`.

Invents a large and a small set of accounts in two databases, drives the pages of the large one by 1, 10 and 50 people
who never pause, and prints how long each page took; asks for the pages of one small account, which is in both sets, in
turns from both; and prints what PostgreSQL does for each query of these pages, and which indexes were used. Everything
runs in a folder, databases, a broker and a mail server of its own, on the loopback, and is gone afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from subprocess import Popen
from typing import Any

import psutil
import psycopg

from bench.load_client import MIX, Browser
from bench.surroundings import ROOT, Surroundings, wait_until
from config.supervisor import read_procfile
from tests.journeys.running import free_port

USERS = (1, 10, 50)
IN_TURNS = 60
AIM = 1.3
SMALL = {"accounts": 500, "interviews": 5_000, "letters": 15_000}


class Load:
    """A large and a small set, each behind a web server, and people who use them."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.surroundings = Surroundings("postgresql")
        self.environments: dict[str, dict[str, str]] = {}
        self.ports: dict[str, int] = {}

    def prepare(self) -> None:
        """Make the sets, start the processes, sign people in."""
        large = {name: getattr(self.options, name) for name in SMALL}
        for name, sums in (("large", large), ("small", SMALL)):
            url = getattr(self.options, f"{name}_url") or self._database(name)
            self.ports[name] = free_port()
            self.environments[name] = self.surroundings.environment | {
                "DATABASE_URL": url, "PORT": str(self.ports[name]), "SITE_URL": f"http://localhost:{self.ports[name]}",
            }  # fmt: skip
            if not getattr(self.options, f"{name}_url"):
                self._fill(name, sums)
        self.surroundings.environment |= self.environments["large"]
        self._manage("large", "collectstatic", "--no-input", "--verbosity=0")
        self.people = self._signed_in("large", str(max(USERS)))
        self.one = {name: self._signed_in(name, "one")[0] for name in self.environments}
        self.surroundings.start("redis")
        for name in self.environments:
            self._start_web(name)
        for name in read_procfile((ROOT / "Procfile").read_text()):
            if name not in ("redis", "web"):
                self.surroundings.start(name)
        for port in self.ports.values():
            wait_until(lambda port=port: _answers(port), 60)

    def _database(self, name: str) -> str:
        url = self.surroundings.database.url
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return url.replace("/postgres?", f"/{name}?")

    def _fill(self, name: str, sums: dict[str, int]) -> None:
        self._manage(name, "migrate", "--verbosity=0")
        began = time.monotonic()
        self._manage(name, "synthesize", *(str(part) for key, value in sums.items() for part in (f"--{key}", value)))
        print(f"{name}: made in {time.monotonic() - began:.0f} s; {_load()}", flush=True)

    def _manage(self, name: str, *command: str) -> None:
        managing = [sys.executable, "manage.py", *command]
        subprocess.run(managing, cwd=ROOT, env=self.environments[name], stdin=subprocess.DEVNULL, check=True)

    def _signed_in(self, name: str, who: str) -> list[dict[str, Any]]:
        asked = [sys.executable, "-m", "bench.load_people", who]
        done = subprocess.run(
            asked, cwd=ROOT, env=self.environments[name], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=True
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    def _start_web(self, name: str) -> None:
        command = read_procfile((ROOT / "Procfile").read_text())["web"]
        command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        with (self.surroundings.folder / f"web-{name}.log").open("ab") as log:
            self.surroundings.processes[f"web-{name}"] = Popen(
                ["/bin/sh", "-c", command], cwd=ROOT, env=self.environments[name], stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, process_group=0,
            )  # fmt: skip

    def drive(self) -> None:
        """Print how long pages take, by how many people ask at once."""
        client = self.surroundings.python("bench.load_client")
        shares = ", ".join(f"{MIX.count(what)}0 % {what}" for what in dict.fromkeys(MIX))
        print(f"\nThe large set; each person asks again at once: {shares}; milliseconds")
        print(f"{'':<18}{'people':>7}{'answers':>9}{'per s':>8}{'p50':>8}{'p95':>8}{'p99':>8}")
        database = self._postmaster()
        for count in USERS:
            self._told(client, self.ports["large"], self.people[:count], 2)
            busy_before = self.surroundings.busy_s("web-large"), _busy_s(database)
            seconds, taken = self._told(client, self.ports["large"], self.people[:count], self.options.seconds)
            busy = self.surroundings.busy_s("web-large"), _busy_s(database)
            wrong = {f"{what}: {status}" for what, _, status in taken if status not in (200, 302)}
            assert not wrong, f"{wrong}\n{self.surroundings.logs()}"
            by_page = defaultdict(list)
            for what, ms, _ in taken:
                by_page[what].append(ms)
            for what, each in (*sorted(by_page.items()), ("all", [ms for _, ms, _ in taken])):
                print(f"{what:<18}{count:>7}{len(each):>9}{len(each) / seconds:>8.1f}{_spread(each)}")
            each_ms = [1000 * (after - before) / len(taken) for before, after in zip(busy_before, busy, strict=True)]
            print(
                f"    processor time for each: web {each_ms[0]:.0f} ms, PostgreSQL {each_ms[1]:.0f} ms; {_load()}",
                flush=True,
            )

    def _postmaster(self) -> psutil.Process:
        with psycopg.connect(self.environments["large"]["DATABASE_URL"]) as connection:
            (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        return psutil.Process(int(Path(folder, "postmaster.pid").read_text().split()[0]))

    def _told(
        self, client: "Popen[bytes]", port: int, people: list[Any], seconds: int
    ) -> tuple[float, list[tuple[str, float, int]]]:
        """Have people work for so long; return how long it took till the last answer, and what each took."""
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write(json.dumps({"port": port, "seconds": seconds, "browsers": people}).encode() + b"\n")
        client.stdin.flush()
        answer = json.loads(client.stdout.readline())
        return answer["seconds"], answer["took"]

    def side_by_side(self) -> None:
        """Print the pages of the account that is in both sets, asked for in turns."""
        browsers = {name: Browser(self.ports[name], self.one[name], 0) for name in self.ports}
        taken: dict[tuple[str, str], list[float]] = defaultdict(list)
        for number in range(IN_TURNS + 5):
            for what in ("desk", "letter", "search"):
                for name, browser in browsers.items():
                    began = time.perf_counter()
                    assert browser.do(what) == 200
                    if number >= 5:
                        taken[what, name].append(1000 * (time.perf_counter() - began))
        print(f"\nOne small account, the same in both sets, asked for in turns; medians of {IN_TURNS}, ms; aim {AIM}")
        print(f"{'':<18}{'small set':>10}{'large set':>10}{'ratio':>8}")
        for what in ("desk", "letter", "search"):
            small, large = median(taken[what, "small"]), median(taken[what, "large"])
            print(f"{what:<18}{small:>10.1f}{large:>10.1f}{large / small:>8.2f}")
        print(f"    {_load()}", flush=True)

    def explain(self) -> None:
        """Print what PostgreSQL does for each query on the large set, and which indexes it has used."""
        asked = [sys.executable, "-m", "bench.load_plans"]
        subprocess.run(asked, cwd=ROOT, env=self.environments["large"], stdin=subprocess.DEVNULL, check=True)


def _answers(port: int) -> bool:
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/accounts/login/", headers={"Host": f"localhost:{port}"})
            return connection.getresponse().status == 200
    except OSError:
        return False


def _busy_s(process: psutil.Process) -> float:
    """The processor time of a process and its children, in seconds; workers of our own work meanwhile too."""
    own = process.cpu_times()
    total = own.children_user + own.children_system  # of those that have ended
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def _spread(each: list[float]) -> str:
    if len(each) < 2:
        return f"{each[0]:>8.0f}"
    parts = quantiles(each, n=100, method="inclusive")
    return "".join(f"{parts[share - 1]:>8.0f}" for share in (50, 95, 99))


def _load() -> str:
    return "load of the machine " + ", ".join(f"{one:.1f}" for one in os.getloadavg())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--interviews", type=int, default=200_000)
    parser.add_argument("--letters", type=int, default=600_000)
    parser.add_argument("--seconds", type=int, default=30, help="for each number of people")
    parser.add_argument("--large-url", default="", help="a database that holds the large set already")
    parser.add_argument("--small-url", default="", help="and one with the small")
    load = Load(parser.parse_args())
    try:
        load.prepare()
        load.side_by_side()
        load.drive()
        load.explain()
    finally:
        load.surroundings.close()


if __name__ == "__main__":
    main()
