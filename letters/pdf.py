"""Sheets as PDF. The copy sheet: the letter on its card in true size, one printed line for each line to be written."""

import unicodedata
from dataclasses import dataclass

from django.template.loader import render_to_string

from letters.faces import CSS_FEATURES, face
from letters.hand import Hand, Layout, lay_out, unwritable
from letters.placing import ABOUT_PT, DATES_WIDTH_MM, NAME_PT, NOTES_MARGIN_MM, Place, place
from letters.press import SheetError, printed
from letters.stationery import Card, PrinterSheet
from letters.written import written

__all__ = ["CopySheet", "SheetError", "Unwritable", "copy_sheet"]

BASELINE_ABOVE_RULE = 0.1
"""How far above its rule a line stands, in parts of the pitch."""


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
    `language` is a BCP 47 tag; `author` and `title` go into the file's own description.
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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A ruled line of a side, written on or not."""

    number: int
    text: str

    @property
    def is_fifth(self) -> bool:
        return self.number % 5 == 0


def copy_sheet(sheet: CopySheet) -> bytes:
    """Return the copy sheet as PDF, the same bytes for the same sheet.

    Each side of the card is a page; where the card leaves no room for the notes they are a page before it. What is
    printed around the letter leaves out characters that no bundled face has. Raise Unwritable where the letter has
    some, and SheetError where the sheet would not be as it should.
    """
    if missing := unwritable(sheet.text, sheet.hand.face):
        raise Unwritable(missing)
    layout = lay_out(sheet.text, sheet.card, sheet.hand)
    notes = {name: _printable(getattr(sheet, name)) for name in ("recipient", "kind", "about", "post_by", "arrives")}
    where = place(sheet.card, sheet.printer, notes["recipient"], f"{notes['kind']} · {notes['about']}")
    context = {
        "sheet": sheet,
        "notes": notes,
        "layout": layout,
        "sides": _sides(layout, sheet.hand),
        "place": where,
        "percent": round(where.scale * 100),
        "lines_in_all": layout.lines_per_side * len(layout.sides),
    }
    html = render_to_string("sheets/copy_sheet.html", context)
    return printed(html, _measures(sheet, where), ("sheet.css", "copy_sheet.css"))


def _sides(layout: Layout, hand: Hand) -> list[list[_Rule]]:
    """Return each side with all its rules, those after the end of the letter too."""
    hand_face = face(hand.face)
    sides = []
    for side in layout.sides:
        texts = [hand_face.spelled(line.text.replace("\u00a0", " ")) or "" for line in side]
        texts += [""] * (layout.lines_per_side - len(side))
        sides.append([_Rule(number, text) for number, text in enumerate(texts, 1)])
    return sides


def _measures(sheet: CopySheet, where: Place) -> str:
    """Return the style sheet with the measures of this one sheet."""
    card, hand, hand_face, scale = sheet.card, sheet.hand, face(sheet.hand.face), where.scale
    size, pitch = hand.font_size_mm * scale, hand.pitch_mm * scale
    baseline = (pitch - (hand_face.ascent_em + hand_face.descent_em) * size) / 2 + hand_face.ascent_em * size
    drop = pitch * (1 - BASELINE_ABOVE_RULE) - baseline
    return f"""
        @page {{ size: {sheet.printer.width_mm:.4f}mm {sheet.printer.height_mm:.4f}mm }}
        .page {{ width: {sheet.printer.width_mm:.4f}mm; height: {sheet.printer.height_mm - 0.01:.4f}mm }}
        .head {{ left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm; top: {where.notes_top_mm or 0:.4f}mm }}
        .head .whom {{ margin-right: {DATES_WIDTH_MM}mm }}
        .head .dates {{ width: {DATES_WIDTH_MM - 4}mm }}
        .name {{ font-size: {NAME_PT}pt }}
        .about {{ font-size: {ABOUT_PT}pt }}
        .card {{ left: {where.left_mm:.4f}mm; top: {where.top_mm:.4f}mm;
                 width: {card.width_mm * scale:.4f}mm; height: {card.height_mm * scale:.4f}mm }}
        .lines {{ left: {card.margin_mm * scale:.4f}mm; top: {card.margin_mm * scale:.4f}mm;
                  width: {card.writing_width_mm * scale:.4f}mm }}
        .line {{ height: {pitch:.4f}mm }}
        .words {{ font-family: "{hand_face.family}"; font-feature-settings: {CSS_FEATURES};
                  font-size: {size:.6f}mm; line-height: {pitch:.4f}mm; top: {drop:.4f}mm }}
        .number {{ line-height: {pitch:.4f}mm }}
        .foot {{ left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm;
                 top: {where.top_mm + card.height_mm * scale + 1.8:.4f}mm }}
        .turn {{ bottom: {card.margin_mm * scale * 0.32:.4f}mm; right: {card.margin_mm * scale:.4f}mm }}
    """


def _printable(text: str) -> str:
    """Return a note without the characters that neither face of a sheet has."""
    faces = face("garamond"), face("playpen")
    plain = " ".join(written(text).split())
    return "".join(next((s for f in faces if (s := f.spelled(each))), "") for each in plain).strip()
