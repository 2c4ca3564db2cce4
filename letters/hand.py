"""The person's handwriting: how their letter breaks into written lines on a card, and how long it takes to write.

Text, card and hand in; lines, fit and minutes out. The copy sheet, the copy page and the live meter all ask here, so
they never disagree. Lines are as long as the hand face is, set so that `calibration_line` has the person's width.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from letters.breaking import broken
from letters.faces import HAND_FACES, face
from letters.stationery import Card
from letters.written import written

calibration_line = "Thank you, Dr Wolf, for a brave jazz mix"
"""What the person copies to be measured: 40 characters, on the average as wide as those of a letter."""

HAND_SIZES = {"small": 2.6, "medium": 3.2, "large": 4.0}
"""Millimetres per character for a person who has not measured."""

PITCHES = (7, 8, 9, 10)
"""The distances from line to line one can choose, in millimetres."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A handwriting: its width, the distance of its lines, its speed and the face that stands for it.

    Raise ValueError where a measure is not positive or the face is none of HAND_FACES.
    """

    mm_per_char: float
    pitch_mm: float
    words_per_minute: int = 15
    face: str = "playpen"

    def __post_init__(self) -> None:
        if not all(0 < measure < math.inf for measure in (self.mm_per_char, self.pitch_mm, self.words_per_minute)):
            raise ValueError("A hand needs a width, a pitch and a speed above zero.")
        if self.face not in HAND_FACES:
            raise ValueError(f"There is no hand face {self.face!r}.")

    @property
    def font_size_mm(self) -> float:
        """The size at which the face is as wide as the hand."""
        return self.mm_per_char * face(self.face).units_per_em / _mean_advance(self.face)


class LineEnd(StrEnum):
    """Why a written line ends where it does."""

    WRAP = "wrap"  # at a space of the text, which the line end stands for
    INSIDE = "inside"  # inside a word, or after a hyphen or dash of it; nothing stands between it and the next line
    OWN = "own"  # at the person's own line end
    LAST = "last"  # at the end of the letter


_AFTER = {LineEnd.WRAP: " ", LineEnd.INSIDE: "", LineEnd.OWN: "\n", LineEnd.LAST: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One written line; empty for a blank one."""

    text: str
    end: LineEnd


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A written line in its place on a side, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A letter on its card: the sides in turn, each its lines from the top.

    `lines_used` counts the lines of all sides, blank ones too; `words` what has a letter or digit in it; `minutes` is
    the time to write it out by hand, rounded up.
    """

    sides: tuple[tuple[NumberedLine, ...], ...]
    lines_per_side: int
    words: int
    minutes: int

    @property
    def lines_used(self) -> int:
        """How many lines of the card the letter takes."""
        return sum(len(side) for side in self.sides)

    @property
    def fits(self) -> bool:
        """Whether one side is enough."""
        return len(self.sides) == 1


def joined(lines: Iterable[Line]) -> str:
    """Return the text that the lines were broken from: `joined(break_lines(text, ...)) == written(text)`."""
    return "".join(line.text + _AFTER[line.end] for line in lines)


def break_lines(text: str, width_mm: float, hand: Hand) -> tuple[Line, ...]:
    """Return the lines in which `written(text)` is written on lines of this width.

    Each line takes as many words as go on it. No word is hyphenated; one that has a hyphen or dash between letters may
    end a line there. Words that belong together (bindings) are not parted. What is longer than a line, words that
    belong together or a single word, starts a line of its own and is broken where it must be. More width never makes
    more lines.
    """
    plain = written(text)
    if not plain:
        return ()
    limit = width_mm * _mean_advance(hand.face) / hand.mm_per_char
    lines: list[Line] = []
    for paragraph in plain.split("\n"):
        spans = broken(paragraph, face(hand.face), limit + 1e-6)
        ends = [LineEnd.WRAP if end < start else LineEnd.INSIDE for (_, end), (start, _) in pairwise(spans)]
        lines += [Line(paragraph[a:b], end) for (a, b), end in zip(spans, [*ends, LineEnd.OWN], strict=True)]
    lines[-1] = Line(lines[-1].text, LineEnd.LAST)
    return tuple(lines)


def lay_out(text: str, card: Card, hand: Hand) -> Layout:
    """Return the letter on as many sides of this card as it takes, at least one. No side begins with a blank line."""
    per_side = max(card.lines_per_side(hand.pitch_mm), 1)
    sides: list[list[NumberedLine]] = [[]]
    for line in break_lines(text, card.writing_width_mm, hand):
        if len(sides[-1]) == per_side:
            sides.append([])
        if line.text or sides[-1]:
            sides[-1].append(NumberedLine(len(sides[-1]) + 1, line.text))
    words = sum(any(character.isalnum() for character in word) for word in written(text).split())
    return Layout(tuple(map(tuple, sides)), per_side, words, math.ceil(words / hand.words_per_minute))


def unwritable(text: str, face_key: str) -> tuple[str, ...]:
    """Return the characters of `written(text)` that the face cannot write, each once, in the order of the letter."""
    plain, hand_face = written(text), face(face_key)
    return tuple(each for each in dict.fromkeys(plain) if not each.isspace() and not hand_face.covers(each))


def width_mm(line: str, hand: Hand) -> float:
    """Return how long this line is in this hand."""
    return face(hand.face).advance(line) * hand.mm_per_char / _mean_advance(hand.face)


@cache
def _mean_advance(face_key: str) -> float:
    return face(face_key).advance(calibration_line) / len(calibration_line)
