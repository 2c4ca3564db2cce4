"""Not now: each choice says when it comes again and what that costs, and it can be taken back."""

from datetime import UTC, datetime

import pytest

from reminders.links import path_for
from reminders.models import Reminder
from tests.factories import make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

VALUES = ("due_at", "mailed_at", "snoozed_until", "state", "last_useful_on")


def as_it_is(kind: str) -> list[object]:
    return list(Reminder.objects.filter(kind=kind).values_list(*VALUES).get())


def labels(client, kind: str) -> list[str]:
    form = client.get(path_for(Reminder.objects.get(kind=kind))).context["form"]
    return [str(label) for _, label in form["until"].field.choices]


def test_a_choice_past_the_last_useful_day_says_so_before_it_is_made(client, user):
    make_interview(user)  # the last collection that is in time is that of Friday 20 November
    assert labels(client, "write") == [
        "tomorrow, Thursday 19 November",
        "in three days, Saturday 21 November: too late to be of use before they decide",
        "next week, Wednesday 25 November: too late to be of use before they decide",
        "on a day",
    ]
    page = client.get(path_for(Reminder.objects.get(kind="write"))).content.decode()
    assert "After Friday 20 November it comes too late to be of use before they decide." in page


def test_what_never_comes_too_late_says_only_when(client, user):
    make_interview(user)
    assert labels(client, "follow_up")[1:3] == [
        "in three days, Saturday 21 November",
        "next week, Wednesday 25 November",
    ]
    assert "too late" not in client.get(path_for(Reminder.objects.get(kind="follow_up"))).content.decode()


def test_a_quiet_day_is_counted_in_the_promise(client):
    make_interview(make_user(quiet_weekdays=[3, 4, 5, 6]))
    assert labels(client, "follow_up")[0] == "tomorrow, Monday 23 November"


def test_the_days_offered_are_those_of_the_person(client):
    make_interview(make_user(time_zone="Pacific/Kiritimati"))
    assert labels(client, "follow_up")[0] == "tomorrow, Friday 20 November"


def test_a_year_that_is_another_one_is_named(client, user, clock):
    make_interview(user)
    clock.move_to(datetime(2026, 12, 28, 9, tzinfo=UTC))
    assert labels(client, "follow_up")[2] == "next week, Monday, 4 January 2027"


@pytest.mark.parametrize("is_mailed", [False, True])
def test_a_snooze_is_taken_back_whole(client, user, clock, is_mailed):
    make_interview(user)
    clock.move_to(datetime(2026, 11, 26, 8, 1, tzinfo=UTC))
    if is_mailed:
        Reminder.objects.filter(kind="follow_up").update(mailed_at=datetime(2026, 11, 26, 8, tzinfo=UTC))
    before = as_it_is("follow_up")
    reminder = Reminder.objects.get(kind="follow_up")
    snoozed = client.post(path_for(reminder), {"snooze": "1", "until": "tomorrow"}, follow=True)
    page = snoozed.content.decode()
    assert "Follow up with Ms Ifeoma Adeyemi: you are reminded again on Friday 27 November, 08:00 GMT." in page
    tomorrow = datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert as_it_is("follow_up")[:3] == [tomorrow, None, tomorrow]
    undo = snoozed.redirect_chain[-1][0]
    for _ in range(2):
        assert client.get(undo).status_code == 200
    back = client.post(undo, follow=True).content.decode()
    assert "Taken back. It is as it was." in back
    assert as_it_is("follow_up") == before
    assert "This link has done its work" in client.post(undo).content.decode()
    assert as_it_is("follow_up") == before


def test_a_snooze_past_the_last_useful_day_is_kept_all_the_same(client, user):
    make_interview(user)
    client.post(path_for(Reminder.objects.get(kind="write")), {"snooze": "1", "until": "next_week"})
    row = Reminder.objects.open().get(kind="write")
    assert (row.due_at, row.last_useful_on) == (datetime(2026, 11, 25, 8, tzinfo=UTC), None)


def test_what_was_mailed_again_since_is_not_taken_back(client, user):
    make_interview(user)
    row = Reminder.objects.get(kind="follow_up")
    undo = client.post(path_for(row), {"snooze": "1", "until": "on", "on": "2026-11-30"}).url
    Reminder.objects.filter(kind="follow_up").update(mailed_at=datetime(2026, 11, 30, 8, tzinfo=UTC))
    before = as_it_is("follow_up")
    assert "This link has done its work" in client.post(undo).content.decode()
    assert as_it_is("follow_up") == before
    assert before[0] == datetime(2026, 11, 30, 8, tzinfo=UTC)
