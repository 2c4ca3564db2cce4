"""The parts of a letter: which of them the text has, where, and why each helps (S4, S9, S17, S34 to S39, S58)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Part, Span
from letters.advice.phrases import Phrase, data, find, phrases
from letters.advice.reading import Reading
from letters.advice.stems import general, stems
from letters.drafting.facts import Facts

# How many words of a logged note a sentence must share to be about it.
SHARED = 2

_FACTS: Mapping[str, Callable[[Facts], tuple[str, ...]]] = {
    "concern": lambda known: tuple(
        text for each in known.concerns if each.answered != "yes" for text in (each.text, each.answer)
    ),
    "correct": lambda known: (known.to_correct,),
    "left_out": lambda known: (known.left_out,),
    "gift": lambda known: (f"{known.gift.text} {known.gift.web}",) if known.gift else (),
    "reason": lambda known: (known.key_message,),
    "contribution": lambda known: (known.key_message,),
}
# Asked for only where something was logged that they answer. A concern answered in the room needs no second answer.
_ONLY_IF_LOGGED = frozenset({"concern", "correct", "left_out"})


@dataclass(frozen=True)
class PartRule:
    """One part of parts.toml, its cues made ready."""

    label: str
    reason: str
    source: str
    cues: tuple[Phrase, ...]
    is_particular: bool


@cache
def part_rules(language: str) -> Mapping[str, PartRule]:
    """Return the parts of a language by key."""
    tables: Mapping[str, Any] = data("parts", language)["parts"]
    return {
        key: PartRule(
            table["label"], table["reason"], table["source"],
            phrases(tables[table["like"]]["cues"] if "like" in table else table.get("cues", ())),
            table.get("needs") == "particular",
        )
        for key, table in tables.items()
    }  # fmt: skip


def parts(reading: Reading, facts: AdviceFacts) -> tuple[Part, ...]:
    """Return the parts of a letter of this kind in their order."""
    known, tables = facts.known, data("parts", reading.language)
    kind = _plan_of(known)
    rules = part_rules(reading.language)
    named = _named(facts)
    result = []
    for key in tables["kinds"][kind]:
        if key in _ONLY_IF_LOGGED and not any(text.strip() for text in _logged(key, known)):
            continue
        rule = rules[key]
        spans = spans_of(key, reading, facts, named)
        is_optional = key in tables["optional"].get(kind, ())
        result.append(Part(key, rule.label, rule.reason, rule.source, bool(spans), spans, is_optional))
    return tuple(result)


def is_plain_note(reading: Reading, facts: AdviceFacts) -> bool:
    """Return whether the text has what the note that gets you by has, be it ever so general (S5)."""
    plain = data("parts", reading.language)["plain"][_plan_of(facts.known)]
    return all(spans_of(key, reading, facts, _named(facts)) for key in plain)


def spans_of(key: str, reading: Reading, facts: AdviceFacts, named: frozenset[str] | None = None) -> tuple[Span, ...]:
    """Return the sentences that carry a part; one with a gap in it does not carry anything yet."""
    rule, language = part_rules(reading.language)[key], reading.language
    named = _named(facts) if named is None else named
    found = (reading.sentence_at(each.start) for each in find(rule.cues, reading.plain, reading.low))
    cued = {sentence.start: sentence for sentence in found if sentence is not None}
    if rule.is_particular:
        common = general(language) | named
        cued = {start: sentence for start, sentence in cued.items() if not sentence.stems <= common}
    logged = [_subject(text, language, named) for text in _logged(key, facts.known) if text.strip()]
    return tuple(
        sentence.span
        for sentence in reading.sentences
        if not reading.has_gap(sentence)
        and (sentence.start in cued or any(len(sentence.stems & wanted) >= enough for wanted, enough in logged))
    )


def _logged(key: str, known: Facts) -> tuple[str, ...]:
    return _FACTS[key](known) if key in _FACTS else ()


def _subject(text: str, language: str, named: frozenset[str]) -> tuple[frozenset[str], int]:
    """The stems of a logged note and how many of them a sentence about it has: of a note with few, one."""
    every = stems(text, language)
    wanted = every - general(language) - named or every
    return wanted, max(1, min(SHARED, (len(wanted) + 1) // 2))


def _plan_of(known: Facts) -> str:
    if known.kind == "after_answer" and known.answer:
        return f"after_{known.answer}"
    return known.kind


def _named(facts: AdviceFacts) -> frozenset[str]:
    """The stems of names that stand in every letter for this position, and so are nothing particular."""
    known = facts.known
    return stems(" ".join((known.recipient.name, known.company, known.title, known.writer)), known.language)
