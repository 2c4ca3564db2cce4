"""Time: words for days that are read on another day, thanks that come late, a follow-up that comes early (S30, S31)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding, Span
from letters.advice.phrases import Phrase, data, find, phrases
from letters.advice.reading import Reading, small
from letters.drafting.wordings import fill, wordings

PROMPT_DAYS = 2
"""Thanks are prompt within so many days of the interview (S30; 48 hours at most, product.md §5)."""
WEEKDAY_DAYS = 6
"""For so long a weekday alone says which day is meant."""
_FURTHER = r"(?:\s+[\w'&-]+){0,7}\s+"


@dataclass(frozen=True)
class _Words:
    """Words for days, and the contexts in which they mean the day of the interview, or one still to come."""

    offsets: Mapping[str, int]
    past: tuple[Phrase, ...]
    future: tuple[Phrase, ...]
    past_word: re.Pattern[str]
    future_word: re.Pattern[str]
    before_a_bare_day: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table = data("timing", language)
    past, future = _any_of(table["past"]), _any_of(table["future"]["words"])
    return _Words(
        table["past"],
        phrases([entry.replace("{past}", past) for entry in table["contexts"]["past"]], _FURTHER),
        phrases([entry.replace("{future}", future) for entry in table["contexts"]["future"]], _FURTHER),
        _pattern(past),
        _pattern(future),
        frozenset(table["contexts"]["prepositions"].split()),
    )


def _any_of(words: Any) -> str:
    """One group of the words, the longer first, so that none hides another."""
    return f"({'|'.join(sorted(words, key=len, reverse=True))})"


def _pattern(group: str) -> re.Pattern[str]:
    spaced = group.replace(" ", "\\s+")
    return re.compile(rf"(?<!\w){spaced}(?!\w)")


def timing(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return the words for days that will be stale when they are read, and what is late or early as a whole."""
    return [*_stale_days(reading, facts), *_late_or_early(reading, facts)]


def _rule(rule: str, language: str, spans: tuple[Span, ...], calmer: str | None = None, days: int = 0) -> Finding:
    table: Mapping[str, Any] = data("timing", language)["rules"][rule]
    why = table["why"].replace("{days}", str(days))
    return Finding(f"time_{rule}", table["source"], spans, why, calmer, severity=table["severity"])


def _stale_days(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """Each stale word once: by hand every one, by e-mail one that names another day than the interview's."""
    if facts.known.channel == "call":
        return
    words, is_by_hand = _words(reading.language), facts.known.channel == "hand"
    plain, low = reading.spoken, small(reading.spoken)
    done: set[Span] = set()
    for wanted, word, rule in (
        (words.past, words.past_word, "day_word"), (words.future, words.future_word, "day_to_come"),
    ):  # fmt: skip
        if not word.search(low) or (rule == "day_to_come" and not is_by_hand):
            continue
        for context in find(wanted, plain, low):
            for found in word.finditer(low, context.start, context.end):
                span = found.span()
                is_stale = is_by_hand or _names_another_day(" ".join(found[0].split()), facts, words)
                if span not in done and is_stale and reading.is_in_body(span[0]):
                    done.add(span)
                    calmer = _weekday(reading, facts, span, words) if rule == "day_word" else None
                    yield _rule(rule, reading.language, (span,), calmer)


def _names_another_day(word: str, facts: AdviceFacts, words: _Words) -> bool:
    """Whether an e-mail of today would be wrong about the interview's day; not where the days are not known."""
    ways = facts.ways
    if ways is None or ways.held_on is None:
        return False
    return (ways.held_on - ways.today).days != words.offsets[word]


def _weekday(reading: Reading, facts: AdviceFacts, span: Span, words: _Words) -> str | None:
    """The interview's day as a draft says it; None where a weekday no longer says which day is meant."""
    held_on: date | None = facts.known.interview_on
    today = facts.ways.today if facts.ways else held_on
    if held_on is None or today is None or not 0 <= (today - held_on).days <= WEEKDAY_DAYS:
        return None
    said = wordings(facts.known.language).phrases
    weekday = said["weekdays"][held_on.weekday()]
    before = reading.low[: span[0]].split()
    if reading.low[span[1] : span[1] + 2] == "'s" or (before and before[-1] in words.before_a_bare_day):
        return str(weekday)
    calmer = fill(said["when"]["some"], {"weekday": weekday}).strip()
    return calmer[:1].upper() + calmer[1:] if reading.text[span[0]].isupper() else calmer


def _late_or_early(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    ways = facts.ways
    if ways is None:
        return
    has_decided = ways.decides_on is not None and ways.decides_on < ways.today
    if ways.kind in ("follow_up", "last_follow_up"):
        if ways.decides_on is not None and not has_decided:
            yield _rule("early", reading.language, ())
    elif ways.kind == "thank_you" and not ways.has_email_beside:
        days = (ways.today - ways.held_on).days if ways.held_on else 0
        if has_decided:
            yield _rule("decided", reading.language, ())
        elif days > PROMPT_DAYS:
            yield _rule("late_thanks", reading.language, (), days=days)
