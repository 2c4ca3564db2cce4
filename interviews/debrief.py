"""The debrief: whom it has gone past, and how it ends (003, S42, S43).

Its place is what is stored: the first person nobody has gone past, then the meeting as a whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from interviews.models import Interview, Interviewer, PanelSeat
from interviews.panel import SeatEntry, add_seats
from interviews.signals import interview_changed


@dataclass(frozen=True)
class Step:
    """One page of the debrief: a person, or (`seat` is None) the meeting as a whole. `number` counts from 1."""

    number: int
    seat: PanelSeat | None
    is_done: bool


def steps_of(interview: Interview) -> list[Step]:
    """Return the pages of the debrief in order: each of the panel, then the meeting. Reads `interview.seats`."""
    seats = list(interview.seats.all())
    return [
        *(Step(number, seat, seat.debriefed_at is not None) for number, seat in enumerate(seats, 1)),
        Step(len(seats) + 1, None, interview.debriefed_at is not None),
    ]


def next_step(steps: list[Step]) -> Step:
    """Return where somebody left it: the first page that nobody has gone past, at the end the last."""
    return next((step for step in steps if not step.is_done), steps[-1])


def is_debrief(entries: Sequence[SeatEntry]) -> bool:
    """Whether a panel entered after the interview is its debrief: something was noted of everyone.

    Names alone are none: the evening still asks what each of them cared about (S42).
    """
    return bool(entries) and all(entry.topics or entry.concern or entry.impressed_me for entry in entries)


@transaction.atomic
def name_panel(interview: Interview, people: Iterable[Interviewer], names: Iterable[str]) -> None:
    """Put people on the panel, those known already and those new by name; a letter opens for each."""
    add_seats(interview, people, names)
    interview.refresh_from_db()  # the seats that were fetched with it are no longer all
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def finish(interview: Interview, now: datetime) -> None:
    """The debrief is done: its reminder ends."""
    interview.debriefed_at = interview.debriefed_at or now
    interview.save(update_fields=["debriefed_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def reopen(interview: Interview) -> None:
    """It is not done after all: the reminder comes back while it is of use."""
    interview.debriefed_at = None
    interview.save(update_fields=["debriefed_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)
