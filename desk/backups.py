"""A copy of all that the server keeps, taken while it runs, and the way back.

A backup is a folder: the database, the keys beside it, and a list of both with their digests. It appears under its name
only once it is whole and was seen to be sound. A copy that is put back must not mail again what went out since it was
taken, so sending is paused in it until whoever runs the server says otherwise.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

SQLITE, POSTGRESQL = "fairhand.sqlite3", "fairhand.dump"
KEYS = ("secret-key", "mfa-key")
LIST = "backup.json"
PAUSED_UNTIL = datetime(2100, 1, 1, tzinfo=UTC)
"""Until somebody resumes it, that is: `manage.py resume_sending`."""
PAUSED_BECAUSE = "This database came back from a backup."


class NotPossible(Exception):
    """Why there is no backup, or none to restore, in a sentence for whoever runs the server."""


def back_up(target: Path, now: datetime) -> list[str]:
    """Make a backup in the folder `target`, which must not be there yet or be empty; return the names of its files.

    Raise NotPossible, with nothing left under that name.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotPossible(f"{target} is there already: name a folder that is not.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        database = _copy_sqlite(unfinished) if connection.vendor == "sqlite" else _dump_postgresql(unfinished)
        keys = _copy_keys(unfinished)
        files = {path.name: _digest(path) for path in (database, *keys)}
        told = {"made_at": now.astimezone(UTC).isoformat(), "database": connection.vendor, "files": files}
        (unfinished / LIST).write_text(json.dumps(told, indent=1) + "\n")
        _see_on_disk(unfinished)
        if target.exists():
            target.rmdir()
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [*files, LIST]


def contents_of(source: Path) -> dict[str, Any]:
    """Return what the list of a backup says; raise NotPossible unless every file is there as it was written."""
    try:
        told: dict[str, Any] = json.loads((source / LIST).read_text())
        wrong = [name for name, digest in told["files"].items() if _digest(source / name) != digest]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotPossible(f"{source} is no backup, or not a whole one ({type(error).__name__}).") from error
    if wrong:
        raise NotPossible(f"{source / wrong[0]} is not as it was written: take another backup.")
    return told


def missing_keys() -> list[str]:
    """Return the keys that come from the environment and so are in no backup."""
    held = {"secret-key": settings.SECRET_KEY, "mfa-key": settings.MFA_KEYS[0]}
    return [name for name, key in held.items() if not _is_file_of(name, key)]


def _is_file_of(name: str, key: str) -> bool:
    path = Path(settings.DATA_DIR) / name
    return path.is_file() and path.read_text().strip() == key


def _copy_sqlite(folder: Path) -> Path:
    """Copy the database as one moment saw it, whoever writes meanwhile: a plain copy of the file would be torn."""
    path = folder / SQLITE
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as copy:
        copy.execute(
            "INSERT INTO reminders_sending (id, paused_until, reason) VALUES (1, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET paused_until = excluded.paused_until, reason = excluded.reason",
            (f"{PAUSED_UNTIL:%Y-%m-%d %H:%M:%S}", PAUSED_BECAUSE),
        )
        copy.commit()
    see_sound(path)
    return path


def see_sound(path: Path) -> None:
    """Raise NotPossible unless a SQLite file is whole and every link in it leads to a row."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if said == "ok" and copy.execute("PRAGMA foreign_key_check").fetchone() is None:
                return
    except sqlite3.DatabaseError as error:
        said = str(error)
    raise NotPossible(f"The copy is not sound ({said}).")


def _dump_postgresql(folder: Path) -> Path:
    path = folder / POSTGRESQL
    _run_postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
    path.chmod(0o600)
    return path


def load_postgresql(path: Path) -> None:
    """Put a dump into the database, in one transaction; what was in it goes."""
    _run_postgresql(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(path)
    )


def _run_postgresql(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's on our database. Its password goes by the environment, where `ps` does not look."""
    where = connection.get_connection_params()
    options = {"host": "--host", "port": "--port", "user": "--username", "dbname": "--dbname"}
    named = [f"{option}={where[name]}" for name, option in options.items() if where.get(name)]
    if shutil.which(program) is None:
        line = " ".join((program, *named, *arguments))
        raise NotPossible(f"{program} is not installed here. Where it is, this does it:\n  {line}")
    environment = {**os.environ, "PGPASSWORD": str(where.get("password") or "")}
    done = subprocess.run(
        [program, "--no-password", *named, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotPossible(f"{program} could not do it: {next(iter(done.stderr.splitlines()), 'it did not say why')}")


def _copy_keys(folder: Path) -> list[Path]:
    found = [path for name in KEYS if (path := Path(settings.DATA_DIR) / name).is_file()]
    return [Path(shutil.copy2(path, folder / path.name)) for path in found]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _see_on_disk(folder: Path) -> None:
    """Wait until the disk has it: a backup that a power cut takes away is none."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
