"""A gift put into a letter or taken out: the letter is saved with its sentence, and no word that was typed is lost."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from letters import gifts
from letters.forms import LetterForm
from letters.gaps import LONGEST as LONGEST_LETTER
from letters.gift_forms import SpotForm
from letters.gift_words import with_gift, without_gift
from letters.known import text_of
from letters.models import Gift, Letter
from letters.owned import letter_of
from letters.views import edit, letter_context
from letters.writing import Outcome

_KEPT = (Outcome.KEPT, Outcome.REPEATED)


@login_required
def gift(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a gift of the shelf (`put`, its key) or a new one (`add`) into the letter, or take one out (`take_out`).

    Where that cannot be, the page says why, and the letter is kept as it was typed, as its own buttons keep it. Who
    comes here by GET has signed in again on the way, and finds the letter.
    """
    letter = letter_of(request, pk)
    if request.method != "POST":
        return redirect("letters:edit", pk=pk)
    if "add" in request.POST:
        form = SpotForm(request.POST, letter=letter, today=timezone.localdate())
        return _put(request, letter, form.gift()) if form.is_valid() else _asked_again(request, letter, form)
    found = _named(request, letter)
    if found is None:
        messages.warning(request, _("That gift is not on your shelf any more."))
        return edit(request, pk)
    return _take_out(request, letter, found) if "take_out" in request.POST else _put(request, letter, found)


def _asked_again(request: HttpRequest, letter: Letter, spot: SpotForm) -> HttpResponse:
    """The letter's page at what is wrong with the gift; the letter itself is saved as every button saves it."""
    form = LetterForm(request.POST, letter=letter, shown=text_of(letter))
    if form.is_valid() and (form.is_as_shown or form.save(timezone.now()) in _KEPT):
        form = LetterForm(None, letter=letter, shown=form.cleaned_data["text"])
    spot[next(iter(spot.errors))].field.widget.attrs["autofocus"] = True
    return render(request, "letters/letter_edit.html", letter_context(letter, form) | {"gift_form": spot})


def _named(request: HttpRequest, letter: Letter) -> Gift | None:
    """The gift of the account that the pressed button names."""
    key = request.POST.get("take_out") or request.POST.get("put") or ""
    own = Gift.objects.owned_by(letter.position.owner).select_related("topic", "letter__recipient")
    return own.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None


def _put(request: HttpRequest, letter: Letter, found: Gift) -> HttpResponse:
    # Pressed twice, or given to somebody before: then the one in the letter is meant.
    found = next((each for each in letter.gifts.all() if gifts.is_same(each, found.text, found.web)), found)
    text = with_gift(_typed(request), gifts.facts_with(letter, found))
    hindrance = _hindrance(letter, found, text)
    if not hindrance and _is_kept(request, letter, text, lambda: gifts.put(found, letter)):
        messages.success(request, _("The gift is in the letter. Make its sentence your own."))
        return redirect("letters:edit", pk=letter.pk)
    if found.pk is None:
        found.save()  # what was typed about it is not lost either
        messages.info(request, _("The gift waits on your shelf."))
    messages.warning(request, hindrance or _("The gift is not in the letter yet."))
    return edit(request, letter.pk)


def _hindrance(letter: Letter, found: Gift, text: str) -> str:
    """Why the gift cannot go into the letter, whose text would then be `text`; "" where it can."""
    if not letter.is_open:
        return _("This letter is closed, so nothing was put into it.")
    if any(each.pk != found.pk for each in letter.gifts.all()):
        return _("The letter has a gift already. Take that one out first.")
    if gifts.had_before(letter.position.owner, letter.recipient, found.text, found.web):
        return _("%(name)s has had this from you already.") % {"name": letter.recipient.full_name}
    if found.letter is not None and found.letter != letter and not found.is_free and not found.is_given:
        return _("This gift is in the letter to %(name)s.") % {"name": found.letter.recipient.full_name}
    if len(text) > LONGEST_LETTER:
        return _("With the gift’s sentence the letter would have more than %(most)d characters. Shorten it first.") % {
            "most": LONGEST_LETTER
        }
    return ""


def _take_out(request: HttpRequest, letter: Letter, found: Gift) -> HttpResponse:
    typed = _typed(request)
    text = without_gift(typed, gifts.facts_with(letter, found))
    if not letter.is_open:
        messages.warning(request, _("This letter is closed, so nothing was taken out of it."))
        return edit(request, letter.pk)
    is_in_it = found.letter == letter
    if not _is_kept(request, letter, text, lambda: gifts.take_out(found) if is_in_it else None):
        messages.warning(request, _("The gift is still in the letter."))
        return edit(request, letter.pk)
    if text == typed:
        messages.success(request, _("It is back on your shelf. What the letter says of it is left to you."))
    else:
        messages.success(request, _("It is back on your shelf, and its sentence is out of the letter."))
    return redirect("letters:edit", pk=letter.pk)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\r", "\n")


def _is_kept(request: HttpRequest, letter: Letter, text: str, then: Callable[[], object]) -> bool:
    """Save `text` as the letter's, as its own form does, and do what goes with it: both or neither."""
    data = request.POST.copy()
    data["text"] = text
    form = LetterForm(data, letter=letter, shown=text_of(letter))
    with transaction.atomic():
        is_kept = form.is_valid() and form.save(timezone.now()) in _KEPT
        if is_kept:
            then()
        else:
            transaction.set_rollback(True)
    return is_kept
