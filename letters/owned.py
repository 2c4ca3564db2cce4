"""The letters that somebody signed in may see: their own."""

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.signed_in import account_of
from letters.models import Letter

_FACTS = (
    "gifts__topic", "interview__seats__interviewer", "interview__seats__topics", "interview__seats__concerns",
    Prefetch("interview__letters", Letter.objects.select_related("recipient").prefetch_related("covers")),
)  # fmt: skip


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """Return this letter of the account, with all that its draft is made from. Raise Http404 where there is none."""
    return _letter(_letters(request).prefetch_related(*_FACTS), pk)


def letter_to_print(request: HttpRequest, pk: int) -> Letter:
    """Return the same letter for its sheets: what its draft is made from is read only where nobody has written yet."""
    letter = _letter(_letters(request), pk)
    if letter.is_untouched:
        prefetch_related_objects([letter], *_FACTS)
    return letter


def _letter(letters: QuerySet[Letter], pk: int) -> Letter:
    letter: Letter = get_object_or_404(letters, pk=pk)
    if letter.interview is not None:
        letter.interview.position = letter.position  # one row, read once
    return letter


def _letters(request: HttpRequest) -> QuerySet[Letter]:
    return Letter.objects.owned_by(account_of(request)).select_related(
        "position__owner", "position__hr_contact", "interview", "recipient"
    )
