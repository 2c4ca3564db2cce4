"""The meter beside the letter and the printed sheet say the same, for letters of every kind on every card."""

import random
import re
from decimal import Decimal

import pytest
from pypdfium2 import PdfDocument, raw

from letters.fit import fit_of
from letters.hand import HAND_SIZES, PITCHES
from letters.models import Letter
from letters.pdf import copy_sheet
from letters.sheets import copy_sheet_of
from letters.stationery import CARDS, OWN_KEY, PRINTER_SHEETS
from tests.conftest import NOW
from tests.factories import letter_to, make_interview

VOCABULARY = """
    I you the a of to and thank Thursday, volunteer no-shows Cézanne “half of it” Dr. Wolf 18 November 2026 — so (as
    you said) Donaudampfschifffahrtsgesellschaft self-made job—than người Παπαδόπουλε Благодарю щёлк a@b-cd.org
    AVAVAV fi ffl 1,250 € <b> &amp; {{x}} Ms Adeyemi J. R. R. gladly. asked? leading forty people
"""
WORDS = (*VOCABULARY.split(), "10\xa0km")
CARD_KEYS = (*CARDS, OWN_KEY)


def some_letter(chance: random.Random) -> str:
    """Return a letter of a few words or several sides."""
    paragraphs = (
        " ".join(chance.choices(WORDS, k=chance.randint(1, 40))) for _ in range(chance.choice((1, 2, 3, 3, 4)))
    )
    return (
        "Dear Ms Adeyemi,\n\n"
        + chance.choice(("\n\n", "\n\n", "\n", "\n\n\n")).join(paragraphs)
        + "\n\nSincerely,\nDaniel"
    )


def chosen(letter: Letter, chance: random.Random, number: int) -> None:
    """Give the letter a text, and its writer a card, a hand and a printer; nothing is kept."""
    user = letter.position.owner
    letter.text = some_letter(chance)
    letter.card = CARD_KEYS[number % len(CARD_KEYS)]
    user.card_width_mm, user.card_height_mm = chance.choice([(120, 170.5), (60, 60), (210, 120), (99.5, 297)])
    user.pitch_mm = PITCHES[number // 2 % len(PITCHES)]
    user.mm_per_character = Decimal(str(chance.choice([*HAND_SIZES.values(), 1.87, 2.95, 5.5])))
    user.printer_sheet = chance.choice([*PRINTER_SHEETS])


def shown(letter: Letter) -> tuple[str, list[list[str]]]:
    """Return what the meter says of the letter: its figure, and the lines of each side."""
    fit = fit_of(letter, letter.text)
    sides = [[line.text.replace("\xa0", " ") for line in side if line.text] for side in fit.layout.sides]
    return f"{fit.layout.lines_used} of {fit.lines_there_are} lines", sides


def printed(letter: Letter) -> tuple[str, list[list[str]]]:
    """Return the same, read back from the PDF."""
    figure, sides = "", []
    with PdfDocument(copy_sheet(copy_sheet_of(letter, NOW))) as document:
        for page in document:
            lines: dict[float, str] = {}
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
                if "Playpen" in each.get_font().get_base_name():
                    height = round(each.get_matrix().f, 1)
                    lines[height] = lines.get(height, "") + each.extract()
                elif found := re.search(r"\d+ of \d+ lines", each.extract()):
                    figure = found[0]
            # PDFium reads a line end as a space, and a hyphen before it as one that may be dropped.
            sides.append([lines[height].rstrip(" ").replace("\x02", "-") for height in sorted(lines, reverse=True)])
    return figure, [side for side in sides if side]


@pytest.mark.django_db
@pytest.mark.parametrize("start", [0, *(pytest.param(each, marks=pytest.mark.long) for each in (40, 80, 120, 160))])
def test_the_meter_and_the_paper_never_disagree(user, start):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    for number in range(start, start + 40):
        chance = random.Random(number)
        chosen(letter, chance, number)
        figure, sides = shown(letter)
        assert printed(letter) == (figure, sides), number
