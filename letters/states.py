"""The way of a letter: draft, ready, copied, and posted, sent or called; and back again.

An e-mail to all that is sent sets aside the open letters of those it covers, and takes them up again when it is taken
back (letters/covering.py says which).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from letters.covering import email_before, is_settled, letters_beside
from letters.known import text_of
from letters.models import Letter
from letters.readiness import reasons_of
from letters.signals import letter_changed

State = Letter.State

# How a letter of each channel leaves.
LEAVES: Mapping[str, str] = {"hand": State.POSTED, "email": State.SENT, "call": State.CALLED}
_WAY: Mapping[str, tuple[str, ...]] = {
    "hand": (State.DRAFT, State.READY, State.COPIED, State.POSTED),
    "email": (State.DRAFT, State.READY, State.SENT),
    "call": (State.DRAFT, State.READY, State.CALLED),
}


class NotNow(Exception):
    """The step is refused; `reasons` are sentences for the person."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Step:
    """One state on a letter's way, for the page: behind, here or ahead."""

    state: str
    label: str | Promise
    is_done: bool
    is_here: bool


def way(letter: Letter) -> list[Step]:
    """Return the states of the letter's way in order."""
    states = _WAY[letter.channel]
    here = states.index(letter.state) if letter.state in states else -1
    return [
        Step(state, State(state).label, is_done=index < here, is_here=index == here)
        for index, state in enumerate(states)
    ]


def next_state(letter: Letter) -> str | None:
    """Return the state that comes next, None at the end of the way or off it."""
    states = _WAY[letter.channel]
    if letter.state not in states:
        return None
    index = states.index(letter.state) + 1
    return states[index] if index < len(states) else None


def previous_state(letter: Letter) -> str | None:
    """Return the state before, for undo; a letter dropped or set aside goes back to its draft."""
    states = _WAY[letter.channel]
    if letter.state not in states:
        return letter.aside_from or State.DRAFT
    index = states.index(letter.state) - 1
    return states[index] if index >= 0 else None


@transaction.atomic
def mark(letter: Letter, state: str, now: datetime) -> None:
    """Move the letter to `state` at `now` (UTC) and tell the other apps.

    A letter may leave from any state: somebody who has posted it has posted it. It becomes ready only without gaps
    and sample text (S45): raises NotNow with the reasons.
    """
    if state not in {*_WAY[letter.channel], State.DROPPED}:
        raise NotNow([_("A letter that goes this way has no such step. Load the page again.")])
    if state in {State.READY, State.COPIED} and (reasons := reasons_of(letter, text_of(letter))):
        raise NotNow(reasons)
    if letter.is_untouched and state in {State.READY, State.COPIED}:
        letter.text = text_of(letter)  # from here on the words stand still, whatever is logged later
    if state == State.READY:
        letter.ready_at = now
    elif state == State.COPIED:
        letter.copied_at = now
    _set(letter, state, now)


@transaction.atomic
def take_back(letter: Letter, state: str) -> None:
    """Undo: put the letter back to an open state it had before, whatever its text.

    One that an e-mail to all had set aside is from now on a second letter, a card after it.
    """
    if state not in Letter.OPEN:
        raise ValueError(f"A letter goes back to an open state, not to {state!r}.")
    letter.is_second = letter.is_second or bool(letter.aside_from)
    _set(letter, state, None)


def _set(letter: Letter, state: str, closed_at: datetime | None) -> None:
    had_gone = letter.state in Letter.GONE
    letter.state, letter.aside_from = state, ""
    letter.closed_at = None if letter.is_open else closed_at
    letter.save(update_fields=["state", "text", "ready_at", "copied_at", "closed_at", "is_second", "aside_from"])
    has_gone = letter.state in Letter.GONE
    if letter.channel == Letter.Channel.EMAIL and has_gone != had_gone:
        _settle(letter, closed_at)
    letter_changed.send(Letter, letter=letter)


def _settle(email: Letter, now: datetime | None) -> None:
    """Set aside the open letters of those whom the e-mail covers, once it has gone; else take up again those that no
    e-mail settles any more.
    """
    letters = letters_beside(email)
    for letter in letters:
        if letter.pk == email.pk or letter.kind != email.kind:
            continue
        if email.state in Letter.GONE and letter.is_open and is_settled(letter, email_before(letter, letters)):
            letter.state, letter.aside_from, letter.closed_at = State.SET_ASIDE, letter.state, now
        elif email.state not in Letter.GONE and letter.aside_from and not _is_thanked(letter, letters):
            letter.state, letter.aside_from, letter.closed_at = letter.aside_from, "", None
        else:
            continue
        letter.save(update_fields=["state", "aside_from", "closed_at"])


def _is_thanked(letter: Letter, letters: list[Letter]) -> bool:
    email = email_before(letter, letters)
    return email is not None and email.state in Letter.GONE and is_settled(letter, email)
