"""The log page when a file was read: an invitation, several events, cards. Only cards that are kept are stored."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.limits import spend
from accounts.models import User
from accounts.refusals import TooMuch
from interviews.card_keeping import keep_cards
from interviews.filled_forms import Filling, fill, filling_of_card, filling_of_event
from interviews.forms import InterviewForm
from interviews.import_forms import ImportForm, offered_cards, offered_events, sealed_cards, sealed_events
from interviews.invitations import Invitation
from interviews.invited import Proposal, Step, proposal_of, reader_of
from interviews.models import Interview, Position
from interviews.moves import Move, move
from interviews.reading.remarks import Unreadable
from interviews.reading_words import answers_sentence, problem_sentence
from interviews.vcards import Card, Cards

_BUTTONS = ("read", "use-event", "keep-cards", "seat-cards")
_MOVE = "interviews.move"


def is_asked_for(request: HttpRequest) -> bool:
    """Whether a button of the import was pressed, and not the one that logs the interview."""
    return any(name in request.POST for name in _BUTTONS)


def imported_page(request: HttpRequest, owner: User, position: Position | None) -> HttpResponse:
    """Read what came, and show the log form (of a position's next round) with it.

    What was typed stays; nothing of the form is stored.
    """
    found = _answer(request, owner)
    filling: Filling = found.get("filling") or Filling()
    data = fill(request.POST, filling, replaces=found.get("replaces", False)) if "filling" in found else request.POST
    form = InterviewForm(data, owner=owner, now=timezone.now(), position=position)
    form.leave_unjudged()
    form.say(filling.said)
    context = {"form": form, "position": position, "imported": found}
    response = render(request, "interviews/interview_form.html", context)
    if "wait_s" in found:
        response.status_code, response["Retry-After"] = TooMuch.status, str(found["wait_s"])
    return response


def _answer(request: HttpRequest, owner: User) -> dict[str, Any]:
    """Return what the page shows of what came."""
    post = request.POST
    if "use-event" in post:
        return _of_events(offered_events(post.get("offered")), post["use-event"], owner)
    if "keep-cards" in post or "seat-cards" in post:
        return _of_ticked_cards(post, owner)
    source = ImportForm(post, request.FILES)
    if not source.has_come:
        return {"problem": _("Choose a file first, or paste its text.")}
    try:
        spend(owner, "file", timezone.now())
    except TooMuch as refusal:
        sentence = _("That was a lot of reading at once. Wait a little, or type it in. What you typed stays below.")
        return {"problem": sentence, "pasted": post.get("pasted", ""), "wait_s": refusal.retry_after_s}
    reading = source.reading(reader_of(owner))
    if isinstance(reading, Unreadable):
        return {"problem": problem_sentence(reading.problem), "pasted": post.get("pasted", "")}
    if isinstance(reading, Invitation):
        return _of_events(reading.events, "0" if len(reading.events) == 1 else "", owner)
    return _of_cards(reading, owner)


def _of_events(events: tuple[Any, ...], chosen: str, owner: User) -> dict[str, Any]:
    """Return the proposal of the chosen event, or all of them to choose from."""
    if not events:
        return {"problem": _("This page has grown too old to choose from. Read the file once more.")}
    offered = [proposal_of(event, owner) for event in events]
    found: dict[str, Any] = {"offers": offered, "sealed": sealed_events(events)} if len(events) > 1 else {}
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 3 and int(chosen) < len(events)):
        return found
    proposal = offered[int(chosen)]
    found |= {"proposal": proposal, "chosen": int(chosen), "sealed_move": _sealed_move(proposal)}
    if proposal.step is Step.ANSWER:
        found["answers"] = answers_sentence(proposal.event)
    if proposal.step is Step.LOG:
        found |= {"filling": filling_of_event(proposal, owner), "replaces": True}
    return found


def _of_cards(reading: Cards, owner: User) -> dict[str, Any]:
    """Return what one card fills in, or several to tick."""
    if len(reading.cards) == 1:
        return {"card": reading.cards[0], "filling": filling_of_card(reading.cards[0], owner)}
    return {"cards": reading.cards, "sealed": sealed_cards(reading.cards)}


def _of_ticked_cards(post: QueryDict, owner: User) -> dict[str, Any]:
    """Keep the ticked cards as people, or put them on the panel."""
    cards = offered_cards(post.get("offered"))
    if not cards:
        return {"problem": _("This page has grown too old to choose from. Read the file once more.")}
    ticked = set(post.getlist("card"))
    chosen = [card for number, card in enumerate(cards) if str(number) in ticked]
    if not chosen:
        return {"cards": cards, "sealed": post["offered"], "problem": _("Tick at least one card.")}
    if "keep-cards" in post:
        return {"kept": keep_cards(owner, chosen)}
    return {"filling": _of_panel(chosen, owner), "seated": len(chosen)}


def _of_panel(cards: list[Card], owner: User) -> Filling:
    """Return the rows of several cards; the company is that of the first that names one."""
    together = Filling()
    for card in cards:
        one = filling_of_card(card, owner)
        together.rows += one.rows
        together.values = together.values if together.values.get("company") else one.values
        for name, sentences in one.said.items():
            for sentence in sentences:
                together.say(name, sentence)
    return together


def _sealed_move(proposal: Proposal) -> str:
    if proposal.step is not Step.MOVE or proposal.start is None or proposal.ends_at is None or not proposal.interview:
        return ""
    return signing.dumps(
        [
            proposal.interview.pk, proposal.start.isoformat(), proposal.ends_at.isoformat(), proposal.where,
            proposal.event.sequence,
        ],
        salt=_MOVE, compress=True,
    )  # fmt: skip


def moved(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Move an interview as a later edition of its invitation says."""
    try:
        pk, starts_at, ends_at, where, sequence = signing.loads(request.POST.get("move", ""), salt=_MOVE)
    except (signing.BadSignature, ValueError):
        pk = None
    if pk != interview.pk:
        messages.warning(
            request, _("This page has grown too old to move the interview. Read the invitation once more.")
        )
        return redirect("interviews:detail", pk=interview.pk)
    start, end = parse_datetime(starts_at), parse_datetime(ends_at)
    if start and end and move(interview, Move(start, end, where, sequence)):
        messages.success(request, _("Moved. Its reminders follow."))
    else:
        messages.info(request, _("A later edition of this invitation is known already. Nothing was changed."))
    return redirect("interviews:detail", pk=interview.pk)
