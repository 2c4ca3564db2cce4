"""Sheets as PDF. The copy sheet: the letter on its card in true size, one printed line for each line to be written."""

import unicodedata
from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from letters.hand import Hand, lay_out, unwritable
from letters.measures import card_css, notes_css, page_css, paragraphs_of, printable, sides_of
from letters.placing import NOTES_MARGIN_MM, Place, place, room_below
from letters.press import Part, SheetError, bound
from letters.ruling import BASELINE_ABOVE_RULE, columns_of_numbers, copy_drawing
from letters.slips import WIDTH_MM as SLIP_WIDTH_MM
from letters.slips import GiftSlip, slip_css
from letters.stationery import Card, PrinterSheet

__all__ = ["BASELINE_ABOVE_RULE", "CopySheet", "SheetError", "Unwritable", "copy_part", "copy_sheet", "placed"]

_SLIP_TOP_MM = 40.0
"""Where the slip begins on a page of its own."""

_SLIP_ON_COVER_MM = (30.0, 150.0)
"""Where it lies on a cover page, from the left and from the top."""


class Unwritable(SheetError):
    """The letter has `characters` that the hand face cannot write, each named once, in the order of the letter."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        named = ", ".join(f"{each} ({unicodedata.name(each, f'U+{ord(each):04X}').lower()})" for each in characters)
        super().__init__(f"The hand cannot write {named}.")


@dataclass(frozen=True, slots=True)
class CopySheet:
    """All that a copy sheet says. Texts are plain, in the language of the page, empty where there is nothing to say.

    `kind` names the letter ("Thank-you letter"), `about` what it follows, `post_by` and `arrives` are whole phrases.
    `language` is a BCP 47 tag; `author` and `title` go into the file's own description. `slip` is that of the gift.
    """

    recipient: str
    kind: str
    about: str
    post_by: str
    arrives: str
    author: str
    language: str
    title: str
    text: str
    card: Card
    hand: Hand
    printer: PrinterSheet
    slip: GiftSlip | None = None


def copy_sheet(sheet: CopySheet) -> bytes:
    """Return the copy sheet as PDF, the same bytes for the same sheet.

    Each side of the card is a page; where the card leaves no room for the notes they are a page before it. What is
    printed around the letter leaves out characters that no bundled face has. Raise Unwritable where the letter has
    some, and SheetError where the sheet would not be as it should.
    """
    return bound([copy_part(sheet)])


def copy_part(sheet: CopySheet) -> Part:
    """Return the copy sheet for the press.

    The slip of the gift stands below the last side, on the cover page where there is one, or on a page of its own.
    """
    if missing := unwritable(sheet.text, sheet.hand.face):
        raise Unwritable(missing)
    layout = lay_out(sheet.text, sheet.card, sheet.hand)
    where = placed(sheet)
    ordinary, fifths = columns_of_numbers(range(1, layout.lines_per_side + 1))
    slip = sheet.slip and replace(
        sheet.slip, text=printable(sheet.slip.text), web=printable(sheet.slip.web), author=printable(sheet.slip.author)
    )
    room = room_below(sheet.card, sheet.printer, where)
    is_slip_below = slip is not None and room is not None and slip.height_mm <= room[1]
    context = {
        "sheet": sheet,
        "notes": _notes(sheet),
        "layout": layout,
        "sides": [paragraphs_of(side) for side in sides_of(layout, sheet.hand)],
        "drawing": copy_drawing(sheet.card, sheet.hand.pitch_mm),
        "ordinary": ordinary,
        "fifths": fifths,
        "place": where,
        "percent": round(where.scale * 100),
        "lines_in_all": layout.lines_per_side * len(layout.sides),
        "slip": slip,
        "is_slip_below": is_slip_below,
    }
    measures = [
        page_css(sheet.printer.width_mm, sheet.printer.height_mm), notes_css(where, sheet.card),
        card_css(sheet.card, sheet.hand, where),
    ]  # fmt: skip
    styles = ["sheet.css", "copy_sheet.css"]
    if slip:
        left, top = NOTES_MARGIN_MM, _SLIP_TOP_MM
        if not where.has_notes:
            left, top = _SLIP_ON_COVER_MM
        elif room and is_slip_below:
            left, top = (sheet.printer.width_mm - SLIP_WIDTH_MM) / 2, room[0] + (room[1] - slip.height_mm) / 2
        measures.append(slip_css(slip, left, top))
        styles.append("slip.css")
    return Part(render_to_string("sheets/copy_sheet.html", context), "".join(measures), tuple(styles))


def placed(sheet: CopySheet) -> Place:
    """Return where the card of this letter lies on its sheets, the copy sheet as well as the guide sheet."""
    notes = _notes(sheet)
    return place(sheet.card, sheet.printer, notes["recipient"], f"{notes['kind']} · {notes['about']}")


def _notes(sheet: CopySheet) -> dict[str, str]:
    return {name: printable(getattr(sheet, name)) for name in ("recipient", "kind", "about", "post_by", "arrives")}
