"""The promise in numbers: `python -m tests.faults --rows 1000 --kills 50 --workers 4 --beats 2 --database postgresql`.

Mails rows while senders are killed at random, and prints what was lost, doubled and late. Exits with 1 where the
promise of reminders/models.py is broken: a mail lost, more doubled than senders were killed, a copy under another
Message-ID, without a kill anything doubled or a p95 over 90 s, or anything later than two leases (six minutes).
"""

import argparse
import os
import random
import signal
import sys
import time
from contextlib import suppress
from itertools import pairwise

from tests.faults.databases import DATABASES
from tests.faults.running import Running, wait_a_moment
from tests.faults.web import Person, write

SEEDING_S = 0.01  # for each row
P95_S = 90.0


def read() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Counts what faults do to reminders.")
    parser.add_argument("--rows", type=int, default=1000, help="people with one mail each")
    parser.add_argument("--kills", type=int, default=50, help="senders to kill while they are at work")
    parser.add_argument("--workers", type=int, default=4, help="Celery workers, two senders each")
    parser.add_argument("--beats", type=int, default=2)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--restarts", type=int, default=0, help="of the database while mails are sent (PostgreSQL)")
    parser.add_argument("--web", type=float, default=0, help="seconds for which four people write in the pages")
    parser.add_argument("--spread", type=float, default=90, help="seconds within which the mails are due")
    parser.add_argument("--sweep", type=int, default=2, help="SWEEP_SECONDS")
    parser.add_argument("--lease", type=int, default=180, help="OUTBOX_LEASE_SECONDS")
    parser.add_argument("--delay", type=float, default=0.05, help="seconds the mail server takes for a mail")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def kill_senders(running: Running, rows: int, kills: int, chance: random.Random) -> int:
    """Kill senders while mails arrive, now and then a whole worker; return how many senders died."""
    killed = 0
    while killed < kills:
        before = len(running.events("mail"))
        wait_a_moment(chance.uniform(0.2, 1.2))
        running.look_after()
        if len(running.events("mail")) == before:
            if running.ask("states").get("sent", 0) >= rows:
                break  # there is nobody left to kill at work
            continue
        name = chance.choice(running.workers)
        children = running.children_of(name)
        if chance.random() < 0.2:
            killed += len(children)
            running.kill(name)
            running.start(name)
        elif children:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(children), signal.SIGKILL)
                killed += 1
    return killed


def lateness(running: Running, due: dict[str, float]) -> list[float]:
    """Return by how many seconds the first copy of each mail came late, in order."""
    first: dict[str, float] = {}
    for mail in running.events("mail"):
        if mail["to"] in due:
            first.setdefault(mail["to"], mail["at"])
    return sorted(at - due[address] for address, at in first.items())


def judge(running: Running, due: dict[str, float], killed: int, writers: list[Person], lease_s: int) -> list[str]:
    """Print the figures; return what is wrong with them."""
    copies = [ids for name, ids in running.copies("row").items()]
    late = lateness(running, due) or [0.0]
    p50, p95 = late[len(late) // 2], late[int(len(late) * 0.95)]
    lost = len(due) - len(copies)
    doubled = sum(len(ids) - 1 for ids in copies)
    other = sum(one != two for ids in copies for one, two in pairwise(ids))
    print(f"{len(due)} rows, {killed} senders killed, {len(running.workers)} workers, {len(running.beats)} beats,")
    print(f"on {running.database.name}: lost {lost}, doubled {doubled}, doubled with another Message-ID {other};")
    print(
        f"late p50 {p50:.1f} s, p95 {p95:.1f} s, at most {late[-1]:.1f} s; ended by themselves: {len(running.ended)}."
    )
    wrong = {
        "lost": lost > 0,
        "doubled more than killed": doubled > killed,
        "another Message-ID": other > 0,
        "late": late[-1] > 2 * lease_s or (not killed and p95 > P95_S),
        "the database was locked": "database is locked" in running.logs(),
    }
    if writers:
        logged = running.ask("logged")
        answers = sum((writer.answers for writer in writers), start=type(writers[0].answers)())
        slowest = max(writer.slowest_s for writer in writers)
        print(
            f"{len(writers)} people logged {answers[302]} interviews meanwhile; answers {dict(answers)}, {slowest:.1f} s at most."
        )
        wrong["a page failed"] = set(answers) != {302}
        wrong["an interview was lost"] = any(
            logged.get(f"{writer.name}@example.org") != writer.answers[302] for writer in writers
        )
    return [name for name, is_so in wrong.items() if is_so]


def main() -> int:
    """Run it."""
    wanted = read()
    chance = random.Random(wanted.seed)
    running = Running(
        wanted.database, workers=wanted.workers, beats=wanted.beats, sweep_s=wanted.sweep, lease_s=wanted.lease,
        timeout_s=max(1, min(20, wanted.lease // 6)),
    )  # fmt: skip
    try:
        running.mood(delay=wanted.delay)
        if wanted.web:
            running.collect_static()
            running.start("web")
        rows = [f"row{number}" for number in range(wanted.rows)]
        first_due_at = time.time() + 2 + SEEDING_S * wanted.rows
        due = running.ask("deciding", names=rows, first_due_at=first_due_at, spread_s=wanted.spread)
        running.start(*running.beats)
        writers = write(running, [f"writer{number}" for number in range(4)], wanted.web) if wanted.web else []
        for _ in range(wanted.restarts):
            wait_a_moment(wanted.spread / (wanted.restarts + 1))
            running.database.restart()
        killed = kill_senders(running, wanted.rows, wanted.kills, chance)
        patience_s = wanted.spread + 2 * wanted.lease + 60
        with suppress(AssertionError):
            running.until(
                lambda: set(running.ask("mailings", word="row")) == set(rows), "make all mailings", patience_s
            )
            running.until(lambda: not {"queued", "sending"} & set(running.ask("states")), "send all", patience_s)
        wrong = judge(running, due, killed, writers, wanted.lease)
        print("The promise is kept." if not wrong else f"The promise is broken: {', '.join(wrong)}.")
        return 1 if wrong else 0
    finally:
        running.close()


if __name__ == "__main__":
    sys.exit(main())
