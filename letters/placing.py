"""Where a card lies on the printer's sheet, and whether the notes have room around it. Measures in millimetres."""

import math
from dataclasses import dataclass

from letters.faces import face
from letters.stationery import Card, PrinterSheet

AROUND_MM = 20.0
"""What a card needs on every edge so that the notes go around it."""

PRINTABLE_MM = 5.0
"""What most printers leave white at each edge."""

NOTES_MARGIN_MM = 18.0
DATES_WIDTH_MM = 52.0
"""The column of the header, at its right, with post by and arrives."""

NAME_PT = 20.0
ABOUT_PT = 10.5
_NAME_LINE_MM = NAME_PT * 1.15 * 25.4 / 72
_ABOUT_LINE_MM = ABOUT_PT * 1.3 * 25.4 / 72
_LEAST_TOP_MM = 7.0
_HEADER_TO_CARD_MM = 3.0
_FOOTER_MM = 14.0
_FOOT_LINE_MM = 7.0
_LAST_LINE_MM = 10.0
_WRAPPING_LOSS = 1.1


@dataclass(frozen=True, slots=True)
class Place:
    """The card on the sheet: its upper left corner, its scale (1 is true size) and where the notes begin around it.

    `notes_top_mm` is None where they have a page of their own.
    """

    left_mm: float
    top_mm: float
    scale: float
    notes_top_mm: float | None

    @property
    def has_notes(self) -> bool:
        """Whether the notes stand around the card."""
        return self.notes_top_mm is not None


def place(card: Card, sheet: PrinterSheet, name: str, about: str) -> Place:
    """Return where the card lies, with the notes around it where they have room and else on a page of their own.

    The card has its true size unless it is larger than the sheet; then it is drawn as large as the printer can.
    """
    spare = sheet.height_mm - card.height_mm
    left = (sheet.width_mm - card.width_mm) / 2
    if sheet.holds(card.width_mm + 2 * AROUND_MM, card.height_mm + 2 * AROUND_MM):
        least = _LEAST_TOP_MM + _header_height(sheet, name, about) + _HEADER_TO_CARD_MM
        slack = spare - least - _FOOTER_MM
        if slack >= 0:
            down = min(slack / 4, 5)
            return Place(left, max(least + 2 * down, 0.42 * spare), 1.0, _LEAST_TOP_MM + down)
    if sheet.holds(card.width_mm, card.height_mm):
        return Place(left, spare / 2, 1.0, None)
    scale = min(
        (sheet.width_mm - 2 * PRINTABLE_MM) / card.width_mm, (sheet.height_mm - 2 * PRINTABLE_MM) / card.height_mm
    )
    scale = math.floor(scale * 100) / 100
    return Place(
        (sheet.width_mm - scale * card.width_mm) / 2,
        (sheet.height_mm - scale * card.height_mm) / 2,
        scale,
        None,
    )


def room_below(card: Card, sheet: PrinterSheet, where: Place) -> tuple[float, float] | None:
    """Return where the free strip between the notes below a card and the foot of its page begins, and its height.

    None where the notes have a page of their own.
    """
    if not where.has_notes:
        return None
    top = where.top_mm + card.height_mm + _FOOT_LINE_MM
    return top, max(sheet.height_mm - _LAST_LINE_MM - top, 0)


def _header_height(sheet: PrinterSheet, name: str, about: str) -> float:
    width = sheet.width_mm - 2 * NOTES_MARGIN_MM - DATES_WIDTH_MM
    return _NAME_LINE_MM * _lines(name, NAME_PT, width) + _ABOUT_LINE_MM * _lines(about, ABOUT_PT, width) + 3


def _lines(text: str, size_pt: float, width: float) -> int:
    garamond = face("garamond")
    length = garamond.advance(text) / garamond.units_per_em * size_pt * 25.4 / 72
    return max(math.ceil(length * _WRAPPING_LOSS / width), 1)
