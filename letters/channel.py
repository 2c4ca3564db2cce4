"""The channel adviser: by hand, by e-mail, by a call, or by e-mail now and a card after (S7, S46, S49 to S52).

Pure. What is known about somebody goes in; the way to take comes out, with the rule that leads to it, and what speaks
against each of the others. The sentences are data: `ways/<language>.toml`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from letters.drafting.languages import FALLBACK, folder_of

Channel = Literal["hand", "email", "call"]
Way = Literal["hand", "email", "call", "email_then_card"]
SoFar = Literal["", "email", "post", "phone"]

WAYS: tuple[Way, ...] = ("hand", "email", "email_then_card", "call")
# Thanks should be in their hands in a day or two (S30); a follow-up is due the day it opens (product.md, "Be in time").
QUICK_POST_DAYS = 2

_FOLDER = Path(__file__).with_name("ways")
_FIRST_CHANNEL: Mapping[Way, Channel] = {"hand": "hand", "email": "email", "call": "call", "email_then_card": "email"}


@dataclass(frozen=True)
class WayFacts:
    """What the adviser, and the advice on time, may know of one letter. Days are local to its writer.

    `kind` and `channel` are the letter's. `so_far`: how they have written up to now, "" where that is not noted.
    `has_handed_card`: leave to call (S52). `has_address`, `has_email`, `has_phone`: whether that is known. `today`: the
    day of writing; `arrives_on`: when paper is there that is posted with the next collection; `post_days`: the working
    days the post takes. `held_on`: the interview's day; `decides_on`: the last day of the decision window. Both None
    for a letter without an interview. `has_email_beside`: an e-mail brings or has brought them the
    same thanks, so that this letter is nothing but a card after it.
    """

    kind: str
    channel: Channel
    today: date
    arrives_on: date
    post_days: int
    so_far: SoFar = ""
    has_handed_card: bool = False
    has_address: bool = False
    has_email: bool = False
    has_phone: bool = False
    held_on: date | None = None
    decides_on: date | None = None
    has_email_beside: bool = False

    @property
    def is_paper_in_time(self) -> bool:
        """Whether paper posted now is read before they decide (S32). Only thanks have to be."""
        return self.kind != "thank_you" or self.decides_on is None or self.arrives_on < self.decides_on

    @property
    def is_post_slow(self) -> bool:
        """Whether the post takes longer than thanks should."""
        return self.post_days > QUICK_POST_DAYS

    @property
    def may_call(self) -> bool:
        """Whether there is a number and leave to use it (S52)."""
        return self.has_phone and self.has_handed_card


@dataclass(frozen=True)
class Reason:
    """A sentence with the number of the practice's sentence behind it; `rule` is its key in the data."""

    rule: str
    source: str
    why: str


@dataclass(frozen=True)
class Option:
    """A way, in words: its name, the verb of its button, and what speaks against it, at least one thing."""

    way: Way
    label: str
    verb: str
    against: tuple[Reason, ...]


@dataclass(frozen=True)
class Advised:
    """The way to take, why, and the others with what speaks against them."""

    way: Way
    label: str
    verb: str
    reason: Reason
    others: tuple[Option, ...]

    @property
    def channel(self) -> Channel:
        """The channel in which the way begins."""
        return _FIRST_CHANNEL[self.way]


def advised(facts: WayFacts, language: str = FALLBACK) -> Advised:
    """Return the way that a letter should go."""
    way, rule = _choose(facts)
    words = _words(language)
    others = tuple(
        Option(each, words["ways"][each]["label"], words["ways"][each]["verb"], tuple(_against(each, facts, language)))
        for each in _possible(facts)
        if each != way
    )
    label, verb = words["ways"][way]["label"], words["ways"][way]["verb"]
    return Advised(way, label, verb, _reason("rules", rule, facts, language), others)


def _possible(facts: WayFacts) -> tuple[Way, ...]:
    """Two letters only where the first has to be quick and the second may take its time: for thanks."""
    return WAYS if facts.kind == "thank_you" else tuple(way for way in WAYS if way != "email_then_card")


