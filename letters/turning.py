"""A letter takes another way: by hand, by e-mail, by a call, or by e-mail now with a card after. Its text is kept."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interviews.models import Interviewer, PanelSeat
from letters.advising import contact_of
from letters.channel import Way
from letters.covering import email_before, letters_beside
from letters.models import Letter
from letters.signals import letter_changed

Channel = Letter.Channel
State = Letter.State


class NotThisWay(Exception):
    """The way is not open; `reason` is a sentence for the person, `instead` the letter that stands in the way."""

    def __init__(self, reason: str, instead: Letter | None = None) -> None:
        super().__init__(reason)
        self.reason, self.instead = reason, instead


@transaction.atomic
def turn(letter: Letter, way: Way, now: datetime) -> Letter:
    """Send an open letter another way; return the letter to go on with. Raises NotThisWay with a sentence.

    Thanks by e-mail are addressed to the main HR contact where one is noted with an address, and cover the panel
    (S50): that e-mail is a letter of its own, begun with the same text. Of an e-mail now and a card after, the text is
    the e-mail's, and the card is a new letter to be drafted in other words.
    """
    if not letter.is_open:
        raise NotThisWay(_("This letter is closed. Take that back first; then it can go another way."))
    if way == "email_then_card":
        return _email_then_card(letter, now)
    contact = contact_of(letter) if way == Channel.EMAIL else None
    if contact is not None:
        return _email_to(contact, letter, now)
    _set_channel(letter, way)
    return letter


def _email_then_card(letter: Letter, now: datetime) -> Letter:
    if letter.kind != Letter.Kind.THANK_YOU or letter.interview is None:
        raise NotThisWay(_("Only thanks go twice. Choose one way for this letter."))
    email = email_before(letter, letters_beside(letter))
    contact = contact_of(letter)
    if letter.channel != Channel.EMAIL and (email or contact):
        # The e-mail is there, or goes to somebody else; this letter is the card.
        if letter.channel != Channel.HAND:
            _set_channel(letter, Channel.HAND)
        letter.is_second = True
        letter.save(update_fields=["is_second"])
        letter_changed.send(Letter, letter=letter)
        if email is None and contact is not None:
            return _email_to(contact, letter, now)
        return email if email is not None and email.is_open else letter
    if letter.channel != Channel.EMAIL:
        _set_channel(letter, Channel.EMAIL)
    _open_card(letter)
    return letter


def _open_card(email: Letter) -> None:
    """Open the card that follows an e-mail to the same person; one that is there already becomes it."""
    card = _same(email, Channel.HAND)
    if card is None:
        card = Letter(
            position_id=email.position_id, interview=email.interview, recipient=email.recipient, kind=email.kind,
            channel=Channel.HAND, is_second=True, card=email.card,
        )  # fmt: skip
        card.save()
    elif not card.is_second:
        card.is_second = True
        card.save(update_fields=["is_second"])
    letter_changed.send(Letter, letter=card)


def _email_to(contact: Interviewer, letter: Letter, now: datetime) -> Letter:
    """Return the e-mail to the HR contact that covers the panel, opened with the letter's text where there is none."""
    email = Letter.objects.filter(
        interview=letter.interview, recipient=contact, kind=letter.kind, channel=Channel.EMAIL
    ).first()
    if email is None:
        email = Letter(
            position_id=letter.position_id, interview=letter.interview, recipient=contact, kind=letter.kind,
            channel=Channel.EMAIL, text=letter.text, saved_at=now if letter.text else None,
        )  # fmt: skip
        email.save()
        email.covers.set(seats_to_cover(email))
        letter_changed.send(Letter, letter=email)
    elif not email.is_open:
        raise NotThisWay(_closed_sentence(email), email)
    return email


def _set_channel(letter: Letter, channel: str) -> None:
    if channel == letter.channel:
        return
    if there := _same(letter, channel):
        raise NotThisWay(_closed_sentence(there) if not there.is_open else _open_sentence(there), there)
    letter.channel = channel
    if channel != Channel.HAND and letter.state == State.COPIED:
        letter.state = State.READY  # only what goes by hand is copied
    try:
        with transaction.atomic():
            letter.save(update_fields=["channel", "state"])
    except IntegrityError:  # another window was quicker
        raise NotThisWay(_open_sentence(letter)) from None
    letter.covers.set(seats_to_cover(letter))
    letter_changed.send(Letter, letter=letter)


def _same(letter: Letter, channel: str) -> Letter | None:
    """The letter of that channel that may exist only once: to the same person, of the same kind and interview."""
    if letter.interview_id is None:
        return None
    same = Letter.objects.filter(interview=letter.interview_id, recipient=letter.recipient_id, kind=letter.kind)
    return same.filter(channel=channel).exclude(pk=letter.pk).first()


def seats_to_cover(letter: Letter) -> list[PanelSeat]:
    """Return whom an e-mail covers unless the person chooses otherwise: of thanks to the lead or the HR contact
    everybody else with an e-mail address (S50) who has no letter of their own, written or gone; of any other nobody.
    """
    interview = letter.interview
    if letter.channel != Channel.EMAIL or letter.kind != Letter.Kind.THANK_YOU or interview is None:
        return []
    seats = list(interview.seats.select_related("interviewer"))
    leads = {seat.interviewer_id for seat in seats if seat.is_lead}
    is_to_one = letter.recipient_id not in {*leads, letter.position.hr_contact_id} and bool(leads)
    if is_to_one:
        return []
    own = {
        other.recipient_id
        for other in interview.letters.filter(kind=letter.kind).exclude(pk=letter.pk)
        if other.state in Letter.GONE or (other.is_open and not other.is_untouched)
    }
    return [
        seat
        for seat in seats
        if seat.interviewer.email and seat.interviewer_id != letter.recipient_id and seat.interviewer_id not in own
    ]


def _open_sentence(there: Letter) -> str:
    return {
        Channel.HAND: _("There is a letter by hand to %(name)s already. Go on with that one."),
        Channel.EMAIL: _("There is an e-mail to %(name)s already. Go on with that one."),
        Channel.CALL: _("There is a call to %(name)s already. Go on with that one."),
    }[Channel(there.channel)] % {"name": there.recipient.full_name}


def _closed_sentence(there: Letter) -> str:
    name = {"name": there.recipient.full_name, "state": there.get_state_display()}
    return {
        Channel.HAND: _("There is a letter by hand to %(name)s already: %(state)s. Open it to take that back."),
        Channel.EMAIL: _("There is an e-mail to %(name)s already: %(state)s. Open it to take that back."),
        Channel.CALL: _("There is a call to %(name)s already: %(state)s. Open it to take that back."),
    }[Channel(there.channel)] % name
