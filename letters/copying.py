"""Copying a letter by hand from a screen: what to do next, one step at a time.

The lines are those of the copy sheet (letters/hand.py); between two sides of the card stands a step of its own, so
that nobody writes over the edge.
"""

import hashlib
import math
from dataclasses import dataclass
from enum import StrEnum

from letters.faces import face
from letters.hand import Hand, Layout
from letters.stationery import Card

SPARE = 1.02
"""By how much a line may come out longer on a screen than it was measured: there a face comes in several files,
and no two letters of different files are kerned."""


class Kind(StrEnum):
    """What a step asks for."""

    LINE = "line"  # write this line
    BLANK = "blank"  # leave a line free
    TURN = "turn"  # turn the card over
    CARD = "card"  # take another card
    PANEL = "panel"  # go on with the next panel of a folded card
    END = "end"  # nothing more


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a line with its `number` of the `lines` that the letter takes on this `side` of `sides`.

    `tenths` is how long the line is in tenths of the size of its letters, rounded up. A step between two sides, and
    the last one, belong to the side before them.
    """

    kind: Kind
    side: int
    sides: int
    number: int
    lines: int
    text: str = ""
    tenths: int = 10

    @property
    def digits(self) -> tuple[int, int, int]:
        """The length as its tens, units and tenths: a style sheet has a rule for each digit, and none for a length."""
        return self.tenths // 100, self.tenths // 10 % 10, self.tenths % 10


def steps(layout: Layout, card: Card, hand: Hand) -> tuple[Step, ...]:
    """Return the steps in which this layout is copied on this card; the last one says that all is written."""
    hand_face, sides, found = face(hand.face), len(layout.sides), list[Step]()
    for side, lines in enumerate(layout.sides, 1):
        for line in lines:
            tenths = math.ceil(hand_face.advance(line.text) / hand_face.units_per_em * SPARE * 10)
            kind = Kind.LINE if line.text else Kind.BLANK
            found.append(Step(kind, side, sides, line.number, len(lines), line.text, max(tenths, 10)))
        kind = Kind.END if side == sides else _between(side, card)
        found.append(Step(kind, side, sides, len(lines), len(lines)))
    return tuple(found)


def fingerprint(found: tuple[Step, ...]) -> str:
    """Return 16 hexadecimal digits that change when any step does."""
    told = "\n".join(f"{step.kind} {step.side} {step.number} {step.text}" for step in found)
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _between(side: int, card: Card) -> Kind:
    if card.is_folded:
        return Kind.PANEL
    return Kind.TURN if side % 2 else Kind.CARD
