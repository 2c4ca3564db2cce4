"""Tone: too eager on one side, no interest at all on the other (S27, S53, S54)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding, Severity, Side
from letters.advice.parts import spans_of
from letters.advice.phrases import Found, Phrase, data, find, holds, longest, phrases
from letters.advice.reading import Reading, small
from letters.advice.stems import stems

IN_A_ROW = 3
SHARE_FROM, SHARE = 6, 2 / 3  # of at least so many sentences, this share begins with "I"
NEGATION_REACH = 5  # words
COLD_FROM = 3  # sentences: a shorter text is still being written

_CLAUSE_END = re.compile(r"[.!?,;:\x00\"]|\n\s*\n")
_MARKS = re.compile(r"[?!]*![?!]*(?!\")")


@dataclass(frozen=True)
class Rule:
    """One rule of tone.toml, its phrases made ready."""

    name: str
    source: str
    side: Side
    severity: Severity
    why: str
    phrases: tuple[Phrase, ...]
    is_for_offers: bool
    can_be_denied: bool

    def finding(
        self, spans: tuple[tuple[int, int], ...], calmer: str | None = None, severity: Severity = "warn"
    ) -> Finding:
        weaker: Severity = "note" if "note" in (severity, self.severity) else "warn"
        return Finding(self.name, self.source, spans, self.why, calmer, self.side, weaker)


@cache
def rules(language: str) -> Mapping[str, Rule]:
    """Return the rules of a language by name."""
    tables: Mapping[str, Any] = data("tone", language)
    return {
        name: Rule(
            name, table["source"], table["side"], table.get("severity", "warn"), table["why"],
            phrases(table.get("phrases", table.get("warm", ()))), not table.get("not_after_an_offer", False),
            not table.get("is_never_denied", False),
        )
        for name, table in tables.items()
    }  # fmt: skip


def tone(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return what is too much or too little in the way the text speaks."""
    found = list(_spoken(reading, facts))
    every = rules(reading.language)
    return [
        *found,
        *_exclamations(reading, every["exclamation"]),
        *_first_person(reading, every["i_i_i"]),
        *([] if any(each.side == "too much" for each in found) else _cold(reading, facts, every["cold"])),
    ]


def _spoken(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """The findings of the phrases; of two that overlap the longer."""
    plain, low = reading.spoken, small(reading.spoken)
    subjects = _subjects(facts)
    taken: list[tuple[Found, Rule]] = []
    for rule in rules(reading.language).values():
        if rule.name == "cold" or (not rule.is_for_offers and facts.known.answer == "offer"):
            continue
        for found in longest(find(rule.phrases, plain, low)):
            about = stems(plain[found.start : found.end], reading.language)
            is_subject = bool(about) and about <= subjects
            is_denied = rule.can_be_denied and _is_negated(plain, found, reading.language)
            if reading.is_in_body(found.start) and not is_subject and not is_denied:
                taken.append((found, rule))
    taken.sort(key=lambda each: each[0].start - each[0].end)
    kept: list[tuple[Found, Rule]] = []
    for found, rule in taken:
        if all(found.end <= other.start or other.end <= found.start for other, _ in kept):
            kept.append((found, rule))
    for found, rule in kept:
        yield rule.finding(((found.start, found.end),), found.calmer)


def _subjects(facts: AdviceFacts) -> frozenset[str]:
    """What the position is about: a payroll clerk may write of salaries."""
    known = facts.known
    texts = (known.title, known.recipient.role, *(topic.text for topic in known.topics))
    return stems(" ".join(texts), known.language)


def _is_negated(plain: str, found: Found, language: str) -> bool:
    """Whether a negation stands shortly before the words, in the same clause; "not only" is none."""
    before = _CLAUSE_END.split(plain[max(0, found.start - 80) : found.start])[-1].lower().split()[-NEGATION_REACH:]
    words = data("words", language)
    negations = words["negations"].split()
    return any(
        word in negations and not {*before[index + 1 : index + 2]} & {*words["no_denial"]}
        for index, word in enumerate(before)
    )


def _exclamations(reading: Reading, rule: Rule) -> Iterator[Finding]:
    first = reading.salutation[0] if reading.salutation else 0
    last = reading.body[-1][1] if reading.body else 0
    marks = list(_MARKS.finditer(reading.spoken, first, last))
    for mark in marks:
        in_salutation = reading.salutation is not None and mark.start() < reading.salutation[1]
        calmer = "?" if "?" in mark[0] else "," if in_salutation else "."
        yield rule.finding((mark.span(),), calmer, "note" if len(marks) == 1 else "warn")


def _first_person(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """One finding for each row of sentences that begin with "I", else one where most of them do."""
    words = frozenset(data("words", reading.language)["first_person"])
    begins = [sentence for sentence in reading.sentences if sentence.words[0].lower() in words]
    starts = {sentence.start for sentence in begins}
    row: list[tuple[int, int]] = []
    rows: list[tuple[tuple[int, int], ...]] = []
    for sentence in [*reading.sentences, None]:
        if sentence is not None and sentence.start in starts:
            row.append((sentence.start, sentence.start + len(sentence.words[0])))
            continue
        if len(row) >= IN_A_ROW:
            rows.append(tuple(row))
        row = []
    if not rows and len(reading.sentences) >= SHARE_FROM and len(begins) >= SHARE * len(reading.sentences):
        rows.append(tuple((sentence.start, sentence.start + len(sentence.words[0])) for sentence in begins))
    for spans in rows:
        yield rule.finding(spans)


def _cold(reading: Reading, facts: AdviceFacts, rule: Rule) -> Iterator[Finding]:
    """Nothing warm at all, in the letters that are about wanting the work."""
    is_about_the_work = facts.known.kind in ("thank_you", "follow_up")
    is_begun = len(reading.sentences) >= COLD_FROM
    if not is_about_the_work or not is_begun or holds(rule.phrases, reading.plain, reading.low):
        return
    if not spans_of("interest", reading, facts):
        yield rule.finding(())
