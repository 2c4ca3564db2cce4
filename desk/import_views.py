"""An export is read in again: sent, looked at, added by a worker."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import errands
from accounts.limits import spend
from accounts.models import Errand, User
from accounts.signed_in import account_of
from config.celery import nudge
from desk import tasks
from desk.archive import receiving
from desk.archive.preview import preview_of
from desk.data_forms import AddForm, ArchiveForm, archive_in

_UNDER_WAY = [Errand.State.QUEUED, Errand.State.RUNNING]


@receiving.with_an_archive
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Send a file; once it is understood, see what it holds and what would be added."""
    user = account_of(request)
    form = ArchiveForm()
    if request.method == "POST":
        spend(user, "file", timezone.now())
        form = ArchiveForm(request.POST, request.FILES)
        if form.is_valid():
            receiving.keep(user, form.document)
            return redirect("data:import")
    elif under_way := Errand.objects.filter(owner=user, kind=tasks.add_archive.name, state__in=_UNDER_WAY).first():
        return redirect("accounts:errand", pk=under_way.pk)
    return _page(request, user, form)


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Have a worker add the file that waits, or put it away."""
    user = account_of(request)
    if "forget" in request.POST:
        receiving.forget(user)
        return redirect("data:import")
    form, waiting = AddForm(request.POST), receiving.waiting(user)
    if waiting is None or not form.is_valid():
        messages.warning(request, _("No file is waiting any more. Send it again."))
        return redirect("data:import")
    arguments = {
        "file": waiting.name, "with_settings": form.cleaned_data["with_settings"], "title": _("Reading an export in"),
        "back": reverse("desk:day"), "done": _("Everything in the file that was not here yet has been added."),
        "failed": _("It did not work, twice, and nothing was added. Try it once more later."),
    }  # fmt: skip
    errand = errands.ask(user, tasks.add_archive.name, arguments, tasks.STEPS_OF_ADDING)
    nudge(tasks.add_archive, errand.pk)
    return redirect("accounts:errand", pk=errand.pk)


def _page(request: HttpRequest, user: User, form: ArchiveForm) -> HttpResponse:
    waiting = None if form.is_bound else receiving.waiting(user)
    context: dict[str, object] = {"form": form}
    if waiting is not None:
        try:
            preview = preview_of(user, archive_in(waiting.read_bytes()))
        except forms.ValidationError as found:  # of an older Fairhand: this one was updated while it waited
            messages.warning(request, found.messages[0])
        else:
            context |= {"preview": preview, "add": AddForm(initial={"with_settings": preview.is_account_empty})}
    response = render(request, "data/data_import.html", context)
    add_never_cache_headers(response)
    return response
