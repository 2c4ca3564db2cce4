"""Letters open by themselves: a thank-you for every seat, a follow-up for the lead."""

from datetime import datetime

from django.db import transaction

from interviews.models import Interview, PanelSeat
from letters import post
from letters.models import Letter
from letters.signals import letter_changed

# A follow-up is due the day it opens: where the post takes longer, e-mail is the channel (product.md, "Be in time").
LONGEST_POST_DAYS = 2


@transaction.atomic
def open_thank_yous(interview: Interview, now: datetime) -> None:
    """Bring the thank-you letters in line with the panel.

    Every seat gets one. A seat taken away takes an untouched letter with it and keeps a written one, set aside;
    somebody seated again finds that letter again.
    """
    seated = [seat.interviewer_id for seat in interview.seats.all()]
    letters = list(interview.letters.filter(kind=Letter.Kind.THANK_YOU))
    for letter in letters:
        if letter.recipient_id in seated:
            if letter.state == Letter.State.SET_ASIDE:
                _change(letter, Letter.State.DRAFT, None)
        elif letter.is_open and letter.is_untouched:
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


def _change(letter: Letter, state: str, closed_at: datetime | None) -> None:
    letter.state, letter.closed_at = state, closed_at
    letter.save(update_fields=["state", "closed_at"])


@transaction.atomic
def open_follow_up(interview: Interview, kind: str, now: datetime) -> Letter | None:
    """Open the follow-up (or last follow-up) to the lead where it is not open yet; return it, None without a lead."""
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
    return Letter.Channel.HAND if days <= LONGEST_POST_DAYS else Letter.Channel.EMAIL
