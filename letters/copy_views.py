"""The copy page: a letter on the screen, one written line at a time, for the phone beside the card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from letters import states
from letters.copy_place import Copying, copying_of, move
from letters.known import text_of
from letters.models import Letter
from letters.owned import letter_of
from letters.readiness import reasons_of
from letters.sheets import copy_sheet_of, sheet_problem


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The line to write now. A form moves on or back, and at the end marks the letter copied."""
    letter = letter_of(request, pk)
    copying = copying_of(letter)
    if problem := _problem(letter, copying):
        messages.warning(request, problem)
        return redirect("letters:edit", pk=pk)
    if "copied" in request.POST:
        return _copied(request, letter)
    if request.method == "POST":
        return _moved(request, letter, copying)
    context = {
        "letter": letter,
        "copying": copying,
        "reasons": reasons_of(letter, text_of(letter)) if letter.state == Letter.State.DRAFT else [],
        "is_to_copy": letter.state in {Letter.State.DRAFT, Letter.State.READY},
    }
    return render(request, "letters/letter_copy.html", context)


def _problem(letter: Letter, copying: Copying) -> str:
    """Return why there is nothing to copy by hand, in a sentence for the person; "" where there is."""
    if letter.channel != Letter.Channel.HAND:
        return _("This letter does not go by post, so there is nothing to copy by hand.")
    if not copying.has_lines:
        return _("Nothing is written yet, so there is nothing to copy.")
    return sheet_problem(copy_sheet_of(letter, timezone.now()))


def _moved(request: HttpRequest, letter: Letter, copying: Copying) -> HttpResponse:
    """Keep the place. A page that moves by itself asks for no page (RFC 7240), and is told with 409 to load anew."""
    at = _index(request.POST.get("step", ""))
    is_current = at is None or move(letter, copying, at, request.POST.get("of", ""))
    if not is_current:
        messages.warning(request, _changed())
    if request.headers.get("Prefer") == "return=minimal":
        return HttpResponse(status=204 if is_current else 409)
    return redirect(reverse("letters:copy", args=[letter.pk]) + ("#line" if is_current else ""))


def _changed() -> str:
    return _("The lines of this letter have changed since you began to copy it. Begin again with the first one.")


def _index(text: str) -> int | None:
    """Return the number that a button sends; None where it is none of ours."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _copied(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Mark the letter copied, once; one that is not ready says why, on its own page."""
    if letter.state in {Letter.State.DRAFT, Letter.State.READY}:
        try:
            states.mark(letter, Letter.State.COPIED, timezone.now())
        except states.NotNow as refused:
            messages.warning(request, " ".join(refused.reasons))
        else:
            messages.success(request, _("Copied. Put it in the post and mark it posted."))
    return redirect("letters:edit", pk=letter.pk)
