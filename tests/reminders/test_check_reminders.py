"""`manage.py check_reminders`: what is overdue or has failed, for whoever runs the server."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from reminders import outbox
from reminders.health import problems
from reminders.models import Mailing, Reminder
from tests.conftest import NOW
from tests.factories import make_interview, make_user

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=6)


@pytest.fixture
def swept(clock):
    outbox.sweep(NOW)


def run():
    """What the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command("check_reminders", stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def mailing(user, **fields):
    values = {"state": "queued", "next_try_at": NOW, "expires_at": NOW + outbox.USE, "created_at": NOW, **fields}
    return Mailing.objects.create(
        user=user, local_day=NOW.date(), slot="morning", message_id=f"<{user.pk}@example.org>", **values
    )


def test_all_is_well_in_one_line(swept):
    assert run() == ("All reminders are in time.\n", 0)


def test_before_the_first_sweep_it_is_not_well(clock):
    assert run() == ("sweep never\n", 1)


def test_everything_that_is_wrong_has_a_line_with_its_key_and_no_name(user, swept, clock):
    make_interview(user)
    reminder = Reminder.objects.get(kind="follow_up")
    Reminder.objects.filter(pk=reminder.pk).update(due_at=NOW - timedelta(hours=1), created_at=NOW - timedelta(days=1))
    waiting = mailing(make_user(), next_try_at=NOW - timedelta(minutes=10))
    failed = mailing(make_user(), state="failed", attempts=8, last_error="550 daniel@example.org")
    outbox.pause(LATER, "The mail server cannot be used.")
    clock.move_to(LATER)
    said, code = run()
    assert (code, said.splitlines()) == (
        1,
        [
            "sweep late age_s=360",
            "sending paused until=2026-11-18T16:11:00Z",
            f"mailing overdue pk={waiting.pk} late_s=960",
            f"reminder overdue pk={reminder.pk} late_s=3960",
            f"mailing failed pk={failed.pk} attempts=8",
        ],
    )


def test_a_mailing_that_a_worker_died_over_is_overdue(user, swept):
    claimed = mailing(user)
    outbox.claim([claimed.pk], NOW)
    at = NOW + outbox.LEASE + timedelta(minutes=6)
    outbox.Sending.objects.update(swept_at=at)
    assert problems(at) == [f"mailing overdue pk={claimed.pk} late_s={(at - NOW).total_seconds():.0f}"]


@pytest.mark.parametrize(
    "fields",
    [
        {"quiet_weekdays": [2]}, {"mail_stopped_at": NOW}, {"is_active": False}, {"paused_until": NOW.date() + timedelta(days=3)},
        {"morning": "22:00"},
    ],
)  # fmt: skip
def test_mail_that_must_not_go_now_is_not_overdue(swept, fields):
    user = make_user()
    make_interview(user)
    Reminder.objects.update(due_at=NOW - timedelta(hours=1), created_at=NOW - timedelta(days=1))
    assert len(problems(NOW)) > 0
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    assert problems(NOW) == []


def test_what_came_due_after_todays_mail_waits_for_tomorrows(user, swept):
    make_interview(user)
    Reminder.objects.update(due_at=NOW - timedelta(hours=1), created_at=NOW - timedelta(days=1))
    mailing(user, state="sent", sent_at=NOW)
    assert problems(NOW) == []


def test_what_failed_a_week_ago_is_history(user, swept):
    mailing(user, state="failed", created_at=NOW - timedelta(days=7))
    assert problems(NOW) == []
