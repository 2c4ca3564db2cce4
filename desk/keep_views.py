"""How long the contact details of people are kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.signed_in import account_of
from desk.keep_forms import KeepForm
from reminders.fading import fading_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """Choose how long; where somebody's details would fade at once, be asked first."""
    user, now = account_of(request), timezone.now()
    form = KeepForm(request.POST if request.method == "POST" else None, user=user, now=now)
    at_once = form.fading_at_once() if form.is_valid() else []
    if form.is_valid() and not at_once:
        form.save()
        messages.success(request, _("Saved."))
        return redirect("data:keep")
    context = {"form": form, "at_once": at_once, "fading": fading_of(user), "today": form.today}
    return render(request, "data/data_keep.html", context)
