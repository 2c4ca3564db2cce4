"""The debrief: who was there, one person at a time, the meeting as a whole. Every step saves.

The pages live here and not with the interviews, because they show the sentence that a note comes to, and that is the
letters' to say; what is asked and kept is the interviews' (interviews/debrief.py, person_forms.py, meeting_forms.py).
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.signed_in import account_of
from interviews.acquaintances import people_of
from interviews.debrief import Step, finish, next_step, reopen, steps_of
from interviews.meeting_forms import MeetingForm, WhoForm
from interviews.models import Interview, PanelSeat
from interviews.person_forms import PersonForm
from letters import said
from letters.models import Letter
from letters.said import told
from letters.timing import posting_of


def _interview(request: HttpRequest, pk: int) -> Interview:
    """The interview with all that its pages show and its drafts are made from, however many were there."""
    letters = Letter.objects.select_related("recipient").prefetch_related("covers", "gifts__topic")
    interview: Interview = get_object_or_404(
        Interview.objects.owned_by(account_of(request)).select_related("position__owner").prefetch_related(
            "seats__interviewer", "seats__topics", "seats__concerns", Prefetch("letters", letters)
        ),
        pk=pk,
    )  # fmt: skip
    for seat in interview.seats.all():
        seat.interview = interview
    for letter in interview.letters.all():
        letter.interview, letter.position = interview, interview.position
    return interview


def _thank_you(interview: Interview, person: int) -> Letter | None:
    """The thank-you letter to somebody, one that is still open before one that has left."""
    found = [
        letter
        for letter in interview.letters.all()
        if letter.recipient_id == person and letter.kind == Letter.Kind.THANK_YOU
    ]
    return min(found, key=lambda letter: not letter.is_open, default=None)


@login_required
@require_safe
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, how far it has come, and the button that goes on."""
    interview = _interview(request, pk)
    if interview.is_cancelled:
        messages.info(request, _("This interview was cancelled, so there is nothing to debrief."))
        return redirect("interviews:detail", pk=pk)
    steps = steps_of(interview)
    context = {
        "interview": interview,
        "steps": [(step, _address(interview, step)) for step in steps],
        "go_on": next_step(steps),
        "go_on_url": _address(interview, next_step(steps)),
        "is_begun": any(step.is_done for step in steps),
        "has_ended": interview.has_ended(timezone.now()),
        "reminder": next((one for one in interview.reminders.all() if one.kind == "debrief" and one.is_open), None),
    }
    return render(request, "letters/debrief_start.html", context)


def _address(interview: Interview, step: Step) -> str:
    if step.seat is not None:
        return reverse("debrief:person", args=[interview.pk, step.seat.pk])
    if not interview.seats.all():
        return reverse("debrief:who", args=[interview.pk])
    return reverse("debrief:meeting", args=[interview.pk])


@login_required
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there: asked first where nobody is on the panel, and again whenever somebody is missing."""
    interview = _interview(request, pk)
    seated = {seat.interviewer_id for seat in interview.seats.all()}
    known = people_of(account_of(request), interview.position.company, seated)
    form = WhoForm(request.POST or None, interview=interview, known=known)
    if request.method == "POST" and form.is_valid():
        form.save()
        interview = _interview(request, pk)
        return redirect(_address(interview, next_step(steps_of(interview))))
    context = {"interview": interview, "form": form, "seats": interview.seats.all()}
    return render(request, "letters/debrief_who.html", context)


@login_required
def person(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """One person. Every sending keeps what can be kept; "Next" and "Back" lead on as well."""
    if request.method == "POST":
        seats = PanelSeat.objects.select_related("interviewer", "interview__position__owner")
        of_account = seats.filter(interview=pk, interview__position__owner=account_of(request))
        form = PersonForm(request.POST, seat=get_object_or_404(of_account, pk=seat))
        form.save(timezone.now(), goes_on="next" in request.POST)
        return _answer(request, pk, seat, form)
    interview = _interview(request, pk)
    shown = next((one for one in interview.seats.all() if one.pk == seat), None)
    if shown is None:
        raise Http404
    return _page(request, interview, shown.pk, PersonForm(seat=shown, spare=2 if request.GET.get("row") else 1))


@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as a whole, the last step; "Finish" ends the debrief and its reminder."""
    if request.method == "POST":
        interviews = Interview.objects.owned_by(account_of(request)).select_related("position__owner")
        interview: Interview = get_object_or_404(interviews, pk=pk)
        form = MeetingForm(request.POST, interview=interview)
        form.save()
        if "next" in request.POST and form.is_settled:
            finish(interview, timezone.now())
        return _answer(request, pk, None, form)
    interview = _interview(request, pk)
    return _page(request, interview, None, MeetingForm(interview=interview))


