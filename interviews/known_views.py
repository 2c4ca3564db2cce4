"""The log form and those known already: people of the company are seated by one tap, with and without script."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.signed_in import account_of
from interviews.acquaintances import people_of
from interviews.filled_forms import OF_CARD, Filling, fill
from interviews.forms import InterviewForm
from interviews.models import Interviewer, Position

_BUTTONS = ("seat-known", "look")
# What of somebody known stands in their row: how to write to them can stay where it is.
_SHOWN = ("name", "honorific", "role", "email", "phone")


def is_asked_for(request: HttpRequest) -> bool:
    """Whether somebody known is to be seated, or the people of the company are to be looked up."""
    return any(name in request.POST for name in _BUTTONS)


def known_page(request: HttpRequest, owner: User, position: Position | None) -> HttpResponse:
    """The log form with somebody known on the panel. What was typed stays; nothing is stored."""
    data: QueryDict = request.POST
    key = data.get("seat-known", "")
    if key.isascii() and key.isdigit() and len(key) < 19:
        person = get_object_or_404(Interviewer.objects.owned_by(owner), pk=key)
        row = dict.fromkeys(OF_CARD, "") | {name: getattr(person, name) for name in _SHOWN}
        data = fill(data, Filling(rows=[row]), replaces=False)
    form = InterviewForm(data, owner=owner, now=timezone.now(), position=position)
    form.leave_unjudged()
    return render(request, "interviews/interview_form.html", {"form": form, "position": position})


@login_required
@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """The people of a company who are not named in a row yet: a fragment for the log form."""
    named = {str(value).strip().casefold() for name, value in request.GET.items() if name.endswith("-name")}
    people = people_of(account_of(request), request.GET.get("company", ""))
    shown = [each for each in people if each.person.name.casefold() not in named]
    return render(request, "interviews/_known.html", {"known": shown})


def position_asked(request: HttpRequest, owner: User) -> Position | None:
    """Return the open position whose next round is logged, None where the address names none."""
    key = request.GET.get("position", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Position.objects.owned_by(owner).filter(pk=key, outcome=Position.Outcome.OPEN).first()
