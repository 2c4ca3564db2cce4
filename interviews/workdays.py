"""Working days and public holidays of a country, and the decision window they carry.

Pure. An account knows a country and no more, so a holiday counts when it is kept in the whole
country or in at least two thirds of its states or provinces: Easter Monday in Britain,
Thanksgiving in Canada. One kept in fewer counts as a working day.
A country that is empty or unknown has weekends and no holidays.
"""

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from holidays import country_holidays

WindowKind = Literal["date", "days", "weeks", "unstated"]

# Nobody interviews outside these years, and no holidays are known there; local days still have room on both sides.
FIRST_YEAR, LAST_YEAR = 1970, 2100
UNSTATED_WORKDAYS = 7

_SATURDAY = 5
_A_DAY = timedelta(days=1)
# The longest run of free days anywhere is about two weeks; a step this long that meets no
# working day means broken data, and an error is better than an endless loop.
_LONGEST_SEARCH = 60


def is_holiday(day: date, country: str) -> bool:
    """Whether `day` is a public holiday in most of `country` (ISO 3166-1, any case).

    False for an empty or unknown country and outside the years 1970 to 2100.
    """
    return day in _year(country.strip().upper(), day.year)[0]


def is_workday(day: date, country: str) -> bool:
    """Whether people in `country` work on `day`: its own weekend, its public holidays,
    and weekend days that are worked in exchange.

    An empty or unknown country, or a year outside 1970 to 2100, has Saturdays and Sundays
    off and nothing else.
    """
    return day not in _year(country.strip().upper(), day.year)[1]


def next_workday(day: date, country: str) -> date:
    """The first working day on or after `day`."""
    return _search(day, country, _A_DAY)


def previous_workday(day: date, country: str) -> date:
    """The last working day on or before `day`."""
    return _search(day, country, -_A_DAY)


def add_workdays(day: date, count: int, country: str) -> date:
    """The working day that lies `count` working days after `day`; before it when negative.

    `day` itself is never counted, so one working day after a Saturday is Monday. A count
    of 0 gives `day` when it is a working day and else the next one.
    """
    if count == 0:
        return next_workday(day, country)
    step = _A_DAY if count > 0 else -_A_DAY
    for _ in range(abs(count)):
        day = _search(day + step, country, step)
    return day


def decides_on(
    local_day: date,
    kind: WindowKind,
    number: int | None,
    on_date: date | None,
    country: str,
) -> date:
    """The day a stated decision window ends.

    `local_day` is the interview's date where it took place. A date stands as it was said;
    days and weeks are calendar days from `local_day`; a window that was not stated is seven
    working days of `country` (the position's). Raises ValueError when the part that belongs
    to the kind is missing, when a number is below 1 and when the kind is none of the four.
    """
    if kind == "unstated":
        return add_workdays(local_day, UNSTATED_WORKDAYS, country)
    if kind == "date":
        if on_date is None:
            raise ValueError("A window stated as a date needs the date.")
        return on_date
    if kind not in ("days", "weeks"):
        raise ValueError(f"Unknown kind of decision window: {kind!r}.")
    if number is None or number < 1:
        raise ValueError("A window stated in days or weeks needs a number of at least 1.")
    return local_day + timedelta(days=number * (7 if kind == "weeks" else 1))


def _search(day: date, country: str, step: timedelta) -> date:
    for _ in range(_LONGEST_SEARCH):
        if is_workday(day, country):
            return day
        day += step
    raise ValueError(f"No working day within {_LONGEST_SEARCH} days in {country!r}.")


@lru_cache(maxsize=1024)
def _year(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The holidays and all free days of one year. Asked once, since the library is slow."""
    days = [date(year, 1, 1)]
    while days[-1] != date(year, 12, 31):
        days.append(days[-1] + _A_DAY)
    calendar = None
    if country and FIRST_YEAR <= year <= LAST_YEAR:
        try:
            calendar = country_holidays(country, years=year)
        except NotImplementedError:
            calendar = None
    if calendar is None:
        return frozenset(), frozenset(day for day in days if day.weekday() >= _SATURDAY)
    kept = frozenset(day for day in days if day in calendar) | _kept_in_most_parts(country, calendar.subdivisions, year)
    return kept, kept | frozenset(day for day in days if not calendar.is_working_day(day))


def _kept_in_most_parts(country: str, parts: tuple[str, ...], year: int) -> frozenset[date]:
    counted = Counter(day for part in parts for day in country_holidays(country, subdiv=part, years=year))
    return frozenset(day for day, kept_in in counted.items() if day.year == year and 3 * kept_in >= 2 * len(parts))
