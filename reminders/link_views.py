"""Pages behind signed links, open without a sign-in: one reminder, its undo, and stopping the mail.

The token is the permission: nobody can forge a POST to an address they do not know. So these views are exempt from the
CSRF check, which would refuse browsers that send "Origin: null" from a page without referrer, and mail servers.
"""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from interviews.models import Interview
from letters.models import Letter
from reminders import acts
from reminders.done import what_happened
from reminders.forms import SnoozeForm
from reminders.links import StopTicket, Ticket, path_for, read, read_stop, stop_path, token_for
from reminders.mail import open_link
from reminders.models import Reminder
from reminders.moments import day_of, moment_of
from reminders.sentences import item_of
from reminders.stops import mail_again, stop_mail


@csrf_exempt
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a mailed link. GET only asks; POST acts.

    Used, old, forged, gone or opened by another account: one kind page for all.
    """
    ticket = read(token)
    found = Reminder.objects.with_words()
    reminder = found.filter(pk=ticket.reminder, version=ticket.version).first() if ticket else None
    if ticket is None or reminder is None or not _may_open(request, reminder.user):
        return _private(render(request, "reminders/link_gone.html"))
    user = reminder.user
    with translation.override(user.language), timezone.override(user.time_zone):
        if ticket.purpose == "undo":
            return _private(_undo_page(request, reminder, ticket))
        if not reminder.is_open:
            return _private(render(request, "reminders/link_gone.html"))
        page = _unsnooze_page if ticket.purpose == "undo_snooze" else _act_page
        return _private(page(request, reminder, ticket))


@csrf_exempt
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mail, at all or about one interview, and mail again. GET only asks; POST acts, as often as it comes.

    A mail program's one click (RFC 8058) is answered at once: it would not follow a redirect.
    """
    ticket = read_stop(token)
    user = User.objects.filter(pk=ticket.user).first() if ticket else None
    interview = None
    if ticket and ticket.interview is not None:
        interview = (
            Interview.objects.filter(position__owner=user, pk=ticket.interview).select_related("position").first()
        )
    if ticket is None or user is None or not _may_open(request, user) or (ticket.interview and interview is None):
        return _private(render(request, "reminders/link_gone.html"))
    if request.method == "POST":
        _stop_or_start(user, interview, is_start="start" in request.POST)
        if "List-Unsubscribe" not in request.POST:
            return _private(redirect("reminders:stop", token=token))
    with translation.override(user.language), timezone.override(user.time_zone):
        is_stopped = (interview.stopped_at if interview else user.mail_stopped_at) is not None
        context = {"interview": interview, "is_stopped": is_stopped, "account": user}
        return _private(render(request, "reminders/link_stop.html", context))


def _stop_or_start(user: User, interview: Interview | None, *, is_start: bool) -> None:
    now = timezone.now()
    if interview is not None and is_start:
        acts.resume_interview(interview)
    elif interview is not None:
        acts.stop_interview(interview, now)
    elif is_start:
        mail_again(user)
    else:
        stop_mail(user, now)


def _may_open(request: HttpRequest, owner: User) -> bool:
    """Whether the link works in this browser: signed out, as a phone mostly is, or signed in as its owner."""
    return owner.is_active and (not request.user.is_authenticated or request.user == owner)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the token out of referrers and search engines; `never_cache` keeps it out of caches."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _act_page(request: HttpRequest, reminder: Reminder, ticket: Ticket) -> HttpResponse:
    now = timezone.now()
    form = SnoozeForm(request.POST if "snooze" in request.POST else None, reminder=reminder, now=now)
    if request.method == "POST":
        if "done" in request.POST:
            was = acts.done(reminder, now)
            return render(request, "reminders/link_gone.html") if was is None else _after(reminder, "undo", was)
        if form.is_valid():
            return _snoozed(request, reminder, form, now)
    path, label = open_link(reminder)
    context = {
        "item": item_of(reminder), "form": form, "open_path": path, "open_label": label,
        "stop_path": stop_path(StopTicket(reminder.user_id)),
        "stop_interview_path": stop_path(StopTicket(reminder.user_id, reminder.interview_id)),
    }  # fmt: skip
    return render(request, "reminders/link_act.html", context)


def _snoozed(request: HttpRequest, reminder: Reminder, form: SnoozeForm, now: datetime) -> HttpResponse:
    was = acts.before_snooze(reminder)
    until = acts.snooze(reminder, form.choice(), now)
    if until is None:
        return render(request, "reminders/link_gone.html")
    day = day_of(until.astimezone(reminder.user.time_zone).date(), form.today)
    messages.success(request, _("Set aside until %(day)s.") % {"day": day})
    return _after(reminder, "undo_snooze", was)


def _after(reminder: Reminder, purpose: str, was: dict[str, str]) -> HttpResponseRedirect:
    """Lead to the page that offers to take it back."""
    reminder.refresh_from_db()
    ticket = Ticket(reminder.pk, reminder.version, purpose, was)
    return redirect("reminders:link", token=token_for(ticket))


def _undo_page(request: HttpRequest, reminder: Reminder, ticket: Ticket) -> HttpResponse:
    if reminder.state != Reminder.State.DONE:
        return render(request, "reminders/link_gone.html")
    now = timezone.now()
    if request.method == "POST":
        acts.undo(reminder, ticket.was, now)
        return _taken_back(request, reminder)
    letters = Letter.objects.owned_by(reminder.user).filter(pk__in=ticket.was)
    context = {"item": item_of(reminder), "sentences": what_happened(reminder, letters, now)}
    return render(request, "reminders/link_done.html", context)


def _unsnooze_page(request: HttpRequest, reminder: Reminder, ticket: Ticket) -> HttpResponse:
    now = timezone.now()
    if request.method == "POST":
        if not acts.undo_snooze(reminder, ticket.was, now):
            return render(request, "reminders/link_gone.html")
        return _taken_back(request, reminder)
    context = {"item": item_of(reminder), "when": moment_of(reminder.due_at, reminder.user.time_zone, now)}
    return render(request, "reminders/link_snoozed.html", context)


def _taken_back(request: HttpRequest, reminder: Reminder) -> HttpResponse:
    reminder.refresh_from_db()
    messages.success(request, _("Taken back. It is as it was."))
    return redirect(path_for(reminder))
