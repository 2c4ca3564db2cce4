"""A small picture of a card with its lines and some words in the person's hand. Measures in millimetres."""

from dataclasses import dataclass

from letters.hand import Hand, lay_out
from letters.ruling import BASELINE_ABOVE_RULE
from letters.stationery import Card


@dataclass(frozen=True, slots=True)
class CardPicture:
    """One side of a card: how far down each rule lies, and the words with the height of their baselines."""

    card: Card
    font_size_mm: float
    rules: tuple[float, ...]
    lines: tuple[tuple[float, str], ...]

    @property
    def right_mm(self) -> float:
        """Where the rules end."""
        return self.card.width_mm - self.card.margin_mm


def card_picture(card: Card, hand: Hand, text: str) -> CardPicture:
    """Return the first side of this text on the card, broken as the copy sheet breaks it."""
    rules = tuple(
        card.margin_mm + number * hand.pitch_mm for number in range(1, card.lines_per_side(hand.pitch_mm) + 1)
    )
    side = lay_out(text, card, hand).sides[0]
    # A card of few millimetres and a wide pitch has no rule, but its text a first line.
    lines = tuple(
        (rules[line.number - 1] - BASELINE_ABOVE_RULE * hand.pitch_mm, line.text)
        for line in side
        if line.text and line.number <= len(rules)
    )
    return CardPicture(card, hand.font_size_mm, rules, lines)
