"""When a posted letter arrives, and by when it must be posted.

Pure. The figures are planning figures, data with source, date and how they are known: `post_classes.toml`.
Days are working days of both countries, so weekends and public holidays on either side
are left out. Countries are ISO 3166-1 codes in any case; an empty one means the other
side's, and two empty ones give the default route with weekends only.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal

from interviews.workdays import is_workday, next_workday

_A_DAY = timedelta(days=1)
# Fifteen working days of two countries with their longest holidays, doubled.
_LONGEST_ROUTE = 120


@dataclass(frozen=True)
class PostClass:
    """One way to send a letter on one route. `days` are working days after posting, a planning figure.

    `source` names whose figure it is, `says` what it states; `checked` is how it is known: "source", "copy",
    "second-hand" or "own margin" (post_classes.toml).
    """

    origin: str
    destination: str
    name: str
    days: int
    source: str
    says: str
    source_date: date
    checked: Literal["source", "copy", "second-hand", "own margin"]

    @property
    def is_own_margin(self) -> bool:
        """Whether nobody states a figure and this one is ours."""
        return self.checked == "own margin"


@dataclass(frozen=True)
class _Table:
    classes: dict[tuple[str, str], tuple[PostClass, ...]]
    europe: frozenset[str]
    last_collection: time


def last_collection() -> time:
    """The local hour of the usual last collection on a working day."""
    return _table().last_collection


def post_classes(origin: str, destination: str) -> tuple[PostClass, ...]:
    """The classes of a route, the one to use first. Never empty."""
    origin, destination = _pair(origin, destination)
    table = _table()
    if origin == destination:
        routes = [(origin, origin), *([("europe", "home")] if origin in table.europe else []), ("any", "home")]
    else:
        routes = [(origin, destination)]
        if destination in table.europe:
            routes.append((origin, "europe"))
        # Within Europe the law binds both ends, which is more than a general "abroad".
        if origin in table.europe and destination in table.europe:
            routes.append(("europe", "europe"))
        routes += [(origin, "abroad"), ("any", "abroad")]
    return next(table.classes[route] for route in routes if route in table.classes)


def arrival(posted_on: date, origin: str, destination: str, *, post_class: PostClass | None = None) -> date:
    """The day a letter is in their hands that was posted on `posted_on` before the last
    collection. Posted on a free day, it leaves on the next working day of the origin.
    """
    origin, destination = _pair(origin, destination)
    days = (post_class or post_classes(origin, destination)[0]).days
    day = next_workday(posted_on, origin)
    while days:
        day += _A_DAY
        if is_workday(day, origin) and is_workday(day, destination):
            days -= 1
    return day


def post_by(
    needed_on: date,
    origin: str,
    destination: str,
    *,
    not_before: date | None = None,
    post_class: PostClass | None = None,
) -> date | None:
    """The last working day of the origin on which a letter can be posted and be in their
    hands on or before `needed_on`. None when that day lies before `not_before`, or when
    there is none at all: paper can no longer arrive.
    """
    origin, destination = _pair(origin, destination)
    chosen = post_class or post_classes(origin, destination)[0]
    day = needed_on
    for _ in range(_LONGEST_ROUTE):
        if not_before is not None and day < not_before:
            return None
        if is_workday(day, origin) and (arrival(day, origin, destination, post_class=chosen) <= needed_on):
            return day
        if day == date.min:
            return None
        day -= _A_DAY
    return None


def next_posting(local_now: datetime, origin: str) -> date:
    """The day a letter counts as posted that is put in the box at `local_now` (wall clock of
    the origin): the same day up to the last collection, else the next working day.
    """
    day = local_now.date()
    if local_now.time() > last_collection():
        day += _A_DAY
    return next_workday(day, origin)


def _pair(origin: str, destination: str) -> tuple[str, str]:
    origin, destination = origin.strip().upper(), destination.strip().upper()
    return origin or destination, destination or origin


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = tomllib.loads(Path(__file__).with_name("post_classes.toml").read_text("utf-8"))
    classes: dict[tuple[str, str], tuple[PostClass, ...]] = {}
    for row in data["class"]:
        route = (row["origin"], row["destination"])
        classes[route] = (*classes.get(route, ()), PostClass(**row))
    return _Table(
        classes=classes,
        europe=frozenset(data["groups"]["europe"]),
        last_collection=time.fromisoformat(data["collection"]["last"]),
    )
