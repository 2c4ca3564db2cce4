"""Every model and field with a way to an account is in the export, or left out with a reason."""

import pytest
from django.apps import apps
from django.db import models

from desk.archive.fields import reader_of
from desk.archive.tables import ACCOUNT, BY_MODEL, LEFT_OUT, TABLES, ways_to_accounts
from tests.desk.archive.full import make_full_user


def through_models() -> set[type[models.Model]]:
    return {many.remote_field.through for table in TABLES for many in table.many}


def test_every_model_with_a_way_to_an_account_is_exported_or_left_out_with_a_reason():
    undecided = {
        model._meta.label
        for model in set(ways_to_accounts()) - through_models()
        if (model in BY_MODEL) == (model._meta.label in LEFT_OUT)
    }
    assert undecided == set()
    assert {label for label in LEFT_OUT if apps.get_model(label) not in ways_to_accounts()} == {"sessions.Session"}
    assert set(BY_MODEL) <= set(ways_to_accounts())


def test_a_model_that_leads_to_an_account_over_others_is_found():
    labels = {model._meta.label for model in ways_to_accounts()}
    assert {"interviews.Topic", "letters.Letter_covers", "account.EmailConfirmation", "admin.LogEntry"} <= labels
    assert "contenttypes.ContentType" not in labels


def test_what_is_left_out_or_told_is_a_field_and_has_a_reason():
    for table in (ACCOUNT, *TABLES):
        names = {each.name for each in (*table.model._meta.concrete_fields, *table.model._meta.many_to_many)}
        assert {*table.left_out, *table.told, *table.checks, *table.most} <= names
        assert all(table.left_out.values())


def test_every_link_leads_to_a_table_before_its_own():
    for place, table in enumerate(TABLES):
        before = {other.model for other in TABLES[:place]}
        assert [each.name for each in (*table.links, *table.many) if each.remote_field.model not in before] == []


def test_every_field_can_be_read_back_and_a_field_of_json_has_a_check():
    for table in (ACCOUNT, *TABLES):
        for each in table.fields:
            reader_of(each, table.checks.get(each.name))


def test_the_owner_is_in_no_table():
    for table in TABLES:
        linked = {each.remote_field.model for each in (*table.links, *table.many)}
        assert ACCOUNT.model not in linked


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_every_way_leads_to_the_account_whose_row_it_is():
    user, other = make_full_user(), make_full_user()
    ways = ways_to_accounts()
    for table in TABLES:
        rows = table.model.objects.order_by("pk")
        assert list(rows.filter(**{ways[table.model]: user})) == list(rows.filter(**{table.owned: user}))
        assert rows.filter(**{ways[table.model]: other}).exists()
