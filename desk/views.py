"""The page of the day, the example case, and the pages for what went wrong."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from desk.agenda import agenda_of
from desk.example import has_example, load_example, remove_example
from reminders.health import sending_state
from reminders.models import Mailing


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """The desk; for somebody not signed in, what Fairhand is."""
    if not request.user.is_authenticated:
        return render(request, "desk/welcome.html")
    user, now = account_of(request), timezone.now()
    with_example = has_example(user)
    if with_example is None:
        return render(request, "desk/desk_empty.html", {"now": now})
    agenda = agenda_of(user, now)
    context = {
        "agenda": agenda,
        "now": now,
        "today": timezone.localdate(now),
        "sending": sending_state(now),
        "failed": Mailing.objects.owned_by(user).failed_lately(now).first(),
        "has_example": with_example,
    }
    return render(request, "desk/desk_day.html", context)


@login_required
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    """Load the example case, or take it away again."""
    user = account_of(request)
    if "remove" in request.POST:
        remove_example(user)
        messages.success(request, _("The example is gone."))
    else:
        load_example(user, timezone.now())
        messages.success(request, _("This is an example. Look around, change what you like, and remove it here."))
    return redirect("desk:day")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its cookie: says so and asks to go back, where the browser kept the words."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request nobody's browser makes; one that is too large is told so by its status (RFC 9110, 15.5.14)."""
    return render(request, "400.html", status=413 if isinstance(exception, RequestDataTooBig) else 400)
