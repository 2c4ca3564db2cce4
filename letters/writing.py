"""How a text becomes the letter's: two windows never overwrite each other, and what was there before is kept."""

from datetime import datetime
from enum import Enum

from django.db import transaction

from letters.history import Origin, Page, keep, keep_present, last_saved_by
from letters.history_models import SavedText
from letters.known import text_of
from letters.models import Letter
from letters.signals import letter_changed


class Outcome(Enum):
    """What became of a text that was sent.

    KEPT: it is the letter's text now. REPEATED: it was that already, by a double click mostly. OVERTAKEN: the same
    page has sent a later one, which came first. BESIDE: another window has saved since the page was opened; the
    letter is as that window left it, and this text is in its history.
    """

    KEPT = "kept"
    REPEATED = "repeated"
    OVERTAKEN = "overtaken"
    BESIDE = "beside"


@transaction.atomic
def write(letter: Letter, text: str, page: Page, now: datetime) -> Outcome:
    """Make `text` the letter's text, if nobody else has saved another since `page` was opened.

    A letter that was ready and now reads differently is a draft again. `letter` has the present values afterwards.
    """
    began_with = text_of(letter) if letter.is_untouched else ""
    _lock(letter)
    if page.version != letter.version:
        mine = last_saved_by(letter, page)
        if letter.text == text:
            return Outcome.REPEATED
        if mine is None or mine.turn == page.turn:
            keep(letter, text, Origin.BESIDE, page, now)
            return Outcome.BESIDE
        if mine.turn > page.turn:
            return Outcome.OVERTAKEN
    if letter.is_untouched and not letter.saved_texts.exists():
        keep(letter, began_with, Origin.DRAFT, Page(letter.version), now)
    _replace(letter, text, now)
    keep(letter, text, Origin.TYPED, page, now)
    return Outcome.KEPT


@transaction.atomic
def restore(letter: Letter, saved: SavedText, now: datetime) -> None:
    """Make a saved text the letter's again. The present one stays in the history, so that this can be undone."""
    _lock(letter)
    if letter.text != saved.text:
        _replace(letter, saved.text, now)


@transaction.atomic
def redraft(letter: Letter, now: datetime) -> None:
    """Start again from what is logged: the letter is untouched again, and its text is in the history."""
    _lock(letter)
    _replace(letter, "", now)


def _lock(letter: Letter) -> None:
    """Read the letter's row as it is now and hold it to the end of the transaction."""
    fields = ["text", "version", "saved_at", "state", "closed_at"]
    letter.refresh_from_db(fields=fields, from_queryset=Letter.objects.select_for_update(no_key=True))


def _replace(letter: Letter, text: str, now: datetime) -> None:
    """Give the letter another text, the one before being in its history."""
    keep_present(letter, now)
    state = letter.state
    if letter.is_open and text != letter.text:
        letter.state = Letter.State.DRAFT
    letter.text, letter.version, letter.saved_at = text, letter.version + 1, now
    letter.save(update_fields=["text", "version", "saved_at", "state"])
    if letter.state != state:
        letter_changed.send(Letter, letter=letter)
