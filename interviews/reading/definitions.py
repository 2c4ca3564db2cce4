"""Time zones that a calendar defines itself: its VTIMEZONE blocks, under any name (RFC 5545, 3.6.5).

Only what zones are made of is followed: a change each year on a day of a month. Another rule counts from its first day
alone, so that no rule can keep anybody busy.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from interviews.reading.blocks import Block
from interviews.reading.lines import Line, line_of
from interviews.reading.times import time_of

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# No zone has changed more often; more of it is not read.
_MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the clocks: since when, from which offset to which, and how it comes again each year."""

    since: datetime  # local, before the change
    offset_before: timedelta
    offset: timedelta
    months: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()  # (which of the month, 0 for every; weekday from 0)
    days_of_month: tuple[int, ...] = ()
    until: date | None = None

    def last_before(self, local: datetime) -> datetime | None:
        """Return when it last happened at or before a local time."""
        if local < self.since:
            return None
        happened = [self.since]
        for year in (local.year - 1, local.year):
            happened += [at for at in self._in_year(year) if self.since <= at <= local]
        return max(happened)

    def _in_year(self, year: int) -> Iterator[datetime]:
        if self.until is not None and year > self.until.year:
            return
        for month in self.months:
            for day in self._in_month(year, month):
                if self.until is None or day <= self.until:
                    yield datetime.combine(day, self.since.time())

    def _in_month(self, year: int, month: int) -> list[date]:
        length = calendar.monthrange(year, month)[1]
        numbers = range(1, length + 1)
        if self.days_of_month:
            wanted = {day if day > 0 else length + 1 + day for day in self.days_of_month}
            numbers = [day for day in numbers if day in wanted]  # type: ignore[assignment]
        dates = [date(year, month, day) for day in numbers]
        if not self.days:
            return dates if self.days_of_month else [day for day in dates if day.day == self.since.day]
        found = []
        for which, weekday in self.days:
            matching = [day for day in dates if day.weekday() == weekday]
            if which and abs(which) <= len(matching):
                matching = [matching[which - 1 if which > 0 else which]]
            elif which:
                matching = []
            found += matching
        return found


@dataclass(frozen=True, slots=True)
class Definition:
    """A zone as the file defines it. `location` is an IANA name that stands beside it, or ""."""

    changes: tuple[Change, ...]
    location: str = ""

    def at(self, local: datetime) -> datetime:
        """Return a local time with its offset from UTC."""
        return local.replace(tzinfo=timezone(self._offset_at(local)))

    def _offset_at(self, local: datetime) -> timedelta:
        dated = [(at, change) for change in self.changes if (at := change.last_before(local)) is not None]
        if dated:
            return max(dated, key=lambda pair: pair[0])[1].offset
        return min(self.changes, key=lambda change: change.since).offset_before


def definitions(calendar_block: Block) -> Mapping[str, Definition]:
    """Return the zones that a calendar defines, by their names as they stand there. What makes no sense is left out."""
    found: dict[str, Definition] = {}
    for block in calendar_block.named("VTIMEZONE"):
        lines = _lines(block)
        changes = [change for inner in block.inside[:_MOST_CHANGES] if (change := _change(inner)) is not None]
        if "TZID" in lines and changes:
            location = lines["X-LIC-LOCATION"].text if "X-LIC-LOCATION" in lines else ""
            found.setdefault(lines["TZID"].text.strip(), Definition(tuple(changes), location))
    return found


def _lines(block: Block) -> dict[str, Line]:
    """Return the first line of each name."""
    found: dict[str, Line] = {}
    for text in block.lines[:_MOST_CHANGES]:
        line = line_of(text)
        if line is not None:
            found.setdefault(line.name, line)
    return found


def _change(block: Block) -> Change | None:
    lines = _lines(block)
    if not {"DTSTART", "TZOFFSETTO"} <= lines.keys():
        return None
    since, offset = time_of(lines["DTSTART"].value), _offset(lines["TZOFFSETTO"].value)
    if not isinstance(since, datetime) or offset is None:
        return None
    before = _offset(lines["TZOFFSETFROM"].value) if "TZOFFSETFROM" in lines else None
    change = Change(since.replace(tzinfo=None), offset if before is None else before, offset)
    return _repeated(change, lines["RRULE"].value) if "RRULE" in lines else change


def _repeated(change: Change, rule: str) -> Change:
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    months = [int(month) for month in parts.get("BYMONTH", str(change.since.month)).split(",") if _is_number(month)]
    if (
        parts.get("FREQ") != "YEARLY"
        or parts.get("INTERVAL", "1") != "1"
        or not all(1 <= each <= 12 for each in months)
    ):
        return change
    days = [_DAY.fullmatch(day.strip()) for day in parts.get("BYDAY", "").split(",") if day.strip()]
    if None in days:
        return change
    until = time_of(parts["UNTIL"]) if "UNTIL" in parts else None
    return Change(
        change.since, change.offset_before, change.offset,
        months=tuple(months),
        days=tuple((int(day[1] or 0), _WEEKDAYS.index(day[2])) for day in days if day),
        days_of_month=tuple(int(day) for day in parts.get("BYMONTHDAY", "").split(",") if _is_number(day)),
        until=until.date() if isinstance(until, datetime) else until,
    )  # fmt: skip


def _offset(value: str) -> timedelta | None:
    found = _OFFSET.fullmatch(value.strip())
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    return None if size >= timedelta(hours=16) else (-size if found[1] == "-" else size)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d{1,2}", text.strip(), re.ASCII) is not None
