"""Letters open by themselves: a thank-you for every seat, a follow-up for the lead."""

from datetime import datetime

from django.db import transaction

from interviews.models import Interview, PanelSeat, Position
from letters import post
from letters.channel import QUICK_POST_DAYS
from letters.covering import email_before, is_settled
from letters.models import Letter
from letters.signals import letter_changed


@transaction.atomic
def open_thank_yous(interview: Interview, now: datetime) -> None:
    """Bring the thank-you letters in line with the panel.

    Every seat gets one. A seat taken away takes an untouched letter with it and keeps a written one, set aside;
    somebody seated again finds that letter again. An e-mail to the HR contact, who needs no seat, is left alone, and so
    is a letter that an e-mail to all has settled.
    """
    seated = [seat.interviewer_id for seat in interview.seats.all()]
    contact = interview.position.hr_contact_id
    letters = list(interview.letters.filter(kind=Letter.Kind.THANK_YOU).prefetch_related("covers"))
    for letter in letters:
        if letter.recipient_id in seated:
            is_thanked = bool(letter.aside_from) and is_settled(letter, email_before(letter, letters))
            if letter.state == Letter.State.SET_ASIDE and not is_thanked:
                _change(letter, Letter.State.DRAFT, None)
        elif letter.recipient_id == contact:
            continue
        elif letter.is_open and letter.is_unwritten:
            letter.delete()
        elif letter.is_open:
            _change(letter, Letter.State.SET_ASIDE, now)
    thanked = {letter.recipient_id for letter in letters}
    Letter.objects.bulk_create(
        [
            Letter(
                position_id=interview.position_id, interview=interview, recipient_id=person, kind=Letter.Kind.THANK_YOU
            )
            for person in seated
            if person not in thanked
        ]
    )


@transaction.atomic
def rest_follow_ups(position: Position, now: datetime) -> None:
    """Once an answer is noted nobody follows up: an untouched follow-up goes, a written one is set aside.

    Taken back, the written one is open again, if it is to somebody who still leads.
    """
    if position.is_open:
        for interview in position.interviews.all():
            _follow_the_lead(interview, now)
        return
    follow_ups = position.letters.filter(kind__in=Letter.FOLLOW_UPS)
    follow_ups.filter(state=Letter.State.DRAFT).unwritten().delete()
    follow_ups.filter(state__in=Letter.OPEN).update(state=Letter.State.SET_ASIDE, closed_at=now)


def _follow_the_lead(interview: Interview, now: datetime) -> None:
    """Bring the follow-ups in line with who leads: they go to the lead only (S33).

    An untouched one goes to the new lead. A written one is kept, set aside, and one to the new lead opens.
    """
    seat: PanelSeat | None = interview.seats.filter(is_lead=True).select_related("interviewer").first()
    letters = list(interview.letters.filter(kind__in=Letter.FOLLOW_UPS))
    mine = {
        letter.kind: letter for letter in letters if seat is not None and letter.recipient_id == seat.interviewer_id
    }
    for letter in mine.values():
        if letter.state == Letter.State.SET_ASIDE:
            _change(letter, Letter.State.DRAFT, None)
    for letter in letters:
        if not letter.is_open or letter in mine.values():
            continue
        if seat is not None and letter.is_unwritten and letter.kind not in mine:
            letter.recipient, letter.channel = seat.interviewer, _channel(interview, seat)
            letter.save(update_fields=["recipient", "channel"])
        else:
            _change(letter, Letter.State.SET_ASIDE, now)
            open_for_lead(interview, letter.kind)


def _change(letter: Letter, state: str, closed_at: datetime | None) -> None:
    letter.state, letter.closed_at, letter.aside_from = state, closed_at, ""
    letter.save(update_fields=["state", "closed_at", "aside_from"])


@transaction.atomic
def open_for_lead(interview: Interview, kind: str) -> Letter | None:
    """Open a letter to the lead (a follow-up, a letter after the answer) where there is none yet; return it, None
    without a lead.
    """
    seat: PanelSeat | None = interview.seats.filter(is_lead=True).select_related("interviewer").first()
    if seat is None:
        return None
    letter = interview.letters.filter(recipient=seat.interviewer_id, kind=kind).first()
    if letter is None:
        letter = Letter.objects.create(
            position_id=interview.position_id, interview=interview, recipient=seat.interviewer, kind=kind,
            channel=_channel(interview, seat),
        )  # fmt: skip
        letter_changed.send(Letter, letter=letter)
    return letter


def _channel(interview: Interview, seat: PanelSeat) -> str:
    owner, position = interview.position.owner, interview.position
    destination = seat.interviewer.country or position.country or owner.country
    days = post.post_classes(owner.country, destination)[0].days
    return Letter.Channel.HAND if days <= QUICK_POST_DAYS else Letter.Channel.EMAIL
