"""Letters for an occasion: after the answer, to keep in touch, for an informational interview (S63 to S65)."""

from datetime import datetime, time, timedelta

from django.db import transaction

from interviews.models import Interview, Interviewer, Position
from letters.models import Letter
from letters.signals import letter_changed

Kind = Letter.Kind
State = Letter.State

ASKED_FOR = (Kind.AFTER_ANSWER, Kind.KEEP_IN_TOUCH, Kind.INFORMATIONAL)
# The answers after which a letter is written; the draft follows which of them it was.
ANSWERED = frozenset({Position.Outcome.OFFER, Position.Outcome.REFUSAL})


@transaction.atomic
def open_letter(position: Position, person: Interviewer, kind: str, now: datetime) -> Letter:
    """Return a letter of this kind to somebody met for the position: the one begun already, else a new one.

    It is about the last interview up to `now` (UTC) in which they sat, as far as that has no such letter yet. Raises
    ValueError for a kind that opens by other ways.
    """
    if kind not in ASKED_FOR:
        raise ValueError(f"A letter of the kind {kind!r} is not opened by hand.")
    theirs = list(position.letters.filter(recipient=person, kind=kind).order_by("-pk"))
    begun = next((letter for letter in theirs if letter.is_open or letter.state in Letter.GIVEN_UP), None)
    if begun is None and theirs and kind != Kind.KEEP_IN_TOUCH:
        return theirs[0]  # it has gone: there is one of these
    if begun is not None:
        if not begun.is_open:
            _set(begun, State.DRAFT, None)
        return begun
    met = last_held(position, now, person)
    is_taken = met is not None and any(letter.interview_id == met.pk for letter in theirs)
    letter = Letter.objects.create(position=position, interview=None if is_taken else met, recipient=person, kind=kind)
    letter_changed.send(Letter, letter=letter)
    return letter


def last_held(position: Position, until: datetime, person: Interviewer | None = None) -> Interview | None:
    """Return the last interview of a position begun by then and not cancelled; with `person`, one of theirs."""
    held = position.interviews.filter(cancelled_at__isnull=True, starts_at__lte=until)
    if person is not None:
        held = held.filter(seats__interviewer=person)
    found: Interview | None = held.order_by("starts_at", "pk").last()
    return found


@transaction.atomic
def follow_the_answer(position: Position, now: datetime) -> None:
    """Bring the letter after the answer in line with the outcome.

    A refusal opens it, to the lead of the last interview; after an offer it waits to be asked for. An answer taken back
    takes an untouched one with it and sets a written one aside, which a refusal takes up again.
    """
    letters = list(position.letters.filter(kind=Kind.AFTER_ANSWER))
    if position.outcome == Position.Outcome.REFUSAL:
        if all(letter.state == State.SET_ASIDE for letter in letters):
            _open_to_lead(position, now)
    elif position.outcome not in ANSWERED:
        for letter in letters:
            if letter.is_open and letter.is_unwritten:
                letter.delete()
            elif letter.is_open:
                _set(letter, State.SET_ASIDE, now)


def _open_to_lead(position: Position, now: datetime) -> None:
    """Open the letter to who led the last interview by the day of the answer; nobody met, nobody to thank."""
    assert position.outcome_on is not None  # noqa: S101  # a constraint: an outcome has its day
    evening = datetime.combine(position.outcome_on + timedelta(days=1), time(), position.owner.time_zone)
    last = last_held(position, evening)
    lead = last.seats.filter(is_lead=True).select_related("interviewer").first() if last else None
    if lead is not None:
        open_letter(position, lead.interviewer, Kind.AFTER_ANSWER, evening)


def _set(letter: Letter, state: str, closed_at: datetime | None) -> None:
    letter.state, letter.closed_at, letter.aside_from = state, closed_at, ""
    letter.save(update_fields=["state", "closed_at", "aside_from"])
    letter_changed.send(Letter, letter=letter)
