"""The copy sheet of a letter that is in the database."""

import io

import pytest
from pypdf import PdfReader

from letters.known import text_of
from letters.models import Letter
from letters.sheets import copy_sheet_of
from tests.conftest import NOW
from tests.factories import letter_to, make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


def test_the_sheet_says_what_the_letter_is(letter, user):
    sheet = copy_sheet_of(letter, NOW)
    assert (sheet.recipient, sheet.kind, sheet.about, sheet.post_by, sheet.arrives) == (
        "Ms Ifeoma Adeyemi",
        "Thank-you letter",
        "Programme Manager, Harbour & Field · interview of 18 Nov 2026",
        "Post by Friday 20 November",
        "arrives about Friday 20 November",
    )
    assert (sheet.card.key, sheet.hand.pitch_mm, sheet.hand.mm_per_char, sheet.printer.key) == ("a5", 8, 3.2, "a4")
    assert (sheet.author, sheet.title) == ("Daniel Osei", "Thank-you letter to Ms Ifeoma Adeyemi")
    assert sheet.text == text_of(letter)


def test_the_pdf_opens_and_an_unchanged_one_is_not_made_again(browser, letter):
    url = f"/letters/{letter.pk}/copy-sheet.pdf"
    response = browser.get(url)
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-cache")
    assert response["Content-Disposition"] == 'inline; filename="Copy sheet for Ifeoma Adeyemi.pdf"'
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "Ms Ifeoma Adeyemi" in text
    again = browser.get(url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Letter.objects.filter(pk=letter.pk).update(text="Dear Ms Adeyemi,\n\nThank you.")
    changed = browser.get(url, headers={"If-None-Match": response["ETag"]})
    assert (changed.status_code, changed["ETag"] == response["ETag"]) == (200, False)


def test_a_letter_the_hand_cannot_write_is_not_printed_with_boxes(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text="Dear Ms Adeyemi 山,\n\nThank you 🙂.")
    response = browser.get(f"/letters/{letter.pk}/copy-sheet.pdf", follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "The hand on the sheet cannot write 山  🙂. Write them another way, or take them out."
    ]


def test_a_hostile_name_is_no_path(browser, letter):
    letter.recipient.name = '../..\\"a\r\nb' + "x" * 100
    letter.recipient.save()
    header = browser.get(f"/letters/{letter.pk}/copy-sheet.pdf")["Content-Disposition"]
    assert header == 'inline; filename="Copy sheet for .. .. a b' + "x" * 56 + '.pdf"'


def test_card_and_hand_are_the_accounts(browser, letter, user):
    form = {
        "card": "a6", "pitch_mm": "7", "size": "small", "words_per_minute": "20", "printer_sheet": "letter",
    }  # fmt: skip
    assert browser.post("/letters/stationery/", form).status_code == 302
    letter = Letter.objects.get(pk=letter.pk)
    sheet = copy_sheet_of(letter, NOW)
    assert (sheet.card.key, sheet.hand.pitch_mm, sheet.hand.mm_per_char, sheet.hand.words_per_minute) == (
        "a6",
        7,
        2.6,
        20,
    )
    assert sheet.printer.key == "letter"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"card": "papyrus"}, ["card"]),
        ({"card": "own"}, ["card_width_mm"]),
        ({"card": "own", "card_width_mm": "20", "card_height_mm": "90"}, ["card_width_mm"]),
        ({"card": "own", "card_width_mm": "9e9", "card_height_mm": "NaN"}, ["card_height_mm", "card_width_mm"]),
        ({"pitch_mm": "6"}, ["pitch_mm"]),
        ({"size": "measured", "mm_per_character": ""}, ["mm_per_character"]),
        ({"size": "measured", "mm_per_character": "0.1"}, ["mm_per_character"]),
        ({"words_per_minute": "0"}, ["words_per_minute"]),
        ({"words_per_minute": "61"}, ["words_per_minute"]),
        ({"printer_sheet": "a3"}, ["printer_sheet"]),
    ],
)
def test_stationery_that_is_none_is_a_field_error(browser, user, fields, wrong):
    form = {"card": "a5", "pitch_mm": "8", "size": "medium", "words_per_minute": "15", "printer_sheet": "a4", **fields}
    response = browser.post("/letters/stationery/", form)
    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == wrong
    user.refresh_from_db()
    assert user.card == "a5"


def test_an_own_card_is_used(browser, letter):
    form = {
        "card": "own", "card_width_mm": "120", "card_height_mm": "170.5", "pitch_mm": "8", "size": "measured",
        "mm_per_character": "2.95", "words_per_minute": "15", "printer_sheet": "a4",
    }  # fmt: skip
    assert browser.post("/letters/stationery/", form).status_code == 302
    sheet = copy_sheet_of(Letter.objects.get(pk=letter.pk), NOW)
    assert (sheet.card.width_mm, sheet.card.height_mm, sheet.hand.mm_per_char) == (120, 170.5, 2.95)