def _answer(request: HttpRequest, pk: int, seat: int | None, form: PersonForm | MeetingForm) -> HttpResponse:
    """What follows a sending: the next page, a word that it is kept, or the page again with what could not be kept."""
    interview = _interview(request, pk)
    pressed = next((name for name in ("next", "back", "row", "both") if name in request.POST), "")
    if form.is_settled and (pressed or not request.headers.get("HX-Request")):
        return _lead_on(request, _after(interview, seat, pressed, request.path))
    if not pressed and request.headers.get("HX-Request"):
        # Never the whole page: somebody is typing in it.
        return render(request, "letters/_debrief_kept.html", _context(interview, seat, form))
    form.show_again()
    response = _page(request, interview, seat, form, status=409 if form.needs_page else 200)
    if request.headers.get("HX-Request"):
        # htmx swaps no answer of that status, and both texts need the whole page.
        response.status_code = 200
        swap = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML show:window:top"}
        for name, value in swap.items():
            response[name] = value
    return response


def _after(interview: Interview, seat: int | None, pressed: str, here: str) -> str:
    steps = steps_of(interview)
    place = next(index for index, step in enumerate(steps) if (step.seat.pk if step.seat else None) == seat)
    if pressed == "next":
        return _address(interview, steps[place + 1]) if seat else reverse("debrief:done", args=[interview.pk])
    if pressed == "back":
        return _address(interview, steps[place - 1]) if place else reverse("debrief:start", args=[interview.pk])
    return f"{here}?row=1#lists" if pressed == "row" else here


def _lead_on(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _page(
    request: HttpRequest, interview: Interview, seat: int | None, form: PersonForm | MeetingForm, status: int = 200
) -> HttpResponse:
    template = "letters/debrief_person.html" if seat else "letters/debrief_meeting.html"
    return render(request, template, _context(interview, seat, form), status=status)


def _context(interview: Interview, seat: int | None, form: PersonForm | MeetingForm) -> dict[str, object]:
    steps = steps_of(interview)
    step = next((one for one in steps if one.seat and one.seat.pk == seat), steps[-1])
    whose = step.seat or next((one for one in interview.seats.all() if one.is_lead), None)
    letter = _thank_you(interview, whose.interviewer_id) if whose else None
    return {
        "interview": interview,
        "step": step,
        "steps": steps,
        "seat": step.seat,
        "whose": whose,
        "form": form,
        "said": told(letter, said.OF_PERSON if step.seat else said.OF_MEETING) if letter else {},
        "now": timezone.now(),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next: the letters to write. POST: the debrief is not done after all."""
    interview = _interview(request, pk)
    if request.method == "POST":
        reopen(interview)
        messages.success(request, _("Taken back. The debrief is open again."))
        return redirect("debrief:start", pk=pk)
    if interview.debriefed_at is None:
        return redirect("debrief:start", pk=pk)
    now = timezone.now()
    letters = [
        (letter, posting_of(letter, now))
        for letter in interview.letters.all()
        if letter.kind == Letter.Kind.THANK_YOU and letter.is_open
    ]
    return render(
        request,
        "letters/debrief_done.html",
        {
            "interview": interview,
            "letters": letters,
            "in_words": capfirst(str(apnumber(len(letters)))),
            "next_letter": letters[0][0] if letters else None,
        },
    )
