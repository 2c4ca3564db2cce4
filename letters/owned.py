"""The letters that somebody signed in may see: their own."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.signed_in import account_of
from letters.models import Letter


def letter_of(request: HttpRequest, pk: int) -> Letter:
    """Return this letter of the account, with all that its draft is made from. Raise Http404 where there is none."""
    letter: Letter = get_object_or_404(_letters(request), pk=pk)
    if letter.interview is not None:
        letter.interview.position = letter.position  # one row, read once
    return letter


def _letters(request: HttpRequest) -> QuerySet[Letter]:
    return (
        Letter.objects.owned_by(account_of(request))
        .select_related("position__owner", "interview", "recipient")
        .prefetch_related(
            "gifts__topic", "interview__seats__interviewer", "interview__seats__topics", "interview__seats__concerns",
            "interview__letters__recipient",
        )
    )  # fmt: skip
