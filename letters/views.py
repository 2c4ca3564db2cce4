"""The page of one letter."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from letters import live, states, way_views
from letters.differences import difference
from letters.forms import LetterForm
from letters.gaps import LONGEST as LONGEST_LETTER
from letters.known import text_of
from letters.models import Letter
from letters.owned import letter_to_write
from letters.paper import card_of
from letters.timing import posting_of
from letters.told import after_step
from letters.writing import Outcome, redraft


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: write it, and lead it on its way. Every button saves what was typed first."""
    letter = letter_to_write(request, pk)
    form = LetterForm(_posted(request, letter) or None, letter=letter, shown=text_of(letter))
    if request.method == "POST" and form.is_valid():
        # Another way leaves a letter untouched in which nobody has written: its draft follows the way.
        outcome = Outcome.KEPT if "way" in request.POST and form.is_as_shown else form.save(timezone.now())
        if outcome in {Outcome.BESIDE, Outcome.OVERTAKEN}:
            return _conflict(request, letter, form)
        way_views.keep_covers(request, letter)
        if "way" in request.POST:
            return way_views.turned(request, letter)
        _lead_on(request, letter, outcome)
        return redirect("letters:edit", pk=pk)
    return render(request, "letters/letter_edit.html", letter_context(letter, form))


def _posted(request: HttpRequest, letter: Letter) -> QueryDict:
    """Return what was posted, with the calmer words put in where their button was pressed."""
    key = request.POST.get("apply")
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not key or not letter.is_open or len(text) > LONGEST_LETTER:
        return request.POST
    calmer = live.applied(letter, text, key, timezone.now())
    if calmer is None:
        messages.warning(request, _("That passage reads differently by now, so it was left as it is."))
        return request.POST
    data = request.POST.copy()
    data["text"] = calmer
    return data


def _lead_on(request: HttpRequest, letter: Letter, outcome: Outcome) -> None:
    """Take the step that the pressed button names, and say what comes next."""
    if "back" in request.POST and outcome == Outcome.REPEATED:
        return  # a double click takes one step back, not two
    if "back" in request.POST:
        before = states.previous_state(letter)
        if before is not None:
            states.take_back(letter, before)
        messages.success(request, _("Taken back."))
    elif "redraft" in request.POST and letter.is_open:
        _redraft(request, letter)
    elif state := request.POST.get("state"):
        try:
            states.mark(letter, state, timezone.now())
        except states.NotNow as refused:
            messages.warning(request, " ".join(refused.reasons))
        else:
            messages.success(request, after_step(letter))
    else:
        messages.success(request, _("Saved."))


def _redraft(request: HttpRequest, letter: Letter) -> None:
    if letter.is_untouched:
        messages.info(request, _("This is the draft from what is logged. Nothing of yours is in it yet."))
        return
    redraft(letter, timezone.now())
    history = format_html('<a href="{}">{}</a>', reverse("letters:history", args=[letter.pk]), _("the history"))
    sentence = _("A fresh draft from what is logged. What you wrote is kept in {history}, every sentence of it.")
    messages.success(request, format_html(sentence, history=history))


def _conflict(request: HttpRequest, letter: Letter, form: LetterForm) -> HttpResponse:
    """Another window saved first: both texts are shown and told apart, and saving again keeps this one."""
    typed, saved = form.cleaned_data["text"], text_of(letter)
    context = letter_context(letter, LetterForm(None, letter=letter, shown=typed)) | {
        "other_text": saved,
        "difference": difference(saved, typed),
    }
    response = render(request, "letters/letter_edit.html", context, status=409)
    if request.headers.get("HX-Request"):
        # htmx swaps no answer of this status, and both texts need the whole page.
        response.status_code = 200
        for name, value in {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}.items():
            response[name] = value
    return response


def letter_context(letter: Letter, form: LetterForm) -> dict[str, object]:
    """Return what the page of a letter shows, with the text that `form` holds, saved or not."""
    now = timezone.now()
    shown = str(form["text"].value() or "")
    seats = letter.interview.seats.all() if letter.interview else []
    others = letter.interview.letters.all() if letter.interview else []
    return live.live_of(letter, shown, now) | {
        "form": form,
        "way": states.way(letter),
        "next_state": states.next_state(letter),
        "previous_state": states.previous_state(letter),
        "posting": posting_of(letter, now),
        "seat": next((seat for seat in seats if seat.interviewer_id == letter.recipient_id), None),
        "panel_letters": [other for other in others if other.pk != letter.pk],
        "card": card_of(letter.position.owner, letter.card),
        "is_owed": letter.is_owed(now),
        "is_unsaved": form.is_bound,
        **way_views.way_context(letter, now, form.data if form.is_bound else None),
    }


@login_required
@require_POST
def fit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is advised on the text that is being typed and how it fits the card: a fragment, nothing is saved."""
    letter = letter_to_write(request, pk)
    text = request.POST.get("text", "").replace("\r\n", "\n")[: 2 * LONGEST_LETTER]
    context = live.live_of(letter, text, timezone.now()) | {"is_typed": True}
    return render(request, "letters/_live.html", context)
