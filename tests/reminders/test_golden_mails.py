"""Whole mails as a mail server received them, byte for byte but for keys, tokens, boundaries and the date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import time_machine

from accounts.models import User
from interviews.models import Interview
from reminders import outbox
from reminders.delivery import send_batch
from reminders.replan import replan
from tests.factories import LEAD, OTHER, make_interview, make_position, make_user, seat
from tests.reminders.sink import Sink, smtp_sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MAILS = Path(__file__).parent / "mails"
QUAY = {"street": "12 Quay Street\nThird floor", "town": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}
_CHANGING = (
    (rb"\nDate: [^\n]*", b"\nDate: DATE"),
    (rb"===============\d+==", b"BOUNDARY"),
    (rb"<[0-9a-f]{32}@", b"<MESSAGE@"),
    (rb"/(link|stop)/[^/\s\"<>]+/", rb"/\1/TOKEN/"),
    (rb"/(letters|interviews|positions)/\d+/", rb"/\1/KEY/"),
)


@dataclass(frozen=True)
class Case:
    """A mail: what was logged, and when it goes out (UTC)."""

    at: datetime
    make: Callable[[User], object]


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def at_the_quay(user: User) -> None:
    thanked(make_interview(position=make_position(user, **QUAY)))


def thanked(interview: Interview) -> None:
    interview.letters.update(state="posted", closed_at=interview.ends_at)
    replan(interview.position.owner, interview.ends_at)


def three(user: User) -> None:
    third = seat("Mina Park", honorific="Dr", role="Programme Director", topics=["night shifts"])
    make_interview(position=make_position(user, **QUAY), panel=[LEAD, OTHER, third])


def evening(user: User) -> None:
    make_interview(user, debriefed_at=None)


def several(user: User) -> None:
    make_interview(position=make_position(user, **QUAY))
    other = make_position(user, company="Northwind Museum", title="Head of Learning")
    make_interview(position=other, starts_at=utc(12, 9), panel=[LEAD], decides_on_day=date(2026, 11, 19))


def abroad(user: User) -> None:
    position = make_position(user, company="Công ty Hải Đăng", title="Υπεύθυνη προγράμματος")
    lead = seat("Nguyễn Thị Ánh Tuyết", honorific="Bà", is_lead=True, topics=["đọc sách"])
    make_interview(position=position, panel=[lead, seat("Ελένη Παπαδοπούλου", topics=["τα μουσεία"])])


def bcc(user: User) -> None:
    thanked(make_interview(position=make_position(user, company="Bcc: x")))


CASES = {
    "follow_up": Case(utc(26, 8, 1), at_the_quay),
    "write_for_three": Case(utc(19, 8), three),
    "debrief": Case(utc(18, 19, 31), evening),
    "decision_day": Case(utc(25, 8), at_the_quay),
    "several_things": Case(utc(19, 8), several),
    "vietnamese_and_greek": Case(utc(19, 8), abroad),
    "company_called_bcc": Case(utc(25, 8), bcc),
}


@pytest.fixture
def sink() -> Iterator[Sink]:
    with smtp_sink() as sink:
        yield sink


def received(case: Case, sink: Sink) -> bytes:
    """Return the one mail that a case makes, as it came, with what changes from run to run made alike."""
    case.make(make_user(email="daniel@example.org", morning=time(8), evening=time(19, 30)))
    with time_machine.travel(case.at, tick=False):
        for keys in outbox.sweep(case.at):
            send_batch(keys, lambda: case.at)
    (raw,) = sink.raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    raw = raw.replace(b"\r\n", b"\n")
    for pattern, word in _CHANGING:
        raw = re.sub(pattern, word, raw)
    return raw


@pytest.mark.parametrize("name", CASES)
def test_the_mail_is_the_one_that_is_kept(name, sink):
    assert received(CASES[name], sink).decode() == (MAILS / f"{name}.eml").read_text(encoding="utf-8")


def test_under_https_a_mail_program_can_stop_it_in_one_click(sink, settings):
    settings.IS_HTTPS, settings.SITE_URL = True, "https://fairhand.example.org"
    assert received(CASES["follow_up"], sink).decode() == (MAILS / "under_https.eml").read_text(encoding="utf-8")


def test_every_mail_that_is_kept_is_compared():
    assert {path.stem for path in MAILS.iterdir()} == {*CASES, "under_https"}
