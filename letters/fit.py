"""How a text fits the card: for the meter beside it and the sheet, by the same function."""

from dataclasses import dataclass

from letters.hand import Layout, lay_out, unwritable
from letters.models import Letter
from letters.paper import card_of, hand_of
from letters.stationery import Card


@dataclass(frozen=True)
class Fit:
    """The layout of a text on its card, and the characters that the hand face cannot write."""

    layout: Layout
    card: Card
    unwritable: tuple[str, ...]

    @property
    def lines_there_are(self) -> int:
        """Lines on all the sides that the letter takes."""
        return self.layout.lines_per_side * len(self.layout.sides)

    @property
    def sides(self) -> int:
        return len(self.layout.sides)


def fit_of(letter: Letter, text: str) -> Fit:
    """Return how `text` fits the letter's card in its writer's hand."""
    user = letter.position.owner
    card, hand = card_of(user, letter.card), hand_of(user)
    return Fit(lay_out(text, card, hand), card, unwritable(text, hand.face))
