"""A letter saves itself while it is written."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from letters import states
from letters.forms import LetterForm
from letters.known import text_of
from letters.owned import letter_to_print
from letters.writing import Outcome


@login_required
@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far: fragments for the page that typed it (static/js/autosave.js).

    422 where the text cannot be kept, 409 where another window has saved: then it is in the letter's history. A draft
    in which nothing was typed is not stored.
    """
    letter = letter_to_print(request, pk)
    state = letter.state
    form = LetterForm(request.POST, letter=letter, shown=text_of(letter))
    if not form.is_valid():
        return render(request, "letters/_kept.html", {"letter": letter, "errors": form.errors["text"]}, status=422)
    is_beside = not form.is_as_shown and form.save(timezone.now()) == Outcome.BESIDE
    context = {
        "letter": letter,
        "is_beside": is_beside,
        "difference": "beside" in request.POST,  # the page shows it
        "is_emptied": letter.is_untouched and not form.is_as_shown,
        "is_draft_again": letter.state != state,
        "way": states.way(letter),
        "next_state": states.next_state(letter),
        "previous_state": states.previous_state(letter),
    }
    return render(request, "letters/_kept.html", context, status=409 if is_beside else 200)
