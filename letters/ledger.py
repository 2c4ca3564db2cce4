"""The ledger of letters: each with its state and dates, what is owed to whom, and which of them are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from interviews.models import Interview
from letters.covering import is_to_do
from letters.models import Letter

MOST_NAMED, MOST_LISTED = 3, 5
"""So many readers are named in the sentence, and so many interviews listed below it."""

STATES: Mapping[str, tuple[str | Promise, Q]] = {
    "open": (gettext_lazy("open: still to write or to send"), Q(state__in=Letter.OPEN)),
    "gone": (gettext_lazy("gone: posted, sent or called"), Q(state__in=Letter.GONE)),
    **{state: (Letter.State(state).label, Q(state=state)) for state in Letter.State.values},
}
"""The states a ledger can be asked for beside "owed": their words and which letters they mean."""


_ORDER = (F("closed_at").desc(nulls_first=True), F("interview__starts_at").desc(nulls_last=True), "pk")


@dataclass(frozen=True)
class Entry:
    """A letter as a line of the ledger."""

    letter: Letter

    @cached_property
    def dates(self) -> list[tuple[str, datetime]]:
        """The steps behind it with their instants (UTC), in order; what was taken back is not among them."""
        letter, state = self.letter, Letter.State(self.letter.state)
        is_past_ready = state in {Letter.State.READY, Letter.State.COPIED, *Letter.GONE}
        is_past_copied = state in {Letter.State.COPIED, *Letter.GONE}
        steps = (
            (_("written"), letter.saved_at if letter.text else None),
            (_("ready"), letter.ready_at if is_past_ready else None),
            (_("copied"), letter.copied_at if is_past_copied else None),
            (str(state.label), letter.closed_at),
        )
        return [(word, instant) for word, instant in steps if instant is not None]


@dataclass(frozen=True)
class Owed:
    """The letters that are owed for one interview."""

    interview: Interview
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class Debts:
    """All that is owed: the interview that ended last comes first."""

    owed: tuple[Owed, ...]

    @property
    def letters(self) -> list[Letter]:
        return [letter for each in self.owed for letter in each.letters]

    @property
    def listed(self) -> tuple[Owed, ...]:
        return self.owed[:MOST_LISTED]

    @property
    def more(self) -> int:
        """How many interviews are owed letters beside those listed."""
        return max(0, len(self.owed) - MOST_LISTED)

    @cached_property
    def names(self) -> list[str]:
        """To whom, each once."""
        return list(dict.fromkeys(letter.recipient.full_name for letter in self.letters))

    @property
    def are_named(self) -> bool:
        """Whether the sentence names everyone: their letters are the first of the ledger, and need no list besides."""
        return len(self.names) <= MOST_NAMED

    @property
    def sentence(self) -> str:
        """What is owed to whom."""
        count, names = len(self.letters), self.names
        if not count:
            return _("No letter is owed.")
        values = {"count": capfirst(str(apnumber(count))), "names": _joined(names), "interviews": len(self.owed)}
        if self.are_named:
            return (
                ngettext("One letter is owed, to %(names)s.", "%(count)s letters are owed, to %(names)s.", count)
                % values
            )
        values["interviews"] = str(apnumber(len(self.owed)))
        return ngettext(
            "%(count)s letters are owed, all after one interview.",
            "%(count)s letters are owed, after %(interviews)s interviews.",
            len(self.owed),
        ) % values  # fmt: skip


def _joined(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def debts_of(user: User, now: datetime) -> Debts:
    """Return what an account owes at `now` (UTC), in a number of queries that does not grow with it.

    Owed is an open letter about an interview that was held, unless its answer has come or an e-mail speaks for it.
    """
    letters = (
        Letter.objects.owned_by(user).owed(now).without_answered()
        .select_related("position", "interview", "recipient").prefetch_related("interview__letters__covers")
        .order_by("-interview__ends_at", "interview_id", "pk")
    )  # fmt: skip
    by_interview: dict[Interview, list[Letter]] = {}
    for letter in letters:
        interview = letter.interview
        if interview is not None and is_to_do(letter, interview.letters.all()):
            interview.position = letter.position
            by_interview.setdefault(interview, []).append(letter)
    return Debts(tuple(Owed(interview, tuple(owed)) for interview, owed in by_interview.items()))


def ledger_of(user: User, asked: Mapping[str, Any], debts: Debts) -> QuerySet[Letter]:
    """Return the letters that are asked for, the open ones first, then the latest.

    `asked` may have "state" ("owed" or of STATES), "position", "kind", "channel" and "person", a part of a name.
    """
    letters: QuerySet[Letter] = Letter.objects.owned_by(user)
    state = asked.get("state")
    if state == "owed":
        letters = letters.filter(pk__in=[letter.pk for letter in debts.letters])
    elif state:
        letters = letters.filter(STATES[state][1])
    for name in ("position", "kind", "channel"):
        if asked.get(name):
            letters = letters.filter(**{name: asked[name]})
    for word in str(asked.get("person") or "").split():
        letters = letters.filter(Q(recipient__name__icontains=word) | Q(recipient__honorific__icontains=word))
    return letters.order_by(*_ORDER)


def entries(letters: QuerySet[Letter]) -> list[Entry]:
    """Return letters of the ledger as its lines, in its order; one query."""
    # All of them are sorted by their keys alone: together with what is read of those shown, it would take five times as
    # long.
    shown = Letter.objects.filter(pk__in=letters.values("pk")).select_related("position", "recipient")
    return [Entry(letter) for letter in shown.order_by(*_ORDER)]
