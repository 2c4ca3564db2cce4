"""The hand measured: the page, and the sheet with its line and scales."""

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from letters.calibration import CalibrationSheet, calibration_sheet
from letters.hand import HAND_SIZES, Hand, calibration_line
from letters.paper import words_on
from letters.stationery import CARDS, PRINTER_SHEETS
from tests.letters.test_pdf import MM, hand_lines

SHEET = CalibrationSheet("en-GB", "Daniel Osei", "Your hand, measured", "playpen", PRINTER_SHEETS["a4"])
URL = "/letters/stationery/hand/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "width"), [("128", "3.20"), ("118", "2.95"), ("124.5", "3.11"), ("60", "1.50"), ("320", "8.00")]
)
def test_the_length_of_the_line_is_the_width_of_the_hand_and_the_pitch_stays(browser, user, typed, width):
    user.pitch_mm = 9
    user.save()
    assert browser.post(URL, {"length_mm": typed}).status_code == 302
    user.refresh_from_db()
    assert (user.mm_per_character, user.pitch_mm) == (Decimal(width), 9)


@pytest.mark.django_db
def test_what_it_means_is_said_as_words_on_the_card_now_and_before(browser, user):
    assert "about 126 words on one side of your A5 card" in browser.get(URL).content.decode()
    response = browser.post(URL, {"length_mm": "104"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Your hand is 2.60 mm a character. One side of your A5 card takes about 155 words; so far it was reckoned with "
        "126."
    ]
    assert "about 155 words on one side of your A5 card" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["59.99", "320.01", "5", "-100", "0", "9e9", "1e400"])
def test_a_length_that_no_hand_has_is_a_sentence_and_stays_in_the_field(browser, user, typed):
    response = browser.post(URL, {"length_mm": typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["length_mm"]
    assert response.context["form"]["length_mm"].value() == typed
    user.refresh_from_db()
    assert user.mm_per_character == Decimal("3.20")


@pytest.mark.django_db
def test_a_length_in_another_unit_is_told_so(browser):
    page = browser.post(URL, {"length_mm": "4.9"}).content.decode()
    assert "A line of 40 characters is between 60 and 320 mm long in any hand." in page


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "x", "NaN", "Infinity", "12,5", "\x00"])
def test_what_is_no_number_is_a_field_error(browser, typed):
    response = browser.post(URL, {"length_mm": typed})
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["length_mm"])


@pytest.mark.parametrize("printer", PRINTER_SHEETS.values(), ids=list(PRINTER_SHEETS))
def test_the_sheet_shows_the_line_on_one_row_and_two_scales(printer):
    sheet = CalibrationSheet("en-GB", "Daniel Osei", "Your hand, measured", "playpen", printer)
    (page,) = PdfReader(BytesIO(calibration_sheet(sheet))).pages
    assert [text for _, text in hand_lines(page, "Playpen Sans")] == [calibration_line]
    assert (float(page.mediabox.width) * MM, float(page.mediabox.height) * MM) == (
        pytest.approx(printer.width_mm, abs=0.01),
        pytest.approx(printer.height_mm, abs=0.01),
    )
    numbers = [number for number in page.extract_text().split() if number.isdecimal()]
    assert [numbers.count(number) for number in ("10", "90", "170")] == [2, 2, 2]


def test_a_hundred_on_the_scale_is_a_hundred_millimetres():
    (page,) = PdfReader(BytesIO(calibration_sheet(SHEET))).pages
    strokes = []

    def collect(operator, operands, cm, _tm):
        if operator == b"m":
            x, y = (float(each) for each in operands)
            strokes.append((round((cm[0] * x + cm[4]) * MM, 2), round((cm[3] * y + cm[5]) * MM, 1)))

    page.extract_text(visitor_operand_before=collect)
    scales = {y: sorted({x for x, at in strokes if at == y}) for _, y in strokes}
    scales = {y: marks for y, marks in scales.items() if len(marks) > 100}
    assert len(scales) == 2
    for marks in scales.values():
        assert marks == [pytest.approx(15 + mark, abs=0.02) for mark in range(181)]


def test_the_same_sheet_has_the_same_bytes_and_says_what_it_is():
    first = calibration_sheet(SHEET)
    assert first == calibration_sheet(SHEET)
    reader = PdfReader(BytesIO(first))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert (reader.metadata.title, reader.metadata.author) == ("Your hand, measured", "Daniel Osei")


@pytest.mark.django_db
def test_the_sheet_is_the_accounts_and_is_not_made_again(browser, user):
    user.printer_sheet = "letter"
    user.save()
    response = browser.get(URL + "sheet.pdf")
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-cache")
    assert response["Content-Disposition"] == 'inline; filename="Your hand.pdf"'
    (page,) = PdfReader(BytesIO(response.content)).pages
    assert float(page.mediabox.width) * MM == pytest.approx(215.9, abs=0.01)
    again = browser.get(URL + "sheet.pdf", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_words_on_a_card_by_hand_and_pitch():
    told = {
        key: tuple(
            words_on(CARDS[key], Hand(HAND_SIZES[size], pitch))
            for size, pitch in (("small", 7), ("medium", 8), ("large", 9))
        )
        for key in ("a6", "a2", "a5", "a4")
    }
    assert told == {"a6": (76, 53, 35), "a2": (61, 43, 24), "a5": (188, 126, 90), "a4": (426, 296, 205)}
