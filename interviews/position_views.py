"""Pages of positions: its rounds and people, how it stands, and what is known of the company."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from interviews.models import Position
from interviews.outcomes import note_outcome
from interviews.pictures import rounds_of
from interviews.position_forms import PositionForm
from interviews.standing import is_time_to_move_on, standing_of
from interviews.ties import met_for


def _owned(request: HttpRequest) -> QuerySet[Position]:
    return Position.objects.owned_by(account_of(request)).select_related("owner", "hr_contact")


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A position: how it stands, its rounds in order, the people met, and what is known of the company."""
    position = get_object_or_404(
        _owned(request).prefetch_related(
            "interviews__seats__interviewer", "interviews__seats__topics", "interviews__seats__concerns",
            "letters__recipient", "reminders__interviewer", "ties",
        ),
        pk=pk,
    )  # fmt: skip
    now = timezone.now()
    today = now.astimezone(position.owner.time_zone).date()
    interviews = list(position.interviews.all())
    for interview in interviews:
        interview.position = position
    context = {
        "position": position,
        "rounds": rounds_of(position, today),
        "interviews": list(enumerate(interviews, 1)),
        "people": [_met(position, person) for person in met_for(position)],
        "standing": standing_of(position),
        "is_time_to_move_on": is_time_to_move_on(position, today),
        "latest": next((one for one in reversed(interviews) if not one.is_cancelled), None),
        # A talk about their work is asked for when no place is waited for any more (S64).
        "is_for_talks": position.outcome not in {Position.Outcome.OPEN, Position.Outcome.OFFER},
        "now": now,
        "today": today,
    }
    return render(request, "interviews/position_detail.html", context)


def _met(position: Position, person: Any) -> dict[str, Any]:
    """Somebody met: the rounds they sat in, what was said to them, and the letters to them."""
    seats = [
        (number, seat)
        for number, interview in enumerate(position.interviews.all(), 1)
        for seat in interview.seats.all()
        if seat.interviewer_id == person.pk
    ]
    letters = [letter for letter in position.letters.all() if letter.recipient_id == person.pk]
    return {
        "person": person,
        "rounds": [number for number, _seat in seats],
        "topics": list(dict.fromkeys(topic.text for _number, seat in seats for topic in seat.topics.all())),
        "concerns": [concern for _number, seat in seats for concern in seat.concerns.all()],
        "letter": letters[-1] if letters else None,
        "earlier": letters[:-1],
        "is_lead": any(seat.is_lead for number, seat in seats if number == len(position.interviews.all())),
        "is_contact": person.pk == position.hr_contact_id,
        "is_asked": any(letter.kind == "informational" for letter in letters),
    }


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what holds for all rounds."""
    positions = _owned(request).prefetch_related("interviews__seats__interviewer")
    position = get_object_or_404(positions, pk=pk)
    form = PositionForm(request.POST if request.method == "POST" else None, position=position)
    status = 200
    if request.method == "POST":
        form.save()
        if form.is_settled:
            messages.success(request, _("Saved."))
            return redirect("interviews:position", pk=pk)
        status = 409 if form.both else 200
        form.show_again()
    return render(request, "interviews/position_form.html", {"form": form, "position": position}, status=status)


@login_required
@require_POST
def move_on(request: HttpRequest, pk: int) -> HttpResponse:
    """No answer came, and none is waited for any more."""
    position = get_object_or_404(_owned(request), pk=pk)
    if position.is_open:
        note_outcome(position, Position.Outcome.SILENCE, timezone.localdate())
        messages.success(request, _("Noted. You are not waiting for them any more."))
    return redirect("interviews:position", pk=pk)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer was noted by mistake, or they came back to it: the position is open again."""
    position = get_object_or_404(_owned(request), pk=pk)
    if not position.is_open:
        note_outcome(position, Position.Outcome.OPEN, timezone.localdate())
        messages.success(request, _("Taken back. You are waiting to hear again, and what had stopped goes on."))
    return redirect("interviews:position", pk=pk)
