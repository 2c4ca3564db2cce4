"""How it ended: the outcome of a position, an interview that is not held, or is forgotten."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from interviews.models import Interview, Position
from interviews.signals import interview_changed
from interviews.ties import choose_months


@transaction.atomic
def note_outcome(
    position: Position, outcome: str, on: date, touch: Mapping[int, Iterable[int]] = MappingProxyType({})
) -> None:
    """Note the answer, with the local day it came; `open` takes it back. What no longer applies stops.

    `touch`: interviewer's key → the months after which to be in touch again, for those whose months were changed.
    """
    choose_months(position, touch)
    position.outcome = outcome
    position.outcome_on = None if outcome == Position.Outcome.OPEN else on
    position.save(update_fields=["outcome", "outcome_on"])
    interview_changed.send(Position, position=position, interview=None)


@transaction.atomic
def cancel(interview: Interview, now: datetime) -> None:
    """Note that the interview is not held. Its letters and reminders rest."""
    interview.cancelled_at = now
    interview.save(update_fields=["cancelled_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def reinstate(interview: Interview) -> None:
    """Take a cancellation back."""
    interview.cancelled_at = None
    interview.save(update_fields=["cancelled_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def forget(interview: Interview) -> None:
    """Delete the interview with its letters and reminders, and its position where it was the only round.

    The people met stay: they outlive the interview.
    """
    position = interview.position
    interview.delete()
    if position.interviews.exists():
        interview_changed.send(Position, position=position, interview=None)
    else:
        position.delete()
