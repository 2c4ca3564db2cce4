"""What is due when: facts and now in, reminders out (reminders.md, "When").

Pure and deterministic. Something due that was never mailed keeps its first instant, even in the past, for as long as
it is of use; the outbox sends it at the next allowed moment. Something mailed is history and is not planned again,
unless it was snoozed, its series goes on, or its decision window moved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from reminders.answers import plan_answers
from reminders.facts import (
    AccountFacts,
    InterviewFacts,
    KeepInTouch,
    LetterFacts,
    Planned,
    PositionFacts,
)
from reminders.history import History
from reminders.hours import Hours, local_day, next_sending
from reminders.kinds import PRESSING
from reminders.owed import plan_letters
from reminders.rounds import plan_debrief, plan_waiting
from reminders.scheduling import Desk

__all__ = [
    "AccountFacts",
    "Hours",
    "InterviewFacts",
    "KeepInTouch",
    "LetterFacts",
    "Planned",
    "PositionFacts",
    "plan",
    "still_applies",
]


def plan(account: AccountFacts, now: datetime) -> tuple[Planned, ...]:
    """Every reminder that should exist for an account at `now` (UTC), by due instant, most pressing first.

    Empty for a person who is quiet on all weekdays.
    """
    if account.hours.is_always_quiet:
        return ()
    desk = Desk(account.hours, History(account), now)
    found = [planned for position in account.positions for planned in _of_position(desk, position)]
    useful = [planned for planned in found if desk.is_wanted(planned.kind) and _is_useful(planned, desk)]
    return tuple(sorted(_one_debrief_a_day(useful, account.hours), key=_order))


def still_applies(occasion: str, account: AccountFacts, now: datetime) -> bool:
    """Whether a reminder should still be mailed at `now`, asked just before it is sent."""
    return any(planned.occasion == occasion and planned.due_at <= now for planned in plan(account, now))


def _of_position(desk: Desk, position: PositionFacts) -> Iterator[Planned]:
    if position.outcome == "open":
        held = [interview for interview in position.interviews if not interview.is_cancelled]
        for interview in held:
            if not interview.is_stopped:
                is_latest = all(_place(other) <= _place(interview) for other in held)
                yield from plan_debrief(desk, position, interview)
                yield from plan_letters(desk, position, interview)
                if is_latest:
                    yield from plan_waiting(desk, position, interview)
    yield from plan_answers(desk, position)


def _place(interview: InterviewFacts) -> tuple[datetime, int]:
    return interview.starts_at, interview.id


def _is_useful(planned: Planned, desk: Desk) -> bool:
    """Whether it can still be mailed on or before its last useful day."""
    return next_sending(planned.due_at, planned.slot, desk.hours, desk.now).is_of_use(planned.last_useful_on)


def _one_debrief_a_day(found: list[Planned], hours: Hours) -> Iterable[Planned]:
    """Interviews of one day are debriefed in one mail, after the last of them."""
    latest: dict[date, datetime] = {}
    for planned in found:
        if planned.slot == "debrief":
            day = local_day(planned.due_at, hours.zone)
            latest[day] = max(planned.due_at, latest.get(day, planned.due_at))
    return [
        replace(planned, due_at=latest[local_day(planned.due_at, hours.zone)]) if planned.slot == "debrief" else planned
        for planned in found
    ]


def _order(planned: Planned) -> tuple[datetime, int, str]:
    return planned.due_at, PRESSING[planned.kind], planned.occasion
