"""Prints a calendar and what a parser must find in it, as one JSON object: `python -m tests.node.sample_feed`."""

import json
from datetime import UTC, date, datetime, timedelta

from reminders.calendar import Entry, Revision, all_day, calendar, cleaned

CHANGED = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
WORDS = (
    "Interview: Harbour & Field",
    "Công ty Hải Đăng; Ακρόπολις, Α.Ε. \\n is no line break",
    "one\nBEGIN:VALARM\r\nEND:VCALENDAR\rthree",
    "👩🏽‍🌾 " * 60,
    "Наталья " * 40,
    'quoted "words": and; signs, \\ \t \x00 \x07',
    " leading and trailing ",
)


def entries() -> list[Entry]:
    """One entry of each kind, with words that are hard to carry."""
    start = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
    timed = [
        Entry(f"interview-{n}@x", text, start + timedelta(days=n), start + timedelta(days=n, hours=1), text, text)
        for n, text in enumerate(WORDS)
    ]
    return [*timed, all_day("decision-1@x", "Harbour & Field decides", date(2027, 2, 28))]


def main() -> None:
    found = entries()
    expected = [
        {
            "uid": entry.uid,
            "summary": cleaned(entry.summary),
            "location": cleaned(entry.location),
            "description": cleaned(entry.description),
            "start": _text(entry.start),
            "end": _text(entry.end),
            "sequence": number,
        }
        for number, entry in enumerate(found)
    ]
    revised = [(entry, Revision(number, CHANGED)) for number, entry in enumerate(found)]
    print(json.dumps({"feed": calendar("Fairhand", revised).decode(), "expected": expected}))


def _text(start: datetime | date) -> str:
    return f"{start:%Y-%m-%dT%H:%M:%SZ}" if isinstance(start, datetime) else start.isoformat()


if __name__ == "__main__":
    main()
