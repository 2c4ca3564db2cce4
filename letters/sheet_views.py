"""The printed sheets of one letter, and the page that asks for the addresses of its envelope."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from letters import call_sheet as calls
from letters import envelope_sheet as envelopes
from letters import guide
from letters import pdf as copies
from letters.address_forms import AddressForm
from letters.directions import place_of, recipient_lines
from letters.owned import letter_of, letter_to_print
from letters.responses import has_already, pdf_response
from letters.sheets import call_sheet_of, copy_sheet_of, envelope_of, envelope_problem, fingerprint, sheet_problem


@login_required
@require_safe
def copy_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The copy sheet as a PDF; an unchanged one is answered by its ETag and not made again."""
    letter = letter_to_print(request, pk)
    sheet = copy_sheet_of(letter, timezone.now())
    if not has_already(request, fingerprint(sheet)) and (problem := sheet_problem(sheet)):
        messages.warning(request, problem)
        return redirect("letters:edit", pk=pk)
    name = _("Copy sheet for %(name)s.pdf") % {"name": letter.recipient.name}
    return pdf_response(request, fingerprint(sheet), name, lambda: copies.copy_sheet(sheet))


@login_required
@require_safe
def guide_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The guide sheet as a PDF, with the words where the address says so."""
    letter, with_words = letter_to_print(request, pk), bool(request.GET.get("words"))
    sheet = copy_sheet_of(letter, timezone.now())
    if with_words and (problem := sheet_problem(sheet)):
        messages.warning(request, problem)
        return redirect("letters:edit", pk=pk)
    name = _("Guide sheet for %(name)s.pdf") % {"name": letter.recipient.name}
    mark = b"guide with words" if with_words else b"guide"
    return pdf_response(request, mark + fingerprint(sheet), name, lambda: guide.guide_sheet(sheet, with_words))


@login_required
@require_safe
def envelope(request: HttpRequest, pk: int) -> HttpResponse:
    """The envelope as a PDF, in its true size or as a model; the first time, the addresses are asked for."""
    letter, as_model = letter_to_print(request, pk), bool(request.GET.get("model"))
    is_bare = bool(request.GET.get("bare"))
    if not place_of(letter).has_address or not (letter.position.owner.has_address or is_bare):
        return redirect(_address_url(pk, as_model))
    sheet = envelope_of(letter)
    if problem := envelope_problem(sheet, as_model):
        messages.warning(request, problem)
        return redirect(_address_url(pk, as_model, with_all=True))
    name = _("Envelope for %(name)s.pdf") % {"name": letter.recipient.name}
    mark = b"model" if as_model else b"true size"
    return pdf_response(request, mark + fingerprint(sheet), name, lambda: envelopes.envelope_sheet(sheet, as_model))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the addresses that the envelope needs, and lead on to it. With everything known: correct them."""
    letter, as_model = letter_of(request, pk), bool(request.GET.get("model"))
    is_known = place_of(letter).has_address
    with_all = bool(request.GET.get("all")) or (is_known and letter.position.owner.has_address)
    form = AddressForm(request.POST or None, letter=letter, with_all=with_all)
    if request.method == "POST" and form.is_valid():
        form.save()
        options = {"model": as_model, "bare": not letter.position.owner.has_address}
        query = urlencode({name: 1 for name, is_so in options.items() if is_so})
        return redirect(reverse("letters:envelope", args=[pk]) + (f"?{query}" if query else ""))
    known = recipient_lines(letter) if is_known and not form.asks_recipient else ()
    context = {"letter": letter, "form": form, "known": known, "as_model": as_model}
    return render(request, "letters/letter_address.html", context)


@login_required
@require_safe
def call_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The call sheet as a PDF."""
    letter = letter_of(request, pk)
    sheet = call_sheet_of(letter)
    name = _("Call sheet for %(name)s.pdf") % {"name": letter.recipient.name}
    return pdf_response(request, fingerprint(sheet), name, lambda: calls.call_sheet(sheet))


def _address_url(pk: int, as_model: bool, with_all: bool = False) -> str:
    options = {"model": as_model, "all": with_all}
    query = urlencode({name: 1 for name, is_so in options.items() if is_so})
    return reverse("letters:address", args=[pk]) + (f"?{query}" if query else "")
