"""The print page, and the pictures of the pages on it."""

from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image, ImageChops, ImageStat

from letters.models import Letter
from letters.pictures import page_count, page_picture
from letters.press import printed
from letters.sheets import copy_sheet_of
from tests.conftest import NOW
from tests.factories import letter_to, make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TEXT = "Dear Ms Adeyemi,\n\nThank you for the hour you gave me on Wednesday.\n\nSincerely,\nDaniel Osei"


@pytest.fixture
def letter(user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    Letter.objects.filter(pk=letter.pk).update(text=TEXT)
    letter.refresh_from_db()
    return letter


def choose(browser, letter, **fields):
    form = {"card": "a5", "pitch_mm": "8", "size": "medium", "printer_sheet": "a4", **fields}
    return browser.post(f"/letters/{letter.pk}/print/", form)


def chosen(letter):
    """Return what the letter is printed for, and the card of every other letter."""
    letter = Letter.objects.get(pk=letter.pk)
    sheet, user = copy_sheet_of(letter, NOW), letter.position.owner
    return sheet.card.key, sheet.hand.pitch_mm, sheet.hand.mm_per_char, sheet.printer.key, user.card


def pictures(browser, letter):
    page = browser.get(f"/letters/{letter.pk}/print/").content.decode()
    return [part.split('"')[0] for part in page.split('<img src="')[1:] if part.startswith("/letters/")]


def opened(content):
    return Image.open(BytesIO(content)).convert("RGB")


def test_each_page_of_the_sheet_has_its_picture(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text=TEXT + "\nand more" * 30, card="monarch")
    # A cover page, because the card fills the sheet, and two sides.
    paths = pictures(browser, letter)
    assert paths == [f"/letters/{letter.pk}/print/{number}.png" for number in (1, 2, 3)]
    seen = [browser.get(path) for path in paths]
    assert [(each["Content-Type"], each["Cache-Control"]) for each in seen] == [("image/png", "private, no-cache")] * 3
    shots = [opened(each.content) for each in seen]
    assert [shot.size for shot in shots] == [(800, 1132)] * 3
    assert all(ImageChops.difference(one, other).getbbox() for one, other in pairwise(shots))


def test_a_picture_has_the_page_as_it_is_printed():
    html = '<html lang="en"><title>x</title><div class="a">.</div>'
    measures = "@page { size: 100mm 50mm } .a { margin-left: 25mm; width: 50mm; height: 25mm; background: #000 }"
    pdf = printed(html, measures, ("sheet.css",))
    picture = opened(page_picture(pdf, 1))
    assert (page_count(pdf), picture.size) == (1, (800, 400))
    dark = [
        ImageStat.Stat(picture.crop(box)).mean[0] < 20
        for box in ((210, 40, 590, 190), (0, 0, 190, 400), (610, 0, 800, 400), (0, 210, 800, 400))
    ]
    assert dark == [True, False, False, False]
    for number in (0, 2, -1):
        with pytest.raises(IndexError):
            page_picture(pdf, number)


def test_an_unchanged_picture_is_not_made_again(browser, letter):
    path = f"/letters/{letter.pk}/print/1.png"
    first = browser.get(path)
    again = browser.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    choose(browser, letter, pitch_mm="9")
    assert browser.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("number", [0, 2, 10**6, 2**63])
def test_a_page_that_there_is_not_is_not_found(browser, letter, number):
    assert browser.get(f"/letters/{letter.pk}/print/{number}.png").status_code == 404


def test_a_card_chosen_here_is_this_letters_alone(browser, letter):
    assert chosen(letter) == ("a5", 8, 3.2, "a4", "a5")
    response = choose(browser, letter, card="a6", pitch_mm="7", size="small", printer_sheet="letter")
    assert response["Location"] == f"/letters/{letter.pk}/print/"
    assert chosen(letter) == ("a6", 7, 2.6, "letter", "a5")


def test_the_card_can_be_for_every_letter_from_now_on(browser, letter):
    choose(browser, letter, card="a6")
    choose(browser, letter, card="monarch", for_all="on")
    assert chosen(letter) == ("monarch", 8, 3.2, "a4", "monarch")
    assert Letter.objects.get(pk=letter.pk).card == ""


def test_a_measured_hand_stays_measured_unless_another_is_chosen(browser, letter, user):
    user.mm_per_character = "2.95"
    user.save()
    choose(browser, letter, size="measured", pitch_mm="9")
    assert chosen(letter)[1:3] == (9, 2.95)
    choose(browser, letter, size="large")
    assert chosen(letter)[1:3] == (8, 4.0)


def test_an_own_card_is_offered_to_whoever_has_one(browser, letter, user):
    assert choose(browser, letter, card="own").context["form"].errors.keys() == {"card"}
    user.card_width_mm, user.card_height_mm = 120, 170
    user.save()
    assert choose(browser, letter, card="own").status_code == 302
    assert chosen(letter)[0] == "own"


@pytest.mark.parametrize(
    ("field", "value"), [("card", "papyrus"), ("pitch_mm", "6"), ("size", "measured"), ("printer_sheet", "a3")]
)
def test_a_choice_that_there_is_not_is_a_field_error_and_keeps_nothing(browser, letter, field, value):
    response = choose(browser, letter, **{"card": "a6", field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert chosen(letter) == ("a5", 8, 3.2, "a4", "a5")


def test_what_cannot_be_printed_says_why_and_offers_another_card(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text=TEXT + " 山")
    page = browser.get(f"/letters/{letter.pk}/print/").content.decode()
    assert "The hand on the sheet cannot write 山. Write them another way, or take them out." in page
    assert ('<img src="/letters/' in page, "Show it this way" in page) == (False, True)
    assert browser.get(f"/letters/{letter.pk}/print/1.png").status_code == 404


def test_a_letter_that_goes_by_mail_has_nothing_to_print(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(channel="email")
    response = browser.get(f"/letters/{letter.pk}/print/", follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "This letter does not go by post, so there is nothing to print for it."
    ]
