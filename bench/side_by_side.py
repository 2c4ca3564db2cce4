"""Reminders in time while packs are made: `python -m bench.side_by_side --packs 200 --mails 200 --database sqlite`.

The product's own processes with the workers of its Procfile, one process each, a mail server that takes 50 ms a mail.
All packs are asked for at once; the mails come due one after the other from then on. Prints how late the mails were,
with the packs and, before that, without any; and how many packs were waiting when the last mail came. Exits with 1
where a mail was lost, or where p95 is over 90 s.
"""

import argparse
import sys
import time

from tests.faults.databases import DATABASES
from tests.faults.running import Running

P95_S = 90.0


def read() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.side_by_side", description="Mail beside many packs.")
    parser.add_argument("--packs", type=int, default=200, help="packs of six letters, with guide sheets")
    parser.add_argument("--mails", type=int, default=200, help="people with one mail each")
    parser.add_argument("--spread", type=float, default=120, help="seconds within which the mails are due")
    parser.add_argument("--sweep", type=int, default=60, help="SWEEP_SECONDS; the product's is 60")
    parser.add_argument("--together", action="store_true", help="one worker of two processes for both, to compare")
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    return parser.parse_args()


def mailed(running: Running, word: str, wanted: argparse.Namespace) -> list[float]:
    """Have mails come due from now on; return by how many seconds each came late, in order."""
    people = [f"{word}.{number}" for number in range(wanted.mails)]
    due = running.ask("deciding", names=people, first_due_at=time.time() + 1, spread_s=wanted.spread)
    running.until(
        lambda: len(running.copies(word)) == wanted.mails, "send all", wanted.spread + 20 * wanted.sweep + 300
    )
    first: dict[str, float] = {}
    for mail in running.events("mail"):
        first.setdefault(mail["to"], mail["at"])
    return sorted(first[address] - at for address, at in due.items())


def figures(late: list[float]) -> str:
    """Return the figures in one line."""
    return f"p50 {late[len(late) // 2]:.1f} s, p95 {late[int(len(late) * 0.95)]:.1f} s, at most {late[-1]:.1f} s"


def main() -> int:
    """Run it."""
    wanted = read()
    senders = 2 if wanted.together else 1
    running = Running(
        wanted.database, workers=0, beats=1, sweep_s=wanted.sweep, timeout_s=20, lease_s=180, senders=senders
    )
    try:
        running.mood(delay=0.05)
        if wanted.together:
            running.commands["worker-mail"] = running.commands["worker-mail"].replace("-Q mail", "-Q mail,errands")
        else:
            running.start("errander1")
        running.workers = ["worker1"]
        running.start(*running.workers, *running.beats)
        quiet = mailed(running, "quiet", wanted)
        print(f"{wanted.mails} mails on {wanted.database}, no packs: late {figures(quiet)}", flush=True)
        running.ask("packing", names=["packer"], each=wanted.packs)
        asked_at = time.monotonic()
        running.until(lambda: running.ask("packs").get("running"), "begin the first pack")
        busy = mailed(running, "busy", wanted)
        made = running.ask("packs").get("done", 0)
        print(f"the same beside {wanted.packs} packs: late {figures(busy)};")
        print(f"{wanted.packs - made} packs were still waiting when the last mail had come.", flush=True)
        running.until(lambda: running.ask("packs") == {"done": wanted.packs}, "make all packs", 30.0 * wanted.packs)
        print(f"All packs were made within {time.monotonic() - asked_at:.0f} s.")
        return 1 if busy[int(len(busy) * 0.95)] > P95_S else 0
    finally:
        running.close()


if __name__ == "__main__":
    sys.exit(main())
