"""The word lists of a language as sets, and what they say about one word."""

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from letters.drafting.wordings import wordings


def _words(value: str | list[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


@dataclass(frozen=True)
class Lexicon:
    """Sets of lower-case words; lexicon.toml says what each is for."""

    determiners: frozenset[str]
    joiners: frozenset[str]
    prepositions: frozenset[str]
    article_after: frozenset[str]
    others: frozenset[str]
    mine: frozenset[str]
    subject_me: frozenset[str]
    possessive_me: frozenset[str]
    third: frozenset[str]
    wh: frozenset[str]
    wh_of_whole: frozenset[str]
    wh_phrases: frozenset[str]
    degree: frozenset[str]
    subjects: frozenset[str]
    loose: frozenset[str]
    auxiliaries: frozenset[str]
    verbs: frozenset[str]
    verbs_at_first: frozenset[str]
    mass: frozenset[str]
    people: frozenset[str]
    countable: frozenset[str]
    ordinary_endings: frozenset[str]
    mass_endings: frozenset[str]
    not_nouns_endings: frozenset[str]
    adjectives: frozenset[str]
    adverb_openers: frozenset[str]
    title_tails: frozenset[str]
    always_capital: frozenset[str]
    measures: frozenset[str]
    abbreviations: frozenset[str]
    indefinite: tuple[str, str]
    definite: str
    conjunction: str
    that: str
    to: str
    gerund: str
    past: str
    openings: tuple[str, ...]
    asides: tuple[str, ...]

    def is_plural(self, word: str) -> bool:
        """Whether a lower-case word ends like a plural noun."""
        if word in self.people:
            return True
        return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))

    def singulars(self, word: str) -> tuple[str, ...]:
        """What a plural may be the plural of."""
        found = [word, word.removesuffix("'s").removesuffix("’s")]
        if word.endswith("s"):
            found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
        return tuple(found)

    def is_ordinary(self, word: str) -> bool:
        """Whether a word written with a capital is an ordinary word that a phone capitalised, not a name."""
        small = word.lower()
        if small in self.subject_me:
            return False
        pools = (
            self.determiners, self.joiners, self.prepositions, self.others, self.possessive_me, self.wh, self.degree,
            self.subjects, self.loose, self.auxiliaries, self.verbs, self.mass, self.people, self.countable,
            self.adjectives, self.adverb_openers,
        )  # fmt: skip
        if any(form in pool for form in self.singulars(small) for pool in pools):
            return True
        return small.endswith(tuple(self.ordinary_endings)) or ("-" in small and small[1:] == word[1:])

    def has_verb(self, words: list[str]) -> bool:
        """Whether some word is surely a verb: an auxiliary, a listed one, or one with the ending of the past."""
        return any(word in self.auxiliaries or word in self.verbs or word.endswith(self.past) for word in words)


def lower_first(text: str, lexicon: Lexicon) -> str:
    """The text as it stands in mid-sentence: an ordinary first word loses its capital, a name keeps it."""
    first = re.match(r"[^\W_]+(?:['’\-][^\W_]+)*", text)
    if first is None:
        return text
    word = first.group()
    if not word[0].isupper() or word[1:] != word[1:].lower() or word.lower() in lexicon.always_capital:
        return text
    return text[0].lower() + text[1:] if lexicon.is_ordinary(word) else text


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language."""
    source = dict(wordings(language).lexicon)
    source["conjunction"] = source.pop("and")
    source["openings"] = tuple(
        sorted(
            (entry.strip() for entry in re.split(r"[|\n]", source["openings"]) if entry.strip()), key=len, reverse=True
        )
    )
    source["asides"] = tuple(entry.strip() for entry in re.split(r"[|\n]", source["asides"]) if entry.strip())
    source["indefinite"] = tuple(source["indefinite"])
    kinds = {field.name: field.type for field in fields(Lexicon)}
    lists: dict[str, Any] = {
        name: _words(value) if kinds[name] == frozenset[str] else value for name, value in source.items()
    }
    return Lexicon(**lists)
