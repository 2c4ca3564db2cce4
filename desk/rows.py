"""Many rows put into a table at once, by the quickest way a database has: COPY, or one statement again and again."""

from collections.abc import Iterable, Sequence
from types import NoneType
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Model

_PLAIN = (str, int, bool, NoneType)


def put(rows: Sequence[Model]) -> None:
    """Insert new rows of one model, and give them their keys. Nothing is told of it, and nothing is checked but what
    the database checks.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.local_concrete_fields
    related = [field for field in fields if isinstance(field, ForeignKey)]
    key = model._meta.pk
    for row, pk in zip(rows, keys(model, len(rows)), strict=True):
        setattr(row, key.attname, pk)
        row._state.adding = False
        for field in related:  # what it belongs to may have had no key yet when it was named
            if (parent := field.get_cached_value(row, default=None)) is not None:
                row.__dict__[field.attname] = parent.pk  # set as an attribute it would forget the row that it names
    put_values(
        connection,
        model._meta.db_table,
        [str(field.column) for field in fields],
        ([_prepared(field, row.__dict__[field.attname]) for field in fields] for row in rows),
    )


def _prepared(field: Field, value: Any) -> Any:
    """A value as the database takes it; most are that already, and asking each field takes longer than writing it."""
    return value if type(value) in _PLAIN else field.get_db_prep_save(value, connection)


def put_values(to: BaseDatabaseWrapper, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values, as the database takes them, into columns of a table."""
    name, named = to.ops.quote_name(table), ", ".join(map(to.ops.quote_name, columns))
    with to.cursor() as cursor:
        if to.vendor == "postgresql":
            with to.wrap_database_errors, cursor.copy(f"COPY {name} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {name} ({named}) VALUES ({places})", rows)  # type: ignore[arg-type]  # noqa: S608  # any iterable will do, and the names are our own


def keys(model: type[Model], count: int) -> range | list[int]:
    """Return so many keys that no other row has or will be given, in a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [row[0] for row in cursor.fetchall()]
        # One writes at a time, and what is written raises the last key.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return range(last + 1, last + 1 + count)
