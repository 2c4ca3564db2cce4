"""Words that a line end may not part: titles and names, the parts of a date, a short last word and the one before."""

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

SHORT_WORD = 5
"""A last word of at most this many characters, its punctuation counted, does not stand alone on the last line."""

_LISTS = tomllib.loads((Path(__file__).parent / "bindings.toml").read_text(encoding="utf-8"))
_TITLES = frozenset(title for titles in _LISTS["titles"].values() for title in titles.split())
_MONTHS = frozenset(month for months in _LISTS["months"].values() for month in months.split())

_OPENING = "(\"'“‘„«‚¿¡"
_CLOSING = ".,;:!?)\"'”’»…"
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?,?")
_DAY_OR_MONTH = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{4}")
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*")
_OF = frozenset({"of", "de", "del"})


def bound(words: Sequence[str]) -> list[bool]:
    """Return, for each word of a paragraph but the last, whether the next one has to stand on the same line.

    The words are what stands between spaces, or a part of a hyphenated one, in the order of the text.
    """
    ties = [_is_titled(word, following) for word, following in pairwise(words)]
    for start in range(len(words)):
        for index in range(start, start + _date_ties(words[start : start + 5])):
            ties[index] = True
    if ties and len(words[-1]) <= SHORT_WORD:
        ties[-1] = True
    return ties


def _is_titled(word: str, following: str) -> bool:
    """Whether the first word is a title, or an initial, and the second the name it belongs to."""
    bare, name = word.lstrip(_OPENING), following.lstrip(_OPENING)
    if not name[:1].isupper():
        return False
    return bare in _TITLES or (_INITIAL.fullmatch(bare) is not None and bare[0].isupper())


def _date_ties(words: Sequence[str]) -> int:
    """Return how many of the gaps that follow belong to a date which begins with the first of at most five words."""
    first = words[0].lstrip(_OPENING)
    if len(words) > 1 and _DAY.fullmatch(first):
        gaps = _ties_to_month(words)
        return gaps + _ties_to_year(words[gaps:]) if gaps else 0
    if len(words) > 1 and _is_month(first):
        if _DAY.fullmatch(words[1]):
            return 1 + _ties_to_year(words[1:])
        return 1 if _DAY_OR_MONTH.fullmatch(_bare(words[1])) else _ties_to_year(words)
    return 0


def _ties_to_month(words: Sequence[str]) -> int:
    if _is_month(words[1]):
        return 1
    if len(words) > 2 and words[1].lower() in _OF and _is_month(words[2]):
        return 2
    # Vietnamese: 18 tháng 11 năm 2026
    return 2 if len(words) > 2 and words[1].lower() == "tháng" and _DAY_OR_MONTH.fullmatch(_bare(words[2])) else 0


def _ties_to_year(words: Sequence[str]) -> int:
    """Return how many gaps lie between the first word, a month or a day, and the year after it; none without a year."""
    if len(words) > 1 and _YEAR.fullmatch(_bare(words[1])):
        return 1
    if len(words) > 2 and words[1].lower() in _OF | {"năm"} and _YEAR.fullmatch(_bare(words[2])):
        return 2
    return 0


def _is_month(word: str) -> bool:
    return _bare(word).lower() in _MONTHS


def _bare(word: str) -> str:
    return word.rstrip(_CLOSING)
