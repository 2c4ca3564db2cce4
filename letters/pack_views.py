"""The pack of an interview: what is to be in it, and the file, at once or as an errand."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import errands
from accounts.downloads import file_name
from accounts.signed_in import account_of
from config.celery import nudge
from interviews.models import Interview
from letters import tasks
from letters.pack_forms import PackForm
from letters.pack_sheet import Choice, Pack, pack
from letters.packs import fingerprint_of, is_small, pack_of, pack_problem
from letters.responses import pdf_response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what is to be in the pack. A small one is printed at once, a larger one by a worker."""
    interview = _interview(request, pk)
    form = PackForm(request.POST if request.method == "POST" else None)
    is_sent = request.method == "POST" and form.is_valid()
    # Before anything is ticked the page says what an envelope would lack, too.
    whole = pack_of(interview, form.choice if is_sent else Choice(envelopes="true"), timezone.now())
    problem = pack_problem(whole) if is_sent else ""
    if problem:
        messages.warning(request, problem)
    elif is_sent and is_small(whole):
        return redirect(reverse("letters:pack_file", args=[pk]) + f"?{urlencode(form.ticked)}")
    elif is_sent:
        back = reverse("letters:pack", args=[pk])
        arguments = {
            "interview": pk, "ticked": form.ticked, "title": whole.title, "file_name": _name(whole), "back": back,
        }  # fmt: skip
        errand = errands.ask(account_of(request), tasks.pack_errand.name, arguments, whole.steps)
        nudge(tasks.pack_errand, errand.pk)
        return redirect("accounts:errand", pk=errand.pk)
    context = {"interview": interview, "form": form, "pack": whole, "is_small": is_small(whole)}
    return render(request, "letters/pack.html", context)


@login_required
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a small pack, with what the address ticks."""
    interview = _interview(request, pk)
    form = PackForm(request.GET)
    if not form.is_valid():
        return redirect("letters:pack", pk=pk)
    whole = pack_of(interview, form.choice, timezone.now())
    if pack_problem(whole) or not is_small(whole):
        return redirect("letters:pack", pk=pk)
    return pdf_response(request, fingerprint_of(whole), _name(whole), lambda: pack(whole))


def _interview(request: HttpRequest, pk: int) -> Interview:
    owned = Interview.objects.owned_by(account_of(request)).select_related("position__owner")
    interview: Interview = get_object_or_404(owned, pk=pk)
    return interview


def _name(whole: Pack) -> str:
    return file_name(f"{whole.title}.pdf")
