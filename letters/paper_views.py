"""The pages of paper and hand: stationery, and the hand measured."""

from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.signed_in import account_of
from letters.calibration import CalibrationSheet, calibration_sheet
from letters.card_picture import card_picture
from letters.hand import calibration_line
from letters.paper import card_of, hand_of, printer_sheet_of, words_on
from letters.paper_forms import CalibrationForm, StationeryForm
from letters.responses import pdf_response


@login_required
def stationery(request: HttpRequest) -> HttpResponse:
    """Card, hand and printer, with a picture of the card."""
    user = account_of(request)
    form = StationeryForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. Every sheet is broken into your own lines from now on."))
        return redirect("letters:stationery")
    shown = User.objects.get(pk=user.pk) if form.errors else user
    return render(request, "letters/stationery.html", {"form": form, **_pictured(shown)})


@login_required
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The picture of a card that is being chosen: a fragment, nothing is kept. A wrong measure shows the kept card."""
    user = account_of(request)
    form = StationeryForm(request.GET or None, instance=copy(user))
    return render(request, "letters/_card_picture.html", _pictured(form.instance if form.is_valid() else user))


def _pictured(user: User) -> dict[str, object]:
    card, hand = card_of(user), hand_of(user)
    text = _("Dear Dr Wolf,\n\nThank you for the hour you gave me, and for showing me the rota on the wall.")
    return {"picture": card_picture(card, hand, text), "hand": hand, "words": words_on(card, hand)}


@login_required
def calibrate(request: HttpRequest) -> HttpResponse:
    """Measure the hand: a line to copy, and its length."""
    user = account_of(request)
    before = words_on(card_of(user), hand_of(user))
    form = CalibrationForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        messages.success(request, _measured(user, before))
        return redirect("letters:calibrate")
    context = {
        "form": form, "line": calibration_line, "characters": len(calibration_line), "hand": hand_of(user),
        "card": card_of(user), "words": before,
    }  # fmt: skip
    return render(request, "letters/calibrate.html", context)


def _measured(user: User, before: int) -> str:
    card, hand = card_of(user), hand_of(user)
    return _(
        "Your hand is %(width).2f mm a character. One side of your %(card)s card takes about %(now)d words; "
        "so far it was reckoned with %(before)d."
    ) % {"width": hand.mm_per_char, "card": card.name, "now": words_on(card, hand), "before": before}


@login_required
@require_safe
def calibration(request: HttpRequest) -> HttpResponse:
    """The line to copy as a PDF, with a scale to read its length off."""
    user = account_of(request)
    sheet = CalibrationSheet(
        user.language, user.name or user.email, _("Your hand, measured"), hand_of(user).face, printer_sheet_of(user)
    )
    return pdf_response(request, repr(sheet).encode(), _("Your hand.pdf"), lambda: calibration_sheet(sheet))
