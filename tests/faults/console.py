"""The hand in the database: `python -m tests.faults.console` runs a function of people.py for each line it reads.

A line is [name, arguments]; the answer is a line too: {"value": …} or {"error": …}.
"""

import json
import sys
import traceback

import django


def main() -> None:
    django.setup()
    from django.db import close_old_connections, connection  # noqa: PLC0415

    from tests.faults import people  # noqa: PLC0415

    for line in sys.stdin:
        name, arguments = json.loads(line)
        close_old_connections()
        try:
            answer = {"value": getattr(people, name)(**arguments)}
        except Exception:
            connection.close()
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
