"""The way a letter goes: a way that is not the advised one, and words that belong to another (S7, S49 to S51)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding, Severity
from letters.advice.phrases import Found, Phrase, data, find, phrases
from letters.advice.reading import Reading, small
from letters.channel import advised


@dataclass(frozen=True)
class _Rule:
    name: str
    by: str
    source: str
    severity: Severity
    why: str
    phrases: tuple[Phrase, ...]
    is_to_all: bool


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    tables: Mapping[str, Any] = data("channel", language)["rules"]
    return tuple(
        _Rule(
            name, table["by"], table["source"], table.get("severity", "warn"), table["why"], phrases(table["phrases"]),
            name == "to_all",
        )
        for name, table in tables.items()
        if "phrases" in table
    )  # fmt: skip


def channel(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return the words that do not go with the letter's way, and a note where another way is advised."""
    return [*_words(reading, facts), *_other_way(reading, facts)]


def _words(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """Words of another way; of two findings that overlap the longer."""
    plain, low = reading.spoken, small(reading.spoken)
    found = [
        (each, rule)
        for rule in _rules(reading.language)
        if rule.by == facts.known.channel and (facts.covers_others or not rule.is_to_all)
        for each in find(rule.phrases, plain, low)
        if reading.is_in_body(each.start)
    ]
    kept: list[tuple[Found, _Rule]] = []
    for each, rule in sorted(found, key=lambda pair: (pair[0].start - pair[0].end, pair[0].start)):
        if all(each.end <= other.start or other.end <= each.start for other, _ in kept):
            kept.append((each, rule))
    for each, rule in sorted(kept, key=lambda pair: pair[0].start):
        yield Finding(
            f"way_{rule.name}", rule.source, ((each.start, each.end),), rule.why, each.calmer, severity=rule.severity
        )


def _other_way(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """Where the adviser would take another way; a warning where paper comes too late (S32)."""
    if facts.ways is None:
        return
    advice = advised(facts.ways, reading.language)
    if advice.channel != facts.ways.channel:
        severity: Severity = "note" if facts.ways.is_paper_in_time else "warn"
        yield Finding("way_other", advice.reason.source, (), advice.reason.why, severity=severity)
