"""One noun with what stands before it: is it surely one, and does it want an article?"""

import re
import unicodedata
from itertools import pairwise

from letters.drafting.lexicon import Lexicon

LONGEST_THING = 4
LONGEST_PASTIME = 2
LONGEST_BY_LETTERS = 3
LONGEST_SHOUT = 5


class Unfit(Exception):
    """The words are no noun phrase."""


def _with_article(words: list[str], lexicon: Lexicon, article: str) -> list[str]:
    if article == lexicon.definite:
        return [lexicon.definite, *words]
    first = words[0]
    if first.isupper():
        is_word = first[:2].lower() in lexicon.onsets or first[1:2] in "AEIOUY"
        by_letters = len(first) <= LONGEST_BY_LETTERS or not is_word
        before_vowel = first[0] in "AEIO" or (
            bool(by_letters) and first[0] in "FHLMNRSX" and first not in lexicon.said_as_words
        )
    else:
        low = unicodedata.normalize("NFD", first).lower()
        before_vowel = low.startswith((*"aeiou", *lexicon.vowel_sounds)) and not low.startswith(
            lexicon.consonant_sounds
        )
    return [lexicon.indefinite[before_vowel], *words]


def with_article(text: str, lexicon: Lexicon) -> str:
    """A gift's words with the article that the note left out: "a paper in Taxon on old labels"."""
    words = text.split()
    at = next((index for index, word in enumerate(words) if word.lower() in lexicon.prepositions), 0)
    is_thing = 0 < at <= LONGEST_THING and words[at - 1].lower() in lexicon.things_given
    before = [word.lower() for word in words[:at]]
    is_named = len(before) > 1 and all(word[0].isupper() for word in words[:at])  # "Ceramic Review on glazes"
    is_owned = set(before) & (lexicon.determiners | lexicon.owning | lexicon.others)
    is_set = is_named or is_owned or any("'" in word for word in before)
    if not is_thing or is_set or any(lexicon.is_verb(word) for word in before[:-1]):
        return text
    return " ".join(_with_article(words, lexicon, lexicon.indefinite[0]))


def _is_name(word: str, may_be_ordinary: bool, lexicon: Lexicon) -> bool:
    """Whether a word is a name or an acronym; a lone word may owe its capital to the phone it was typed on."""
    if word.lower() in lexicon.always_capital or (word.isupper() and len(word) <= 5):
        return True
    if not word[0].isupper():
        return any(char.isupper() for char in word)
    return not (may_be_ordinary and lexicon.is_ordinary(word))


def _inner_start(small: list[str], lexicon: Lexicon) -> int:
    """Where a second noun begins inside a chunk ("pair programming | two days a week"); 0 where none does."""
    marks = [word in lexicon.determiners for word in small]
    return next((index for index in range(1, len(small)) if marks[index] and not marks[index - 1]), 0)


def noun_chunk(words: list[str], lexicon: Lexicon, *, article: str) -> list[str]:
    """One noun with what stands before it; a bare singular gets `article`. Raises where it is no noun or wants one."""
    small = [word.lower() for word in words]
    if not words or any(word in lexicon.loose and word not in lexicon.adjectives for word in small):
        raise Unfit
    if not lexicon.relatives.isdisjoint(small):
        raise Unfit
    if len(words) > 1 and (words[-1].isdigit() or small[-1] in lexicon.numbers):
        is_year = len(words[-1]) == len("2026")
        is_counted = (
            len(words) == 2 and small[0] in lexicon.countable and not is_year
        )  # "year three", not "boiler 1962"
        return words if is_counted else [*noun_chunk(words[:-1], lexicon, article=""), words[-1]]
    if inner := _inner_start(small, lexicon):
        if not all(word in lexicon.determiners or word in lexicon.measures for word in small[inner:]):
            raise Unfit
        return [*noun_chunk(words[:inner], lexicon, article=article), *words[inner:]]
    if words[0].lower() not in lexicon.determiners and any(word[0].isdigit() for word in words[1:-1]):
        raise Unfit  # "hybrid 3 days", "kids 1st glasses"
    is_set = small[0] in lexicon.determiners or small[0] in lexicon.possessive_me
    body = words[1:] if is_set else words
    if not body or (not is_set and words[0].islower() and re.search(r"['’]s$", words[0])):
        raise Unfit
    if is_set:
        return _set_chunk(words, body, lexicon)
    return _bare_chunk(words, lexicon, article)


