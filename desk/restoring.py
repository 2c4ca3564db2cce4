"""A backup is put back: into a server that does not run, with sending paused."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from desk.backups import (
    KEYS,
    PAUSED_BECAUSE,
    PAUSED_UNTIL,
    POSTGRESQL,
    SQLITE,
    NotPossible,
    contents_of,
    load_postgresql,
    see_sound,
)
from reminders.models import Sending


def restore(source: Path, now: datetime, *, replace: bool) -> list[Path]:
    """Put the backup in the folder `source` back; return where what it replaced lies now.

    Raise NotPossible, with everything as it was: where a database is there and `replace` does not say that it may go,
    where Fairhand runs, where the backup is not whole or of another kind of database.
    """
    told = contents_of(source)
    if told.get("database") != connection.vendor:
        raise NotPossible(f"The backup is of {told.get('database')}, and DATABASE_URL names {connection.vendor}.")
    with nobody_at_work():
        is_used = _has_accounts()
        if is_used and not replace:
            raise NotPossible("There are accounts in the database. With --replace the backup takes their place.")
        aside = _put_sqlite(source, now) if connection.vendor == "sqlite" else _put_postgresql(source)
        aside += _put_keys(source, now)
        if not is_used:  # a database just made, and keys that nothing was signed with
            for path in aside:
                path.unlink()
            aside = []
        Sending.objects.update_or_create(pk=1, defaults={"paused_until": PAUSED_UNTIL, "reason": PAUSED_BECAUSE})
    return aside


@contextmanager
def nobody_at_work() -> Iterator[None]:
    """Hold the lock that bin/run holds while it runs (config/start.py). Raises NotPossible where it does run."""
    lock = os.open(Path(settings.DATA_DIR) / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise NotPossible("Fairhand is at work here: stop it first.") from error
    finally:
        os.close(lock)


def _put_sqlite(source: Path, now: datetime) -> list[Path]:
    database = Path(settings.DATABASES["default"]["NAME"])
    see_sound(source / SQLITE)
    connection.close()
    fresh = database.with_name(f"{database.name}.restored")
    shutil.copyfile(source / SQLITE, fresh)
    fresh.chmod(0o600)
    aside = [_aside(database.with_name(f"{database.name}{tail}"), now) for tail in ("", "-wal", "-shm")]
    fresh.rename(database)
    return [path for path in aside if path]


def _put_postgresql(source: Path) -> list[Path]:
    connection.close()
    load_postgresql(source / POSTGRESQL)
    return []


def _has_accounts() -> bool:
    if "accounts_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None


def _put_keys(source: Path, now: datetime) -> list[Path]:
    """Put the backup's keys in place: without them nobody is signed in, and no second factor can be read."""
    aside = []
    for name in KEYS:
        path, kept = Path(settings.DATA_DIR) / name, source / name
        if kept.is_file() and not (path.is_file() and path.read_bytes() == kept.read_bytes()):
            aside.append(_aside(path, now))
            shutil.copyfile(kept, path)
            path.chmod(0o600)
    return [path for path in aside if path]


def _aside(path: Path, now: datetime) -> Path | None:
    """Rename what is there, so that it can be had again; return its new name."""
    return path.rename(path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")) if path.exists() else None
