"""How long the server takes for the pages one looks at, in an account of years: `python -m bench.page_times`.

500 interviews with 2,000 people, the same from the same seed, in a database of its own. Beside them, in turns in the
same run, the floor: an empty template behind the sign-in, through the same middleware; both by the processor's time,
which a busy machine does not stretch. With `--profile NAME` it prints
instead where the time of one page goes.
"""

import argparse
import cProfile
import os
import pstats
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import django

INTERVIEWS, PANEL = 500, 4
ROUNDS, WARMING = 40, 5
FLOOR = "floor: an empty template"
AIM = 4.0


def main() -> None:
    """Make the account, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--profile", metavar="NAME", default="")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
    try:
        os.environ.update({
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
            "SITE_URL": "http://localhost:8000",
            "DEBUG": "0",
            "LOG_LEVEL": "ERROR",
        })  # fmt: skip
        (folder / "static").mkdir()  # WhiteNoise warns of a folder that is missing
        django.setup()
        _run(options.rounds, options.profile)
    finally:
        shutil.rmtree(folder)


def _run(rounds: int, profile: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client, override_settings  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with override_settings(ROOT_URLCONF="bench.floor_urls"):
        client = Client(SERVER_NAME="localhost")
        paths = _account(client)
        asks = {name: (lambda path=path: client.get(path)) for name, path in paths.items()}
        if profile:
            _profile(asks[profile])
            return
        taken = _measured(asks, rounds)
        _print(taken, {name: _queries(ask) for name, ask in asks.items()})


def _account(client: Any) -> dict[str, str]:
    """Make the account of years, sign in, and return what is asked for, by name."""
    from tests.factories import make_user  # noqa: PLC0415
    from tests.many import make_years  # noqa: PLC0415

    user = make_user()
    years = make_years(user, datetime.now(UTC), interviews=INTERVIEWS, panel=PANEL)
    client.force_login(user)
    open_letter = next(letter for letter in reversed(years.letters) if letter.is_open)
    print(f"{len(years.interviews)} interviews, {len(years.people)} people, {len(years.letters)} letters")
    return {
        FLOOR: "/bench-floor/",
        "desk": "/",
        "interview": years.interviews[-6].get_absolute_url(),
        "letter": open_letter.get_absolute_url(),
        "interviews": "/interviews/",
        "letters": "/letters/",
        "people": "/people/",
        "person": f"/people/{years.people[-20].pk}/",
        "calendar": "/calendar/",
        "search": "/search/?q=adeyemi",
    }


def _measured(asks: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[tuple[float, float]]]:
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


def _queries(ask: Callable[[], Any]) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def _print(taken: dict[str, list[tuple[float, float]]], queries: dict[str, int]) -> None:
    floor = median(busy for _wall, busy in taken[FLOOR])
    print(f"{len(taken[FLOOR])} rounds in turns; milliseconds; the aim is {AIM:.0f} times the floor")
    print(f"{'':<28}{'p50':>8}{'p95':>8}{'CPU p50':>9}{'CPU p95':>9}{'x floor':>9}{'queries':>9}")
    for name, each in taken.items():
        middles, lasts = zip(*((median(one), quantiles(one, n=20)[-1]) for one in zip(*each, strict=True)), strict=True)
        print(
            f"{name:<28}{middles[0]:>8.1f}{lasts[0]:>8.1f}{middles[1]:>9.1f}{lasts[1]:>9.1f}"
            f"{middles[1] / floor:>9.1f}{queries[name]:>9}"
        )


def _profile(ask: Callable[[], Any]) -> None:
    for _round in range(WARMING):
        ask()
    profile = cProfile.Profile()
    profile.enable()
    for _round in range(10):
        ask()
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
