"""The stationery page and the picture of the card on it."""

import re

import pytest

from letters.card_picture import card_picture
from letters.hand import HAND_SIZES, Hand
from letters.stationery import CARDS, own_card

MEDIUM = Hand(HAND_SIZES["medium"], 8)
FORM = {"card": "a5", "pitch_mm": "8", "size": "medium", "words_per_minute": "15", "printer_sheet": "a4"}


def view_box(page):
    return re.search(r'card-picture__drawing"\s+viewBox="([^"]*)"', page)[1]


def words(page):
    return " ".join(re.search(r"<figcaption[^>]*>(.*?)</figcaption>", page, re.DOTALL)[1].split())


def test_the_picture_has_the_lines_of_the_card_where_they_are_written():
    picture = card_picture(CARDS["a6"], MEDIUM, "Dear Dr Wolf,\n\nThank you for the hour you gave me.")
    assert picture.rules == tuple(18 + 8 * number for number in range(16))
    assert picture.lines == (
        (pytest.approx(17.2), "Dear Dr Wolf,"),
        (pytest.approx(33.2), "Thank you for the hour"),
        (pytest.approx(41.2), "you gave me."),
    )
    assert (picture.right_mm, picture.font_size_mm) == (95, MEDIUM.font_size_mm)


def test_words_beyond_the_first_side_are_left_out():
    picture = card_picture(own_card(60, 60), Hand(5.5, 10), "Thank you for the hour you gave me on Wednesday.")
    assert (len(picture.rules), [line for _, line in picture.lines]) == (4, ["Thank", "you for", "the", "hour"])


@pytest.mark.django_db
def test_the_page_shows_the_accounts_card_at_its_proportions(browser, user):
    user.card = "correspondence"
    user.save()
    page = browser.get("/letters/stationery/").content.decode()
    assert view_box(page) == "0 0 107.9 165.1"
    assert words(page) == "Correspondence, 107.9 × 165.1 mm: 18 lines a side, about 64 words."


@pytest.mark.django_db
def test_a_card_being_chosen_is_shown_and_not_kept(browser, user):
    page = browser.get("/letters/stationery/card/", {**FORM, "card": "a6", "pitch_mm": "9", "size": "large"})
    assert words(page.content.decode()) == "A6, 105 × 148 mm: 14 lines a side, about 35 words."
    own = {"card": "own", "card_width_mm": "120", "card_height_mm": "170.5"}
    page = browser.get("/letters/stationery/card/", {**FORM, **own, "size": "measured", "mm_per_character": "2.95"})
    assert (view_box(page.content.decode()), words(page.content.decode())) == (
        "0 0 120.0 170.5",
        "Own size, 120 × 170.5 mm: 18 lines a side, about 79 words.",
    )
    user.refresh_from_db()
    assert (user.card, user.pitch_mm, user.card_width_mm) == ("a5", 8, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{}, {**FORM, "card": "papyrus"}, {**FORM, "card": "own"}, {**FORM, "pitch_mm": "\x00"}]
)
def test_a_measure_that_is_none_shows_the_card_that_is_kept(browser, fields):
    page = browser.get("/letters/stationery/card/", fields)
    assert words(page.content.decode()) == "A5, 148 × 210 mm: 23 lines a side, about 126 words."


@pytest.mark.django_db
def test_a_wrong_form_still_shows_the_card_that_is_kept(browser):
    page = browser.post("/letters/stationery/", {**FORM, "card": "own", "card_width_mm": "1"}).content.decode()
    assert view_box(page) == "0 0 148 210"
