"""Plain builders for the facts of the plan: an interview in London on Wednesday, 18 November 2026, 10:00 to 11:00."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from reminders.hours import Hours
from reminders.kinds import DEFAULT_KINDS
from reminders.plan import AccountFacts, InterviewFacts, LetterFacts, Planned, PositionFacts, plan

LONDON = ZoneInfo("Europe/London")
LEAD, SECOND = 7, 8
HELD_ON = date(2026, 11, 18)
BEFORE = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def utc(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=UTC)


def hours(**changes: Any) -> Hours:
    return replace(Hours(LONDON, "GB", kinds=DEFAULT_KINDS), **changes)


def letter(id_: int = 1, recipient_id: int = LEAD, **changes: Any) -> LetterFacts:
    return replace(LetterFacts(id_, "thank_you", "email", recipient_id, "draft"), **changes)


def interview(id_: int = 12, **changes: Any) -> InterviewFacts:
    plain = InterviewFacts(
        id_, utc(2026, 11, 18, 10), utc(2026, 11, 18, 11), decides_on=date(2026, 11, 27), lead_id=LEAD
    )
    return replace(plain, **changes)


def position(*interviews: InterviewFacts, **changes: Any) -> PositionFacts:
    return replace(PositionFacts(3, "GB", interviews=interviews), **changes)


def account(*positions: PositionFacts, **changes: Any) -> AccountFacts:
    return replace(AccountFacts(hours(), positions), **changes)


def planned(facts: AccountFacts, now: datetime = BEFORE, kind: str | None = None) -> list[Planned]:
    return [one for one in plan(facts, now) if kind in (None, one.kind)]


def dues(facts: AccountFacts, now: datetime = BEFORE, kind: str | None = None) -> list[tuple[str, datetime]]:
    """Occasion and instant of each reminder."""
    return [(one.occasion, one.due_at) for one in planned(facts, now, kind)]
