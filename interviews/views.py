"""Pages of interviews: log, list, one interview, its outcome."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.humanize.templatetags.humanize import apnumber
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from accounts.uploads import with_small_files
from interviews import import_views, known_views, outcomes
from interviews.beside_forms import Together, stamp_of, taken_together
from interviews.forms import InterviewForm
from interviews.models import Interview, PanelSeat, Position
from interviews.outcome_forms import OutcomeForm
from interviews.pictures import rounds_of, timeline_of, told_of
from interviews.stamped_forms import hold
from interviews.standing import is_time_to_move_on


@login_required
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """All interviews, the latest first."""
    panel = PanelSeat.objects.select_related("interviewer").only("interview", "place", "interviewer__name")
    interviews = (
        Interview.objects.owned_by(account_of(request))
        .select_related("position").prefetch_related(Prefetch("seats", panel)).order_by("-starts_at", "-pk")
    )  # fmt: skip
    page, now = Paginator(interviews, 30).get_page(request.GET.get("page")), timezone.now()
    context = {"page": page, "now": now, "today": timezone.localdate(now)}
    return render(request, "interviews/interview_list.html", context)


@with_small_files
@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Log an interview, before or after it happens; a file that is read first fills the form in."""
    owner = account_of(request)
    position = known_views.position_asked(request, owner)
    if import_views.is_asked_for(request):
        return import_views.imported_page(request, owner, position)
    if known_views.is_asked_for(request):
        return known_views.known_page(request, owner, position)
    is_adding = "add-row" in request.POST
    form = InterviewForm(
        request.POST or None, owner=owner, now=timezone.now(), spare_rows=int(is_adding), position=position
    )
    if is_adding:
        form.leave_unjudged()
    elif request.method == "POST" and form.is_valid():
        saved = form.save()
        if form.twin:
            messages.info(request, _("You had logged this already. Here it is."))
        else:
            messages.success(request, _saved_sentence(saved))
        return redirect("interviews:detail", pk=saved.pk)
    return render(request, "interviews/interview_form.html", {"form": form, "position": position})


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was logged."""
    if request.method == "POST":
        return _correct(request, pk)
    interview = get_object_or_404(_owned(request), pk=pk)
    form = InterviewForm(owner=account_of(request), now=timezone.now(), instance=interview)
    context = {"form": form, "interview": interview, "stamp": stamp_of(form)}
    return render(request, "interviews/interview_form.html", context)


@transaction.atomic
def _correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed together with what another window saved since; where both said something, show both."""
    owner, now = account_of(request), timezone.now()
    hold(owner)
    interview = get_object_or_404(_owned(request), pk=pk)
    together, is_adding = taken_together(request.POST, interview, now), "add-row" in request.POST
    form = InterviewForm(together.data, owner=owner, now=now, instance=interview, spare_rows=int(is_adding))
    if is_adding or together.both:
        form.leave_unjudged()
    elif form.is_valid():
        form.save()
        messages.success(request, _saved_with(together))
        return redirect("interviews:detail", pk=pk)
    context = {
        "form": form,
        "interview": interview,
        "stamp": together.data.get("stamp") or stamp_of(InterviewForm(owner=owner, now=now, instance=interview)),
        "beside": together.both,
    }
    return render(request, "interviews/interview_form.html", context, status=409 if together.both else 200)


def _saved_with(together: Together) -> str:
    if together.has_more:
        return _("Saved, together with what you saved in another window since you opened this page.")
    return _("Saved.")


def _owned(request: HttpRequest):  # type: ignore[no-untyped-def]  # a QuerySet of two managers' kinds
    return Interview.objects.owned_by(account_of(request)).select_related("position__owner")


def _saved_sentence(interview: Interview) -> str:
    seats = interview.seats.count()
    if not seats:
        return _("Logged. Add who was there, and a letter opens for each of them.")
    return ngettext(
        "Logged. A letter is open for the person you met.",
        "Logged. A letter is open for each of the %(count)s you met.",
        seats,
    ) % {"count": apnumber(seats)}


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview: panel, timeline, letters."""
    interview = get_object_or_404(
        _owned(request).prefetch_related(
            Prefetch("seats", PanelSeat.objects.select_related("interviewer")), "seats__topics", "seats__concerns",
            "position__interviews", "position__letters__recipient", "position__reminders",
        ),
        pk=pk,
    )  # fmt: skip
    now = timezone.now()
    today = now.astimezone(interview.zone).date()
    told = told_of(interview.position, interview)
    letters: dict[int, list[Any]] = {}
    for letter in told.letters:
        letters.setdefault(letter.recipient_id, []).append(letter)
    seats = [(seat, letters.pop(seat.interviewer_id, [])) for seat in interview.seats.all()]
    return render(
        request,
        "interviews/interview_detail.html",
        {
            "interview": interview,
            "seats": seats,
            "other_letters": [letter for rest in letters.values() for letter in rest],
            "timeline": timeline_of(interview, today, told),
            "rounds": rounds_of(interview.position, today),
            "is_time_to_move_on": is_time_to_move_on(interview.position, today),
            "has_ended": interview.has_ended(now),
            "next_letter": _next_letter(interview, seats, now),
        },
    )


def _next_letter(interview: Interview, seats: Sequence[tuple[PanelSeat, list[Any]]], now: datetime) -> Any:
    """The letter to write next, which the page then offers first: once it is owed and the debrief is done."""
    if not (interview.has_ended(now) and interview.debriefed_at and interview.position.is_open):
        return None
    if interview.is_cancelled:
        return None
    return next((letter for _seat, letters in seats for letter in letters if letter.is_open), None)


@login_required
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the answer that came."""
    positions = Position.objects.owned_by(account_of(request)).select_related("hr_contact")
    position = get_object_or_404(positions.prefetch_related("ties", "interviews__seats__interviewer"), pk=pk)
    form = OutcomeForm(request.POST or None, position=position, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Noted. What no longer applies has stopped."))
        return redirect("interviews:position", pk=pk)
    return render(request, "interviews/position_outcome.html", {"form": form, "position": position})


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the interview is not held, or that it is after all."""
    interview = get_object_or_404(_owned(request), pk=pk)
    if request.POST.get("held", "yes" if interview.is_cancelled else "no") == "yes":
        outcomes.reinstate(interview)
        messages.success(request, _("The interview stands again, and so do its letters."))
    else:
        outcomes.cancel(interview, timezone.now())
        messages.success(request, _("Noted as cancelled. Nothing more comes about it; you can take that back here."))
    return redirect("interviews:detail", pk=pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an interview to where a later edition of its invitation puts it."""
    return import_views.moved(request, get_object_or_404(_owned(request), pk=pk))


@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an interview that was logged by mistake: asks on GET, acts on POST."""
    interview = get_object_or_404(_owned(request), pk=pk)
    if request.method == "POST":
        outcomes.forget(interview)
        messages.success(request, _("Deleted, with its letters. The people you met stay in your list."))
        return redirect("interviews:list")
    return render(request, "interviews/interview_delete.html", {"interview": interview})
