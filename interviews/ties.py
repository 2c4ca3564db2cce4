"""Keeping in touch after the outcome: with whom of those met for a position, and after how many months (S65)."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from interviews.models import Interview, Interviewer, KeepInTouch, Position

DEFAULT_MONTHS = (6, 12)
_NO_PLACE = frozenset({Position.Outcome.REFUSAL, Position.Outcome.SILENCE, Position.Outcome.WITHDRAWN})


def months_of(position: Position, outcome: str) -> dict[int, tuple[int, ...]]:
    """Return interviewer's key → months after such an outcome, for those to be in touch with.

    Whom the person ticked, at those months; else the lead of the last round after 6 and 12 months, where the outcome
    was not an offer. Asks the database nothing where the position's ties, interviews and seats are fetched.
    """
    chosen = {tie.interviewer_id: tie.months for tie in position.ties.all()}
    lead = _lead(list(position.interviews.all())) if outcome in _NO_PLACE else None
    default = {lead: DEFAULT_MONTHS} if lead is not None and lead not in chosen else {}
    return default | {person: months for person, months in chosen.items() if months}


def _lead(interviews: list[Interview]) -> int | None:
    if not interviews:
        return None
    return next((seat.interviewer_id for seat in interviews[-1].seats.all() if seat.is_lead), None)


def met_for(position: Position) -> list[Interviewer]:
    """Return everyone met for a position and its HR contact, each once, in the order met."""
    people = {
        seat.interviewer_id: seat.interviewer
        for interview in position.interviews.all()
        for seat in interview.seats.all()
    }
    if position.hr_contact is not None:
        people.setdefault(position.hr_contact.pk, position.hr_contact)
    return list(people.values())


@transaction.atomic
def choose_months(position: Position, chosen: Mapping[int, Iterable[int]]) -> None:
    """Note for these interviewers the months that were ticked; none ticked is a choice too."""
    for person, months in chosen.items():
        ticked = {f"after_{month}": month in set(months) for month in KeepInTouch.MONTHS}
        KeepInTouch.objects.update_or_create(position=position, interviewer_id=person, defaults=ticked)
