"""Cards, envelopes and printer sheets: their measures, in millimetres, portrait unless a card is made otherwise.

The measures are those of ISO 216 and ISO 269 and of the American paper trade. Keys are stored in the database and
never change; names are plain English for the caller to translate.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ROOM_IN_ENVELOPE_MM = 2.0
"""How much wider and taller an envelope has to be than what goes into it."""

LEAST_SIDE_MM = 60.0
"""The shortest edge of an own card: a margin on either hand and a line of ten letters in a large hand."""

OWN_KEY = "own"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope, its long edge as `width_mm`, as it lies when it is addressed."""

    key: str
    name: str
    width_mm: float
    height_mm: float

    def takes(self, long_mm: float, short_mm: float) -> bool:
        """Return whether a piece of paper of these edges slides in, with room to spare."""
        return long_mm + ROOM_IN_ENVELOPE_MM <= self.width_mm and short_mm + ROOM_IN_ENVELOPE_MM <= self.height_mm


@dataclass(frozen=True, slots=True)
class PrinterSheet:
    """A sheet of the person's printer, upright."""

    key: str
    name: str
    width_mm: float
    height_mm: float

    def holds(self, width_mm: float, height_mm: float) -> bool:
        """Return whether the area lies on this sheet, upright, as it stands."""
        return width_mm <= self.width_mm and height_mm <= self.height_mm


@dataclass(frozen=True, slots=True)
class Card:
    """What the letter is written on.

    `width_mm` and `height_mm` measure one side as it is written on, with `margin_mm` kept free on all four edges.
    `folds` is how often the card is folded crosswise to fit `envelope` (a key of ENVELOPES). A folded card is one that
    comes creased: `opens_to_mm` is its height lying open, None for a flat card; one writes on a panel of it.
    """

    key: str
    name: str
    width_mm: float
    height_mm: float
    envelope: str
    folds: int = 0
    opens_to_mm: float | None = None
    margin_mm: float = 10.0

    @property
    def is_folded(self) -> bool:
        """Whether the card comes creased."""
        return self.opens_to_mm is not None

    @property
    def writing_width_mm(self) -> float:
        """How long a written line may be."""
        return self.width_mm - 2 * self.margin_mm

    @property
    def writing_height_mm(self) -> float:
        """How far it is from the top margin to the bottom one."""
        return self.height_mm - 2 * self.margin_mm

    @property
    def in_envelope_mm(self) -> tuple[float, float]:
        """The long and the short edge of the card as it goes into its envelope."""
        edges = (self.width_mm, self.height_mm / (self.folds + 1))
        return max(edges), min(edges)

    def lines_per_side(self, pitch_mm: float) -> int:
        """Return how many lines at this distance from one another lie between the margins of one side."""
        return int((self.writing_height_mm + 1e-9) // pitch_mm)


ENVELOPES: Mapping[str, Envelope] = MappingProxyType(
    {
        envelope.key: envelope
        for envelope in (
            Envelope("c6", "C6", 162, 114),
            Envelope("dl", "DL", 220, 110),
            Envelope("c5", "C5", 229, 162),
            Envelope("b6", "B6", 176, 125),
            Envelope("us_a2", "A2 (US)", 146, 111),
            Envelope("us_a6", "A6 (US)", 165, 121),
            Envelope("us_a7", "A7 (US)", 184, 133),
            Envelope("monarch", "Monarch", 190, 98),
            Envelope("no10", "#10", 241, 105),
        )
    }
)

CARDS: Mapping[str, Card] = MappingProxyType(
    {
        card.key: card
        for card in (
            Card("a6", "A6", 105, 148, "c6"),
            Card("a5", "A5", 148, 210, "c5"),
            Card("a2", "Folded A2", 139.7, 108, "us_a2", opens_to_mm=215.9),
            Card("correspondence", "Correspondence", 107.9, 165.1, "us_a7"),
            Card("5x7", "5 × 7 in", 127, 177.8, "us_a7"),
            Card("monarch", "Monarch", 184.2, 266.7, "monarch", folds=2),
            Card("a4", "A4", 210, 297, "dl", folds=2),
            Card("letter", "US Letter", 215.9, 279.4, "no10", folds=2),
        )
    }
)

DEFAULT_CARD = "a5"

PRINTER_SHEETS: Mapping[str, PrinterSheet] = MappingProxyType(
    {
        sheet.key: sheet
        for sheet in (PrinterSheet("a4", "A4", 210, 297), PrinterSheet("letter", "US Letter", 215.9, 279.4))
    }
)


def own_card(width_mm: float, height_mm: float) -> Card:
    """Return a flat card of the person's own size, with the smallest envelope that takes it whole, else folded once.

    Raise ValueError, with a sentence for the person, where an edge is shorter than LEAST_SIDE_MM or the card lies on
    no printer sheet.
    """
    if not (math.isfinite(width_mm) and math.isfinite(height_mm)) or min(width_mm, height_mm) < LEAST_SIDE_MM:
        raise ValueError(f"A card needs at least {LEAST_SIDE_MM:g} mm on each edge.")
    if not any(sheet.holds(width_mm, height_mm) for sheet in PRINTER_SHEETS.values()):
        largest = " or ".join(f"{sheet.width_mm:g} × {sheet.height_mm:g} mm" for sheet in PRINTER_SHEETS.values())
        raise ValueError(f"A card has to lie on a printer sheet, so it can be {largest} at most, width first.")
    by_size = sorted(ENVELOPES.values(), key=lambda envelope: envelope.width_mm * envelope.height_mm)
    folded = (Card(OWN_KEY, "Own size", width_mm, height_mm, each.key, folds) for folds in range(2) for each in by_size)
    # Folded once, the largest card a printer sheet holds still goes into C5, so there is always one.
    return next(card for card in folded if ENVELOPES[card.envelope].takes(*card.in_envelope_mm))
