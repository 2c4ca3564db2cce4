"""The guide sheet: black rules to lay under unlined paper, in the place where the copy sheet has its own."""

from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from letters.hand import lay_out, unwritable
from letters.measures import card_css, notes_css, page_css, paragraphs_of, sides_of
from letters.pdf import CopySheet, Unwritable, placed
from letters.placing import NOTES_MARGIN_MM, PRINTABLE_MM, Place
from letters.press import Part, bound
from letters.ruling import Drawing, columns_of_numbers, guide_drawing, ruler

_RULERS = (ruler(50, 5, 2), ruler(50.8, 6.35, 4))
_STRIP_MM = 4.5
_NOTE_MM = 4.0


@dataclass(frozen=True, slots=True)
class _Laid:
    """The card on one page in its true size, and the numbers of the rules that the page has room for."""

    place: Place
    numbers: range


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: what is drawn, its two columns of numbers, its paragraphs, and which part of a card it is."""

    drawing: Drawing
    ordinary: str
    fifths: str
    paragraphs: list[str]
    part: int


def guide_sheet(sheet: CopySheet, with_words: bool) -> bytes:
    """Return the guide sheet as PDF, always in true size, the same bytes for the same sheet.

    Its rules and numbers coincide with those of the copy sheet. With the words, pale grey, it has a page for each side;
    without them one page is enough for all. A card taller than the printer's sheet has its upper and its lower part on
    a page each. Raise Unwritable where the words have characters that the hand face lacks.
    """
    return bound([guide_part(sheet, with_words)])


def guide_part(sheet: CopySheet, with_words: bool) -> Part:
    """Return the guide sheet for the press."""
    if with_words and (missing := unwritable(sheet.text, sheet.hand.face)):
        raise Unwritable(missing)
    card, printer, hand = sheet.card, sheet.printer, sheet.hand
    layout, laid = lay_out(sheet.text, card, hand), _laid(sheet)
    sides = sides_of(layout, hand) if with_words else [[]]
    context = {
        "sheet": sheet,
        "pages": [_page(sheet, side, part, number) for side in sides for number, part in enumerate(laid, 1)],
        "has_notes": laid[0].place.has_notes,
        "is_tall": len(laid) > 1,
        "rulers": _RULERS,
    }
    parts_css = (
        card_css(card, hand, part.place).replace("        .", f"        .part-{number} .")
        for number, part in enumerate(laid, 1)
    )
    page_and_notes = page_css(printer.width_mm, printer.height_mm) + notes_css(laid[0].place, card)
    measures = page_and_notes + "".join(parts_css) + _strip_css(sheet, laid[-1].place)
    html = render_to_string("sheets/guide_sheet.html", context)
    return Part(html, measures, ("sheet.css", "copy_sheet.css", "guide_sheet.css"))


def _laid(sheet: CopySheet) -> list[_Laid]:
    """Return the card where the copy sheet has it, or in true size over the edges of the printer's sheet."""
    where, card, printer, pitch = placed(sheet), sheet.card, sheet.printer, sheet.hand.pitch_mm
    every = range(1, card.lines_per_side(pitch) + 1)
    if where.scale == 1:
        return [_Laid(where, every)]
    left, spare = (printer.width_mm - card.width_mm) / 2, printer.height_mm - card.height_mm
    if spare >= 0:
        return [_Laid(replace(where, left_mm=left, top_mm=spare / 2, scale=1.0), every)]
    last = int((printer.height_mm - PRINTABLE_MM - _STRIP_MM - card.margin_mm) // pitch)
    first = -int(-(PRINTABLE_MM + _NOTE_MM - spare - card.margin_mm) // pitch) + 1
    upper, lower = (replace(where, left_mm=left, top_mm=top, scale=1.0) for top in (0.0, spare))
    return [_Laid(upper, range(1, min(last, every[-1]) + 1)), _Laid(lower, range(first, every[-1] + 1))]


def _page(sheet: CopySheet, side: list[str], laid: _Laid, part: int) -> _Page:
    every = range(1, sheet.card.lines_per_side(sheet.hand.pitch_mm) + 1)
    shown = [number if number in laid.numbers else None for number in every]
    return _Page(
        guide_drawing(sheet.card, sheet.hand.pitch_mm, laid.numbers),
        *columns_of_numbers(shown),
        paragraphs_of([text if number in laid.numbers else "" for number, text in enumerate(side, 1)]),
        part,
    )


def _strip_css(sheet: CopySheet, where: Place) -> str:
    """Return the strip with the rulers: at the foot of the page, or in the card's own margin where it reaches there."""
    printer, bottom = sheet.printer, where.top_mm + sheet.card.height_mm
    foot = printer.height_mm - PRINTABLE_MM - _STRIP_MM
    top = foot if bottom < foot - 1 else min(bottom - 1, printer.height_mm - PRINTABLE_MM) - _STRIP_MM
    return f"""
        .strip {{ left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm; top: {top:.4f}mm; height: {_STRIP_MM}mm }}
        .ruler-1 {{ width: {_RULERS[0].width_mm}mm; height: {_RULERS[0].height_mm}mm }}
        .ruler-2 {{ width: {_RULERS[1].width_mm}mm; height: {_RULERS[1].height_mm}mm }}
        .part-note {{ top: {PRINTABLE_MM}mm; left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm }}
    """
