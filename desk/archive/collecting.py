"""An account to the document of its export: every row of it, keys told by small numbers that hold in this file alone.

The same rows make the same document, in whichever account they are.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from desk.archive.document import SCHEMA, VERSION
from desk.archive.fields import written
from desk.archive.occasions import with_keys
from desk.archive.tables import ACCOUNT, BY_MODEL, TABLES, Table

Document = dict[str, Any]
Keys = dict[str, dict[int, int]]
"""By table: the key of a row in the database → its key in the file."""


def document_of(user: User, now: datetime) -> Document:
    """Return the export's document of an account at `now` (UTC), as one moment saw it."""
    with _one_moment():
        account = User.objects.get(pk=user.pk)
        keys: Keys = {}
        tables = {table.name: _rows_of(table, account, keys) for table in TABLES}
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "made_at": written(User._meta.get_field("joined_at"), now),
        "account": {each.name: written(each, getattr(account, each.attname)) for each in ACCOUNT.fields},
        "tables": tables,
    }


def as_json(document: Document) -> bytes:
    """Return a document as JSON that a person can read."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let several queries see the same rows, whoever writes meanwhile; SQLite's transactions do so by themselves."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _rows_of(table: Table, user: User, keys: Keys) -> list[dict[str, Any]]:
    found = table.model._default_manager.filter(table.only, **{table.owned: user}).order_by("pk")
    columns = [*table.fields, *table.links]
    rows = list(found.values_list("pk", *(each.attname for each in columns)))
    own = keys[table.name] = {pk: place for place, (pk, *_rest) in enumerate(rows, 1)}
    several = {each.name: _links_of(table, each, user, own, keys) for each in table.many}
    told = []
    for pk, *values in rows:
        row: dict[str, Any] = {"key": own[pk]}
        for each, value in zip(columns, values, strict=True):
            if each.remote_field is None:
                row[each.name] = written(each, value)
            else:
                row[each.name] = None if value is None else keys[BY_MODEL[each.remote_field.model].name][value]
        row |= {name: links.get(pk, []) for name, links in several.items()}
        told.append(row)
    if table.name == "reminders":
        _tell_occasions(told, keys)
    return told


def _links_of(table: Table, many: Any, user: User, own: dict[int, int], keys: Keys) -> dict[int, list[int]]:
    """Return, by the key of a row in the database, the keys in the file of what it names, in their order."""
    here, there = many.m2m_field_name(), many.m2m_reverse_field_name()
    through = many.remote_field.through._default_manager.filter(**{f"{here}__{table.owned}": user})
    target = keys[BY_MODEL[many.remote_field.model].name]
    found: dict[int, list[int]] = {}
    for row, other in through.order_by(there).values_list(f"{here}_id", f"{there}_id"):
        if row in own and other in target:
            found.setdefault(row, []).append(target[other])
    return found


def _tell_occasions(rows: list[dict[str, Any]], keys: Keys) -> None:
    """Put the file's keys into occasions; what is about a row that is no more gets a name that no row will have."""
    gone: dict[tuple[str, str], str] = {}

    def key_for(table: str, key: str) -> str:
        known = keys[table].get(int(key)) if key.isdecimal() else None
        return str(known) if known else gone.setdefault((table, key), f"gone{len(gone) + 1}")

    for row in rows:
        row["occasion"] = with_keys(row["occasion"], key_for)
