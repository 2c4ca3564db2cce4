"""What stands on the page of a month: the entries of the account's calendar, on their days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.utils.formats import time_format

from accounts.models import User
from desk.month import Month, month_of
from reminders.calendar import Entry
from reminders.dates import entries_between
from reminders.hours import local_instant


@dataclass(frozen=True)
class Dated:
    """One entry on its day. `kind` is the first word of its UID; `at` its local time, "" for a whole day."""

    kind: str
    at: str
    words: str
    about: str
    url: str


@dataclass(frozen=True)
class Day:
    """One day of the page, of the month or of a neighbour."""

    on: date
    is_of_month: bool
    is_today: bool
    entries: tuple[Dated, ...]


@dataclass(frozen=True)
class MonthPage:
    """The month in weeks of days."""

    month: Month
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def full_days(self) -> list[Day]:
        """The days of the month that have something on them: the page in words."""
        return [day for week in self.weeks for day in week if day.is_of_month and day.entries]


def month_page(user: User, year: int, month: int, now: datetime, first_weekday: int) -> MonthPage:
    """Return the page of a month, in a number of queries that does not grow. Raises ValueError for no such month."""
    there = month_of(year, month, first_weekday)
    first, last = there.weeks[0][0], there.weeks[-1][-1]
    start, end = (local_instant(day, time.min, user.time_zone) for day in (first, last + timedelta(days=1)))
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries_between(user, start, end):
        day = _day(entry, user)
        if first <= day <= last:
            by_day[day].append(entry)
    today = now.astimezone(user.time_zone).date()

    def on(day: date) -> Day:
        entries = tuple(_dated(entry, user) for entry in sorted(by_day[day], key=_order))
        return Day(day, there.holds(day), day == today, entries)

    return MonthPage(there, tuple(tuple(map(on, week)) for week in there.weeks))


def _day(entry: Entry, user: User) -> date:
    return entry.start.astimezone(user.time_zone).date() if isinstance(entry.start, datetime) else entry.start


def _order(entry: Entry) -> tuple[str, str]:
    """What is for the whole day first, then by the clock."""
    return (entry.start.isoformat() if isinstance(entry.start, datetime) else "", entry.summary)


def _dated(entry: Entry, user: User) -> Dated:
    at = time_format(entry.start.astimezone(user.time_zone), "TIME_FORMAT") if isinstance(entry.start, datetime) else ""
    about = entry.description.partition("\n")[0]
    return Dated(entry.kind, at, entry.summary, about, urlsplit(entry.url).path)
