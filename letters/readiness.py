"""Why a letter cannot be marked ready yet, in sentences for its writer (S45)."""

from django.utils.translation import gettext as _

from letters.gaps import Reason, not_ready
from letters.known import draft_of, text_of
from letters.models import LONGEST_LETTER, Letter


def reasons_of(letter: Letter) -> list[str]:
    """Return the reasons, empty when the letter can be marked ready."""
    return [_sentence(reason) for reason in not_ready(text_of(letter), draft_of(letter))]


def _sentence(reason: Reason) -> str:
    if reason.code == "empty":
        return _("Nothing is written yet between salutation and close.")
    if reason.code == "gap":
        return _("A gap is still open: %(question)s") % {"question": reason.text or "[…]"}
    if reason.code == "sample":
        return _("This sentence is still the sample’s. Make it your own or take it out: “%(sentence)s”") % {"sentence": reason.text}
    return _("The letter has %(there)s characters; at most %(most)d are kept.") % {"there": reason.text, "most": LONGEST_LETTER}
