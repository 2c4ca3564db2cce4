"""What is wrong with one of many holds up no other; what is wrong with all of them ends the round."""

import logging

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError

from accounts.models import User
from reminders.trouble import one_by_one, together
from tests.factories import make_user

pytestmark = pytest.mark.django_db

log = logging.getLogger("fairhand.outbox")


@pytest.fixture
def users() -> list[User]:
    return [make_user() for _ in range(3)]


def test_one_that_fails_is_logged_without_its_words_and_holds_up_nobody(users, caplog):
    done = []

    def act(user: User) -> None:
        if user == users[1]:
            raise LookupError("Adeyemi")
        done.append(user)

    one_by_one(users, act, log, "account not greeted account")
    assert done == [users[0], users[2]]
    (record,) = caplog.records
    said, line = record.getMessage().rsplit(":", 1)
    assert (said, line.isdigit()) == (f"account not greeted account={users[1].pk} error=LookupError at act", True)


def test_of_many_done_at_once_those_are_returned_that_could_be_done(users, caplog):
    asked = []

    def act(some: list[User]) -> list[int]:
        asked.append(len(some))
        if users[1] in some:
            raise LookupError("Adeyemi")
        return [user.pk for user in some]

    assert together(users, act, "mailing not made") == [users[0].pk, users[2].pk]
    assert asked == [3, 1, 1, 1]
    assert [record.getMessage().partition(" error=")[0] for record in caplog.records] == [
        f"mailing not made account={users[1].pk}"
    ]


@pytest.mark.parametrize("error", [OperationalError("gone"), SoftTimeLimitExceeded()])
def test_what_is_about_none_of_them_ends_the_round(users, caplog, error):
    asked = []

    def act(of: object) -> list[int]:
        asked.append(of)
        raise error

    with pytest.raises(type(error)):
        one_by_one(users, act, log, "account not greeted account")
    with pytest.raises(type(error)):
        together(users, act, "mailing not made")
    assert (asked, caplog.records) == ([users[0], users], [])
