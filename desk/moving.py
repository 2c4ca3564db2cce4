"""All that is kept moves from a SQLite file into an empty PostgreSQL database: every row, in one transaction.

What moves: every table of a model, with the keys of its rows, sessions too, so that whoever was signed in stays so.
What does not: the cache, which counts attempts to sign in for minutes, and the list of migrations, which the target
has of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import AutoField, CharField, Model
from django.db.models.functions import Collate

from desk.backups import PAUSED_UNTIL, NotPossible
from desk.rows import put_values
from reminders.models import Sending

# `migrate` fills these by itself, with keys of its own; they make way.
MADE_BY_MIGRATE = (Permission, ContentType)
_AT_ONCE = 2000  # rows held in memory
_MOVED = "Everything was moved to another database."


@dataclass(frozen=True)
class Moved:
    """How many rows of a table were moved and found to be the same afterwards."""

    table: str
    rows: int


def connect(alias: str, config: dict[str, Any]) -> BaseDatabaseWrapper:
    """Return a connection to a database that is not in the settings, known by this alias from now on."""
    full = connections.configure_settings({"default": {}, alias: config})
    connections.settings[alias] = full[alias]
    return connections[alias]


def move(source: str, target: str, tell: Callable[[int, int], None]) -> list[Moved]:
    """Move all rows between two connections (aliases) and return what was moved; `tell` hears how many of how many
    rows are done, each of which is done twice: written, and compared.

    The source stays locked for writing meanwhile, so no mail goes and nothing typed is lost; afterwards its sending is
    paused for good. Raises NotPossible, with both databases as they were, where the target is not empty, the source is
    not up to date, or something does not fit.
    """
    _see_vendors(source, target)
    _see_empty(target)
    call_command("migrate", database=target, verbosity=0, interactive=False)
    with transaction.atomic(using=source), transaction.atomic(using=target):
        _see_up_to_date(source, target)
        _prepare(target)
        tables = _models()
        counts = {model: model._base_manager.using(source).count() for model in tables}
        counter = _Counter(2 * sum(counts.values()), tell)
        for model in tables:
            _put_all(model, source, target, counter)
        _check_links(target)
        for model in tables:
            _go_on_counting(model, source, target)
            _compare(model, source, target, counter)
        Sending.objects.using(source).update_or_create(pk=1, defaults={"paused_until": PAUSED_UNTIL, "reason": _MOVED})
    with connections[target].cursor() as cursor:
        cursor.execute("ANALYZE")
    return [Moved(model._meta.db_table, counts[model]) for model in tables]


class _Counter:
    """Counts rows for whoever shows a bar."""

    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self.done, self.total, self.tell = 0, total, tell

    def one_more(self) -> None:
        self.done += 1
        if self.done % 500 == 0 or self.done == self.total:
            self.tell(self.done, self.total)


def _models() -> list[type[Model]]:
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _see_vendors(source: str, target: str) -> None:
    if (connections[source].vendor, connections[target].vendor) != ("sqlite", "postgresql"):
        raise NotPossible("This moves from SQLite (sqlite:///…) to PostgreSQL (postgres://…), and nothing else.")
    try:
        connections[source].ensure_connection()
        connections[target].ensure_connection()
    except DatabaseError as error:
        raise NotPossible(f"A database cannot be reached: {_first_line(error)}") from error
    if "accounts_user" not in connections[source].introspection.table_names():
        raise NotPossible("There is nothing of Fairhand in that SQLite file: see whether --from names the right one.")


def _see_empty(target: str) -> None:
    there = set(connections[target].introspection.table_names())
    for model in _models():
        if (
            model not in MADE_BY_MIGRATE
            and model._meta.db_table in there
            and model._base_manager.using(target).exists()
        ):
            raise NotPossible(f"The target is not empty: {model._meta.db_table} has rows. Name a new database.")


def _see_up_to_date(source: str, target: str) -> None:
    applied = [set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in (source, target)]
    if applied[0] != applied[1]:
        raise NotPossible("The SQLite file is not up to date with this Fairhand: run manage.py migrate on it first.")


def _prepare(target: str) -> None:
    with connections[target].cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
    for model in MADE_BY_MIGRATE:
        model._base_manager.using(target).all().delete()


def _rows(model: type[Model], alias: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as Python has them, by key, a few at a time."""
    key = model._meta.pk
    order: Any = key.attname
    if isinstance(key, CharField):  # by bytes, wherever the database stands
        order = Collate(key.attname, "C" if connections[alias].vendor == "postgresql" else "BINARY")
    named = [field.attname for field in model._meta.local_concrete_fields]
    return iter(model._base_manager.using(alias).order_by(order).values_list(*named).iterator(chunk_size=_AT_ONCE))


def _put_all(model: type[Model], source: str, target: str, counter: _Counter) -> None:
    fields = model._meta.local_concrete_fields
    to = connections[target]

    def prepared() -> Iterator[list[Any]]:
        for row in _rows(model, source):
            yield [field.get_db_prep_save(value, to) for field, value in zip(fields, row, strict=True)]
            counter.one_more()

    try:
        put_values(to, model._meta.db_table, [str(field.column) for field in fields], prepared())
    except DatabaseError as error:
        raise NotPossible(f"{model._meta.db_table} does not fit: {_first_line(error)}") from error


def _check_links(target: str) -> None:
    """See that every link leads to a row, now and not only when all is over."""
    try:
        with connections[target].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as error:
        raise NotPossible(f"A row names another that is not there: {_first_line(error)}") from error


def _go_on_counting(model: type[Model], source: str, target: str) -> None:
    """Let the next key be one that was never given: a link in an old mail must not lead to a new row."""
    key, table = model._meta.pk, model._meta.db_table
    if not isinstance(key, AutoField) and key.get_internal_type() != "BigAutoField":
        return
    with connections[source].cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    if last:
        with connections[target].cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', key.column, last])


def _compare(model: type[Model], source: str, target: str, counter: _Counter) -> None:
    there = _rows(model, target)
    for row in _rows(model, source):
        if next(there, None) != row:
            raise NotPossible(f"{model._meta.db_table}, key {row[0]}: the row is not the same on both sides.")
        counter.one_more()
    if next(there, None) is not None:
        raise NotPossible(f"{model._meta.db_table} has more rows than it should have.")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
