"""Text as it is searched: one form for every way of writing a word, and where in the written text it stands. Pure.

Folding goes character by character, so that a place in the folded text is a place in the written one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# A longer query is no query; so many characters are also far below what LIKE takes in either database.
LONGEST_QUERY = 200

# Accents (Latin, Greek, Cyrillic), points and vowels (Hebrew, Arabic), and the line that only stretches an Arabic word.
_MARK = re.compile(
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]"
)
# Letters that Unicode does not take apart, and what different keyboards make of one key.
_ALIKE = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "־": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-",
    }
)  # fmt: skip
_CONTROLS = dict.fromkeys((*range(32), 127), " ")
_MOST_FOLDS = 8192  # as many as a language writes with; a text of all of Unicode is no reason to keep it
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of written text, and whether it is what was searched for."""

    text: str
    is_hit: bool


def folded(text: str) -> str:
    """Return text without case, accents and invisible characters; typographic quotes and dashes are plain ones.

    The fold of a text is that of its characters, one after the other.
    """
    if text.isascii():
        return text.lower() if text.isprintable() else text.lower().translate(_CONTROLS)
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """The fold of each character by its number, worked out when it is first asked for."""

    def __missing__(self, number: int) -> str:
        fold = _folded_character(chr(number))
        if len(self) < _MOST_FOLDS:
            self[number] = fold
        return fold


_FOLDS = _Folds()


def _folded_character(character: str) -> str:
    if unicodedata.category(character) in {"Cf", "Cs", "Cn", "Co"}:
        return ""
    if character.isspace() or unicodedata.category(character) == "Cc":
        return " "
    plain = _MARK.sub("", unicodedata.normalize("NFKD", character.translate(_ALIKE)))
    return plain.casefold().translate(_ALIKE)


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded, the longest first; none for a query above LONGEST_QUERY characters.

    Quotes around words mean nothing. A word that is part of another one of the query says nothing more.
    """
    if len(query) > LONGEST_QUERY:
        return ()
    words = {word.strip(_QUOTES) or word for word in folded(query).split()}
    return tuple(
        sorted(
            (word for word in words if not any(word != other and word in other for other in words)),
            key=lambda word: (-len(word), word),
        )
    )


def contains(text: str, words: Iterable[str]) -> bool:
    """Whether every word stands somewhere in the text."""
    there = folded(text)
    return all(word in there for word in words)


def marked(text: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Return the text in pieces, those that hold one of the folded words as hits; together they are the text."""
    return tuple(_pieces(text, _spans(text, words)))


def excerpt(text: str, words: Iterable[str], most: int = 180) -> tuple[Piece, ...]:
    """Return about `most` characters of the text around its first hit, in pieces; all white space is one space.

    It begins and ends between words where it can, and with an ellipsis where something is left out.
    """
    text = " ".join(text.split())
    spans = _spans(text, words)
    if len(text) <= most:
        return tuple(_pieces(text, spans))
    first = spans[0][0] if spans else 0
    start = max(0, min(first - most // 3, len(text) - most))
    end = min(start + most, len(text))
    if start > 0:
        gap = text.find(" ", start, first)
        start = gap + 1 if gap >= 0 else start
    if end < len(text):
        gap = text.rfind(" ", max(first, start) + 1, end)
        end = gap if gap > 0 else end
    inside = [(max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and e > start]
    before, after = "…" if start > 0 else "", "…" if end < len(text) else ""
    pieces = list(_pieces(text[start:end], inside))
    return (*([Piece(before, False)] if before else []), *pieces, *([Piece(after, False)] if after else []))


def _spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where in the text the words stand, from and to, in order; what overlaps is one."""
    folds = [_FOLDS[ord(character)] for character in text]
    there = "".join(folds)
    wanted = [word for word in words if word and word in there]
    if not wanted:
        return []
    origin = [index for index, fold in enumerate(folds) for _ in fold]
    found = sorted(
        (origin[match.start()], origin[match.end() - 1] + 1)
        for word in wanted
        for match in re.finditer(re.escape(word), there)
    )
    joined: list[tuple[int, int]] = []
    for start, last in found:
        end = last
        while end < len(text) and not folds[end]:
            end += 1  # accents that stand after their letter belong to it
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start > at:
            yield Piece(text[at:start], is_hit=False)
        yield Piece(text[start:end], is_hit=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], is_hit=False)
