"""The rules by which an invitation is read (imports of calendars and mails)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from interviews.imports import read
from interviews.invitations import MOST_EVENTS, Invitation
from interviews.reading.events import Event, Method, Reader
from interviews.reading.people import Person
from interviews.reading.remarks import Problem, Remark, Said, Unreadable

ME = Reader(frozenset({"daniel@example.org"}), "Daniel Osei", "GB")
AT = datetime(2026, 11, 19, 14, 0, tzinfo=UTC)
PLAIN = ("UID:u", "DTSTART:20261119T140000Z", "DTEND:20261119T150000Z", "SUMMARY:Interview")
READ = Event(uid="u", sequence=0, summary="Interview", start=AT, zone="UTC", minutes=60)


def calendar(*lines: str, head: tuple[str, ...] = (), end: str = "\r\n") -> bytes:
    """Return a calendar of one event that has these lines."""
    every = ["BEGIN:VCALENDAR", "VERSION:2.0", *head, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return end.join(every).encode()


def events(data: bytes, reader: Reader = ME) -> tuple[Event, ...]:
    """Return the events that are read from a file."""
    reading = read(data, reader)
    assert isinstance(reading, Invitation), reading
    return reading.events


def one(*lines: str, **options: Any) -> Event:
    """Return the event that is read from a calendar of one event with these lines."""
    (event,) = events(calendar(*lines, **options))
    return event


def test_a_plain_invitation_says_what_when_and_how_long() -> None:
    assert one(*PLAIN) == READ


@pytest.mark.parametrize(
    ("lines", "event"),
    [
        (("SEQUENCE:3",), replace(READ, sequence=3)),
        (("SEQUENCE:-3",), READ),
        (("SEQUENCE:" + "9" * 5000,), READ),
        (("SUMMARY:Another",), READ),
        (("DURATION:PT3H",), READ),
        (("ATTACH:file:///etc/passwd", "URL:http://127.0.0.1/", "IMAGE:http://127.0.0.1/x.png"), READ),
        (("RRULE:FREQ=SECONDLY", "RDATE:20270101T000000Z", "EXDATE:20261119T140000Z"), READ),
        (("BEGIN:VALARM", "SUMMARY:Alarm", "DURATION:PT9H", "END:VALARM"), READ),
        (("STATUS:CANCELLED",), replace(READ, method=Method.CANCEL)),
    ],
)
def test_what_else_an_event_has_changes_nothing_but_what_it_should(lines: tuple[str, ...], event: Event) -> None:
    assert one(*PLAIN, *lines) == event


@pytest.mark.parametrize(
    ("method", "meant"),
    [
        ("REQUEST", Method.INVITE), ("PUBLISH", Method.INVITE), ("ADD", Method.INVITE), ("request", Method.INVITE),
        ("CANCEL", Method.CANCEL), ("cancel", Method.CANCEL),
        ("REPLY", Method.REPLY), ("COUNTER", Method.REPLY), ("REFRESH", Method.REPLY), ("DECLINECOUNTER", Method.REPLY),
        ("NONSENSE", Method.INVITE),
    ],
)  # fmt: skip
def test_the_method_says_what_a_file_wants(method: str, meant: Method) -> None:
    assert one(*PLAIN, head=(f"METHOD:{method}",)).method is meant


def test_an_answer_says_who_answered_how() -> None:
    answer = one(*PLAIN, "ATTENDEE;PARTSTAT=ACCEPTED;CN=Tom Reyes:mailto:tom@x.example", head=("METHOD:REPLY",))
    assert answer.answers == (("Tom Reyes", "ACCEPTED"),)


@pytest.mark.parametrize(
    ("lines", "minutes", "remarks"),
    [
        (("DTEND:20261119T144500Z", "DURATION:PT3H"), 45, ()),
        (("DURATION:PT3H",), 180, ()),
        (("DURATION:P1DT1H",), None, ()),
        (("DURATION:PT1H", "DURATION:PT2H"), 60, ()),
        (("DTEND:20261119T130000Z",), None, (Remark("minutes", Said.ENDS_BEFORE),)),
        (("DTEND:20261119T130000Z", "DURATION:PT1H"), None, (Remark("minutes", Said.ENDS_BEFORE),)),
        (("DTEND:20261119T140000Z",), None, (Remark("minutes", Said.ENDS_BEFORE),)),
        (("DURATION:-PT1H",), None, ()),
        (("DURATION:P" + "9" * 4000 + "D",), None, ()),
        (("DTEND:nonsense", "DURATION:PT30M"), 30, ()),
        ((), None, ()),
    ],
)
def test_the_end_beats_the_length_and_an_end_before_the_start_is_none(
    lines: tuple[str, ...], minutes: int | None, remarks: tuple[Remark, ...]
) -> None:
    event = one("UID:u", "DTSTART:20261119T140000Z", "SUMMARY:Interview", *lines)
    assert event == replace(READ, minutes=minutes, remarks=remarks)


NAIVE = datetime(2026, 11, 19, 14, 0)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("line", "start", "zone", "remarks"),
    [
        ("DTSTART:20261119T140000", NAIVE, "", (Remark("starts_at", Said.FLOATING),)),
        ("DTSTART;TZID=:20261119T140000", NAIVE, "", (Remark("starts_at", Said.FLOATING),)),
        ("DTSTART;TZID=Nowhere:20261119T140000", NAIVE, "Nowhere", (Remark("starts_at", Said.FLOATING, "Nowhere"),)),
        ("DTSTART;VALUE=DATE:20261119", date(2026, 11, 19), "", (Remark("starts_at", Said.ALL_DAY),)),
        ("DTSTART:20261119", date(2026, 11, 19), "", (Remark("starts_at", Said.ALL_DAY),)),
        ("DTSTART:2026-11-19T14:00:00Z", AT, "UTC", ()),
        ("DTSTART:20261119T1400Z", AT, "UTC", ()),
        ("DTSTART:2026-11-19T15:00:00+01:00", AT, "UTC", ()),
        ("DTSTART;TZID=UTC+01:00:20261119T150000", AT, "UTC+01:00", ()),
        ("DTSTART:20260229T140000Z", None, "", (Remark("starts_at", Said.ODD_START, "20260229T140000Z"),)),
        ("DTSTART:00010101T000000Z", None, "", (Remark("starts_at", Said.ODD_START, "00010101T000000Z"),)),
        ("DTSTART:99991231T235959", None, "", (Remark("starts_at", Said.ODD_START, "99991231T235959"),)),
        ("DTSTART:", None, "", (Remark("starts_at", Said.NO_START),)),
        ("X-NOTHING:1", None, "", (Remark("starts_at", Said.NO_START),)),
    ],
)
def test_a_start_is_an_instant_floating_a_day_or_said_to_be_unreadable(
    line: str, start: datetime | date | None, zone: str, remarks: tuple[Remark, ...]
) -> None:
    event = one("UID:u", "SUMMARY:Interview", line)
    assert (event.start, event.zone, event.remarks) == (start, zone, remarks)


@pytest.mark.parametrize(("day", "hours"), [("20260716", -4), ("20261119", -5)])
def test_daylight_saving_is_that_of_the_events_own_day(day: str, hours: int) -> None:
    start = one(f'DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":{day}T100000', "SUMMARY:x").start
    assert isinstance(start, datetime)
    assert start.tzinfo == timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("ORGANIZER;CN=John Doe:mailto:j@x.example", "John Doe"),
        ('ORGANIZER;CN="John Doe":mailto:j@x.example', "John Doe"),
        ('ORGANIZER;CN="Doe, John":mailto:j@x.example', "John Doe"),
        ("ORGANIZER;CN=Doe, John:mailto:j@x.example", "John Doe"),
        ("ORGANIZER;CN=Doe\\, John:mailto:j@x.example", "John Doe"),
        ('ORGANIZER;CN="Doe\\, John":MAILTO:j@x.example', "John Doe"),
        ("ORGANIZER;CN=Doe, John;ROLE=CHAIR:mailto:j@x.example", "John Doe"),
        ('ORGANIZER;CN="Doe, John (HR)":mailto:j@x.example', "John Doe (HR)"),
        ('ORGANIZER;CN="Doe, PhD":mailto:j@x.example', "Doe, PhD"),
        ("ORGANIZER;CN=John Doe/Bristol/Harbour:mailto:j@x.example", "John Doe"),
        ('ORGANIZER;CN="CN=John Doe/OU=HR/O=Harbour":mailto:j@x.example', "John Doe"),
        ("ORGANIZER;CN='John Doe':mailto:j@x.example", "John Doe"),
        ("ORGANIZER;CN=John ^'Jack^' Doe:mailto:j@x.example", 'John "Jack" Doe'),
        ('ORGANIZER;CN="John: Doe":mailto:j@x.example', "John: Doe"),
        ("ORGANIZER;CN=Room: Doe:mailto:j@x.example", "Room: Doe"),
        ('ORGANIZER;CN="John Doe:mailto:j@x.example', "John Doe"),
        ('ORGANIZER;SENT-BY="mailto:pa@x.example";CN=John Doe:mailto:j@x.example', "John Doe"),
        ("ORGANIZER;CN=j@x.example:mailto:j@x.example", ""),
        ("ORGANIZER;CN=\"'j@x.example'\":mailto:j@x.example", ""),
        ("ORGANIZER:mailto:j@x.example", ""),
    ],
)
def test_a_name_comes_out_as_it_is_spoken(head: str, name: str) -> None:
    assert one(*PLAIN, head).people == (Person(name, "j@x.example", is_organizer=True),)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("ATTENDEE;EMAIL=p@x.example;CN=P:mailto:/O=EX/CN=P", Person("P", "p@x.example")),
        ("ATTENDEE;EMAIL=p@x.example;CN=P:invalid:nomail", Person("P", "p@x.example")),
        ("ATTENDEE;EMAIL=p@x.example;CN=P:mailto:2_GQ3D@imip.me.com", Person("P", "p@x.example")),
        ("ATTENDEE;CN=P:urn:uuid:1", Person("P")),
        ("ATTENDEE;CN=P:P <p@x.example>", Person("P", "p@x.example")),
        ('ATTENDEE:"Jane Roe" <j@x.example>', Person("Jane Roe", "j@x.example")),
        ("ATTENDEE;CN=Dr. Jane Roe:mailto:j@x.example", Person("Jane Roe", "j@x.example", "Dr")),
        ("ATTENDEE;PARTSTAT=TENTATIVE;CN=P:mailto:p@x.example", Person("P", "p@x.example")),
        ("ATTENDEE;PARTSTAT=DECLINED;CN=P:mailto:p@x.example", None),
        ("ATTENDEE;CUTYPE=ROOM;CN=P:mailto:p@x.example", None),
        ("ATTENDEE;CUTYPE=RESOURCE;CN=P:mailto:p@x.example", None),
        ("ATTENDEE;CUTYPE=GROUP;CN=P:mailto:p@x.example", None),
        ("ATTENDEE;CN=Quay Room:mailto:quay@x.example", None),
        ("ATTENDEE;CN=P:mailto:noreply@x.example", None),
        ("ATTENDEE;CN=P:mailto:no-reply@x.example", None),
        ("ATTENDEE;CN=P:mailto:Do.Not.Reply@x.example", None),
        ("ATTENDEE;CN=P:mailto:jobs-noreply@x.example", None),
        ("ATTENDEE;CN=P:mailto:notifications@x.example", None),
        ("ATTENDEE;CN=P:mailto:x@group.calendar.google.com", None),
        ("ATTENDEE;CN=P:mailto:noreplyson@x.example", Person("P", "noreplyson@x.example")),
        ("ATTENDEE;CN=D:mailto:Daniel@Example.ORG", None),
        ("ATTENDEE;CN=daniel osei:mailto:private@x.example", None),
        ("ATTENDEE:", None),
        ("ATTENDEE", None),
    ],
)
def test_only_people_who_come_are_proposed(line: str, person: Person | None) -> None:
    event = one(*PLAIN, "LOCATION:Quay Room", line)
    assert event.people == ((person,) if person else ())


def test_everybody_is_proposed_once_the_organizer_first() -> None:
    event = one(
        *PLAIN, "ATTENDEE;CN=Tom Reyes:mailto:tom@x.example", "ATTENDEE:mailto:ADA@x.example",
        "ATTENDEE;CN=Tom R.:mailto:TOM@x.example", "ORGANIZER;CN=Ada Obi:mailto:ada@x.example",
        "ATTENDEE;CN=Tom Reyes:mailto:other@x.example", "ATTENDEE;CN=Ada Obi:urn:uuid:1",
    )  # fmt: skip
    assert event.people == (
        Person("Ada Obi", "ada@x.example", is_organizer=True),
        Person("Tom Reyes", "tom@x.example"),
        Person("Tom Reyes", "other@x.example"),
    )


def test_a_nameless_address_and_a_crowd_are_said() -> None:
    event = one(*PLAIN, "ATTENDEE:mailto:a@x.example", *(f"ATTENDEE;CN=P {n}:mailto:p{n}@x.example" for n in range(25)))
    assert len(event.people) == 20
    assert event.remarks == (
        Remark("panel", Said.NO_NAME, "a@x.example"),
        Remark("panel", Said.MORE_PEOPLE, "6"),
    )


@pytest.mark.parametrize(
    ("lines", "where", "how"),
    [
        (("LOCATION:12 Quay Street\\, Bristol",), "12 Quay Street, Bristol", "in_person"),
        (("LOCATION:Online",), "Online", "video"),
        (("LOCATION:Microsoft Teams-Besprechung",), "Microsoft Teams-Besprechung", "video"),
        (
            ("LOCATION:12 Quay Street\\; Microsoft Teams Meeting",),
            "12 Quay Street; Microsoft Teams Meeting",
            "in_person",
        ),
        (("LOCATION:By telephone",), "By telephone", "phone"),
        (("LOCATION:Phone: 0117 496 0123",), "Phone: 0117 496 0123", "phone"),
        (("DESCRIPTION:Call 0117 496 0123 at ten",), "+441174960123", "phone"),
        (("DESCRIPTION:Meeting ID: 331 782 119 045",), "", ""),
        (
            ("DESCRIPTION:https://teams.microsoft.com/l/meetup-join/1",),
            "https://teams.microsoft.com/l/meetup-join/1",
            "video",
        ),
        (
            ("DESCRIPTION:see https://x.example/jobs and https://us02web.zoom.us/j/1?pwd=2.",),
            "https://us02web.zoom.us/j/1?pwd=2",
            "video",
        ),
        (
            (
                'DESCRIPTION:<a href="https://meet.google.com/abc">Join</a> <a href="https://support.google.com/a">Help</a>',
            ),
            "https://meet.google.com/abc",
            "video",
        ),
        (
            ("X-GOOGLE-CONFERENCE:https://meet.google.com/abc", "LOCATION:https://meet.google.com/abc"),
            "https://meet.google.com/abc",
            "video",
        ),
        (("CONFERENCE;VALUE=URI:https://call.x.example/1",), "https://call.x.example/1", "video"),
        (("CONFERENCE;VALUE=URI:tel:+44-117-496-0123",), "+441174960123", "phone"),
        (("DESCRIPTION:+44 20 3321 5200\\,\\,123456789#",), "+442033215200,,123456789#", "phone"),
        (("URL:https://meet.google.com/abc", "ATTACH:https://meet.google.com/def"), "", ""),
        (("DESCRIPTION:javascript:alert(1) file:///etc/passwd //meet.x.example/join/1",), "", ""),
    ],
)
def test_links_and_numbers_are_kept_and_tell_how_it_is_held(lines: tuple[str, ...], where: str, how: str) -> None:
    event = one(*PLAIN, *lines)
    assert (event.where, event.how) == (where, how)


def test_of_long_links_as_many_are_kept_as_fit() -> None:
    links = [f"https://meet.google.com/{n}{'x' * 400}" for n in range(3)]
    event = one(*PLAIN, f"LOCATION:{'y' * 700}", f"DESCRIPTION:{' '.join(links)}")
    assert (event.where, event.links) == (f"{'y' * 600}", tuple(links))
    assert event.remarks == (Remark("where", Said.SHORTENED, "600"),)
    assert one(*PLAIN, "LOCATION:Bath", f"DESCRIPTION:{' '.join(links)}").where == "\n".join(["Bath", *links[:2]])


def test_a_raw_line_break_in_a_description_ends_nothing() -> None:
    event = one(
        *PLAIN,
        "DESCRIPTION:Dear you,",
        "",
        "Location: see below",
        "https://meet.google.com/abc",
        "LOCATION:Bath",
        end="\n",
    )
    assert (event.place, event.links) == ("Bath", ("https://meet.google.com/abc",))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_lines_may_end_as_they_like(end: str) -> None:
    assert one(*PLAIN, end=end) == READ


@pytest.mark.parametrize("fold", [b"\r\n ", b"\r\n\t", b"\n "])
@pytest.mark.parametrize("width", [1, 7, 75])
def test_a_fold_may_lie_anywhere_even_inside_a_character(fold: bytes, width: int) -> None:
    data = calendar("UID:u", "DTSTART:20261119T140000Z", "DTEND:20261119T150000Z", "SUMMARY:Ελένη 👩🏽‍🌾 trifft Jürgen")
    lines = data.split(b"\r\n")
    folded = b"\r\n".join(
        fold.join(line[at : at + width] for at in range(0, len(line), width)) or line for line in lines
    )
    assert events(folded) == (replace(READ, summary="Ελένη 👩🏽‍🌾 trifft Jürgen"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_may_be_in_any_of_its_encodings(encoding: str) -> None:
    data = calendar(*PLAIN[:3], "SUMMARY:Größe – Café").decode().encode(encoding)
    assert events(data) == (replace(READ, summary="Größe – Café"),)


def mail(data: bytes, kind: str, encoding: str = "8bit") -> bytes:
    head = (
        f"From: a@x.example\r\nTo: b@x.example\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + data


@pytest.mark.parametrize(
    ("charset", "text"), [("iso-8859-15", "5 €"), ("iso-2022-jp", "面接"), ("koi8-r", "Интервью"), ("zip", "plain")]
)
def test_the_declared_encoding_is_believed_where_it_is_one(charset: str, text: str) -> None:
    data = calendar(*PLAIN[:3], f"SUMMARY:{text}").decode().encode("ascii" if charset == "zip" else charset)
    assert events(mail(data, f"text/calendar; charset={charset}")) == (replace(READ, summary=text),)


def test_the_method_may_stand_in_the_mail_alone() -> None:
    (event,) = events(mail(calendar(*PLAIN), "text/calendar; method=CANCEL"))
    assert event == replace(READ, method=Method.CANCEL)


def calendar_of(*events: tuple[str, ...]) -> bytes:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode()


def test_several_events_are_each_offered() -> None:
    found = events(calendar_of(PLAIN, ("UID:v", *PLAIN[1:]), ("UID:w", "STATUS:CANCELLED", *PLAIN[1:])))
    assert [(event.uid, event.method) for event in found] == [("u", "invite"), ("v", "invite"), ("w", "cancel")]


def test_of_one_event_in_several_editions_the_highest_counts() -> None:
    found = events(calendar_of(("SEQUENCE:1", *PLAIN), ("SEQUENCE:10", *PLAIN), ("SEQUENCE:2", *PLAIN)))
    assert found == (replace(READ, sequence=10),)


def test_a_series_is_its_first_event_and_not_its_exceptions() -> None:
    exception = ("UID:u", "RECURRENCE-ID:20261126T140000Z", "SEQUENCE:9", "DTSTART:20261126T160000Z", "SUMMARY:Later")
    assert events(calendar_of(exception, ("RRULE:FREQ=WEEKLY", *PLAIN), exception)) == (READ,)


def test_fifty_events_are_read_and_one_more_is_refused() -> None:
    fifty = [(f"UID:{n}", *PLAIN[1:]) for n in range(MOST_EVENTS)]
    assert len(events(calendar_of(*fifty))) == MOST_EVENTS
    assert read(calendar_of(*fifty, PLAIN), ME) == Unreadable(Problem.TOO_MANY_EVENTS)


def test_who_reads_is_known_by_every_address() -> None:
    reader = Reader(frozenset({"one@x.example", "two@x.example"}), "")
    (event,) = events(calendar(*PLAIN, "ATTENDEE:mailto:one@x.example", "ATTENDEE:mailto:TWO@x.example"), reader)
    assert event.people == ()
