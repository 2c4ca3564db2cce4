"""The history of a letter: its saved texts, one of them beside the present one, and the way back to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from letters.differences import difference
from letters.known import text_of
from letters.owned import letter_to_print
from letters.writing import restore


@login_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every text that is kept of a letter, the newest first."""
    letter = letter_to_print(request, pk)
    context = {"letter": letter, "saved_texts": letter.saved_texts.all(), "present": text_of(letter)}
    return render(request, "letters/letter_history.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_text(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One saved text and how it differs from the present one. A form puts it back."""
    letter = letter_to_print(request, pk)
    saved = get_object_or_404(letter.saved_texts, number=number)
    if request.method == "POST":
        was_written = not letter.is_untouched
        restore(letter, saved, timezone.now())
        kept = _("Put back. The text that stood here is kept in the history.")
        messages.success(request, kept if was_written else _("Put back."))
        return redirect("letters:edit", pk=pk)
    context = {"letter": letter, "saved": saved, "difference": difference(saved.text, text_of(letter))}
    return render(request, "letters/saved_text.html", context)