def _choose(facts: WayFacts) -> tuple[Way, str]:
    if facts.kind == "thank_you":
        if facts.has_email_beside:
            return "hand", "card_after"
        return _thanks_in_time(facts) if facts.is_paper_in_time else _thanks_too_late(facts)
    if facts.kind == "keep_in_touch":
        return "hand", "no_hurry"
    if facts.kind == "informational":
        return ("email", "no_hurry_email") if facts.so_far == "email" else ("hand", "no_hurry")
    return _due_now(facts)


def _thanks_in_time(facts: WayFacts) -> tuple[Way, str]:
    if facts.so_far == "email":
        return "email_then_card", "so_far_email"
    if facts.so_far == "post":
        return "hand", "so_far_post"
    if facts.so_far == "phone" and facts.may_call:
        return "call", "so_far_phone"
    if not facts.is_post_slow:
        return "hand", "by_hand"
    return ("email_then_card", "slow_post") if facts.has_email else ("hand", "by_hand_slow")


def _thanks_too_late(facts: WayFacts) -> tuple[Way, str]:
    if facts.so_far == "email":
        return "email_then_card", "too_late_email_so_far"
    if facts.may_call and (facts.so_far in ("post", "phone") or not facts.has_email):
        return "call", "too_late_call"
    if facts.has_email:
        return "email_then_card", "too_late_email"
    return "email", "too_late_ask"


def _due_now(facts: WayFacts) -> tuple[Way, str]:
    if facts.so_far == "email":
        return "email", "due_now_email_so_far"
    if facts.so_far == "phone" and facts.may_call:
        return "call", "due_now_phone_so_far"
    if not facts.is_post_slow:
        return "hand", "due_now_hand"
    if facts.has_email:
        return "email", "due_now_slow"
    return ("call", "due_now_call") if facts.may_call else ("hand", "due_now_hand_slow")


def _against(way: Way, facts: WayFacts, language: str) -> Iterator[Reason]:
    for rule in _against_rules(way, facts):
        yield _reason("against", rule, facts, language)


def _against_rules(way: Way, facts: WayFacts) -> Iterator[str]:
    """The keys of what speaks against a way, the weightiest first; the last one always holds."""
    if way == "hand":
        yield from _against_paper(facts)
    elif way == "call":
        yield from _against_a_call(facts)
    else:
        yield from _against_email(way, facts)


def _against_paper(facts: WayFacts) -> Iterator[str]:
    is_pressing = facts.kind not in ("keep_in_touch", "informational") and not facts.has_email_beside
    if is_pressing and not facts.is_paper_in_time:
        yield "too_late"
    elif is_pressing and facts.is_post_slow:
        yield "slow"
    if facts.so_far in ("email", "phone"):
        yield f"so_far_{facts.so_far}"
    if not facts.has_address:
        yield "no_address"
    yield "sitting"


def _against_a_call(facts: WayFacts) -> Iterator[str]:
    if not facts.has_handed_card:
        yield "no_leave"
    if not facts.has_phone:
        yield "no_phone"
    if facts.so_far in ("email", "post"):
        yield f"so_far_{facts.so_far}"
    yield "nothing_stays"


def _against_email(way: Way, facts: WayFacts) -> Iterator[str]:
    if facts.has_email_beside:
        yield "has_one"
    if not facts.has_email:
        yield "no_email"
    if facts.so_far in ("post", "phone"):
        yield f"so_far_{facts.so_far}"
    if way == "email":
        yield "typed"
        return
    if not facts.is_paper_in_time:
        yield "card_late"
    yield "twice"


def _reason(group: str, rule: str, facts: WayFacts, language: str) -> Reason:
    table = _words(language)[group][rule]
    return Reason(rule, table["source"], table["why"].format(days=facts.post_days))


@cache
def _words(language: str) -> Mapping[str, Any]:
    """The sentences of a language ("en-GB" reads "en"); the English ones where there are none."""
    known = {path.stem: path for path in _FOLDER.glob("*.toml")}
    return tomllib.loads(known.get(folder_of(language), known[FALLBACK]).read_text("utf-8"))
