"""Dates as iCalendar, read back by the library's parser."""

import string
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reminders.calendar import Entry, Revision, all_day, calendar, cleaned

CHANGED = datetime(2026, 11, 18, 16, 0, 0, 123456, tzinfo=UTC)
INTERVIEW = Entry(
    uid="interview-1@fairhand.example.org",
    summary="Interview: Harbour & Field",
    start=datetime(2026, 11, 18, 14, 0, tzinfo=UTC),
    end=datetime(2026, 11, 18, 15, 0, tzinfo=UTC),
    location="12 Quay Street, Bristol; third floor",
    description="Programme Manager\nMs Ifeoma Adeyemi, Head of Programmes",
    url="https://fairhand.example.org/interviews/1/",
    is_busy=True,
)
DECISION = all_day("decision-1@fairhand.example.org", "Harbour & Field decides", date(2026, 11, 25))

texts = st.text(max_size=200)
days = st.dates(date(1970, 1, 1), date(2100, 12, 30))
instants = st.integers(0, 4_133_894_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))  # 1970 to 2100
uids = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=40)


@st.composite
def entries(draw):
    words = {name: draw(texts) for name in ("summary", "location", "description")}
    if draw(st.booleans()):
        start = draw(instants)
        return Entry(
            draw(uids),
            start=start,
            end=start + timedelta(minutes=draw(st.integers(1, 1440))),
            is_busy=draw(st.booleans()),
            **words,
        )
    start = draw(days)
    return Entry(draw(uids), start=start, end=start + timedelta(days=1), **words)


def events_in(feed: bytes) -> list[dict[str, object]]:
    return [
        {
            "uid": str(event["UID"]),
            "start": event.start,
            "end": event.end,
            "summary": str(event["SUMMARY"]),
            "location": str(event.get("LOCATION", "")),
            "description": str(event.get("DESCRIPTION", "")),
            "sequence": int(event["SEQUENCE"]),
        }
        for event in Calendar.from_ical(feed).walk("VEVENT")
    ]


def test_a_calendar_is_written_line_for_line():
    feed = calendar("Fairhand", [(DECISION, Revision(0, CHANGED)), (INTERVIEW, Revision(2, CHANGED))])
    assert feed.decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fairhand//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Fairhand",
        "X-WR-CALNAME:Fairhand",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:Interview: Harbour & Field",
        "DTSTART:20261118T140000Z",
        "DTEND:20261118T150000Z",
        "DTSTAMP:20261118T160000Z",
        "UID:interview-1@fairhand.example.org",
        "SEQUENCE:2",
        "CLASS:PRIVATE",
        "DESCRIPTION:Programme Manager\\nMs Ifeoma Adeyemi\\, Head of Programmes",
        "LAST-MODIFIED:20261118T160000Z",
        "LOCATION:12 Quay Street\\, Bristol\\; third floor",
        "TRANSP:OPAQUE",
        "URL:https://fairhand.example.org/interviews/1/",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "SUMMARY:Harbour & Field decides",
        "DTSTART;VALUE=DATE:20261125",
        "DTEND;VALUE=DATE:20261126",
        "DTSTAMP:20261118T160000Z",
        "UID:decision-1@fairhand.example.org",
        "SEQUENCE:0",
        "CLASS:PRIVATE",
        "LAST-MODIFIED:20261118T160000Z",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_typed_backslash_before_an_n_is_a_line_break_as_the_library_has_it():
    assert [cleaned(text) for text in ("a\\Nb", "a\\nb", "a\\\\Nb")] == ["a\nb", "a\\nb", "a\\\nb"]


@given(st.lists(entries(), max_size=5, unique_by=lambda entry: entry.uid), st.integers(0, 2**31 - 1))
def test_whatever_is_written_is_read_back_the_same(found, sequence):
    feed = calendar("Fairhand", [(entry, Revision(sequence, CHANGED)) for entry in found])
    read = {event["uid"]: event for event in events_in(feed)}
    assert read == {
        entry.uid: {
            "uid": entry.uid,
            "start": entry.start,
            "end": entry.end,
            "summary": cleaned(entry.summary),
            "location": cleaned(entry.location),
            "description": cleaned(entry.description),
            "sequence": sequence,
        }
        for entry in found
    }


@given(entries())
def test_no_line_is_longer_than_75_octets_and_none_begins_with_what_somebody_typed(entry):
    lines = calendar("Fairhand", [(entry, Revision(0, CHANGED))]).split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    names = {line.split(b":")[0].split(b";")[0] for line in lines if line and not line.startswith(b" ")}
    assert names <= {
        b"BEGIN", b"END", b"VERSION", b"PRODID", b"CALSCALE", b"METHOD", b"NAME", b"REFRESH-INTERVAL", b"X-PUBLISHED-TTL",
        b"X-WR-CALNAME", b"SUMMARY", b"DTSTART", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"CLASS", b"DESCRIPTION",
        b"LAST-MODIFIED", b"LOCATION", b"TRANSP",
    }  # fmt: skip


@given(entries(), st.sampled_from(["summary", "location", "description"]), texts)
def test_the_digest_changes_with_the_words_and_with_nothing_else(entry, name, words):
    changed = Entry(**{**vars(entry), name: words})
    assert (changed.digest == entry.digest) == (getattr(entry, name) == words)


@given(st.lists(entries(), max_size=5, unique_by=lambda entry: entry.uid), st.randoms())
def test_the_order_in_which_entries_come_does_not_matter(found, shuffler):
    pairs = [(entry, Revision(0, CHANGED)) for entry in found]
    feed = calendar("Fairhand", pairs)
    shuffler.shuffle(pairs)
    assert calendar("Fairhand", pairs) == feed


def test_a_typed_line_break_cannot_add_a_line_of_its_own():
    nasty = all_day("x@y", "one\r\nBEGIN:VALARM\rATTACH:file:///etc/passwd\x00\x07", date(2026, 11, 25))
    (event,) = events_in(calendar("Fairhand", [(nasty, Revision(0, CHANGED))]))
    assert event["summary"] == "one\nBEGIN:VALARM\nATTACH:file:///etc/passwd  "
