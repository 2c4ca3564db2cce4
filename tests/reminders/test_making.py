"""Who gets a mailing when, and that nobody stands in anybody's way."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reminders import making, outbox
from reminders.models import Mailing, Reminder
from reminders.replan import heal
from reminders.trouble import TOGETHER
from tests.conftest import NOW
from tests.factories import make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DUE = datetime(2026, 11, 26, 8, 1, tzinfo=UTC)


def sweep(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        outbox.sweep(now)


def test_an_account_that_cannot_be_planned_holds_up_nobody():
    for email in ("a@example.org", "b@example.org", "c@example.org"):
        make_interview(make_user(email=email))
    Reminder.objects.filter(user__email="b@example.org").update(slot="never")
    make_user(email="d@example.org", quiet_weekdays=[0, 1, 2, 3, 4, 5, 6])
    broken = Reminder.objects.filter(user__email="a@example.org").first()
    assert broken is not None
    type(broken.user).objects.filter(pk=broken.user_id).update(quiet_weekdays=["Monday", {}])
    sweep(DUE)
    assert sorted(Mailing.objects.values_list("user__email", flat=True)) == ["b@example.org", "c@example.org"]


def test_those_whose_mail_must_wait_do_not_stand_before_the_others(monkeypatch):
    monkeypatch.setattr(making, "MOST_DUE", 2)
    for _ in range(4):
        make_interview(make_user(time_zone="Pacific/Auckland", morning="08:00"))
    last = make_user()
    make_interview(last)
    night = datetime(2026, 11, 26, 12, 1, tzinfo=UTC)  # past midnight in Auckland
    for minute in range(60):
        sweep(night + timedelta(minutes=minute))
        if Mailing.objects.filter(user=last).exists():
            break
    assert Mailing.objects.filter(user=last).exists()


def test_the_mailings_of_many_accounts_take_no_more_queries_than_that_of_one(django_assert_max_num_queries):
    keys = []
    for _ in range(TOGETHER):
        interview = make_interview(make_user())
        keys.append(interview.position.owner_id)
    asked = []
    for some in (keys[:1], keys[1:]):
        with django_assert_max_num_queries(40) as queries, time_machine.travel(DUE, tick=False):
            assert len(making.make_for(some, DUE)) == len(some)
        asked.append(len(queries))
    assert asked == [asked[0]] * 2
    taken = Counter(Mailing.reminders.through.objects.values_list("mailing__user", flat=True))
    assert taken == dict.fromkeys(keys, taken[keys[0]])
    assert not Reminder.objects.due(DUE).filter(mailed_at=None).exists()


def test_healing_takes_some_at_a_time_and_one_that_cannot_be_planned_holds_up_nobody(django_assert_max_num_queries):
    users = [make_user() for _ in range(5)]
    for user in users:
        make_interview(user)
    planned = list(Reminder.objects.order_by("user", "occasion").values_list("user", "occasion"))
    Reminder.objects.all().delete()
    with django_assert_max_num_queries(40) as queries:
        heal(users[:1], NOW)
    alone = len(queries)
    with django_assert_max_num_queries(alone):
        heal(users[1:], NOW)
    assert list(Reminder.objects.order_by("user", "occasion").values_list("user", "occasion")) == planned
    Reminder.objects.all().delete()
    users[2].quiet_weekdays = ["Monday", {}]
    heal(users, NOW)
    assert set(Reminder.objects.values_list("user", flat=True)) == {user.pk for user in users} - {users[2].pk}


def test_a_sweep_makes_the_first_mailings_itself_and_hands_out_the_others(monkeypatch):
    monkeypatch.setattr(making, "PORTION", 2)
    keys = [make_interview(make_user()).position.owner_id for _ in range(5)]
    handed: list[list[int]] = []
    with time_machine.travel(DUE, tick=False):
        (to_send,) = outbox.sweep(DUE, handed.append)
    made = set(Mailing.objects.values_list("user", flat=True))
    assert (len(made), [len(some) for some in handed]) == (2, [2, 1])
    assert made.union(*handed) == set(keys)
    assert sorted(to_send) == sorted(Mailing.objects.values_list("pk", flat=True))
