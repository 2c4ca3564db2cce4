"""From what is due to what was sent, against a real SMTP server."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from letters.models import Letter
from reminders import outbox
from reminders.delivery import AT_ONCE, send_batch
from reminders.models import Mailing, Reminder, Sending
from reminders.opening import open_due_letters
from reminders.outbox import LEASE, RETRIES
from tests.factories import LEAD, letter_to, make_interview, make_position, make_user
from tests.reminders.sink import Sink, free_port, smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Thursday 26 November, 08:01 in London: one working day after the window of a week.
DUE = datetime(2026, 11, 26, 8, 1, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


@pytest.fixture
def interview(user):
    """An interview whose letters are posted and whose decision day is past and mailed: only the follow-up is left."""
    interview = make_interview(user)
    interview.letters.update(state="posted", closed_at=interview.ends_at)
    Reminder.objects.exclude(kind="follow_up").delete()
    return interview


def run(now: datetime) -> int:
    """One sweep and the batches it hands out, as beat and a worker do it."""
    return sum(send_batch(keys, lambda: now) for keys in swept(now))


def swept(now: datetime) -> list[list[int]]:
    """One sweep at a moment: the clock stands there too, for the receivers that it wakes."""
    with time_machine.travel(now, tick=False):
        return outbox.sweep(now)


def states() -> list[str]:
    return list(Mailing.objects.order_by("pk").values_list("state", flat=True))


def test_the_follow_up_is_mailed_when_the_window_has_passed(interview, sink):
    assert [run(DUE - timedelta(minutes=2)), run(DUE), run(DUE + timedelta(minutes=1))] == [0, 1, 0]
    mailing = Mailing.objects.get()
    assert (mailing.local_day, mailing.slot, mailing.state, mailing.sent_at) == (
        date(2026, 11, 26), "morning", "sent", DUE,
    )  # fmt: skip
    assert [message["Message-ID"] for message in sink.messages] == [mailing.message_id]
    assert Reminder.objects.get(kind="follow_up").mailed_at == DUE


def test_the_follow_up_letter_to_the_lead_opens_by_itself(interview, sink):
    run(DUE)
    letter = interview.letters.get(kind="follow_up")
    assert (letter.recipient.name, letter.channel, letter.state) == ("Ifeoma Adeyemi", "hand", "draft")
    assert Reminder.objects.get(kind="follow_up").letter == letter
    run(DUE + timedelta(minutes=1))
    assert interview.letters.filter(kind="follow_up").count() == 1


def test_where_the_post_is_slow_the_follow_up_goes_by_mail(user, sink):
    interview = make_interview(position=make_position(user, country="US"))
    Reminder.objects.filter(kind="follow_up").update(due_at=DUE)
    open_due_letters([user.pk], DUE)
    assert interview.letters.get(kind="follow_up").channel == "email"


def test_nothing_is_mailed_outside_a_persons_hours(interview, sink):
    assert run(datetime(2026, 11, 26, 23, 0, tzinfo=UTC)) == 0
    assert run(datetime(2026, 11, 27, 7, 59, tzinfo=UTC)) == 0
    assert run(datetime(2026, 11, 27, 8, 0, tzinfo=UTC)) == 1
    assert Mailing.objects.get().local_day == date(2026, 11, 27)


def test_a_day_has_one_mail_and_what_comes_later_waits(user, interview, sink):
    run(DUE)
    with time_machine.travel(DUE, tick=False):
        make_interview(user, position=make_position(user, company="Second"))
    assert run(DUE + timedelta(hours=2)) == 0
    assert run(DUE + timedelta(days=1)) == 1
    assert [mailing.local_day.day for mailing in Mailing.objects.order_by("pk")] == [26, 27]


def test_one_mail_carries_all_that_is_due_most_pressing_first(user, sink):
    make_interview(user, position=make_position(user, company="First"), decides_on_day=date(2026, 11, 19))
    make_interview(user, position=make_position(user, company="Second"))
    assert run(datetime(2026, 11, 20, 8, 0, tzinfo=UTC)) == 1
    text = sink.messages[0].get_body(("plain",)).get_content()
    assert text.index("Write to Ms") < text.index("Follow up with Ms")


def test_a_worker_that_slept_for_a_week_sends_one_mail(interview, sink):
    assert run(DUE + timedelta(days=7)) == 1
    assert len(sink.raw) == 1


def test_a_worker_that_slept_says_what_is_true_today(user, sink):
    make_interview(user, panel=[])
    run(DUE)
    (message,) = sink.messages
    assert message["Subject"] == "Follow up with Harbour & Field"


def test_what_was_done_a_second_before_is_not_mailed(interview, sink):
    keys = swept(DUE)
    Reminder.objects.filter(kind="follow_up").update(state="done", closed_at=DUE)
    assert [send_batch(batch, lambda: DUE) for batch in keys] == [0]
    assert (states(), sink.raw) == (["dropped"], [])


def test_a_closed_account_gets_no_mail(user, interview, sink):
    keys = swept(DUE)
    user.is_active = False
    user.save()
    assert [send_batch(batch, lambda: DUE) for batch in keys] == [0]
    assert sink.raw == []


def test_a_deleted_account_leaves_nothing_to_send(user, interview, sink):
    keys = swept(DUE)
    user.delete()
    assert [send_batch(batch, lambda: DUE) for batch in keys] == [0]
    assert (Mailing.objects.count(), Reminder.objects.count(), sink.raw) == (0, 0, [])


def test_two_workers_with_the_same_keys_send_once(interview, sink):
    keys = swept(DUE)
    first = outbox.claim(keys[0], DUE)
    assert send_batch(keys[0], lambda: DUE) == 0
    mailing = Mailing.objects.get()
    assert (mailing.claim_id, mailing.attempts) == (first, 1)


def test_a_lapsed_claim_is_given_back_and_its_owner_can_no_longer_speak(interview, sink):
    keys = swept(DUE)
    token = outbox.claim(keys[0], DUE)
    assert run(DUE + LEASE) == 0
    assert run(DUE + LEASE + timedelta(seconds=1)) == 1
    mailing = Mailing.objects.get()
    assert outbox.mark_failed(mailing, token, "too slow") is False
    assert states() == ["sent"]


@pytest.mark.parametrize(
    ("where", "answer", "state"),
    [
        ("rcpt", "550 no such user", "failed"),
        ("rcpt", "451 try later", "queued"),
        ("data", "554 refused", "failed"),
        ("data", "452 full", "queued"),
    ],
)
def test_what_the_server_says_decides(user, interview, sink, where, answer, state):
    getattr(sink, where)[user.email] = answer
    assert run(DUE) == 0
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.attempts, mailing.claim_id) == (state, 1, None)
    assert mailing.last_error == f"The mail server answered {answer[:3]}: {answer[4:]}"
    if state == "queued":
        assert timedelta(seconds=48) <= mailing.next_try_at - DUE <= timedelta(seconds=72)


def test_one_bad_address_does_not_hold_up_the_others(user, interview, sink):
    for name in ("b", "c"):
        other = make_user(email=f"{name}@example.org")
        make_interview(other, panel=[LEAD]).letters.update(state="posted", closed_at=DUE)
        Reminder.objects.filter(user=other).exclude(kind="follow_up").delete()
    sink.rcpt[user.email] = "550 no such user"
    assert run(DUE) == 2
    assert sorted(states()) == ["failed", "sent", "sent"]


def test_after_the_last_try_it_has_failed_and_can_be_tried_again(user, interview, sink):
    sink.rcpt[user.email] = "451 later"
    now, tries = DUE, 0
    run(now)
    while (mailing := Mailing.objects.get()).state == "queued":
        Mailing.objects.update(expires_at=now + timedelta(days=9))
        now, tries = mailing.next_try_at, tries + 1
        run(now)
    assert (mailing.state, tries, mailing.attempts) == ("failed", len(RETRIES), len(RETRIES) + 1)
    sink.rcpt.clear()
    assert outbox.try_again(mailing, now)
    assert run(now) == 1
    assert not outbox.try_again(mailing, now)


def test_a_server_that_is_not_there_pauses_everything_and_burns_no_attempt(interview, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert run(DUE) == 0
    mailing, sending = Mailing.objects.get(), Sending.objects.get()
    assert (mailing.state, mailing.attempts) == ("queued", 0)
    assert (sending.paused_until, sending.reason) == (
        DUE + timedelta(minutes=5),
        "The mail server cannot be used: ConnectionRefusedError.",
    )
    with smtp_sink() as sink:
        assert run(DUE + timedelta(minutes=4)) == 0
        assert run(DUE + timedelta(minutes=5)) == 1
        assert len(sink.raw) == 1


def test_a_mailing_that_outlived_its_use_expires(user, sink):
    make_interview(user)
    Reminder.objects.exclude(kind="write").delete()
    now = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    keys = swept(now)
    assert len(keys) == 1
    assert Mailing.objects.get().expires_at == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
    swept(datetime(2026, 11, 21, 0, 0, tzinfo=UTC))
    assert "expired" in states()


def test_a_slow_batch_gives_the_rest_back(user, interview, sink):
    other = make_user()
    make_interview(other, panel=[LEAD]).letters.update(state="posted", closed_at=DUE)
    Reminder.objects.filter(user=other).exclude(kind="follow_up").delete()
    keys = swept(DUE)[0]
    ticks = iter([DUE] * 5 + [DUE + timedelta(seconds=46)] * 10)
    assert send_batch(keys, lambda: next(ticks)) == 1
    assert sorted((mailing.state, mailing.attempts) for mailing in Mailing.objects.all()) == [
        ("queued", 0),
        ("sent", 1),
    ]


def test_a_worker_holds_a_few_mails_at_a_time_and_ends_its_batch(user, sink):
    keys = [
        Mailing.objects.create(
            user=user, local_day=DUE.date() + timedelta(days=number), slot="morning", message_id=f"<{number}@x.example>",
            next_try_at=DUE, expires_at=DUE + timedelta(days=1),
        ).pk
        for number in range(2 * AT_ONCE + 1)
    ]  # fmt: skip
    held = []

    def clock() -> datetime:
        held.append(states().count("sending"))
        return DUE

    assert send_batch(keys, clock) == 0
    assert max(held) == AT_ONCE
    assert states() == ["dropped"] * len(keys)


def test_a_claim_takes_only_what_is_queued_and_due(interview, sink):
    keys = swept(DUE)[0]
    Mailing.objects.update(next_try_at=DUE + timedelta(minutes=1))
    token = outbox.claim(keys, DUE)
    assert not Mailing.objects.filter(claim_id=token).exists()
    assert isinstance(token, uuid.UUID)


def test_a_snoozed_letter_is_mailed_again_on_its_day(user, interview, sink):
    from reminders.acts import snooze  # noqa: PLC0415

    run(DUE)
    reminder = Reminder.objects.get(kind="follow_up")
    assert snooze(reminder, "tomorrow", DUE) == datetime(2026, 11, 27, 8, tzinfo=UTC)
    assert [run(DUE + timedelta(hours=3)), run(DUE + timedelta(days=1)), run(DUE + timedelta(days=2))] == [0, 1, 0]
    assert letter_to(interview, "Ifeoma Adeyemi", Letter.Kind.FOLLOW_UP).is_open
