"""What the channel adviser knows of a letter: rows in, facts out (letters/channel.py gives the advice)."""

from datetime import datetime

from interviews.models import Interviewer
from letters import post
from letters.channel import WayFacts
from letters.covering import email_before, is_second, is_settled
from letters.directions import place_of
from letters.models import Letter
from letters.timing import countries_of, posting_of


def way_facts_of(letter: Letter, now: datetime) -> WayFacts:
    """Return what is known about the way of a letter at `now` (UTC).

    Reads the letters of its interview and what they cover; fetch them with the letter where many are asked. A letter
    written before the interview is taken to be written on its day.
    """
    interview, person = letter.interview, letter.recipient
    today = now.astimezone(letter.position.owner.time_zone).date()
    email = email_before(letter, interview.letters.all()) if interview else None
    return WayFacts(
        kind=letter.kind,
        channel=letter.channel,  # type: ignore[arg-type]  # a constraint keeps it one of the words
        today=max(today, interview.local_day) if interview else today,
        arrives_on=posting_of(letter, now).arrives_on,
        post_days=post.post_classes(*countries_of(letter))[0].days,
        so_far=letter.position.written_so_far,  # type: ignore[arg-type]
        has_handed_card=person.has_handed_card,
        has_address=place_of(letter).has_address,
        has_email=bool(person.email or (contact_of(letter) is not None)),
        has_phone=bool(person.phone),
        held_on=interview.local_day if interview else None,
        decides_on=interview.decides_on if interview else None,
        has_email_beside=is_second(letter, email) or is_settled(letter, email),
    )


def contact_of(letter: Letter) -> Interviewer | None:
    """Return the main HR contact to whom an e-mail to all is addressed in place of the letter's recipient (S50).

    None where nobody is noted or has an e-mail address, for letters that go to one person anyway, and where another
    than the lead is written to.
    """
    contact, interview = letter.position.hr_contact, letter.interview
    if letter.kind != Letter.Kind.THANK_YOU or interview is None or contact is None or not contact.email:
        return None
    leads = [seat.interviewer_id for seat in interview.seats.all() if seat.is_lead]
    is_to_lead = not leads or letter.recipient_id in leads
    return contact if is_to_lead and contact.pk != letter.recipient_id else None
