"""Runs gunicorn or celery under a moved clock: `python -m tests.journeys.moved_clock gunicorn …`.

CLOCK_AHEAD_S is how far the clock stands from the machine's; it goes on ticking. It is moved before anything of the
program is imported, and in the process that forks gunicorn's and Celery's children, so that they all have it.
"""

import os
import sys
import time
from importlib.metadata import entry_points

import time_machine


def main() -> None:
    """Move the clock and become the program that the arguments name."""
    del sys.argv[0]
    time_machine.travel(time.time() + float(os.environ["CLOCK_AHEAD_S"]), tick=True).start()
    (program,) = entry_points(group="console_scripts", name=os.path.basename(sys.argv[0]))
    sys.exit(program.load()())


if __name__ == "__main__":
    main()
