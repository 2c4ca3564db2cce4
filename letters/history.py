"""The history of a letter: which of its texts are kept, and how one of them becomes the letter again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from letters.differences import words_lost
from letters.history_models import NEWEST, SavedText
from letters.models import Letter

Origin = SavedText.Origin

# What one page saves within so long is one sitting, and one saved text.
SITTING = timedelta(minutes=5)
# A text that lost this many words, a short sentence, is kept as it was before, in the same sitting too.
A_SENTENCE = 6


@dataclass(frozen=True)
class Page:
    """The page a text was typed in: the letter's version it knows, and how it tells its own saves from other windows'.

    `name` is drawn anew by each page that has script, "" without; `turn` grows with each text that the page sends.
    """

    version: int
    name: str = ""
    turn: int = 0


def keep(letter: Letter, text: str, origin: str, page: Page, now: datetime) -> None:
    """Put a text into the letter's history; of an empty one there is nothing to keep.

    What the same page saves within a few minutes of typing folds into one entry, unless it takes a sentence out.
    Beyond NEWEST and the very first the oldest goes. The letter's row must be locked (letters/writing.py).
    """
    newest = letter.saved_texts.first()
    if not text:
        return
    if newest is not None and newest.text == text:
        newest.origin = origin if newest.origin == Origin.BESIDE else newest.origin
    elif newest is None or not _is_one_sitting(newest, text, origin, page, now):
        number = newest.number + 1 if newest else 1
        slot = (number - 2) % NEWEST + 1 if newest else 0
        newest = letter.saved_texts.filter(slot=slot).first() or SavedText(letter=letter, slot=slot)
        newest.number, newest.origin, newest.begun_at = number, origin, now
    newest.text, newest.saved_at = text, max(now, newest.begun_at)
    newest.saved_from, newest.turn = page.name, page.turn
    newest.save()


def _is_one_sitting(newest: SavedText, text: str, origin: str, page: Page, now: datetime) -> bool:
    return (
        newest.origin == origin != Origin.DRAFT
        and newest.saved_from == page.name != ""
        and now - newest.begun_at < SITTING
        and words_lost(newest.text, text) < A_SENTENCE
    )


def keep_present(letter: Letter, now: datetime) -> None:
    """See that the letter's present text is in its history, before another takes its place."""
    if letter.text and not letter.saved_texts.filter(text=letter.text).exists():
        keep(letter, letter.text, Origin.TYPED, Page(letter.version), letter.saved_at or now)


def last_saved_by(letter: Letter, page: Page) -> SavedText | None:
    """Return what this page saved last, if that is the letter's present text: then nobody else has written since."""
    if not page.name:
        return None
    saved = letter.saved_texts.filter(origin=Origin.TYPED, saved_from=page.name).first()
    return saved if saved is not None and saved.text == letter.text else None
