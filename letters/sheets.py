"""The sheets of a letter: rows in, what is printed out; and why a sheet cannot be printed."""

from dataclasses import asdict
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letters.call_sheet import CallSheet
from letters.directions import recipient_lines, sender_lines
from letters.envelope_sheet import EnvelopeSheet, blocks_of
from letters.envelopes import TooLong
from letters.hand import lay_out, unwritable
from letters.known import text_of
from letters.measures import unprintable
from letters.models import Letter
from letters.paper import card_of, hand_of, printer_sheet_of
from letters.pdf import CopySheet
from letters.slips import GiftSlip
from letters.stationery import ENVELOPES
from letters.timing import posting_of


def copy_sheet_of(letter: Letter, now: datetime) -> CopySheet:
    """Return the copy sheet of a letter as it stands at `now` (UTC)."""
    user, interview = letter.position.owner, letter.interview
    posting = posting_of(letter, now)
    is_by_post = letter.channel == Letter.Channel.HAND and letter.is_open
    about = str(letter.position)
    if interview is not None:
        about = _("%(position)s · interview of %(day)s") % {
            "position": letter.position, "day": date_format(interview.local_day, "SHORT_DATE_FORMAT"),
        }  # fmt: skip
    return CopySheet(
        recipient=letter.recipient.full_name,
        kind=letter.get_kind_display(),
        about=about,
        post_by=_day(_("Post by %(day)s"), posting.post_by) if is_by_post and posting.post_by else "",
        arrives=_day(_("arrives about %(day)s"), posting.arrives_on) if is_by_post else "",
        author=user.name or user.email,
        language=user.language,
        title=_("%(kind)s to %(name)s") % {"kind": letter.get_kind_display(), "name": letter.recipient.full_name},
        text=text_of(letter),
        card=card_of(user, letter.card),
        hand=hand_of(user),
        printer=printer_sheet_of(user),
        slip=slip_of(letter),
    )


def slip_of(letter: Letter) -> GiftSlip | None:
    """Return the slip of the letter's gift, None where no gift of it has a web address."""
    gift = next((gift for gift in letter.gifts.all() if gift.web), None)
    return GiftSlip(gift.text, gift.web, letter.position.owner.name) if gift else None


def envelope_of(letter: Letter) -> EnvelopeSheet:
    """Return the envelope of a letter, that of its card. The recipient's address has to be known."""
    user = letter.position.owner
    return EnvelopeSheet(
        recipient=recipient_lines(letter),
        sender=sender_lines(letter),
        is_back=user.country == "GB",
        envelope=ENVELOPES[card_of(user, letter.card).envelope],
        hand=hand_of(user),
        printer=printer_sheet_of(user),
        author=user.name or user.email,
        language=user.language,
        title=_("Envelope to %(name)s") % {"name": letter.recipient.full_name},
    )


def call_sheet_of(letter: Letter) -> CallSheet:
    """Return the call sheet of a letter."""
    user, interview, person = letter.position.owner, letter.interview, letter.recipient
    seats = interview.seats.all() if interview else ()
    seat = next((seat for seat in seats if seat.interviewer_id == person.pk), None)
    thanks_for = _("the conversation about the position")
    if interview is not None:
        thanks_for = _("the interview on %(day)s") % {"day": date_format(interview.local_day, "MONTH_DAY_FORMAT")}
    return CallSheet(
        recipient=person.full_name,
        about=" · ".join(filter(None, (person.role, str(letter.position)))),
        phone=person.phone,
        has_card=person.has_handed_card,
        thanks_for=thanks_for,
        topics=tuple(topic.text for topic in seat.topics.all()) if seat else (),
        question=seat.my_question if seat else "",
        decision_words=interview.decision_words if interview else "",
        author=user.name,
        language=user.language,
        title=_("Call sheet: %(name)s") % {"name": person.full_name},
        printer=printer_sheet_of(user),
    )


def _day(words: str, day: object) -> str:
    return words % {"day": date_format(day, "MONTH_DAY_FORMAT")}  # type: ignore[arg-type]


# The longest letter on the smallest card sold, in a large hand: about three seconds of the press.
MOST_SIDES = 25


def sheet_problem(sheet: CopySheet) -> str:
    """Return why the sheet cannot be printed, in a sentence for the person; "" where it can."""
    sides = len(lay_out(sheet.text, sheet.card, sheet.hand).sides)
    if sides > MOST_SIDES:
        return _(
            "The letter takes %(sides)d sides of your card; at most %(most)d are printed. "
            "Shorten it, or take a larger card."
        ) % {"sides": sides, "most": MOST_SIDES}
    if strangers := unwritable(sheet.text, sheet.hand.face):
        return _("The hand on the sheet cannot write %(characters)s. Write them another way, or take them out.") % {
            "characters": "  ".join(strangers[:12])
        }
    return ""


def envelope_problem(sheet: EnvelopeSheet, as_model: bool) -> str:
    """Return why the envelope cannot be printed, in a sentence for the person; "" where it can."""
    if strangers := unprintable(" ".join((*sheet.recipient, *sheet.sender))):
        return _("No face on the envelope has %(characters)s. Write the address in another alphabet.") % {
            "characters": "  ".join(strangers[:12])
        }
    try:
        blocks_of(sheet, as_model)
    except TooLong:
        return _("The address is too long for the %(envelope)s envelope. Shorten a line or take one out.") % {
            "envelope": sheet.envelope.name
        }
    return ""


def fingerprint(sheet: CopySheet | EnvelopeSheet | CallSheet) -> bytes:
    """Return what the sheet's bytes follow from, for its ETag."""
    return repr((type(sheet).__name__, sorted(asdict(sheet).items()))).encode("utf-8", "backslashreplace")
