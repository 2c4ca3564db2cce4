"""A month as rows of weeks. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date

from interviews.workdays import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Month:
    """A month by its first day. `weeks` are whole: they begin and end with days of the neighbours. The neighbours are
    given by their first days, None beyond the years.
    """

    first: date
    weeks: tuple[tuple[date, ...], ...]
    previous: date | None
    next: date | None

    def holds(self, day: date) -> bool:
        """Whether the day is of this month."""
        return (day.year, day.month) == (self.first.year, self.first.month)


def month_of(year: int, month: int, first_weekday: int) -> Month:
    """Return a month whose weeks begin on `first_weekday` (0 is Sunday). Raises ValueError for one that is none or lies
    outside FIRST_YEAR to LAST_YEAR.
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise ValueError(f"No month of {FIRST_YEAR} to {LAST_YEAR}: {year}-{month}.")
    weeks = calendar.Calendar((first_weekday - 1) % 7).monthdatescalendar(year, month)
    return Month(
        date(year, month, 1), tuple(map(tuple, weeks)), _first_of(year, month - 1), _first_of(year, month + 1)
    )  # fmt: skip


def _first_of(year: int, month: int) -> date | None:
    """The first day of a month that may be counted 0 or 13; None outside the years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR else None
