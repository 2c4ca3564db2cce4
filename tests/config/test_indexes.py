"""Every index has a query that needs it: the table in docs/scale.md against the models."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import UniqueConstraint

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "interviews", "letters", "reminders", "desk")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def indexes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Table and columns of each index that is not the key; of an expression the index's name."""
    for model in (model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)):
        meta = model._meta
        columns = {field.name: field.column for field in meta.local_concrete_fields}
        for field in meta.local_concrete_fields:
            if not field.primary_key and (field.unique or field.db_index):
                yield meta.db_table, (field.column,)
        for together in meta.unique_together:
            yield meta.db_table, tuple(columns[name] for name in together)
        unique = [one for one in meta.constraints if isinstance(one, UniqueConstraint)]
        for one in (*meta.indexes, *unique):
            yield meta.db_table, tuple(columns[name.lstrip("-")] for name in one.fields) or (one.name,)


def told() -> dict[tuple[str, tuple[str, ...]], str]:
    """What needs each index, as docs/scale.md tells."""
    rows = ROW.findall((ROOT / "docs/scale.md").read_text())
    return {(table, tuple(re.findall(r"`(\w+)`", columns))): need.strip() for table, columns, need in rows}


def test_what_needs_each_index_is_told():
    assert set(told()) == set(indexes())
    assert all(told().values())


def test_no_index_is_the_beginning_of_another():
    """Such a one is written with every row and read for nothing. (One that holds a part of the rows is another.)"""
    found = set(indexes())
    partial = {("interviews_panelseat", ("interview_id",))}  # one lead at most
    joined = {("reminders_mailing_reminders", ("mailing_id",)), ("letters_letter_covers", ("letter_id",))}  # Django's
    joined |= {("accounts_user_groups", ("user_id",)), ("accounts_user_user_permissions", ("user_id",))}
    short = {
        (table, columns)
        for table, columns in found
        for other, more in found
        if table == other and len(columns) < len(more) and more[: len(columns)] == columns
    }
    assert short == partial | joined
