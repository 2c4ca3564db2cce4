"""The settings of an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import SettingsForm
from accounts.signed_in import account_of


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Correct name and place."""
    form = SettingsForm(request.POST or None, instance=account_of(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. What comes next has been planned anew."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form})
