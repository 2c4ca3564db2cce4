"""What a batch makes of a mail server's moods, and of a mailing that changed on its way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from interviews.models import Interview
from interviews.signals import interview_changed
from letters.models import Letter
from letters.states import mark, take_back
from reminders import outbox
from reminders.delivery import send_batch
from reminders.models import Mailing, Reminder, Sending
from tests.factories import LEAD, make_interview, make_position, make_user
from tests.reminders.sink import Sink, smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DUE = datetime(2026, 11, 26, 8, 1, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


def somebody_to_mail(name: str) -> Mailing:
    """A person whose follow-up is due, and the mailing made of it."""
    user = make_user(email=f"{name}@example.org")
    make_interview(user, panel=[LEAD]).letters.update(state="posted", closed_at=DUE)
    Reminder.objects.filter(user=user).exclude(kind="follow_up").delete()
    with time_machine.travel(DUE, tick=False):
        outbox.sweep(DUE)
    return Mailing.objects.get(user=user)


def send(now: datetime = DUE) -> int:
    keys = list(Mailing.objects.sendable(now).order_by("pk").values_list("pk", flat=True))
    return send_batch(keys, lambda: now)


def outcomes() -> list[tuple[str, int]]:
    return list(Mailing.objects.order_by("pk").values_list("state", "attempts"))


@pytest.mark.parametrize("answer", ["421 too many connections", "530 sign in first", "550 not from you"])
def test_a_server_that_does_not_take_our_sender_pauses_everything_and_burns_no_attempt(sink, answer):
    somebody_to_mail("a")
    somebody_to_mail("b")
    sink.mail = answer
    assert send() == 0
    assert outcomes() == [("queued", 0), ("queued", 0)]
    assert Sending.objects.get().reason == f"The mail server cannot be used: SMTPSenderRefused {answer[:3]}."
    sink.mail = "250 OK"
    assert send(DUE + outbox.PAUSE) == 2


def test_a_server_that_wants_us_signed_in_only_later_pauses_everything_too(sink):
    mailing = somebody_to_mail("a")
    sink.rcpt[mailing.user.email] = "530 5.7.0 Authentication required"
    assert send() == 0
    assert (outcomes(), Sending.objects.get().paused_until) == ([("queued", 0)], DUE + outbox.PAUSE)


def test_a_server_that_closes_on_one_mail_is_asked_again_for_the_next(sink):
    mailing = somebody_to_mail("a")
    somebody_to_mail("b")
    sink.rcpt[mailing.user.email] = "421 4.7.0 closing"
    assert send() == 1
    assert outcomes() == [("queued", 1), ("sent", 1)]


def test_a_mailing_that_cannot_be_composed_waits_and_holds_up_nobody(sink):
    mailing = somebody_to_mail("a")
    somebody_to_mail("b")
    mailing.reminders.update(kind="unheard of")
    assert send() == 1
    assert outcomes() == [("queued", 1), ("sent", 1)]
    mailing.refresh_from_db()
    assert mailing.last_error == "The mail could not be composed (KeyError)."


def test_a_hang_ends_the_batch_and_burns_one_attempt_alone(sink, settings):
    mailing = somebody_to_mail("a")
    somebody_to_mail("b")
    settings.EMAIL_TIMEOUT = 0.2
    sink.hangs_at = mailing.user.email
    assert send() == 0
    assert outcomes() == [("queued", 1), ("queued", 0)]
    assert Mailing.objects.sendable(DUE).count() == 1


def test_what_no_longer_applied_is_mailed_once_it_applies_again(sink):
    mailing = somebody_to_mail("a")
    letter = Letter.objects.get(kind="thank_you")
    interview = letter.interview
    follow_up = interview.letters.get(kind="follow_up")
    mark(follow_up, Letter.State.POSTED, DUE)
    assert send() == 0
    assert outcomes() == [("dropped", 1)]
    take_back(follow_up, "draft")
    before = mailing.message_id
    with time_machine.travel(DUE, tick=False):
        outbox.sweep(DUE + timedelta(minutes=1))
    assert send(DUE + timedelta(minutes=1)) == 1
    mailing.refresh_from_db()
    assert (outcomes(), mailing.message_id == before) == ([("sent", 1)], False)


def test_what_was_left_out_of_a_mail_is_mailed_once_it_applies_again(user, sink):
    first = make_interview(user, position=make_position(user, company="First"), decides_on_day=date(2026, 11, 25))
    make_interview(user, position=make_position(user, company="Second"), decides_on_day=date(2026, 11, 25))
    Reminder.objects.exclude(kind="follow_up").delete()
    with time_machine.travel(DUE, tick=False):
        outbox.sweep(DUE)
        Reminder.objects.filter(interview=first).update(state="dropped", closed_at=DUE)
        assert send() == 1
    mailed = {row.interview_id == first.pk: row.mailed_at for row in Reminder.objects.filter(kind="follow_up")}
    assert mailed == {True: None, False: DUE}
    assert {reminder.position.company for reminder in Mailing.objects.get().reminders.all()} == {"Second"}


def test_a_mailing_that_expired_gives_back_what_still_matters(sink):
    mailing = somebody_to_mail("a")
    late = DUE + timedelta(days=7)
    with time_machine.travel(late, tick=False):
        outbox.sweep(late)
        assert send(late) == 1
    assert [(one.pk == mailing.pk, one.state) for one in Mailing.objects.order_by("pk")] == [
        (True, "expired"), (False, "sent"),
    ]  # fmt: skip
    assert len(sink.raw) == 1


@pytest.mark.parametrize("days", [1, 5])
def test_the_debrief_of_an_interview_that_has_just_been_moved_is_not_mailed(sink, user, days):
    # Past the evening of the interview, so it is mailed in the morning; "1" moves it to that day's afternoon.
    morning = datetime(2026, 11, 19, 8, 1, tzinfo=UTC)
    interview = make_interview(user, debriefed_at=None)
    with time_machine.travel(morning, tick=False):
        outbox.sweep(morning)
        interview.starts_at += timedelta(days=days)
        interview.ends_at += timedelta(days=days)
        interview.save()
        interview_changed.send(Interview, position=interview.position, interview=interview)
        assert send(morning) == 0
    assert outcomes() == [("dropped", 1)]
    later = morning + timedelta(days=days - 1, hours=12)
    with time_machine.travel(later, tick=False):
        outbox.sweep(later)
        assert send(later) == 1
    assert [reminder.kind for reminder in Mailing.objects.get(state="sent").reminders.all()] == ["debrief"]
