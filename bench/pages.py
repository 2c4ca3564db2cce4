"""Queries and time of the pages, in small and in years of use: `.venv/bin/python -m bench.pages [sqlite|postgresql]`.

The queries of each page for one position of two rounds and for 500 interviews: it fails where a page asks more often
for the 500. And the server's time for it in an account of 500 interviews and 2,000 people, always the same one.
Beside the pages, in turns in the same run, stands the floor: an empty template behind the sign-in, through the same
middleware. Times are those of the wall and of the processor; the second is not stretched by a busy machine. A run has
a database of its own. With `--profile NAME` it prints instead where the time of one page goes.
"""

import argparse
import cProfile
import gc
import os
import pstats
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import django

from tests.faults.databases import DATABASES

INTERVIEWS, PANEL = 500, 4
ROUNDS, WARMING = 40, 5
FLOOR = "floor: an empty template"
AIM = 4.0

Ask = Callable[[], Any]


def main() -> None:
    """Make the accounts, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", nargs="?", choices=list(DATABASES), default="sqlite")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--profile", metavar="NAME", default="")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
    database = DATABASES[options.database](folder)
    try:
        os.environ.update({
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database.url,
            "SITE_URL": "http://localhost:8000",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        })  # fmt: skip
        (folder / "static").mkdir()  # WhiteNoise warns of a folder that is missing
        django.setup()
        _run(options.rounds, options.profile)
    finally:
        _disconnect()
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


def _run(rounds: int, profile: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client, override_settings  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with override_settings(ROOT_URLCONF="bench.floor_urls"):
        small, large = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
        few, asks = _asks(small, _account_of_two_rounds(small)), _asks(large, _account_of_years(large))
        if profile:
            _profile(asks[profile])
            return
        for ask in (*few.values(), *asks.values()):
            ask()
        # As the server does once its pages are loaded (config/gunicorn.py).
        gc.collect()
        gc.freeze()
        taken = _measured(asks, rounds)
        queries = {name: (_queries(few[name]), _queries(ask)) for name, ask in asks.items()}
    _print(taken, queries)
    grown = [name for name, (one, many) in queries.items() if many > one]
    assert not grown, f"Pages that ask more often for {INTERVIEWS} interviews: {grown}"


def _asks(client: Any, paths: dict[str, str]) -> dict[str, Ask]:
    return {name: (lambda path=path: client.get(path)) for name, path in paths.items()}


def _account_of_two_rounds(client: Any) -> dict[str, str]:
    """One position; its second round has something of everything: a letter that left, one that is owed, a debrief."""
    from interviews.models import Interviewer  # noqa: PLC0415
    from letters.models import Letter  # noqa: PLC0415
    from letters.states import mark  # noqa: PLC0415
    from tests.factories import LEAD, OTHER, make_interview, make_user  # noqa: PLC0415

    user, now = make_user(), datetime.now(UTC)
    interview = make_interview(
        user, panel=(LEAD, OTHER), starts_at=now - timedelta(days=2), debriefed_at=None, left_out="the volunteer rota"
    )
    make_interview(user, position=interview.position, starts_at=now - timedelta(days=9))
    letters = Letter.objects.filter(interview=interview)
    letters.update(text="Dear volunteer", version=1)
    mark(letters[0], Letter.State.POSTED, now)
    client.force_login(user)
    return _paths(interview, letters[1], Interviewer.objects.get(owner=user, name=LEAD.name), "volunteer")


def _account_of_years(client: Any) -> dict[str, str]:
    from tests.factories import make_user  # noqa: PLC0415
    from tests.many import make_years  # noqa: PLC0415

    user = make_user()
    years = make_years(user, datetime.now(UTC), interviews=INTERVIEWS, panel=PANEL)
    client.force_login(user)
    letter = next(letter for letter in reversed(years.letters) if letter.is_open)
    print(f"{len(years.interviews)} interviews, {len(years.people)} people, {len(years.letters)} letters")
    return _paths(years.interviews[-6], letter, years.people[-20], "adeyemi")


def _paths(interview: Any, letter: Any, person: Any, word: str) -> dict[str, str]:
    """What is asked for, by name."""
    return {
        FLOOR: "/bench-floor/",
        "desk": "/",
        "interview": interview.get_absolute_url(),
        "letter": letter.get_absolute_url(),
        "people": "/people/",
        "search": f"/search/?q={word}",
        "interviews": "/interviews/",
        "letters": "/letters/",
        "people, filtered": "/people/?q=o",
        "person": f"/people/{person.pk}/",
        "calendar": "/calendar/",
        "what comes": "/reminders/next/",
    }


def _measured(asks: dict[str, Ask], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds of the wall and of the processor for each, asked in turns."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    for number in range(WARMING + rounds):
        for name, ask in asks.items():
            wall, busy = perf_counter(), process_time()
            answer = ask()
            wall, busy = perf_counter() - wall, process_time() - busy
            assert answer.status_code == 200, (name, answer.status_code)
            if number >= WARMING:
                taken[name].append((wall * 1000, busy * 1000))
    return taken


def _queries(ask: Ask) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def _print(taken: dict[str, list[tuple[float, float]]], queries: dict[str, tuple[int, int]]) -> None:
    floor = median(busy for _wall, busy in taken[FLOOR])
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{len(taken[FLOOR])} rounds in turns; milliseconds; the aim is {AIM:.0f} times the floor; load average {load}"
    )
    print(f"{'':<28}{'p50':>8}{'p95':>8}{'CPU p50':>9}{'CPU p95':>9}{'x floor':>9}{'queries (2, 500)':>18}")
    for name, each in taken.items():
        middles, lasts = zip(*((median(one), quantiles(one, n=20)[-1]) for one in zip(*each, strict=True)), strict=True)
        print(
            f"{name:<28}{middles[0]:>8.1f}{lasts[0]:>8.1f}{middles[1]:>9.1f}{lasts[1]:>9.1f}"
            f"{middles[1] / floor:>9.1f}{'{}, {}'.format(*queries[name]):>18}"
        )


def _profile(ask: Ask) -> None:
    for _round in range(WARMING):
        ask()
    profile = cProfile.Profile()
    profile.enable()
    for _round in range(10):
        ask()
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def _disconnect() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()


if __name__ == "__main__":
    main()
