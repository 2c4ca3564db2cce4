"""Pages of reminders: what comes next, and the page of one reminder, by signed link or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.signed_in import account_of
from config.celery import nudge
from interviews.models import Interview
from reminders import acts, outbox
from reminders.forms import SnoozeForm
from reminders.health import is_worker_late
from reminders.links import Ticket, path_for, read, token_for
from reminders.mail import open_link
from reminders.models import Mailing, Reminder
from reminders.sentences import item_of
from reminders.tasks import send_batch

WITH_WORDS = ("position", "letter__recipient", "interviewer", "interview", "user")


def _reminders():  # type: ignore[no-untyped-def]
    return Reminder.objects.select_related(*WITH_WORDS).prefetch_related(
        "interview__seats__interviewer", "interview__seats__topics", "interview__letters__recipient"
    )


@login_required
@require_safe
def next_(request: HttpRequest) -> HttpResponse:
    """What comes next, what was sent, what failed."""
    user, now = account_of(request), timezone.now()
    coming = _reminders().owned_by(user).open().order_by("due_at", "pk")[:50]
    return render(
        request,
        "reminders/reminder_next.html",
        {
            "items": [item_of(reminder) for reminder in coming],
            "mailings": Mailing.objects.owned_by(user).prefetch_related("reminders")[:20],
            "is_late": is_worker_late(now),
            "now": now,
        },
    )


@login_required
@require_safe
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one reminder for its owner: the same page as the mailed link's."""
    reminder = get_object_or_404(Reminder.objects.owned_by(account_of(request)), pk=pk)
    return redirect(path_for(reminder))


# The token is the permission: nobody can forge a POST to an address they do not know. And browsers send "Origin: null"
# from a page without referrer, which the CSRF check refuses.
@csrf_exempt
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a mailed link. GET only asks; POST acts.

    Used, old, forged, gone or opened by another account: one kind page for all.
    """
    ticket = read(token)
    reminder = _reminders().filter(pk=ticket.reminder, version=ticket.version).first() if ticket else None
    if ticket is None or reminder is None or not _may_open(request, reminder.user):
        return _private(render(request, "reminders/link_gone.html"))
    user = reminder.user
    with translation.override(user.language), timezone.override(user.time_zone):
        if ticket.purpose == "undo":
            return _private(_undo_page(request, reminder, ticket))
        if not reminder.is_open:
            return _private(render(request, "reminders/link_gone.html"))
        return _private(_act_page(request, reminder))


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


def _may_open(request: HttpRequest, owner: User) -> bool:
    """Whether the link works in this browser: signed out, as a phone mostly is, or signed in as its owner."""
    return owner.is_active and (not request.user.is_authenticated or request.user == owner)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the token out of referrers and search engines; `never_cache` keeps it out of caches."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _act_page(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    now = timezone.now()
    form = SnoozeForm(request.POST if "snooze" in request.POST else None, reminder=reminder, now=now)
    if request.method == "POST":
        if "done" in request.POST:
            return _after(reminder, acts.done(reminder, now))
        if "stop" in request.POST and reminder.interview is not None:
            acts.stop_interview(reminder.interview, now)
            return render(request, "reminders/link_stopped.html", {"reminder": reminder})
        if form.is_valid():
            until = acts.snooze(reminder, form.choice(), now)
            if until is None:
                return render(request, "reminders/link_gone.html")
            day = date_format(timezone.localtime(until), "MONTH_DAY_FORMAT")
            messages.success(request, _("Set aside until %(day)s.") % {"day": day})
            reminder.refresh_from_db()
            return redirect(path_for(reminder))
    path, label = open_link(reminder)
    context = {"item": item_of(reminder), "form": form, "open_path": path, "open_label": label}
    return render(request, "reminders/link_act.html", context)


def _after(reminder: Reminder, was: dict[str, str] | None) -> HttpResponseRedirect:
    """Lead to the page that offers to take it back; where it was too late, to the kind page."""
    reminder.refresh_from_db()
    ticket = Ticket(reminder.pk, reminder.version, "undo", was or {})
    return redirect("reminders:link", token=token_for(ticket))


def _undo_page(request: HttpRequest, reminder: Reminder, ticket: Ticket) -> HttpResponse:
    if reminder.state != Reminder.State.DONE:
        return render(request, "reminders/link_gone.html")
    if request.method == "POST":
        acts.undo(reminder, ticket.was, timezone.now())
        reminder.refresh_from_db()
        messages.success(request, _("Taken back. It is as it was."))
        return redirect(path_for(reminder))
    context = {"item": item_of(reminder), "letters": len(ticket.was)}
    return render(request, "reminders/link_done.html", context)
