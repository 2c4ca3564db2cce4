"""The plan of an account as rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from letters.models import Letter
from letters.states import mark
from reminders.models import Reminder
from reminders.replan import replan, series_of
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def rows(user: User) -> list[tuple[str, str, str]]:
    return [(row.occasion, f"{row.due_at:%Y-%m-%d %H:%M}", row.state) for row in Reminder.objects.owned_by(user)]


def test_an_interview_plans_everything_that_follows_from_it(user):
    interview = make_interview(user)
    lead, other = letter_to(interview, "Ifeoma Adeyemi").pk, letter_to(interview, "Tom Reyes").pk
    key = interview.pk
    assert rows(user) == [
        (f"write:interview:{key}:2026-11-19", "2026-11-19 08:00", "open"),
        (f"write_late:letter:{lead}", "2026-11-21 08:00", "open"),
        (f"write_late:letter:{other}", "2026-11-21 08:00", "open"),
        (f"decision_day:interview:{key}", "2026-11-25 08:00", "open"),
        (f"follow_up:interview:{key}", "2026-11-26 08:00", "open"),
    ]


def test_planning_twice_changes_nothing(user):
    make_interview(user)
    before = list(Reminder.objects.values())
    replan(user, NOW)
    replan(user, NOW + timedelta(minutes=1))
    assert list(Reminder.objects.values()) == before


def test_a_moved_window_moves_the_row_and_keeps_it(user):
    interview = make_interview(user)
    row = Reminder.objects.get(kind="follow_up")
    interview.decides_on = date(2026, 12, 1)
    interview.save()
    replan(user, NOW)
    moved = Reminder.objects.get(kind="follow_up")
    assert (moved.pk, moved.due_at, moved.version) == (row.pk, datetime(2026, 12, 2, 8, tzinfo=UTC), row.version)


def test_a_mailed_reminder_stays_open_while_its_reason_holds(user):
    make_interview(user)
    later = datetime(2026, 11, 26, 9, tzinfo=UTC)
    Reminder.objects.filter(kind="follow_up").update(mailed_at=later)
    replan(user, later + timedelta(hours=1))
    row = Reminder.objects.get(kind="follow_up")
    assert (row.state, row.mailed_at) == ("open", later)


def test_a_mailed_nag_stays_open_until_the_next_one_is_mailed(user):
    make_interview(user)
    first = Reminder.objects.get(kind="write")
    Reminder.objects.filter(pk=first.pk).update(mailed_at=datetime(2026, 11, 19, 8, 1, tzinfo=UTC))
    replan(user, datetime(2026, 11, 19, 12, tzinfo=UTC))
    second = Reminder.objects.filter(kind="write").last()
    assert (second.occasion[-10:], second.due_at) == ("2026-11-20", datetime(2026, 11, 20, 8, tzinfo=UTC))
    assert Reminder.objects.get(pk=first.pk).is_open
    Reminder.objects.filter(pk=second.pk).update(mailed_at=datetime(2026, 11, 20, 8, 1, tzinfo=UTC))
    replan(user, datetime(2026, 11, 20, 8, 2, tzinfo=UTC))
    assert [row.state for row in Reminder.objects.filter(kind="write").order_by("pk")][:2] == ["dropped", "open"]


def test_posting_every_letter_ends_the_nagging(user):
    interview = make_interview(user)
    for letter in interview.letters.all():
        mark(letter, Letter.State.POSTED, NOW)
    assert not Reminder.objects.open().filter(kind__in=["write", "write_late", "post_today"]).exists()


def test_a_sent_mail_that_covers_a_seat_satisfies_it(user):
    interview = make_interview(user)
    letter = letter_to(interview, "Ifeoma Adeyemi")
    letter.covers.set(interview.seats.all())
    Letter.objects.filter(pk=letter.pk).update(channel="email")
    letter.refresh_from_db()
    mark(letter, Letter.State.SENT, NOW)
    assert letter_to(interview, "Tom Reyes").state == "set_aside"
    assert not Reminder.objects.open().filter(kind__in=["write", "write_late", "post_today"]).exists()


def test_what_somebody_marked_done_stays_done(user):
    make_interview(user)
    Reminder.objects.filter(kind="decision_day").update(state="done", closed_at=NOW)
    replan(user, NOW)
    assert Reminder.objects.get(kind="decision_day").state == "done"


def test_replanning_takes_the_same_queries_for_one_interview_and_for_many(user, django_assert_max_num_queries):
    make_interview(user)
    with django_assert_max_num_queries(12):
        replan(user, NOW)
    for n in range(10):
        make_interview(user, position=make_position(user, company=f"Company {n}"))
    with django_assert_max_num_queries(12):
        replan(user, NOW)


def test_nobody_elses_rows_are_touched(user):
    make_interview()
    before = list(Reminder.objects.values())
    replan(user, NOW + timedelta(days=300))
    assert list(Reminder.objects.values()) == before


def test_keep_in_touch_follows_a_refusal_in_half_a_year_and_a_year(user):
    position = make_position(user, outcome="refusal", outcome_on=date(2026, 11, 18))
    make_interview(position=position, starts_at=HELD_AT)
    found = Reminder.objects.filter(kind="keep_in_touch").values_list("due_at", flat=True)
    assert [f"{at:%Y-%m-%d}" for at in found] == ["2027-05-18", "2027-11-18"]


def test_an_account_without_interviews_plans_nothing():
    replan(make_user(), NOW)
    assert not Reminder.objects.exists()


def test_the_series_of_an_occasion_is_what_comes_before_its_day():
    assert series_of("write:interview:12:2026-11-20") == "write:interview:12"
    assert series_of("follow_up:interview:12") == "follow_up:interview:12"
