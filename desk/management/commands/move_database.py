"""For whoever runs the server: from SQLite to PostgreSQL."""

import os
import sys
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.backups import NotPossible
from desk.moving import connect, move
from desk.progress import Progress
from desk.restoring import nobody_at_work

_ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
# Nobody else writes from the first row on, not even a process that should not be running.
_LOCKED = {"transaction_mode": "IMMEDIATE", "timeout": 20}


class Command(BaseCommand):
    """Move everything in one transaction; exit with 1 and a sentence where that cannot be."""

    help = "Moves all rows from SQLite into an empty PostgreSQL database. Fairhand must not be running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", default="", help="sqlite:///…; left out: DATABASE_URL.")
        parser.add_argument(
            "--to", default=os.environ.get("NEW_DATABASE_URL", ""),
            help="postgres://…; left out: NEW_DATABASE_URL, where `ps` shows no password.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        source = connect("moved_from", {**_named(options["source"], settings.DATABASES["default"]), "OPTIONS": _LOCKED})
        target = connect("moved_to", _named(options["to"], {}))
        try:
            with nobody_at_work(), Progress(sys.stderr, 1, "rows") as bar:
                moved = move(source.alias, target.alias, bar.of)
        except (NotPossible, OSError) as reason:
            raise CommandError(str(reason)) from reason
        finally:
            source.close()
            target.close()
        for table in moved:
            self.stdout.write(f"{table.rows:>12,}  {table.table}")
        self.stdout.write(f"{sum(table.rows for table in moved):>12,}  rows are there, each compared with its own.")
        self.stdout.write(
            "Set DATABASE_URL to the new database and start Fairhand. Keep SECRET_KEY and MFA_KEYS, or the"
        )
        self.stdout.write("files secret-key and mfa-key in DATA_DIR. From the old file no more mail goes.")


def _named(url: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    """The settings that a database's URL names; of no URL the other ones. Raises CommandError."""
    try:
        config = dict(environ.Env.db_url_config(url)) if url else dict(otherwise)
    except (ImproperlyConfigured, ValueError, KeyError):
        config = {}
    if config.get("ENGINE") not in _ENGINES:
        raise CommandError("Name both databases: --from sqlite:///path --to postgres://user@host/name.")
    if config["ENGINE"] == _ENGINES[0] and not Path(config["NAME"]).is_file():
        raise CommandError(f"There is no file {config['NAME']}.")
    return config
