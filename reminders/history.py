"""What has already been mailed, put away or snoozed, asked by occasion. Pure.

An occasion is a base ("follow_up:interview:12"); the days of a nagging series and a window that moved after its
mail went out add a day to it ("write:interview:12:2026-11-20"), so that history stays what it was.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from reminders.facts import AccountFacts
from reminders.hours import local_day


class History:
    """The past of one account's occasions."""

    def __init__(self, account: AccountFacts) -> None:
        self._mailed = account.mailed
        self._put_away = account.put_away
        self._snoozed = account.snoozed
        self._zone = account.hours.zone
        self._series: dict[str, set[tuple[date, str]]] = defaultdict(set)
        for occasion in {*account.mailed, *account.put_away, *account.snoozed}:
            base, _, tail = occasion.rpartition(":")
            day = _as_day(tail)
            if day is not None:
                self._series[base].add((day, occasion))

    def chosen(self, occasion: str) -> datetime | None:
        """The instant a snooze waits for, unless it was mailed or put away since."""
        instant = self._snoozed.get(occasion)
        if instant is None or occasion in self._put_away:
            return None
        mailed_on = self._mailed.get(occasion)
        return instant if mailed_on is None or local_day(instant, self._zone) > mailed_on else None

    def open_once(self, base: str, reason_on: date, reopens_after: int | None = None) -> str | None:
        """The occasion to plan for something that comes once, or None when it has come or was put away.

        With `reopens_after` days it comes again, under a new occasion, when its reason has moved to more than so
        many days after its mail: they said Friday, it was mailed, and then they asked for another week.
        """
        if self.chosen(base) is not None:
            return base
        mailed_on = self._mailed.get(base)
        if mailed_on is None:
            return None if base in self._put_away else base
        if reopens_after is None or reason_on <= mailed_on + timedelta(days=reopens_after):
            return None
        return self.open_once(f"{base}:{reason_on}", reason_on)

    def last_of_series(self, base: str) -> date | None:
        """The last local day a series has taken up: planned for and mailed or put away, mailed on, put away on."""
        taken = [
            max(day, self._mailed.get(occasion, day), self._put_away.get(occasion, day))
            for day, occasion in self._series.get(base, ())
            if occasion in self._mailed or occasion in self._put_away
        ]
        return max(taken, default=None)

    def snoozed_in_series(self, base: str) -> str | None:
        """The occasion of a series that is snoozed; the latest choice when there are several."""
        waiting = [
            (instant, occasion)
            for _, occasion in self._series.get(base, ())
            if (instant := self.chosen(occasion)) is not None
        ]
        return max(waiting)[1] if waiting else None


def series_of(occasion: str) -> str:
    """Return an occasion without its day: "write:interview:12" of "write:interview:12:2026-11-20"."""
    base, _, tail = occasion.rpartition(":")
    return occasion if _as_day(tail) is None else base


def _as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
