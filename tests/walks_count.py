"""How far the walks go, in figures: every route by everybody and with nonsense, and how each was answered.

`python -m tests.walks_count` prints routes, requests and answers by kind of probe; it exits with 1 where any is an error
of ours. What must hold of the answers is in tests/test_walks.py.
"""

import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator

import django
import time_machine


def main() -> int:
    """Walk, print, and return 0 where nothing failed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    logging.disable(logging.CRITICAL)
    from django.test.runner import DiscoverRunner  # noqa: PLC0415  # needs Django set up

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        return _walk()
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


def _walk() -> int:
    from tests.conftest import NOW  # noqa: PLC0415

    with time_machine.travel(NOW, tick=False):
        answers: dict[str, Counter[int]] = {}
        count = 0
        for count, (probe, code) in enumerate(_answers(), 1):  # noqa: B007
            answers.setdefault(probe, Counter())[code] += 1
    wrong = 0
    for probe, codes in answers.items():
        wrong += sum(times for code, times in codes.items() if code >= 500 and code != 503)
        print(
            f"{probe:34} {codes.total():6}  " + ", ".join(f"{times} × {code}" for code, times in sorted(codes.items()))
        )
    print(f"{'together':34} {count:6}  {wrong} × an error of ours")
    return int(wrong > 0)


def _answers() -> Iterator[tuple[str, int]]:
    """Return what each probe of each route was answered. 503 is /healthz, without a worker, saying what is true."""
    from django.db import transaction  # noqa: PLC0415

    from tests.factories import make_user  # noqa: PLC0415
    from tests.routes import make_world, routes, signed_in, signed_out  # noqa: PLC0415
    from tests.test_walks import NO_KEYS, QUERIES  # noqa: PLC0415

    with transaction.atomic():
        world = make_world()
        stranger = make_user()
        every = routes(world)
        browsers = {
            "its owner": lambda: signed_in(world.user),
            "a stranger": lambda: signed_in(stranger),
            "nobody": signed_out,
        }
        print(f"{len(every)} routes")
        for who, browser in browsers.items():
            for method in ("get", "head", "post"):
                for route in every:
                    with transaction.atomic():
                        yield f"{method.upper()} by {who}", getattr(browser(), method)(route.path).status_code
                        transaction.set_rollback(True)
        for who, browser in (("its owner", signed_in(world.user)), ("nobody", signed_out())):
            for route in every:
                if not route.is_admin:
                    for query in () if route.is_sheet else QUERIES:
                        yield f"nonsense asked by {who}", browser.get(f"{route.path}?{query}").status_code
                    for key in NO_KEYS if route.with_argument("1") != route.with_argument("2") else ():
                        yield f"no such key by {who}", browser.get(route.with_argument(key)).status_code
        transaction.set_rollback(True)


if __name__ == "__main__":
    sys.exit(main())
