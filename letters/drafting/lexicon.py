"""The word lists of a language as sets, and what they say about one word."""

import re
from dataclasses import dataclass, fields
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from letters.drafting.word_lists import WordLists
from letters.drafting.wordings import wordings


def _words(value: str | list[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


@dataclass(frozen=True)
class Lexicon(WordLists):
    """The word lists, what they come to together, and what they say about one word."""

    @cached_property
    def all_verbs(self) -> frozenset[str]:
        """Whatever may be a verb where somebody who does it stands before."""
        return self.verbs | self.verbs_after | self.verbs_told

    @cached_property
    def done_by_me(self) -> frozenset[str]:
        """Verbs of which the past may be the writer's own."""
        return self.verbs | self.verbs_after | self.i_did

    @cached_property
    def things(self) -> frozenset[str]:
        """Nouns for things, countable or not."""
        return self.countable | self.mass

    @cached_property
    def things_and_people(self) -> frozenset[str]:
        """Nouns that are no verbs as well."""
        return self.things | self.people

    @cached_property
    def nouns(self) -> frozenset[str]:
        """All nouns, those that are verbs just as well among them."""
        return self.things_and_people | self.deeds

    @cached_property
    def name_parts(self) -> frozenset[str]:
        """What may stand inside a name for one thing: "power cut rota"."""
        return self.nouns | self.adjectives | self.determiners

    @cached_property
    def name_parts_and_verbs(self) -> frozenset[str]:
        """The same where nothing before it could do it."""
        return self.name_parts | self.verbs_told

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Whatever a list knows that might be taken for somebody."""
        return self.ordinary | self.deeds | self.verbs_told | self.always_capital

    @cached_property
    def days_and_months(self) -> frozenset[str]:
        """The days and months that are written large."""
        return self.times & self.always_capital

    @cached_property
    def object_openers(self) -> frozenset[str]:
        """What an object may begin with, right behind its verb."""
        return self.determiners | self.possessive_me | self.prepositions | self.adjectives | self.mass

    @cached_property
    def owning(self) -> frozenset[str]:
        """Whose something is, as it stands before."""
        return self.possessive_me | {forms["own"] for forms in self.reader_words}

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that stand before a name and are no part of it."""
        return (
            self.determiners | self.joiners | self.prepositions | self.others | self.possessive_me | self.wh
            | self.subjects | self.auxiliaries | self.adverbs | self.adverb_openers
        )  # fmt: skip

    @cached_property
    def _aside(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self.asides))})(?!\w)")

    def has_aside(self, text: str) -> bool:
        """Whether a text holds words said to oneself, as whole words."""
        return self._aside.search(text.lower()) is not None

    @cached_property
    def statement_words(self) -> frozenset[str]:
        """Words that stand in a statement and in no plain noun phrase: verbs, and whoever speaks or is spoken of."""
        verbs = self.verbs - self.mass - self.countable
        return self.subject_me | self.others | self.auxiliaries | self.wh | verbs

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The words of all lists that hold no names."""
        return (
            self.determiners | self.joiners | self.prepositions | self.others | self.possessive_me | self.wh
            | self.degree | self.subjects | self.loose | self.auxiliaries | self.verbs | self.mass | self.people
            | self.countable | self.adjectives | self.adverb_openers
        )  # fmt: skip

    def is_shorthand(self, text: str) -> bool:
        """Whether a written-out text still holds shorthand: "u", "mgt", "yr7s"; what has capitals is a name."""
        for typed in text.split():
            word = typed.strip(".,;:!?()\"'’")
            if word.lower() in self.cryptic and not word.isupper():
                return True
            if re.fullmatch(r"[a-z]+\d+[a-z]*", word):
                return True
            if re.fullmatch(r"[b-df-hj-np-tv-xz]{2,}", word) and word not in self.without_vowel:
                return True
        return False

    def is_cut_short(self, text: str) -> bool:
        """Whether a small word was left out: nobody stands before "own", or "then" joins what "and" should."""
        words = ["", *(word.strip(",").lower() for word in text.split())]
        has_no_owner = any(word == self.own and before not in self.owners for before, word in pairwise(words))
        return has_no_owner or any(word == self.then and before for before, word in pairwise(words))

    @cached_property
    def owners(self) -> frozenset[str]:
        """What may stand before "own"."""
        return self.owning | self.own_of_others | {self.definite, self.you["own"]}

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
        if any(form in self.ordinary for form in self.singulars(small)):
            return True
        return small.endswith(tuple(self.ordinary_endings)) or ("-" in small and small[1:] == word[1:])

    def is_verb(self, word: str) -> bool:
        """Whether a lower-case word may be a verb where somebody who does it stands before."""
        listed = any(word in pool for pool in (self.auxiliaries, self.verbs, self.verbs_after, self.past_forms))
        return listed or (len(word) > 4 and word.endswith(self.past))

    def has_verb(self, words: list[str]) -> bool:
        """Whether some word is surely a verb: an auxiliary, a listed one, or one with the ending of the past."""
        return any(self.is_verb(word) or word.endswith(self.past) for word in words)


def lower_first(text: str, lexicon: Lexicon) -> str:
    """The text as it stands in mid-sentence: an ordinary first word loses its capital, a name keeps it."""
    first = re.match(r"[^\W_]+(?:['’\-][^\W_]+)*", text)
    if first is None:
        return text
    word = first.group()
    if not word[0].isupper() or word[1:] != word[1:].lower() or word.lower() in lexicon.always_capital:
        return text
    # "Registrars Committee": a second large word makes a name of the first.
    if re.match(r"\s[^\W_]*[A-Z][a-z]", text[first.end() :]) and word.lower() not in lexicon.small_words:
        return text
    return text[0].lower() + text[1:] if lexicon.is_ordinary(word) else text


def _entries(value: str) -> tuple[str, ...]:
    """What stands between upright strokes or on lines of its own."""
    return tuple(entry.strip() for entry in re.split(r"[|\n]", value) if entry.strip())


@cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon of a language."""
    source = dict(wordings(language).lexicon)
    source["conjunction"] = source.pop("and")
    source["openings"] = tuple(sorted(_entries(source["openings"]), key=len, reverse=True))
    source["asides"] = _entries(source["asides"])
    for name in ("blank_notes", "fixed_pairs", "takes_the"):
        source[name] = list(_entries(source[name]))
    for name in ("indefinite", "vowel_sounds", "consonant_sounds", "missing", "yet"):
        source[name] = tuple(source[name])
    source["reader_words"] = tuple(source["reader_words"])
    kinds = {field.name: field.type for field in fields(Lexicon)}
    lists: dict[str, Any] = {
        name: _words(value) if kinds[name] == frozenset[str] else value for name, value in source.items()
    }
    return Lexicon(**lists)
