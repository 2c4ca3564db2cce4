"""Days, times and lengths as calendars write them (RFC 5545, 3.3.4 to 3.3.6), and as some write them instead."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

from icalendar import vDuration

from interviews.workdays import FIRST_YEAR, LAST_YEAR

_TIME = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d{1,9})?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_LENGTH = 30
_length: Callable[[str], timedelta] = vDuration.from_ical


def time_of(value: str) -> datetime | date | None:
    """Return a time with an offset where the value has one, else a naive one; a day without a time; else None.

    A 60th second is the minute's last. Years are not judged here: zones are defined since 1601.
    """
    found = _TIME.fullmatch(value.strip())
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        at = datetime.combine(day, time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)))
        return at.replace(tzinfo=_zone(found[7])) if found[7] else at
    except ValueError:
        return None


def length_of(value: str) -> timedelta | None:
    """Return a length; None for one that is no length or runs backwards."""
    try:
        length = _length(value.strip().upper()[:_LONGEST_LENGTH])
    except (ValueError, OverflowError):
        return None
    return length if length > timedelta() else None


def is_thinkable(moment: date) -> bool:
    """Whether somebody may be interviewed on that day."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def _zone(text: str) -> timezone:
    if text.upper() == "Z":
        return UTC
    size = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-size if text[0] == "-" else size)
