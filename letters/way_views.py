"""The way of a letter: the buttons that send it another, the e-mail as a file, how somebody can be reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.downloads import disposition
from letters.channel import WAYS, Way
from letters.covers_forms import CoversForm, ReachForm
from letters.known import text_of
from letters.messages import email_of
from letters.models import Letter
from letters.owned import letter_of
from letters.readiness import reasons_of
from letters.responses import file_response
from letters.turning import NotThisWay, turn
from letters.way_page import way_page


class WayForm(forms.Form):
    """The way that a button names."""

    way = forms.TypedChoiceField(choices=[(way, way) for way in WAYS])


def way_context(letter: Letter, now: datetime, typed: Mapping[str, Any] | None = None) -> dict[str, object]:
    """Return what the letter's page shows about its way; `typed` is the form of a page that is shown again."""
    shown = way_page(letter, now)
    if letter.channel == Letter.Channel.EMAIL and letter.is_open:
        data = typed if typed is not None and "covering" in typed else None
        shown["covers_form"] = CoversForm(data, letter=letter)
    return shown


def keep_covers(request: HttpRequest, letter: Letter) -> None:
    """Keep whom an open e-mail covers, where the page that was sent had the boxes."""
    if "covering" not in request.POST or letter.channel != Letter.Channel.EMAIL or not letter.is_open:
        return
    form = CoversForm(request.POST, letter=letter)
    if form.is_valid():
        form.save()
    else:
        for sentence in form.errors.get("covers", []):
            messages.warning(request, str(sentence))


def turned(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Take the way that the pressed button names; lead to the letter to go on with, or say why not."""
    form = WayForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("That is none of the ways a letter can go. Load the page again."))
        return redirect(letter)
    way: Way = form.cleaned_data["way"]
    try:
        going_on = turn(letter, way, timezone.now())
    except NotThisWay as refused:
        sentence: str = refused.reason
        if refused.instead is not None:
            sentence = format_html('{} <a href="{}">{}</a>', sentence, refused.instead.get_absolute_url(), _("Open it"))
        messages.warning(request, sentence)
        return redirect(letter)
    messages.success(request, _said(letter, going_on, way))
    return redirect(going_on)


def _said(letter: Letter, going_on: Letter, way: Way) -> str:
    name = {"name": going_on.recipient.full_name}
    if way == "email_then_card":
        if going_on.channel != Letter.Channel.EMAIL:
            return _("The e-mail has gone. This is the card after it.")
        return _("First the e-mail to %(name)s. The card that follows has a letter of its own beside it.") % name
    if going_on != letter:
        return _("An e-mail to all is addressed to %(name)s, your main HR contact, with everyone in copy.") % name
    return {
        "hand": _("This letter goes by hand and post now. Its words are kept."),
        "email": _("This letter goes by e-mail now. Its words are kept."),
        "call": _("This is a call now. The words are kept as notes for it."),
    }[way]


@login_required
@require_safe
def eml(request: HttpRequest, pk: int) -> HttpResponse:
    """The e-mail as a file that a mail program opens as a draft. Nothing is sent from here."""
    letter = letter_of(request, pk)
    if letter.channel != Letter.Channel.EMAIL:
        messages.warning(request, _("This letter does not go by e-mail."))
        return redirect(letter)
    if letter.state == Letter.State.DRAFT and (reasons := reasons_of(letter, text_of(letter))):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect(letter)
    email = email_of(letter)
    name = _("E-mail to %(name)s.eml") % {"name": letter.recipient.full_name}
    mark = repr(email).encode("utf-8", "backslashreplace")
    response = file_response(request, mark, name, lambda: email.eml(timezone.now()), "message/rfc822")
    if response.has_header("Content-Disposition"):
        response["Content-Disposition"] = disposition(name, is_saved=True)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    """How they have written so far, and how the recipient can be reached: what the adviser goes by."""
    letter = letter_of(request, pk)
    form = ReachForm(request.POST or None, letter=letter)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Noted. The advice goes by it."))
        return redirect(letter)
    return render(request, "letters/letter_reach.html", {"letter": letter, "form": form})
