"""An interview as a calendar of one event (RFC 5545). Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

from interviews.reading.text import many_lines, one_line

PRODUCT = "-//Fairhand//Interview//EN"


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """What the event says. Instants have an offset; `changed_at` is when it last changed."""

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    where: str = ""
    description: str = ""
    is_cancelled: bool = False


def event_file(event: WrittenEvent) -> bytes:
    """Return the calendar. It invites nobody: people stand in the description, so that no program writes to them."""
    calendar, written = Calendar(), Event()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    written.add("UID", event.uid)
    written.add("SEQUENCE", event.sequence)
    written.add("DTSTAMP", event.changed_at.astimezone(UTC).replace(microsecond=0))
    written.add("DTSTART", event.starts_at.astimezone(UTC))
    written.add("DTEND", event.ends_at.astimezone(UTC))
    written.add("SUMMARY", one_line(event.summary))
    for name, text in (("LOCATION", many_lines(event.where)), ("DESCRIPTION", many_lines(event.description))):
        if text:
            written.add(name, text)
    written.add("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    calendar.add_component(written)
    return bytes(calendar.to_ical())
