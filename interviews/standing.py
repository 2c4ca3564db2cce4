"""How a position stands: what an answer has stopped and what it has opened, and when it is time to move on.

Letters and reminders are read by their related names: the apps they belong to stand to the right of this one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from interviews.models import Interview, Position
from interviews.workdays import add_workdays

# After the last follow-up so many working days are waited; then silence is an answer too (product.md §5).
LAST_WAIT_WORKDAYS = 5
GONE = frozenset({"posted", "sent", "called"})
OPEN = frozenset({"draft", "ready", "copied"})
_FOLLOW_UPS = frozenset({"follow_up", "last_follow_up"})


@dataclass(frozen=True)
class Standing:
    """What came of an answer: letters that rest and letters that are open, and the days of keeping in touch.

    `thank_yous`: still open, though nothing reminds of them any more. `set_aside`: follow-ups that were begun.
    `opened`: letters after the answer, to keep in touch or to ask for a talk. `touches`: reminders to keep in touch.
    """

    thank_yous: tuple[Any, ...]
    set_aside: tuple[Any, ...]
    opened: tuple[Any, ...]
    touches: tuple[Any, ...]


def standing_of(position: Position) -> Standing:
    """Return what the answer of a position has brought. Reads `position.letters` and `position.reminders`."""
    letters = list(_related(position, "letters"))
    touches = [one for one in _related(position, "reminders") if one.kind == "keep_in_touch" and one.is_open]
    return Standing(
        thank_yous=tuple(one for one in letters if one.kind == "thank_you" and one.state in OPEN),
        set_aside=tuple(one for one in letters if one.kind in _FOLLOW_UPS and one.state == "set_aside"),
        opened=tuple(one for one in letters if one.kind not in {*_FOLLOW_UPS, "thank_you"} and one.state in OPEN),
        touches=tuple(sorted(touches, key=lambda one: (one.due_at, one.pk))),
    )


def waited_since(position: Position) -> date | None:
    """Return the local day on which the last follow-up left for the latest interview that is held; None without one."""
    held = [interview for interview in position.interviews.all() if not interview.is_cancelled]
    last = max(held, key=_place, default=None)
    zone = position.owner.time_zone
    days = [
        letter.closed_at.astimezone(zone).date()
        for letter in _related(position, "letters")
        if letter.kind == "last_follow_up" and letter.state in GONE and last and letter.closed_at >= last.starts_at
    ]
    return max(days, default=None)


def is_time_to_move_on(position: Position, today: date) -> bool:
    """Whether the last follow-up has gone five working days without an answer, and no round is still to come."""
    since = waited_since(position) if position.is_open else None
    country = position.country or position.owner.country
    return since is not None and add_workdays(since, LAST_WAIT_WORKDAYS, country) <= today


def _place(interview: Interview) -> tuple[Any, int]:
    return interview.starts_at, interview.pk


def _related(position: Position, name: str) -> Iterable[Any]:
    rows: Iterable[Any] = getattr(position, name).all()
    return rows
