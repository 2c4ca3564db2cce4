"""Dates to iCalendar (RFC 5545). Pure: entries in, bytes out.

A calendar program tells entries apart by UID and a change by SEQUENCE; what is no longer in the feed disappears there.
Nothing in the output depends on when it is asked for, so that an unchanged feed has unchanged bytes.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vDuration

PRODUCT = "-//Fairhand//Calendar//EN"
# How often a program should look again. Most look when they please.
REFRESH = timedelta(hours=1)

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """One entry: `start` and `end` are UTC instants, or local days with `end` the first day after it.

    `is_busy`: whether it takes up time of the person's; a date to know of does not.
    """

    uid: str
    summary: str
    start: datetime | date
    end: datetime | date
    location: str = ""
    description: str = ""
    url: str = ""
    is_busy: bool = False

    @property
    def kind(self) -> str:
        """What it is, as its UID begins: interview, post, decision, or the kind of a reminder."""
        return self.uid.partition("-")[0]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all it says; another digest is a change."""
        body = {name: str(value) for name, value in asdict(self).items()}
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Revision:
    """Which version of an entry this is, and since when (UTC)."""

    sequence: int
    changed_at: datetime


def all_day(uid: str, summary: str, day: date, *, description: str = "", url: str = "") -> Entry:
    """An entry for a local day."""
    return Entry(uid, summary, day, day + timedelta(days=1), description=description, url=url)


def cleaned(text: str) -> str:
    """Return text without the characters that iCalendar cannot carry; every line break is "\\n".

    So is a typed backslash before an N: icalendar writes it as a line break, whatever stands around it.
    """
    for line_break in ("\r\n", "\r", "\x85", "\\N"):
        text = text.replace(line_break, "\n")
    return _CONTROLS.sub(" ", text)


def calendar(name: str, entries: Iterable[tuple[Entry, Revision]]) -> bytes:
    """Return the calendar of this name, its entries by start and UID."""
    found = Calendar()
    found.add("PRODID", PRODUCT)
    found.add("VERSION", "2.0")
    found.add("CALSCALE", "GREGORIAN")
    found.add("METHOD", "PUBLISH")
    found.add("NAME", cleaned(name))
    found.add("X-WR-CALNAME", cleaned(name))
    found.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for entry, revision in sorted(entries, key=lambda pair: (_instant(pair[0].start), pair[0].uid)):
        found.add_component(_event(entry, revision))
    return bytes(found.to_ical())


def _instant(start: datetime | date) -> datetime:
    return start if isinstance(start, datetime) else datetime(start.year, start.month, start.day, tzinfo=UTC)


def _event(entry: Entry, revision: Revision) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", revision.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("LAST-MODIFIED", revision.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", revision.sequence)
    event.add("DTSTART", entry.start)
    event.add("DTEND", entry.end)
    event.add("SUMMARY", cleaned(entry.summary))
    for name, text in (("LOCATION", entry.location), ("DESCRIPTION", entry.description)):
        if text:
            event.add(name, cleaned(text))
    if entry.url:
        event.add("URL", entry.url)
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    return event
