"""The reminders that come with an outcome, and those of letters that belong to no interview. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from reminders.facts import KeepInTouch, LetterFacts, Planned, PositionFacts
from reminders.owed import plan_post_today
from reminders.rounds import first_open
from reminders.scheduling import Desk

# A letter written this long before its month still was the one of that month.
EARLY = timedelta(days=30)

_A_DAY = timedelta(days=1)
_A_MONTH = timedelta(days=31)


def plan_answers(desk: Desk, position: PositionFacts) -> Iterator[Planned]:
    """After a refusal, keep in touch, and posting days of the position's own letters."""
    letters = (*position.letters, *(letter for interview in position.interviews for letter in interview.letters))
    if position.outcome == "refusal" and position.outcome_on is not None:
        yield from _after_answer(desk, position, position.outcome_on, letters)
    if position.outcome != "open" and position.outcome_on is not None:
        for contact in position.keep_in_touch:
            yield from _keep_in_touch(desk, position, position.outcome_on, contact, letters)
    for letter in _still_of_use(position):
        last = letter.last_useful_on or letter.post_by
        if last is not None:
            yield from plan_post_today(desk, position, letter, last, (letter.post_by or last) - _A_MONTH)


def add_months(day: date, months: int) -> date:
    """The same day of the month later, or the last of its month: 31 August and 6 months is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _after_answer(
    desk: Desk, position: PositionFacts, outcome_on: date, letters: tuple[LetterFacts, ...]
) -> Iterator[Planned]:
    """Thanks after a refusal, to the lead of the last interview before it; nobody met, nobody to thank. It is
    about that interview, so a stop for that one stops it too.
    """
    held = [one for one in position.interviews if not one.is_cancelled and desk.day_of(one) <= outcome_on]
    answers = [letter for letter in letters if letter.kind == "after_answer"]
    if not held or any(letter.is_settled for letter in answers):
        return
    last = max(held, key=lambda interview: (interview.starts_at, interview.id))
    if last.is_stopped:
        return
    yield from desk.once(
        "after_answer",
        f"after_answer:position:{position.id}",
        outcome_on + _A_DAY,
        position_id=position.id,
        interview_id=last.id,
        letter_id=first_open(answers),
        interviewer_id=last.lead_id,
    )


def _keep_in_touch(
    desk: Desk, position: PositionFacts, outcome_on: date, contact: KeepInTouch, letters: tuple[LetterFacts, ...]
) -> Iterator[Planned]:
    """Each month until a letter went to them about it; of those that have come, only the last still matters."""
    theirs = [one for one in letters if one.kind == "keep_in_touch" and one.recipient_id == contact.interviewer_id]
    settled = [one.closed_on for one in theirs if one.is_settled and one.closed_on]
    months = sorted({month for month in contact.months if month > 0})
    days = [(month, add_months(outcome_on, month)) for month in months]
    come = [month for month, day in days if day <= desk.today]
    for month, day in days:
        if (come and month < come[-1]) or any(closed_on >= day - EARLY for closed_on in settled):
            continue
        yield from desk.once(
            "keep_in_touch",
            f"keep_in_touch:position:{position.id}:interviewer:{contact.interviewer_id}:{month}",
            day,
            position_id=position.id,
            letter_id=first_open(theirs),
            interviewer_id=contact.interviewer_id,
        )


def _still_of_use(position: PositionFacts) -> Iterator[LetterFacts]:
    """Letters whose last posting day no interview's rules look after: the position's own, and, once there is an
    outcome, those of an interview that are about it.
    """
    after = ("after_answer", "keep_in_touch", "informational")
    if position.outcome == "open":
        yield from position.letters
        return
    live = [interview for interview in position.interviews if not (interview.is_cancelled or interview.is_stopped)]
    for letter in (*position.letters, *(one for interview in live for one in interview.letters)):
        if letter.kind in after:
            yield letter
