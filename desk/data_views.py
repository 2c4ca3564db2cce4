"""What is somebody's own: the page that leads to all of it, and the file with everything in it."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import errands
from accounts.models import Errand
from accounts.signed_in import account_of
from config.celery import nudge
from desk import tasks
from desk.archive.packing import file_name_of, steps_of


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Take it with you, bring it in, how long it is kept, delete it."""
    made = Errand.objects.filter(owner=account_of(request), kind=tasks.export.name).order_by("-pk")
    exports = [errand for errand in made[:5] if errand.state != Errand.State.DONE or errands.file_of(errand)]
    return render(request, "data/data_overview.html", {"exports": exports})


@login_required
@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Have a worker pack everything."""
    user, now = account_of(request), timezone.now()
    arguments = {
        "title": _("All that is yours"), "file_name": file_name_of(now, user), "back": reverse("data:overview"),
        "door": "data:export_file", "failed": _("It did not work, twice. Try it once more later."),
    }  # fmt: skip
    errand = errands.ask(user, tasks.export.name, arguments, steps_of(user))
    nudge(tasks.export, errand.pk)
    return redirect("accounts:errand", pk=errand.pk)


@login_required
@require_safe
@reauthentication_required
def export_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file with everything in it; its page where there is none yet, or none any more."""
    found = get_object_or_404(Errand, owner=account_of(request), kind=tasks.export.name, pk=pk)
    path = errands.file_of(found)
    if path is None:
        return redirect("accounts:errand", pk=pk)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.arguments["file_name"])
    add_never_cache_headers(response)
    return response
