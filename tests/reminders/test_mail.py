"""The mail as a mail server receives it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from reminders import outbox
from reminders.delivery import send_batch
from reminders.links import read
from reminders.models import Reminder
from tests.factories import LEAD, OTHER, make_interview, make_position, make_user, seat
from tests.reminders.sink import Sink, smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DUE = datetime(2026, 11, 26, 8, 1, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


def mailed(sink, now=DUE):
    """Send what is due and return the one message that came."""
    with time_machine.travel(now, tick=False):
        for keys in outbox.sweep(now):
            send_batch(keys, lambda: now)
    (message,) = sink.messages
    return message


def text_of(message):
    return message.get_body(("plain",)).get_content()


def html_of(message):
    return message.get_body(("html",)).get_content()


def follow_up_only(interview):
    interview.letters.update(state="posted", closed_at=interview.ends_at)
    Reminder.objects.exclude(kind="follow_up").delete()
    return interview


def test_the_headers_are_those_of_automatic_mail(user, sink):
    follow_up_only(make_interview(user))
    message = mailed(sink)
    assert (message["Subject"], message["To"], message["From"], message["Auto-Submitted"]) == (
        "Follow up with Ms Ifeoma Adeyemi",
        user.email,
        "Fairhand <fairhand@localhost>",
        "auto-generated",
    )
    assert [message["Message-ID"].endswith("@localhost>"), "List-Unsubscribe" in message] == [True, False]
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Nguyễn Thị Ánh Tuyết", "Công ty Hải Đăng"),
        ("Ελένη Παπαδοπούλου", "Ακρόπολις Α.Ε."),
        ("Наталья Щербакова", "Музей"),
        ("Tom\r\nBcc: x@example.org", "Bcc: x"),
        ("<b>Tom</b> & {{ 7*7 }}", "%(x)s {% load %}"),
    ],
)
def test_names_arrive_as_they_were_typed_and_add_no_header(user, sink, name, company):
    follow_up_only(make_interview(position=make_position(user, company=company), panel=[seat(name, is_lead=True)]))
    message = mailed(sink)
    folded = " ".join(name.split())
    assert message["Subject"].strip() == f"Follow up with {folded}"  # a long encoded subject begins on its second line
    assert (message["Bcc"], message["To"]) == (None, user.email)
    text = text_of(message)
    assert company in text
    assert folded in " ".join(text.split())
    assert "<b>" not in html_of(message)


def test_writing_names_everyone_who_is_still_owed_a_letter(user, sink):
    make_interview(user, panel=[LEAD, OTHER])
    Reminder.objects.exclude(kind="write").delete()
    now = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
    message = mailed(sink, now)
    assert message["Subject"] == "Write to Ms Ifeoma Adeyemi and Mr Tom Reyes"
    text = text_of(message)
    for line in ("- Ms Ifeoma Adeyemi: Cézanne", "- Mr Tom Reyes: budgets", "2 thank-you letters are still open."):
        assert line in text


def test_an_unstated_window_is_not_put_in_their_mouth(user, sink):
    follow_up_only(make_interview(user, window="unstated", window_number=None, decides_on=date(2026, 11, 25)))
    assert "They did not say when they would decide. By Wednesday 25 November seven working days had passed" in text_of(
        mailed(sink)
    )


def test_days_are_written_as_the_persons_language_has_them(sink):
    follow_up_only(make_interview(make_user(language="en-us")))
    assert "by Wednesday, November 25, and no answer" in text_of(mailed(sink))


def test_every_link_of_a_mail_is_of_its_own_reminder(user, sink):
    follow_up_only(make_interview(user))
    text = text_of(mailed(sink))
    (token,) = [line.split("/link/")[1].strip("/") for line in text.splitlines() if "/link/" in line]
    ticket = read(token)
    reminder = Reminder.objects.get(kind="follow_up")
    assert (ticket.reminder, ticket.version, ticket.purpose) == (reminder.pk, reminder.version, "act")
