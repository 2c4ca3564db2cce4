"""How long the server takes for the check that runs while a letter is typed, beside a floor of the same run.

The floor is an empty template behind the sign-in, through the same middleware: what no page of this product can beat.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

import django

from letters.gaps import LONGEST

# (people on the panel, whether all their letters are written and as long as can be, other positions)
CASES = ((1, False, 1), (20, False, 30), (20, True, 30))
ROUNDS = 60
WARMING = 5


def report(text: str) -> None:
    """Print the middle and the 95th percentile of the whole request, in milliseconds, for this text."""
    folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
    try:
        os.environ.update(_environment(folder))
        django.setup()
        _report(text)
    finally:
        shutil.rmtree(folder)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "SITE_URL": "http://localhost:8000",
        "DEBUG": "0",
    }


def _report(text: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client, override_settings  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    print(f"\nThe whole live check, {len(text)} characters, {ROUNDS} rounds in turns; milliseconds")
    print(f"{'':<58}{'p50':>7}{'p95':>7}{'CPU p50':>9}{'over the floor':>16}")
    with override_settings(ROOT_URLCONF="bench.floor_urls"):
        for people, is_long, positions in CASES:
            letter = _letter(people, positions, text if is_long else "")
            client = Client(SERVER_NAME="localhost")
            client.force_login(letter.position.owner)
            state = "all written as long" if is_long else "nothing else written"
            asks = {
                "floor: an empty template": _ask(client, "/bench-floor/", text),
                f"panel of {people}, {state}, {positions} positions": _ask(client, f"/letters/{letter.pk}/fit/", text),
            }
            _print(_measured(asks))


def _letter(people: int, positions: int, text: str):  # type: ignore[no-untyped-def]  # models need Django set up
    from letters.models import Letter  # noqa: PLC0415
    from tests.factories import make_interview, make_position, make_user, seat  # noqa: PLC0415

    user = make_user()
    for number in range(positions - 1):
        position = make_position(user, company=f"Company {number} Ltd")
        make_interview(user, position=position, panel=[seat(f"Person Met{number}")])
    names = [f"Ifeoma Adeyemi{letter}" for letter in "abcdefghijklmnopqrst"[:people]]
    topics = ["volunteer no-shows", "Cézanne"]
    interview = make_interview(user, panel=[seat(name, honorific="Ms", topics=topics) for name in names])
    letter = interview.letters.first()
    Letter.objects.filter(interview=interview).exclude(pk=letter.pk).update(text=text)
    return letter


def _ask(client: Any, path: str, text: str) -> Callable[[int], Any]:
    """Return what sends the text, each time with another word in the middle, as while typing."""
    middle = text.index("\n\n", len(text) // 2)
    return lambda number: client.post(path, {"text": f"{text[:middle]} so{number}{text[middle:]}"[:LONGEST]})


def _measured(asks: dict[str, Callable[[int], Any]]) -> dict[str, tuple[list[float], list[float]]]:
    """Return the milliseconds of the wall and of the processor for each; they take turns."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in asks}
    for number in range(WARMING + ROUNDS):
        for name, ask in asks.items():
            wall, busy = perf_counter(), process_time()
            answer = ask(number)
            wall, busy = perf_counter() - wall, process_time() - busy
            assert answer.status_code == 200, answer.status_code
            if number >= WARMING:
                taken[name][0].append(wall * 1000)
                taken[name][1].append(busy * 1000)
    return taken


def _print(taken: dict[str, tuple[list[float], list[float]]]) -> None:
    floor = median(next(iter(taken.values()))[0])
    for name, (wall, busy) in taken.items():
        p95 = quantiles(wall, n=20)[-1]
        print(f"{name:<58}{median(wall):>7.1f}{p95:>7.1f}{median(busy):>9.1f}{median(wall) - floor:>16.1f}")
