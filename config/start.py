"""What `bin/run` does between set-up and serving: see that it can serve, bring tables and static files up to date."""

import errno
import fcntl
import hashlib
import os
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from config.listening import addresses
from letters.press import advice


class CannotStart(Exception):
    """Why, in one sentence for the person who started us."""


def main() -> None:
    """Prepare, say where the product is, and become the supervisor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        see_settings()
        hold(settings.DATA_DIR)
        see_port(settings.HOST, settings.PORT)
        migrate()
        collect_static(settings.DATA_DIR / "static.stamp")
    except CannotStart as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
    print(greeting(), flush=True)
    if advice():
        print(advice(), file=sys.stderr, flush=True)
    os.environ.update(
        DATA_DIR=str(settings.DATA_DIR),
        HOST=settings.HOST,
        PORT=str(settings.PORT),
        REDIS_SOCKET=str(settings.REDIS_SOCKET),
        PYTHONUNBUFFERED="1",
        # Celery's warning is about pickled messages; ours are JSON, and in a container everything is root.
        PYTHONWARNINGS="ignore:You're running the worker with superuser privileges",
    )
    # In this process's place, so that signals meant for bin/run reach it. -P: beside it lie modules of ours with names
    # of the standard library.
    supervisor = str(Path(__file__).with_name("supervisor.py"))
    os.execv(sys.executable, [sys.executable, "-P", supervisor, str(settings.BASE_DIR / "Procfile")])  # noqa: S606


def see_settings() -> None:
    """Raise CannotStart where the environment or .env holds a value that cannot be."""
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        raise CannotStart(f"A setting cannot be used: {error}") from error


def hold(data_dir: Path) -> None:
    """Keep DATA_DIR to this process and what becomes of it; raise CannotStart where another has it."""
    lock = os.open(data_dir / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CannotStart(
            f"Another bin/run is at work in {data_dir}: stop it first, or give this one a DATA_DIR and PORT of its own."
        ) from error
    os.set_inheritable(lock, True)


def see_port(host: str, port: int) -> None:
    """Raise CannotStart where nothing can listen there."""
    reasons = {
        errno.EADDRINUSE: f"Port {port} on {host} is taken by another program: end that one, or set PORT to another.",
        errno.EACCES: f"Port {port} may not be opened without being root: set PORT to 1024 or higher.",
        errno.EADDRNOTAVAIL: f"HOST is {host}, which is no address of this machine.",
    }
    try:
        addresses(host, port)
    except socket.gaierror as error:
        raise CannotStart(f"HOST is {host}, and no address is known by that name.") from error
    except OSError as error:
        raise CannotStart(reasons.get(error.errno or 0, f"Port {port} on {host} cannot be opened: {error}.")) from error


def migrate() -> None:
    """Bring the tables up to date."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            print("Bringing the database up to date.", flush=True)
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        first_line = next(iter(str(error).splitlines()), type(error).__name__)
        raise CannotStart(f"The database cannot be used ({first_line}): see DATABASE_URL.") from error
    finally:
        connection.close()


def collect_static(stamp: Path) -> None:
    """Collect the static files, unless nothing that they are made from has changed since the stamp was written."""
    inputs = static_inputs()
    is_there = (settings.STATIC_ROOT / "staticfiles.json").exists()
    if is_there and stamp.exists() and stamp.read_text() == inputs:
        return
    print("Collecting static files.", flush=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(inputs)


def static_inputs() -> str:
    """Return a digest of every static file's name and content, and of how they are stored."""
    digest = hashlib.sha256(f"{django.__version__} {Path(__file__).with_name('statics.py').read_text()}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            with storage.open(name) as file:
                digest.update(f"\0{name}\0".encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def greeting() -> str:
    """Return what a person who has just started the product needs to know."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        kept = f"in SQLite, {database['NAME']}"
    else:
        kept = f"in PostgreSQL, {database['NAME']} on {database.get('HOST') or 'this machine'}"
    mail = "to the server in EMAIL_URL" if settings.EMAIL_URL else f"to the local mailbox, {settings.SITE_URL}/mailbox/"
    return f"Fairhand is served at {settings.SITE_URL}\n  data  {kept}\n  mail  {mail}\n  stop  Ctrl-C"


if __name__ == "__main__":
    main()
