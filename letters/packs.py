"""The pack of an interview: rows in, the sheets of its open letters out."""

from datetime import datetime

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.models import Interview
from letters.covering import email_before, is_settled
from letters.directions import place_of
from letters.models import Letter
from letters.pack_sheet import Choice, Pack, PackLetter
from letters.paper import printer_sheet_of
from letters.sheets import call_sheet_of, copy_sheet_of, envelope_of, envelope_problem, fingerprint, sheet_problem

MOST_AT_ONCE, MOST_SIDES_AT_ONCE = 4, 16
"""How many letters, and sides of them, are printed while the person waits; more are an errand."""

MOST_SIDES = 250
"""How many sides one file may have: the press holds all of its pages in memory."""


def pack_of(interview: Interview, choice: Choice, now: datetime) -> Pack:
    """Return the pack of the interview's open letters that go by post or by a call, as they stand at `now` (UTC)."""
    user, position = interview.position.owner, interview.position
    return Pack(
        title=_("Letters for %(company)s") % {"company": position.company},
        about=_("%(position)s · interview of %(day)s")
        % {"position": position, "day": date_format(interview.local_day, "SHORT_DATE_FORMAT")},
        letters=tuple(_pack_letter(letter, choice, now) for letter in letters_of(interview)),
        choice=choice,
        author=user.name or user.email,
        language=user.language,
        printer=printer_sheet_of(user),
    )


def is_small(pack: Pack) -> bool:
    """Return whether the person can wait for it."""
    return len(pack.letters) <= MOST_AT_ONCE and pack.sides <= MOST_SIDES_AT_ONCE


def pack_problem(pack: Pack) -> str:
    """Return why the pack cannot be printed, in a sentence for the person; "" where it can."""
    if not pack.letters:
        return _("No letter of this interview is open, so there is nothing to print.")
    if pack.sides > MOST_SIDES:
        return _("The letters take %(sides)d sides; at most %(most)d go into one file. Print some by themselves.") % {
            "sides": pack.sides, "most": MOST_SIDES,
        }  # fmt: skip
    return ""


def letters_of(interview: Interview) -> list[Letter]:
    """Return the interview's open letters that have sheets, in the order in which they were opened; those whose reader
    an e-mail to all thanks are left out.
    """
    letters = (
        Letter.objects.filter(interview=interview).open().exclude(channel=Letter.Channel.EMAIL)
        .select_related("position__owner", "interview", "recipient")
        .prefetch_related(
            "gifts__topic", "interview__seats__interviewer", "interview__seats__topics", "interview__seats__concerns",
            Prefetch("interview__letters", Letter.objects.select_related("recipient").prefetch_related("covers")),
        )
    )  # fmt: skip
    found = list(letters)
    for letter in found:
        assert letter.interview is not None  # by the filter  # noqa: S101
        letter.position = found[0].position  # one row, read once
        letter.interview.position = letter.position
    beside = list(found[0].interview.letters.all()) if found and found[0].interview else []
    return [letter for letter in found if not is_settled(letter, email_before(letter, beside))]


def fingerprint_of(pack: Pack) -> bytes:
    """Return what the pack's bytes follow from, for its ETag."""
    parts = [repr((pack.title, pack.about, pack.choice, pack.author, pack.language, pack.printer)).encode()]
    for letter in pack.letters:
        parts.append(repr((letter.recipient, letter.kind, letter.post_by, letter.problems)).encode("utf-8", "replace"))
        parts += [fingerprint(sheet) for sheet in (letter.copy, letter.envelope, letter.call) if sheet]
    return b"\0".join(parts)


def _pack_letter(letter: Letter, choice: Choice, now: datetime) -> PackLetter:
    name, kind = letter.recipient.full_name, letter.get_kind_display()
    if letter.channel == Letter.Channel.CALL:
        return PackLetter(name, kind, call=call_sheet_of(letter), key=letter.pk)
    copy, envelope = copy_sheet_of(letter, now), None
    copy_problem = sheet_problem(copy)
    problems = [copy_problem] if copy_problem else []
    lacks_address = bool(choice.envelopes) and not place_of(letter).has_address
    if lacks_address:
        problems.append(_("There is no envelope: the address is not known yet."))
    elif choice.envelopes:
        envelope = envelope_of(letter)
        if problem := envelope_problem(envelope, choice.envelopes == "model"):
            problems.append(problem)
            envelope = None
    return PackLetter(
        name, kind, copy.post_by, None if copy_problem else copy, envelope, problems=tuple(problems),
        lacks_address=lacks_address, key=letter.pk,
    )  # fmt: skip
