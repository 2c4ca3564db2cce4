"""Gifts: information, never money, a voucher or goods (S10)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from letters.advice.findings import Finding
from letters.advice.phrases import Found, Phrase, data, find, longest, phrases
from letters.advice.reading import Reading, small
from letters.advice.stems import WORD, bare

REFUSED = ("money", "vouchers", "goods")


@dataclass(frozen=True)
class _Rules:
    giving: tuple[Phrase, ...]
    about: frozenset[str]
    gap: int
    words: dict[str, tuple[Phrase, ...]]
    enclosed: tuple[Phrase, ...]
    outright: tuple[Phrase, ...]


@cache
def _rules(language: str) -> _Rules:
    table = data("gifts", language)
    return _Rules(
        phrases(table["giving"]),
        frozenset(table["about"].split()),
        table["gap"],
        {name: phrases(table[name]["words"]) for name in REFUSED},
        phrases(table["goods"]["enclosed"]),
        phrases(table["vouchers"]["outright"]),
    )


def _finding(name: str, language: str, start: int, end: int) -> Finding:
    table = data("gifts", language)[name]
    return Finding(f"gift_{name}", table["source"], ((start, end),), table["why"], None, "too much")


def gifts(reading: Reading) -> list[Finding]:
    """Return what the letter gives though it is no information."""
    rules, language = _rules(reading.language), reading.language
    found = [("vouchers", each) for each in find(rules.outright, reading.plain, reading.low)]
    if given := list(find(rules.giving, reading.plain, reading.low)):
        named = [*_named(reading.plain, reading.low, rules)]
        named += [("goods", each) for each in find(rules.enclosed, reading.plain, reading.low)]
        found += [(name, each) for name, each in named if _is_given(reading, each, given)]
    return [_finding(name, language, each.start, each.end) for name, each in found]


def refused(text: str, language: str = "en") -> Finding | None:
    """Return why something is no gift to put on the shelf, None where it may be one; `text` says what it is."""
    rules = _rules(language)
    for name, each in _named(text, small(text), rules):
        if not any(bare(word) in rules.about for word in WORD.findall(text[: each.start])):
            return _finding(name, language, each.start, each.end)
    return None


def _named(plain: str, low: str, rules: _Rules) -> Iterator[tuple[str, Found]]:
    """Money, vouchers and goods in the order of REFUSED, each place once."""
    taken: list[Found] = []
    for name in REFUSED:
        for each in longest(find(rules.words[name], plain, low)):
            if all(each.end <= other.start or other.end <= each.start for other in taken):
                taken.append(each)
                yield name, each


def _is_given(reading: Reading, named: Found, given: Sequence[Found]) -> bool:
    """Whether the sentence gives it shortly before it names it, and not something about it."""
    rules, sentence = _rules(reading.language), reading.sentence_at(named.start)
    if sentence is None:
        return False
    for giving in given:
        if sentence.start <= giving.start and giving.end <= named.start:
            between = WORD.findall(reading.plain[giving.end : named.start])
            if len(between) <= rules.gap and not any(bare(word) in rules.about for word in between):
                return True
    return False
