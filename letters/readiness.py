"""Why a letter cannot be marked ready yet, in sentences for its writer (S45)."""

from django.utils.translation import gettext as _

from letters.gaps import LONGEST as LONGEST_LETTER
from letters.gaps import Reason, not_ready
from letters.known import draft_of
from letters.models import Letter


def reasons_of(letter: Letter, text: str) -> list[str]:
    """Return why `text` cannot be marked ready as this letter; empty when it can."""
    return [_sentence(reason) for reason in not_ready(text, draft_of(letter))]


def _sentence(reason: Reason) -> str:
    if reason.code == "empty":
        return _("Nothing is written yet between salutation and close.")
    if reason.code == "gap":
        return _("A gap is still open: %(question)s") % {"question": reason.text or "[…]"}
    if reason.code == "sample":
        return _("This sentence is still the sample’s. Make it your own or take it out: “%(sentence)s”") % {
            "sentence": reason.text
        }
    return _("The letter has %(there)s characters; at most %(most)d are kept.") % {
        "there": reason.text,
        "most": LONGEST_LETTER,
    }
