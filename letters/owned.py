"""The letters that somebody signed in may see: their own."""

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.signed_in import account_of
from interviews.models import PanelSeat
from letters.models import Gift, Letter

_SEATS = (
    Prefetch("interview__seats", PanelSeat.objects.select_related("interviewer")),
    "interview__seats__topics",
    "interview__seats__concerns",
)
_LETTERS = Prefetch("interview__letters", Letter.objects.select_related("recipient").prefetch_related("covers"))
_FACTS: tuple[str | Prefetch, ...] = ("gifts__topic", *_SEATS, _LETTERS)
# Of the other letters a draft asks only when they left, and to whom.
_OF_DRAFT: tuple[str | Prefetch, ...] = (
    "gifts__topic", *_SEATS, Prefetch("interview__letters", Letter.objects.defer("text"))
)  # fmt: skip
# Advice looks at the gifts in the letters beside this one, too.
_GIFTS = Prefetch("interview__letters__gifts", Gift.objects.select_related("topic"))
_TO_WRITE: tuple[str | Prefetch, ...] = (*_SEATS, _LETTERS, _GIFTS)


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """Return this letter of the account, with all that its draft is made from. Raise Http404 where there is none."""
    return _letter(request, pk, *_FACTS)


def letter_to_write(request: HttpRequest, pk: int) -> Letter:
    """Return the same letter for the page on which it is written, with what advice compares its text with, too."""
    letter = _letter(request, pk, *_TO_WRITE)
    # It is one of the interview's letters, so its gifts have been read with theirs.
    twin = next((each for each in letter.interview.letters.all() if each == letter), None) if letter.interview else None
    if twin is None:
        prefetch_related_objects([letter], "gifts__topic")
    else:
        vars(letter).setdefault("_prefetched_objects_cache", {})["gifts"] = twin.gifts.all()
    return letter


def letter_to_print(request: HttpRequest, pk: int) -> Letter:
    """Return the same letter for its sheets: what its draft is made from is read only where nobody has written yet."""
    letter = _letter(request, pk)
    if letter.is_untouched:
        prefetch_related_objects([letter], *_OF_DRAFT)
    return letter


def _letter(request: HttpRequest, pk: int, *fetched: str | Prefetch) -> Letter:
    account = account_of(request)
    letters = Letter.objects.owned_by(account).prefetch_related(*fetched)
    related = letters.select_related("position__hr_contact", "interview", "recipient")
    letter: Letter = get_object_or_404(related, pk=pk)
    letter.position.owner = account
    if letter.interview is not None:
        letter.interview.position = letter.position  # one row, read once
    return letter
