"""What an e-mail to all means for the letters beside it: whom it reaches, what it settles, what comes second.

An e-mail of a kind speaks for everyone it covers, from the day it is begun: while it is open, it is what is owed, and
once sent it satisfies each of them (product.md, "letter"). A card to somebody whom it reaches anyway is a second letter
and waits until the e-mail has gone. An e-mail of one's own is settled only by one that was sent.
"""

from collections.abc import Iterable

from interviews.models import PanelSeat
from letters.models import Letter

_LIVE = frozenset({*Letter.OPEN, *Letter.GONE})


def letters_beside(letter: Letter) -> list[Letter]:
    """Return the letters of the interview, this one among them, with what they cover; none without an interview."""
    if letter.interview_id is None:
        return []
    return list(Letter.objects.filter(interview=letter.interview_id).prefetch_related("covers"))


def covered_by(email: Letter) -> list[PanelSeat]:
    """Return the further seats that an e-mail covers, in the order of the panel.

    Takes the interview's letters, what they cover, and its seats as they were fetched with it.
    """
    interview = email.interview
    if interview is None:
        return []
    fetched = getattr(interview, "_prefetched_objects_cache", {}).get("letters", ())
    same = next((letter for letter in fetched if letter.pk == email.pk), email)
    covered = {seat.pk for seat in same.covers.all()}
    return [seat for seat in interview.seats.all() if seat.pk in covered] if covered else []


def email_before(letter: Letter, beside: Iterable[Letter]) -> Letter | None:
    """Return the e-mail of the letter's kind that reaches its reader, one that has gone before one that is open.

    `beside` are the letters of its interview, what they cover fetched with them; the letter itself may be among them.
    """
    found = [
        other
        for other in beside
        if other.pk != letter.pk
        and other.channel == Letter.Channel.EMAIL
        and other.kind == letter.kind
        and other.state in _LIVE
        and letter.recipient_id in _reached(other)
    ]
    return min(found, key=lambda other: other.is_open, default=None)


def is_second(letter: Letter, email: Letter | None) -> bool:
    """Whether the letter is a card after that e-mail, which therefore does not settle it."""
    if email is None or letter.channel == Letter.Channel.EMAIL:
        return False
    return letter.is_second or email.recipient_id == letter.recipient_id


def is_settled(letter: Letter, email: Letter | None) -> bool:
    """Whether that e-mail thanks the letter's reader in its place."""
    if email is None or email.recipient_id == letter.recipient_id or letter.is_second:
        return False
    return letter.channel != Letter.Channel.EMAIL or email.state in Letter.GONE


def is_to_do(letter: Letter, beside: Iterable[Letter]) -> bool:
    """Whether an open letter is to be written now: no e-mail speaks for it, and none has to go before it."""
    email = email_before(letter, beside)
    if is_settled(letter, email):
        return False
    return not (is_second(letter, email) and email is not None and email.is_open)


def comes_second(letter: Letter, beside: Iterable[Letter]) -> bool:
    """Whether the letter is a card after an e-mail that has gone: what comes in time has come."""
    email = email_before(letter, beside)
    return is_second(letter, email) and email is not None and email.state in Letter.GONE


def _reached(email: Letter) -> set[int]:
    return {email.recipient_id, *(seat.interviewer_id for seat in email.covers.all())}
