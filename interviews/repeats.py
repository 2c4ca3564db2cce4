"""A form sent twice, by a double click or from an old page: what it has made already, and whether it says more."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from interviews.models import Interview, PanelSeat
from interviews.panel import ADDRESS_FIELDS, PERSON_FIELDS, SeatEntry


def logged_before(owner: User, company: str, title: str, starts_at: datetime) -> Interview | None:
    """Return the interview of this company, title and start that the account has logged and not cancelled."""
    return Interview.objects.owned_by(owner).filter(
        position__company__iexact=company, position__title__iexact=title, starts_at=starts_at, cancelled_at__isnull=True
    ).first()  # fmt: skip


def invited_before(owner: User, uid: str) -> Interview | None:
    """Return the interview that the account has logged from this invitation; "" is none."""
    return Interview.objects.owned_by(owner).filter(invitation_uid=uid).first() if uid else None


def has_all_of(interview: Interview, entries: Sequence[SeatEntry]) -> bool:
    """Whether the panel has all that the entries say; it may have more."""
    seats = list(interview.seats.select_related("interviewer").prefetch_related("topics", "concerns"))
    return all(any(_is_said(entry, seat) for seat in seats) for entry in entries)


def _is_said(entry: SeatEntry, seat: PanelSeat) -> bool:
    person, concern = seat.interviewer, seat.concerns.first()
    said: list[tuple[object, object]] = [(entry.name.casefold(), person.name.casefold())]
    said += [(getattr(entry, name), getattr(person, name)) for name in (*PERSON_FIELDS, *ADDRESS_FIELDS)]
    said += [(entry.impressed_me, seat.impressed_me), (entry.has_handed_card, person.has_handed_card)]
    said += [(entry.is_on_first_names, person.is_on_first_names)]
    said += [(entry.concern, concern.text if concern else ""), (entry.answer, concern.answer if concern else "")]
    said += [(entry.note if entry.note not in person.note else "", "")]
    topics = {topic.text for topic in seat.topics.all()}
    return topics.issuperset(entry.topics) and all(not typed or typed == there for typed, there in said)
