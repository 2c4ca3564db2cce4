"""The slip of a gift, its code read back from the page module by module."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
import segno

from letters.pdf import copy_sheet
from letters.slips import QUIET_MODULES, GiftSlip
from letters.stationery import CARDS, PRINTER_SHEETS
from tests.letters.reading_pdf import pages_of
from tests.letters.test_pdf import SHEET

WEB = "https://www.example.org/articles/2026/11/why-half-of-volunteering-is-being-asked"
SLIP = GiftSlip("An essay on why half of volunteering is being asked", WEB, "Daniel Osei")
LONGEST = GiftSlip("x" * 300, "https://www.example.org/?q=" + "%C3%A4" * 78, "Daniel Osei")


def modules(pdf, slip):
    """Return the code on the last page as rows of booleans, seen by its pixels; None where there is no such square."""
    scale = 600 / 72
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    bitmap = document[len(document) - 1].render(scale=scale, grayscale=True, optimize_mode="print")
    width, height, stride, pixels = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
    edge = len(slip.modules)
    step = slip.code_mm / (edge + 2 * QUIET_MODULES) * 600 / 25.4
    dark = lambda x, y: pixels[int(y) * stride + int(x)] < 128  # noqa: E731
    # The upper left finder pattern is the first square of seven modules that is dark all along its upper edge.
    for y in range(0, height, 2):
        row = pixels[y * stride : y * stride + width]
        run = row.find(bytes(int(7 * step) - 4))
        if run >= 0:
            left, top = run + step / 2 - 1, y + step / 2
            return [[dark(left + x * step, top + line * step) for x in range(edge)] for line in range(edge)]
    return None


@pytest.mark.parametrize("slip", [SLIP, LONGEST], ids=["usual", "longest"])
def test_the_code_on_paper_is_that_of_the_address(slip):
    pdf = copy_sheet(replace(SHEET, text="Dear Ann,", slip=slip))
    expected = [[bool(each) for each in row] for row in segno.make_qr(slip.web, error="m").matrix]
    assert modules(pdf, slip) == expected


def test_the_slip_stands_below_the_card_where_there_is_room():
    (page,) = pages_of(copy_sheet(replace(SHEET, slip=SLIP)))
    text = page.extract_text()
    for words in ("An essay on why half of volunteering is being asked", "from Daniel Osei"):
        assert words in text
    assert WEB in text.replace("\n", "")


@pytest.mark.parametrize(
    "sheet",
    [
        replace(SHEET, printer=PRINTER_SHEETS["letter"], slip=SLIP, text="Dear Ann,"),
        replace(SHEET, slip=LONGEST, text="Dear Ann,"),
    ],
    ids=["letter", "longest"],
)
def test_else_it_has_a_page_of_its_own(sheet):
    *_, letter, slip = pages_of(copy_sheet(sheet))
    assert "from Daniel Osei" not in letter.extract_text()
    assert "Gift slip" in slip.extract_text()
    assert "To enclose with the letter to Ms Ifeoma Adeyemi: cut it out along the line." in slip.extract_text()
    assert "from Daniel Osei" in slip.extract_text()


def test_a_cover_page_takes_the_slip():
    cover, letter = pages_of(copy_sheet(replace(SHEET, card=CARDS["monarch"], slip=LONGEST, text="Dear Ann,")))
    assert ["from Daniel Osei" in page.extract_text() for page in (cover, letter)] == [True, False]


def test_each_module_is_large_enough_to_be_read():
    for slip in (SLIP, LONGEST):
        assert slip.code_mm / (len(slip.modules) + 2 * QUIET_MODULES) >= 0.45


def test_markup_on_a_slip_is_printed_as_typed():
    slip = GiftSlip("<b>{{ 7*7 }}</b>", "https://example.org/?<script>", '"><x')
    text = pages_of(copy_sheet(replace(SHEET, slip=slip)))[-1].extract_text()
    assert ("<b>{{ 7*7 }}</b>" in text, "https://example.org/?<script>" in text, 'from "><x' in text) == (True,) * 3
