"""The e-mail of a letter: rows in, the message for the person's own mail program out (S50)."""

from dataclasses import dataclass

from interviews.models import Interviewer, PanelSeat
from letters.covering import covered_by
from letters.drafting.subjects import subject_of
from letters.emails import Email, Mailbox
from letters.known import facts_of, text_of
from letters.models import Letter


@dataclass(frozen=True)
class Recipients:
    """To whom an e-mail goes. `to` and `copies` are people; `without_address` have none that is known, so that the
    e-mail does not reach them.
    """

    to: Interviewer
    copies: tuple[Interviewer, ...]
    without_address: tuple[Interviewer, ...]


def recipients_of(letter: Letter) -> Recipients:
    """Return to whom the letter goes as an e-mail: its recipient, with everyone it covers in copy. Of thanks, those of
    the panel without an address are named, too: they were to be thanked.
    """
    copies = tuple(seat.interviewer for seat in covered_by(letter))
    seats = letter.interview.seats.all() if letter.interview else []
    panel = [seat.interviewer for seat in seats] if letter.kind == Letter.Kind.THANK_YOU else []
    everyone = {person.pk: person for person in (letter.recipient, *copies, *panel)}
    without = tuple(person for person in everyone.values() if not person.email)
    return Recipients(letter.recipient, tuple(person for person in copies if person.email), without)


def choosable(letter: Letter) -> list[PanelSeat]:
    """Return the seats that the e-mail may cover: everybody else on the panel who has an e-mail address."""
    seats = letter.interview.seats.all() if letter.interview else []
    return [seat for seat in seats if seat.interviewer.email and seat.interviewer_id != letter.recipient_id]


def email_of(letter: Letter) -> Email:
    """Return the message of a letter as it is saved."""
    user, people = letter.position.owner, recipients_of(letter)
    return Email(
        author=Mailbox(user.name, user.email),
        to=Mailbox(people.to.full_name, people.to.email) if people.to.email else None,
        copies=tuple(Mailbox(person.full_name, person.email) for person in people.copies),
        subject=subject_of(facts_of(letter)),
        body=text_of(letter),
    )
