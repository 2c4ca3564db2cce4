"""What a text is about: the stems of its words of content, so that "budgets" and "budgeting" meet."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from unicodedata import combining, normalize

from letters.advice.phrases import data

# With the accents that some systems send as characters of their own.
WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*|['’\-&.][^\W_]+)*")
LONGEST_STEM = 6

_PARTS = re.compile(r"[-&.]")


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the words that say nothing about a subject."""
    return frozenset(data("words", language)["small"].split())


@cache
def _stems_of(name: str, language: str) -> frozenset[str]:
    return frozenset(stem(word) for word in data("words", language)[name].split())


def general(language: str) -> frozenset[str]:
    """Return the stems that stand in any letter after an interview: meeting, time, position."""
    return _stems_of("general", language)


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """Return a word in small letters without accents, its possessive ending and its apostrophes."""
    low = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
    return low if low.isascii() else "".join(each for each in normalize("NFD", low) if not combining(each))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what the forms of a word have in common, roughly."""
    low = bare(word)
    for ending in ("ies", "ings", "ing", "ers", "er", "ed", "es", "s", "y", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith("ss"):
            low = low[: -len(ending)]
            break
    return low[:LONGEST_STEM]


@lru_cache(maxsize=8192)
def _stems_of_word(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word and of its parts; none of a small word. An acronym counts, however short."""
    small, pieces = small_words(language), _PARTS.split(word)
    return tuple(
        stem(piece)
        for piece in ([*pieces, "".join(pieces)] if len(pieces) > 1 else pieces)
        if (len(piece) > 2 or (len(piece) > 1 and piece.isupper())) and bare(piece) not in small
    )


def stems_of(words: Iterable[str], language: str) -> frozenset[str]:
    """Return the stems of the words of content among these, written as they stand."""
    return frozenset(chain.from_iterable(_stems_of_word(word, language) for word in words))


def stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words of content of a text."""
    return stems_of(WORD.findall(text), language)


def speaks_of(text_stems: frozenset[str], subject: str, language: str) -> bool:
    """Return whether a text with these stems names the subject: one of its particular words, else one of any."""
    wanted = stems(subject, language)
    particular = wanted - general(language)
    return bool(text_stems & (particular or wanted)) or not wanted
