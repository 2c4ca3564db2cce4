"""How close two words are, accents and all."""

import unicodedata
from functools import lru_cache

from letters.advice.stems import bare

SHORT, LONG = 4, 8
"""Words of at most SHORT letters are too easily another word; from LONG letters on two slips are one misspelling."""


@lru_cache(maxsize=8192)
def same(word: str) -> str:
    """Return the form in which two spellings are the same name: composed, in small letters, without possessive."""
    low = unicodedata.normalize("NFC", word).casefold().replace("’", "'")
    return low.removesuffix("'s")


@lru_cache(maxsize=4096)
def distance(one: str, other: str, most: int) -> int:
    """Return how many slips part two words, a slip being a letter too many, too few, wrong, or two in wrong order
    (optimal string alignment); most + 1 for anything above `most`.
    """
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, counterpart in enumerate(other, 1):
            cost = min(here[-1] + 1, last[column] + 1, last[column - 1] + (letter != counterpart))
            is_swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == counterpart
            here.append(min(cost, before_last[column - 2] + 1) if is_swapped else cost)
        before_last, last = last, here
    return min(last[-1], most + 1)


@lru_cache(maxsize=8192)
def is_accent_slip(word: str, name: str) -> bool:
    """Return whether a word is the name but for its accents."""
    return same(word) != same(name) and bare(word) == bare(name)


@lru_cache(maxsize=8192)
def is_slip(word: str, name: str) -> bool:
    """Return whether a word is nearly the name, and not the name."""
    one, other = same(word), same(name)
    most = 2 if len(other) >= LONG else 1
    return one != other and distance(one, other, most) <= most