def _is_crowded(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a word between the first and the last is no known part of a name for one thing: "calls sat nights".

    A day or a month there tells when, and its preposition was left out: "call volume Saturday nights".
    """
    for before, word in pairwise(words[:-1]):
        small = word.lower()
        is_when = small in lexicon.days_and_months and before.lower() not in lexicon.determiners
        is_part = small.endswith(lexicon.gerund) or "-" in word or not word.islower() or not word.isalpha()
        known = lexicon.name_parts if lexicon.is_plural(before.lower()) else lexicon.name_parts_and_verbs
        if is_when or not (is_part or known & {*lexicon.singulars(small)}):
            return True
    return False


def _is_no_noun(head: str, lexicon: Lexicon) -> bool:
    known = head in lexicon.things or lexicon.is_plural(head)
    return not known and (head in lexicon.adjectives or head.endswith((*lexicon.not_nouns_endings, lexicon.past)))


def _set_chunk(words: list[str], body: list[str], lexicon: Lexicon) -> list[str]:
    head = body[-1].lower()
    first, is_plural = words[0].lower(), lexicon.is_plural(head)
    mismatch = (first in lexicon.indefinite and is_plural and head not in lexicon.countable) or (
        first in lexicon.of_many and not is_plural and head not in lexicon.mass
    )
    if (
        mismatch
        or _is_crowded(body, lexicon)
        or _is_no_noun(head, lexicon)
        or (len(body) > 1 and is_only_done(head, lexicon))
    ):
        raise Unfit
    return words


def is_only_done(head: str, lexicon: Lexicon) -> bool:
    """Whether a last word in -s tells what the word before it does: "ticket expires", unlike "power cuts"."""
    forms = {form for form in lexicon.singulars(head) if form != head}
    return not forms & lexicon.nouns and bool(forms & lexicon.all_verbs)


def _is_told_of(many: str, head: str, lexicon: Lexicon) -> bool:
    """Whether a last word may be what several do: "nights start", "parents volunteer"."""
    are_many = lexicon.is_plural(many) and any(form in lexicon.countable for form in lexicon.singulars(many))
    return are_many and head in lexicon.all_verbs


def _may_tell(word: str, lexicon: Lexicon) -> bool:
    """Whether a first word in -s tells what somebody does to the next: "walks people", unlike "sales targets"."""
    forms = {*lexicon.singulars(word)} - {word}
    listed = word in lexicon.things or word in lexicon.adjectives
    return word.endswith("s") and not listed and bool(forms & lexicon.all_verbs)


def _bare_chunk(words: list[str], lexicon: Lexicon, article: str) -> list[str]:
    head = words[-1].lower()
    if len(words) > 1 and _may_tell(words[0].lower(), lexicon):
        raise Unfit
    if (
        _is_crowded(words, lexicon)
        or _is_no_noun(head, lexicon)
        or any(is_only_done(word.lower(), lexicon) for word in words[1:])
    ):
        raise Unfit
    if len(words) > 1 and _is_told_of(words[-2].lower(), head, lexicon):
        raise Unfit
    is_thing = head in lexicon.countable and words[-1] in lexicon.spelled.values()
    if not is_thing and _is_name(words[-1], len(words) == 1, lexicon):
        # A long word in capitals may be a name, or only typed in capitals.
        is_shouted = len(words) == 1 and words[0].isupper() and len(words[0]) > LONGEST_SHOUT
        if not is_shouted and all(_is_name(word, False, lexicon) for word in words):
            return words
        raise Unfit
    alone = (
        len(words) <= LONGEST_PASTIME
        and words[0].lower() not in lexicon.adverbial | lexicon.family  # "wife expecting"
        and head.endswith(lexicon.gerund)
        and len(head) > 5
        and head not in lexicon.countable
    )
    if alone or lexicon.is_plural(head) or head in lexicon.mass or head.endswith(tuple(lexicon.mass_endings)):
        return words
    if head in lexicon.countable and article and words[0].lower() not in lexicon.of_mass:
        return _with_article(words, lexicon, article)
    raise Unfit
