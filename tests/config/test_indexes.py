"""Every index has a query that needs it: the table in docs/scale.md against the database as it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "interviews", "letters", "reminders", "desk")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def indexes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Table and columns of each index that is not the key."""
    models = [model for name in APPS for model in apps.get_app_config(name).get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        for model in models:
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
            for name, one in found.items():
                if (one["index"] or one["unique"]) and not one["primary_key"]:
                    yield model._meta.db_table, tuple(column or name for column in one["columns"]) or (name,)


def told() -> dict[tuple[str, tuple[str, ...]], str]:
    """What needs each index, as docs/scale.md tells."""
    rows = ROW.findall((ROOT / "docs/scale.md").read_text())
    return {(table, tuple(re.findall(r"`(\w+)`", columns))): need.strip() for table, columns, need in rows}


@pytest.mark.django_db
def test_what_needs_each_index_is_told():
    assert set(told()) == set(indexes())
    assert all(told().values())


@pytest.mark.django_db
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
