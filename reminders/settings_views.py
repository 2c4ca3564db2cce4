"""A person's mail and calendar: hours, kinds, a stop, the calendar's secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signed_in import account_of
from reminders.links import absolute
from reminders.settings_forms import MailForm
from reminders.stops import mail_again, stop_mail
from reminders.subscriptions import subscribe, unsubscribe


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Hours, quiet days and kinds; on the same page the buttons of the two views below."""
    form = MailForm(request.POST or None, instance=account_of(request), now=timezone.now())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. What comes next has been planned anew."))
        return redirect("reminders:settings")
    return _page(request, form)


@login_required
@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Stop all mail, or mail again."""
    user = account_of(request)
    if "stop" in request.POST:
        stop_mail(user, timezone.now())
    elif "start" in request.POST:
        mail_again(user)
        messages.success(request, _("Mail comes again. What is still of use comes with the next one."))
    return redirect("reminders:settings")


@login_required
@require_POST
def subscription(request: HttpRequest) -> HttpResponse:
    """Make or renew the calendar's address, shown this once; or take it away."""
    user, now = account_of(request), timezone.now()
    if "remove" in request.POST:
        unsubscribe(user)
        messages.success(request, _("The calendar’s address is gone. Programs that had it find nothing there."))
        return redirect("reminders:settings")
    if "make" not in request.POST:
        return redirect("reminders:settings")
    token = subscribe(user, now)
    response = _page(request, MailForm(instance=user, now=now), token)
    add_never_cache_headers(response)
    return response


def _page(request: HttpRequest, form: MailForm, token: str = "") -> HttpResponse:
    user = User.objects.get(pk=account_of(request).pk)  # the form may have put what it refused on the other one
    address = absolute(reverse("calendar_feed", args=[token])) if token else ""
    context = {"form": form, "account": user, "address": address, "today": form.today}
    return render(request, "reminders/mail_settings.html", context)
