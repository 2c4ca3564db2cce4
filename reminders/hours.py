"""A person's hours: on which days and at which times mail may reach them, and what snoozing means.

Pure. Local days and times are those of the person's zone; every instant that comes out is UTC.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from interviews.workdays import is_holiday

Slot = Literal["morning", "debrief"]
SnoozeChoice = Literal["tomorrow", "three_days", "next_week"]

EARLIEST = time(7, 0)
LATEST = time(22, 30)
SNOOZE_DAYS: dict[str, int] = {"tomorrow": 1, "three_days": 3, "next_week": 7}

_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)
# One weekday left and every one of them a holiday for a year: nobody's calendar.
_LONGEST_QUIET = 400


@dataclass(frozen=True)
class Hours:
    """When a person wants mail, and which kinds of it.

    `country`: whose public holidays are quiet (ISO 3166-1 or empty). `quiet_weekdays`: 0 is Monday; all seven mean
    no mail at all. `paused_until`: the first day on which mail comes again. `kinds`: keys of the wanted kinds. A
    morning or evening outside 07:00 to 22:30 counts as the nearest time inside it. `is_stopped`: they want no mail at
    all until they say so.
    """

    zone: ZoneInfo
    country: str
    morning: time = time(8, 0)
    evening: time = time(19, 30)
    quiet_weekdays: frozenset[int] = frozenset()
    quiet_holidays: bool = False
    paused_until: date | None = None
    kinds: frozenset[str] = frozenset()
    is_stopped: bool = False

    @property
    def is_always_quiet(self) -> bool:
        """Whether no mail may come, today or on any day."""
        return self.is_stopped or self.quiet_weekdays >= frozenset(range(7))


@dataclass(frozen=True)
class Sending:
    """The next moment at which a mailing may go out, and the day and slot it takes up."""

    at: datetime
    day: date
    slot: Slot

    def is_of_use(self, last_useful_on: date | None) -> bool:
        """Whether it comes on a last useful day at the latest; without one it always does."""
        return last_useful_on is None or self.day <= last_useful_on


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def local_instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time. One that does not exist becomes the next that does (to the second); of
    one that exists twice, the first.
    """
    wall = datetime.combine(day, clock, zone)
    early = wall.replace(fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return early
    # In a gap the two readings lie on either side of the change (PEP 495); the change itself is the first
    # wall-clock time that exists again.
    before, after = wall.replace(fold=1).astimezone(UTC), early
    offset = before.astimezone(zone).utcoffset()
    while after - before > _A_SECOND:
        middle = before + timedelta(seconds=(after - before) // _A_SECOND // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


def morning_of(day: date, hours: Hours) -> datetime:
    """The instant of the morning mail of a local day."""
    return local_instant(day, _inside(hours.morning), hours.zone)


def evening_of(day: date, hours: Hours) -> datetime:
    """The instant of the evening mail of a local day."""
    return local_instant(day, _inside(hours.evening), hours.zone)


def is_mail_day(day: date, hours: Hours) -> bool:
    """Whether mail may come on a local day at all: not quiet, not paused, and a day the zone has."""
    if hours.paused_until is not None and day < hours.paused_until:
        return False
    if day.weekday() in hours.quiet_weekdays or (hours.quiet_holidays and is_holiday(day, hours.country)):
        return False
    # A zone that crosses the date line leaves out a whole day (Samoa, 30 December 2011).
    morning = morning_of(day, hours).astimezone(hours.zone)
    return morning.date() == day and _is_inside(morning)


def next_mail_day(day: date, hours: Hours) -> date:
    """The first mail day on or after `day`. Raises ValueError for a person who is always quiet."""
    if hours.paused_until is not None:
        day = max(day, hours.paused_until)
    for _ in range(_LONGEST_QUIET):
        if is_mail_day(day, hours):
            return day
        day += _A_DAY
    raise ValueError("These hours have no day on which mail may come.")


def previous_mail_day(day: date, hours: Hours, not_before: date) -> date | None:
    """The last mail day on or before `day` and not before `not_before`, or None."""
    while day >= not_before:
        if is_mail_day(day, hours):
            return day
        day -= _A_DAY
    return None


def is_allowed(instant: datetime, hours: Hours) -> bool:
    """Whether mail may reach the person at `instant`: 07:00 to 22:30 of a mail day."""
    local = instant.astimezone(hours.zone)
    return _is_inside(local) and is_mail_day(local.date(), hours)


def next_morning(instant: datetime, hours: Hours) -> datetime:
    """The first morning of a mail day at or after `instant`."""
    day = next_mail_day(local_day(instant, hours.zone), hours)
    if morning_of(day, hours) < instant:
        day = next_mail_day(day + _A_DAY, hours)
    return morning_of(day, hours)


def next_allowed(instant: datetime, hours: Hours, slot: Slot = "morning") -> datetime:
    """`instant` when mail may go out then, else the next morning of a mail day. Before a person's morning hour only a
    debrief may go out, from 07:00. Raises ValueError for a person who is always quiet.
    """
    local = instant.astimezone(hours.zone)
    if is_allowed(instant, hours) and (slot == "debrief" or instant >= morning_of(local.date(), hours)):
        return instant.astimezone(UTC)
    return next_morning(instant, hours)


def next_sending(
    due_at: datetime, slot: Slot, hours: Hours, now: datetime, used: Collection[tuple[date, Slot]] = ()
) -> Sending:
    """When something due at `due_at` may be mailed from `now` on, and in which slot.

    A debrief keeps its own slot only on the local day it is due; later it joins the morning's mail. `used` are the
    days and slots that already have a mailing: at most one each (reminders.md). Raises ValueError for a person who
    is always quiet.
    """
    at = next_allowed(max(due_at, now), hours, slot)
    day = local_day(at, hours.zone)
    if slot == "debrief" and day == local_day(due_at, hours.zone) and (day, slot) not in used:
        return Sending(at, day, "debrief")
    if slot == "debrief":
        # A used evening is over: the rest of it waits for the morning, not for the next free minute.
        at = next_morning(at, hours) if day == local_day(due_at, hours.zone) else next_allowed(at, hours)
        day = local_day(at, hours.zone)
    while (day, "morning") in used:
        day = next_mail_day(day + _A_DAY, hours)
        at = morning_of(day, hours)
    return Sending(at, day, "morning")


def snooze_day(
    last_useful_on: date | None, choice: SnoozeChoice | date, hours: Hours, now: datetime
) -> tuple[datetime, bool]:
    """When a snoozed reminder comes again, and whether that is past its last useful day.

    `choice`: tomorrow, in three days, in seven days ("next_week"), or a local date after today. A quiet or paused
    day moves forward. Raises ValueError for today, the past, an unknown choice and a person who is always quiet.
    """
    today = local_day(now, hours.zone)
    if isinstance(choice, date):
        wanted = choice
    elif choice in SNOOZE_DAYS:
        wanted = today + timedelta(days=SNOOZE_DAYS[choice])
    else:
        raise ValueError(f"Unknown snooze: {choice!r}.")
    if wanted <= today:
        raise ValueError("A reminder can be snoozed to a later day only.")
    day = next_mail_day(wanted, hours)
    return morning_of(day, hours), last_useful_on is not None and day > last_useful_on


def _inside(clock: time) -> time:
    return min(max(clock, EARLIEST), LATEST)


def _is_inside(local: datetime) -> bool:
    return EARLIEST <= local.time() <= LATEST
