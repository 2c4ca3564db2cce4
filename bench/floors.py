"""What no outbox can be faster than: `python -m bench.floors raw|bare PORT FOLDER FIRST STEP`, a process of its own.

Of the keys in FOLDER/keys.json it takes every STEP-th from FIRST on. raw: for each of them the message of
FOLDER/message.eml over one SMTP connection. bare: also one UPDATE before it that claims the mailing and one after it
that marks it sent, through the database's driver and in the product's own table, with its indexes and constraints.

It prints "ready", waits for a line, works, and prints the instants at which it began and ended (seconds since 1970)
and the processor time it took.
"""

import json
import os
import smtplib
import sqlite3
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

CLAIM = """
    UPDATE reminders_mailing SET state = 'sending', claim_id = {0}, claimed_at = {0}, attempts = attempts + 1
    WHERE id = {0} AND state = 'queued' AND next_try_at <= {0}
"""
MARK = """
    UPDATE reminders_mailing SET state = 'sent', sent_at = {0}, claim_id = NULL, claimed_at = NULL, last_error = ''
    WHERE id = {0} AND claim_id = {0} AND state = 'sending'
"""
SENDER, RECIPIENT = "fairhand@localhost", "person@example.org"


def database(url: str) -> tuple[Callable[[str, Sequence[Any]], int], str]:
    """Return what runs a statement and says how many rows it changed, and the mark of a parameter."""
    if url.startswith("sqlite"):
        lite = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
        lite.execute("PRAGMA journal_mode=WAL")
        lite.execute("PRAGMA synchronous=NORMAL")

        def run_lite(sql: str, values: Sequence[Any]) -> int:
            return lite.execute(sql, [_for_sqlite(value) for value in values]).rowcount

        return run_lite, "?"
    server = psycopg.connect(url, autocommit=True)
    return lambda sql, values: server.execute(sql.encode(), values).rowcount, "%s"


def _for_sqlite(value: Any) -> Any:
    """As Django writes it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.hex if isinstance(value, uuid.UUID) else value


def main() -> None:
    kind, port, folder, first, step = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:])
    message = (folder / "message.eml").read_bytes()
    keys = json.loads((folder / "keys.json").read_text())[first::step]
    run, mark = database(os.environ["DATABASE_URL"])
    claim_sql, mark_sql = CLAIM.format(mark), MARK.format(mark)
    connection = smtplib.SMTP("127.0.0.1", port)
    connection.sendmail(SENDER, [RECIPIENT], message)
    run("SELECT 1", ())
    print("ready", flush=True)
    sys.stdin.readline()
    began, busy_before = time.time(), time.process_time()
    for key in keys:
        if kind == "raw":
            connection.sendmail(SENDER, [RECIPIENT], message)
            continue
        token, now = uuid.uuid4(), datetime.now(UTC)
        assert run(claim_sql, (token, now, key, now)) == 1
        connection.sendmail(SENDER, [RECIPIENT], message)
        assert run(mark_sql, (datetime.now(UTC), key, token)) == 1
    print(json.dumps([began, time.time(), time.process_time() - busy_before]), flush=True)
    connection.quit()


if __name__ == "__main__":
    main()
