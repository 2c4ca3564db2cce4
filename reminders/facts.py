"""What the plan is made from, and what it is made of. Pure data.

Ids are primary keys; `_at` are UTC instants, `_on` local days of the account's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from reminders.hours import Hours, Slot

LetterKind = Literal["thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch", "informational"]
Channel = Literal["hand", "email", "call"]
LetterState = Literal["draft", "ready", "copied", "posted", "sent", "called", "dropped", "set_aside"]
Outcome = Literal["open", "offer", "refusal", "silence", "withdrawn"]

OPEN_STATES = frozenset({"draft", "ready", "copied"})
GONE_STATES = frozenset({"posted", "sent", "called"})


@dataclass(frozen=True)
class LetterFacts:
    """One letter. One whose reader an e-mail to all thanks in its place, or that waits until its e-mail has gone, is
    passed as "set_aside" or left out (letters/covering.py).

    `closed_on`: the day it was posted, sent, called or dropped. `post_by`: the last day of posting that still brings
    it there in time; None for other channels and where there is none. `last_useful_on`: the last day on which sending
    it by its channel is of use; None lets the plan count it (the day before the decision, by post counted back).
    `is_second`: a card after an e-mail that has gone; it is owed, and never too late, since the e-mail came in time.
    """

    id: int
    kind: LetterKind
    channel: Channel
    recipient_id: int
    state: LetterState
    closed_on: date | None = None
    post_by: date | None = None
    last_useful_on: date | None = None
    is_second: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_gone(self) -> bool:
        """Whether it went on its way: posted, sent or called."""
        return self.state in GONE_STATES

    @property
    def is_settled(self) -> bool:
        """Whether the person has decided about it: it went, or they dropped it."""
        return self.is_gone or self.state == "dropped"


@dataclass(frozen=True)
class InterviewFacts:
    """One interview. `decides_on`: the last day of the decision window; None counts seven working days. `is_stated`:
    whether they said it themselves. `decision_country`: whose working days count until the answer; empty is the
    position's. `is_stopped`: the person wants no more mail about this interview.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    decides_on: date | None = None
    is_stated: bool = True
    decision_country: str = ""
    is_cancelled: bool = False
    is_debriefed: bool = False
    is_stopped: bool = False
    lead_id: int | None = None
    letters: tuple[LetterFacts, ...] = ()


@dataclass(frozen=True)
class KeepInTouch:
    """An interviewer to keep in touch with, so many months after the outcome."""

    interviewer_id: int
    months: tuple[int, ...] = (6, 12)


@dataclass(frozen=True)
class PositionFacts:
    """One position with its interviews and the letters that belong to no interview."""

    id: int
    country: str = ""
    outcome: Outcome = "open"
    outcome_on: date | None = None
    interviews: tuple[InterviewFacts, ...] = ()
    letters: tuple[LetterFacts, ...] = ()
    keep_in_touch: tuple[KeepInTouch, ...] = ()


@dataclass(frozen=True)
class AccountFacts:
    """Everything the plan of one account needs.

    `mailed`: occasion → the local day it was mailed (the latest, if more than once). `put_away`: occasion → the local
    day the person marked it done or dropped it. `snoozed`: occasion → the instant they chose instead; a choice that
    is older than the last mailing of its occasion is spent and counts for nothing.
    """

    hours: Hours
    positions: tuple[PositionFacts, ...] = ()
    mailed: Mapping[str, date] = field(default_factory=dict)
    put_away: Mapping[str, date] = field(default_factory=dict)
    snoozed: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Planned:
    """One reminder that should exist.

    `occasion`: a stable key, unique in the account. `due_at`: UTC, always in the person's hours; in the past when it
    was due and is still of use. `last_useful_on`: after this local day it must not be mailed.
    """

    occasion: str
    kind: str
    due_at: datetime
    last_useful_on: date | None
    position_id: int
    interview_id: int | None = None
    letter_id: int | None = None
    interviewer_id: int | None = None
    slot: Slot = "morning"
