"""Pages of somebody signed in: what comes next, one reminder, mail that is to be tried again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from config.celery import nudge
from interviews.models import Interview
from reminders import acts, outbox
from reminders.fading import fading_soon
from reminders.health import sending_state
from reminders.links import path_for
from reminders.models import Mailing, Reminder
from reminders.tasks import send_batch
from reminders.upcoming import coming, sent


@login_required
@require_safe
def next_(request: HttpRequest) -> HttpResponse:
    """What comes next, what was sent, what failed."""
    user, now = account_of(request), timezone.now()
    return render(
        request,
        "reminders/reminder_next.html",
        {
            "page": coming(user, now, request.GET.get("page")),
            "mails": sent(user, now),
            "fading": fading_soon(user, now),
            "sending": sending_state(now),
            "today": timezone.localdate(now),
        },
    )


@login_required
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """All mail there was, the latest first."""
    page = sent(account_of(request), timezone.now(), request.GET.get("page"))
    return render(request, "reminders/mailing_list.html", {"page": page})


@login_required
@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one reminder for its owner: the same page as the mailed link's."""
    reminder = get_object_or_404(Reminder.objects.owned_by(account_of(request)), pk=pk)
    return redirect(path_for(reminder))


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail about an interview again."""
    interview = get_object_or_404(Interview.objects.owned_by(account_of(request)), pk=pk)
    acts.resume_interview(interview)
    messages.success(request, _("Mail about this interview comes again."))
    return redirect("interviews:detail", pk=pk)


@login_required
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a failed mailing once more."""
    mailing = get_object_or_404(Mailing.objects.owned_by(account_of(request)), pk=pk)
    if outbox.try_again(mailing, timezone.now()):
        nudge(send_batch, [mailing.pk])
        messages.success(request, _("It is on its way once more."))
    return redirect("reminders:next")
