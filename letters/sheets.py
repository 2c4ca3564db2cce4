"""The sheets of a letter: rows in, what is printed out. letters/pdf.py prints it."""

from dataclasses import asdict
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letters.hand import lay_out, unwritable
from letters.known import text_of
from letters.models import Letter
from letters.paper import card_of, hand_of, printer_sheet_of
from letters.pdf import CopySheet, copy_sheet
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
    strangers = unwritable(sheet.text, sheet.hand.face)
    if not strangers:
        return ""
    named = "  ".join(strangers[:12])
    return _("The hand on the sheet cannot write %(characters)s. Write them another way, or take them out.") % {
        "characters": named
    }


def fingerprint(sheet: CopySheet) -> bytes:
    """Return what the sheet's bytes follow from, for its ETag."""
    return repr(sorted(asdict(sheet).items())).encode("utf-8", "backslashreplace")


def render_copy_sheet(sheet: CopySheet) -> bytes:
    """Return the PDF."""
    return copy_sheet(sheet)
