"""Out and in again: the same rows, whatever account and keys they get."""

import copy
import json

import pytest

from accounts.models import User
from desk.archive.adding import add, plan_of
from desk.archive.checking import checked
from desk.archive.collecting import as_json, document_of
from desk.archive.parsing import parsed
from desk.archive.tables import ACCOUNT, TABLES
from letters.models import Letter
from reminders.models import Mailing, Reminder
from tests.conftest import NOW
from tests.desk.archive.full import make_full_user
from tests.factories import make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def exported(user):
    """The document of an account as it comes out of its file."""
    return json.loads(as_json(document_of(user, NOW)))


def archive_of(user):
    return checked(parsed(as_json(document_of(user, NOW))))


def without_what_is_told(document):
    """The document but for what belongs to one account alone."""
    left = copy.deepcopy(document)
    for name in ACCOUNT.told:
        del left["account"][name]
    del left["tables"]["email_addresses"]
    return left


def test_the_sample_account_has_rows_in_every_table():
    tables = exported(make_full_user())["tables"]
    assert [table.name for table in TABLES] == list(tables)
    assert [name for name, rows in tables.items() if not rows] == []


def test_what_is_taken_into_a_fresh_account_comes_out_the_same():
    before = exported(make_full_user())
    other = make_user(name="Somebody Else")
    add(other, checked(copy.deepcopy(before)), with_settings=True)
    assert without_what_is_told(exported(other)) == without_what_is_told(before)


def test_after_the_account_is_deleted_everything_comes_back_the_same():
    user = make_full_user(email="daniel@example.org")
    before = exported(user)
    user.delete()
    again = make_user(email="daniel@example.org", joined_at=user.joined_at)
    add(again, checked(copy.deepcopy(before)), with_settings=True)
    assert exported(again) == before


def test_every_row_has_a_new_key_and_belongs_to_the_account_it_was_added_to():
    user, other = make_full_user(), make_user()
    counts = {table.name: table.model.objects.count() for table in TABLES}
    add(other, archive_of(user), with_settings=False)
    for table in TABLES:
        added = set(table.model.objects.filter(**{table.owned: other}).values_list("pk", flat=True))
        theirs = set(table.model.objects.filter(**{table.owned: user}).values_list("pk", flat=True))
        assert not added & theirs
        if not table.is_told:
            assert table.model.objects.count() == counts[table.name] + len(added)
    occasions = Reminder.objects.filter(user=other).values_list("occasion", flat=True)
    assert not set(occasions) & set(Reminder.objects.filter(user=user).values_list("occasion", flat=True))


def test_without_its_settings_an_account_keeps_its_own():
    other = make_user(name="Somebody Else")
    before = exported(other)["account"]
    add(other, archive_of(make_full_user()), with_settings=False)
    assert exported(other)["account"] == before


def test_secrets_are_in_no_export():
    user = make_full_user()
    User.objects.filter(pk=user.pk).update(feed_digest="d" * 64)
    user.authenticator_set.create(type="totp", data={"secret": "JBSWY3DP"})
    told = as_json(document_of(user, NOW)).decode()
    for secret in ("d" * 64, "JBSWY3DP", user.password, Mailing.objects.first().message_id):
        assert secret not in told


def test_nobody_elses_row_is_in_an_export():
    other = make_full_user(name="Somebody Else")
    user = make_user()
    assert [name for name, rows in exported(user)["tables"].items() if rows] == ["email_addresses"]
    assert "Else" in json.dumps(exported(other))


def test_adding_twice_adds_nothing_the_second_time():
    other, archive = make_user(), archive_of(make_full_user())
    assert add(other, archive, with_settings=True).count > 50
    before = exported(other)
    again = add(other, archive, with_settings=True)
    assert again.count == 0
    assert exported(other) == before


def test_adding_to_the_account_it_came_from_adds_nothing():
    user = make_full_user()
    before = exported(user)
    assert add(user, archive_of(user), with_settings=True).count == 0
    assert exported(user) == before


def test_a_position_that_is_here_is_left_as_it_is_and_only_new_ones_come():
    user = make_full_user()
    archive = archive_of(user)
    Letter.objects.filter(text__startswith="Dear Ms").update(text="Another text since")
    gone = Letter.objects.filter(position__company="Gone Ltd").count()
    user.positions.filter(company="Gone Ltd").delete()
    plan = plan_of(user, archive)
    assert (plan.added("positions"), plan.added("interviews"), plan.added("interviewers")) == (1, 1, 0)
    assert (plan.added("letters"), plan.added("gifts"), plan.added("lessons")) == (gone, 0, 0)
    add(user, archive, with_settings=False)
    assert Letter.objects.filter(text="Another text since").exists()
    assert user.positions.filter(company="Gone Ltd").count() == 1


def test_two_people_of_one_name_stay_two():
    user, other = make_user(), make_user()
    make_interview(user)
    user.interviewers.create(name="Ifeoma Adeyemi", company=user.interviewers.first().company)
    add(other, archive_of(user), with_settings=False)
    assert other.interviewers.filter(name="Ifeoma Adeyemi").count() == 2


def test_what_is_planned_after_it_was_added_is_what_was_planned():
    user, other = make_full_user(), make_user()
    add(other, archive_of(user), with_settings=True)
    columns = ("kind", "due_at", "state", "snoozed_until", "mailed_at", "position__company")
    rows = [list(Reminder.objects.filter(user=each).order_by("pk").values_list(*columns)) for each in (user, other)]
    assert rows[0] == rows[1]


def test_what_an_export_asks_of_the_database_does_not_grow_with_it(django_assert_num_queries):
    user = make_full_user()
    with django_assert_num_queries(19):
        document_of(user, NOW)
