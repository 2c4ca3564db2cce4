"""The style sheets of single sheets: what follows from a card, a hand and a printer. Measures in millimetres."""

from collections.abc import Sequence

from letters.faces import CSS_FEATURES, face
from letters.hand import Hand, Layout
from letters.placing import ABOUT_PT, DATES_WIDTH_MM, NAME_PT, NOTES_MARGIN_MM, Place
from letters.ruling import AROUND_MM, FIFTH, drop_mm
from letters.stationery import Card
from letters.written import written

_PT_MM = 25.4 / 72
_NUMBER_PT, _FIFTH_PT = 7.5, 9.0
_NUMBERS_BEFORE_MM = 9.0


def page_css(width_mm: float, height_mm: float) -> str:
    """Return the page of this size. A hair is taken off its one block, lest rounding make a second page."""
    return f"""
        @page {{ size: {width_mm:.4f}mm {height_mm:.4f}mm }}
        .page {{ width: {width_mm:.4f}mm; height: {height_mm - 0.01:.4f}mm }}
    """


def notes_css(where: Place, card: Card) -> str:
    """Return the notes above and below a card."""
    return f"""
        .head {{ left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm; top: {where.notes_top_mm or 0:.4f}mm }}
        .head .whom {{ margin-right: {DATES_WIDTH_MM}mm }}
        .head .dates {{ width: {DATES_WIDTH_MM - 4}mm }}
        .name {{ font-size: {NAME_PT}pt }}
        .about {{ font-size: {ABOUT_PT}pt }}
        .foot {{ left: {NOTES_MARGIN_MM}mm; right: {NOTES_MARGIN_MM}mm;
                 top: {where.top_mm + card.height_mm * where.scale + 1.8:.4f}mm }}
    """


def card_css(card: Card, hand: Hand, where: Place) -> str:
    """Return the card on its page: its drawing, the lines of the letter on its rules and the numbers before them."""
    scale, hand_face = where.scale, face(hand.face)
    size, pitch, margin = hand.font_size_mm * scale, hand.pitch_mm * scale, card.margin_mm * scale
    number_top = drop_mm("garamond", _NUMBER_PT * _PT_MM, pitch)
    fifth_top = drop_mm("garamond", _FIFTH_PT * _PT_MM, pitch, FIFTH)
    return f"""
        .card {{ left: {where.left_mm:.4f}mm; top: {where.top_mm:.4f}mm;
                 width: {card.width_mm * scale:.4f}mm; height: {card.height_mm * scale:.4f}mm }}
        .drawing {{ left: {-AROUND_MM * scale:.4f}mm; top: {-AROUND_MM * scale:.4f}mm;
                    width: {(card.width_mm + 2 * AROUND_MM) * scale:.4f}mm;
                    height: {(card.height_mm + 2 * AROUND_MM) * scale:.4f}mm }}
        .lines {{ left: {margin:.4f}mm; top: {margin + drop_mm(hand.face, size, pitch):.4f}mm;
                  width: {card.writing_width_mm * scale:.4f}mm;
                  font-family: "{hand_face.family}"; font-feature-settings: {CSS_FEATURES};
                  font-size: {size:.6f}mm; line-height: {pitch:.4f}mm }}
        .number {{ left: {margin - _NUMBERS_BEFORE_MM:.4f}mm; top: {margin + number_top:.4f}mm;
                   font-size: {_NUMBER_PT}pt; line-height: {pitch:.4f}mm }}
        .number.fifth {{ top: {margin + fifth_top:.4f}mm; font-size: {_FIFTH_PT}pt;
                         line-height: {pitch * FIFTH:.4f}mm }}
        .turn {{ bottom: {margin * 0.32:.4f}mm; right: {margin:.4f}mm }}
    """


def sides_of(layout: Layout, hand: Hand) -> list[list[str]]:
    """Return the lines of each side as the hand face spells them."""
    hand_face = face(hand.face)
    return [[hand_face.spelled(line.text.replace("\u00a0", " ")) or "" for line in side] for side in layout.sides]


def paragraphs_of(lines: Sequence[str]) -> list[str]:
    """Return the lines of a side as paragraphs for a page that wraps nothing, each with the blank lines before it.

    A block for each paragraph tells a reader of the file more than one for each line, and is printed faster.
    """
    paragraphs: list[list[str]] = []
    for index, line in enumerate(lines):
        if not paragraphs or (not line and lines[index - 1]):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return ["\n".join(each) for each in paragraphs if any(each)]


def printable(text: str) -> str:
    """Return a note in one line, without the characters that neither face of a sheet has."""
    faces = face("garamond"), face("playpen")
    plain = " ".join(written(text).split())
    return "".join(next((s for f in faces if (s := f.spelled(each))), "") for each in plain).strip()


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters that `printable` leaves out, each once, in their order."""
    faces = face("garamond"), face("playpen")
    plain = dict.fromkeys("".join(written(text).split()))
    return tuple(each for each in plain if not any(one.covers(each) for one in faces))
