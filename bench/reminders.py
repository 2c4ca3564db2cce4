"""How fast reminders are sent, and how much a sweep costs: `python -m bench.reminders [--million]`.

Everything runs in a folder, a database, a broker and a mail server of its own, on the loopback, and is gone afterwards.
"""

import argparse
import os

import django

from bench.surroundings import Surroundings


def main() -> None:
    arguments = _arguments()
    surroundings = Surroundings("postgresql" if arguments.million else arguments.database)
    try:
        os.environ.update(surroundings.environment)
        django.setup()
        # Only now, for these need Django's settings.
        if arguments.million:
            from bench.million import Million  # noqa: PLC0415

            Million(surroundings).report()
        elif arguments.making:
            from bench.making import Making  # noqa: PLC0415

            Making(surroundings, arguments.mails).report()
        else:
            from bench.whole_path import WholePath  # noqa: PLC0415

            path = WholePath(surroundings, arguments.mails)
            path.measure(arguments.rounds)
            path.report()
    finally:
        surroundings.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reminders", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--mails", type=int, choices=range(200, 4901), metavar="200…4900", default=2000)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; medians are printed")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument(
        "--million", action="store_true", help="a sweep over 1,000,000 open reminders on PostgreSQL, instead"
    )
    parser.add_argument("--making", action="store_true", help="how fast mailings are made by workers, instead")
    return parser.parse_args()


if __name__ == "__main__":
    main()
