"""A letter that saves itself, as the script of its page asks for it."""

import re

import pytest

from letters.history import Page
from letters.models import Letter
from letters.writing import write
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


def autosave(browser, letter, text, **fields):
    data = {"text": text.replace("\n", "\r\n"), "version": letter.version, "page": "thispage0001", "turn": 1}
    return browser.post(f"/letters/{letter.pk}/save/", data | fields)


def said(response):
    words = re.sub(r"<[^>]+>", " ", re.search(r'id="saved">(.*?)</p>', response.content.decode(), re.DOTALL)[1])
    return " ".join(words.split())


def now_is(letter):
    letter.refresh_from_db()
    return letter.state, letter.text


def test_what_was_typed_is_kept_and_the_page_says_when_in_local_time(browser, letter, user):
    user.time_zone = "Asia/Tokyo"
    user.save()
    response = autosave(browser, letter, "Dear Ms Adeyemi,\n\nThank you.")
    assert (response.status_code, said(response)) == (200, "Saved 01:00")
    assert now_is(letter) == ("draft", "Dear Ms Adeyemi,\n\nThank you.")
    assert f'name="version" id="id_version" value="{letter.version}"' in " ".join(response.content.decode().split())
    assert 'id="way"' not in response.content.decode()


def test_an_untouched_draft_stores_nothing(browser, letter):
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    response = autosave(browser, letter, shown)
    assert (response.status_code, said(response)) == (200, "")
    assert now_is(letter) == ("draft", "")
    assert (letter.version, letter.saved_at, letter.saved_texts.count()) == (0, None, 0)


def test_an_emptied_letter_says_what_comes_in_its_place(browser, letter):
    autosave(browser, letter, "Words.")
    letter.refresh_from_db()
    response = autosave(browser, letter, "", turn=2)
    assert said(response) == (
        "Nothing is written. The next time you open this letter, a draft from what is logged stands here."
    )
    assert now_is(letter) == ("draft", "")
    assert letter.saved_texts.first().text == "Words."


def test_a_ready_letter_is_a_draft_again_and_its_page_is_told(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text="Words.", state="ready")
    response = autosave(browser, letter, "Other words.")
    assert said(response) == "Saved 16:00 · It reads differently now, so it is a draft again."
    assert now_is(letter) == ("draft", "Other words.")
    page = response.content.decode()
    assert 'id="way"' in page
    assert "Save and mark ready" in page


def test_a_letter_that_has_left_keeps_its_state(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text="Words.", state="posted", closed_at=NOW)
    assert said(autosave(browser, letter, "Other words.")) == "Saved 16:00"
    assert now_is(letter) == ("posted", "Other words.")


def test_another_windows_text_stands_and_this_one_is_kept_beside_it(browser, letter):
    write(Letter.objects.get(pk=letter.pk), "From the other window.", Page(0), NOW)
    response = autosave(browser, letter, "From this window.")
    assert response.status_code == 409
    assert said(response).startswith(
        "This letter was saved in another window since you opened this page. Nothing was overwritten:"
    )
    assert "See both texts" in said(response)
    assert 'id="id_version"' not in response.content.decode()  # the page stays an old one until somebody has chosen
    assert now_is(letter)[1] == "From the other window."
    assert letter.saved_texts.get(origin="beside").text == "From this window."


def test_the_page_with_both_texts_keeps_what_is_typed_on_it_beside_the_letter(browser, letter):
    write(Letter.objects.get(pk=letter.pk), "From the other window.", Page(0), NOW)
    letter.refresh_from_db()
    response = autosave(browser, letter, "Typed on.", beside="1")
    assert (response.status_code, said(response)) == (
        409, "Kept in the history. The letter itself is as the other window left it, until you save.",
    )  # fmt: skip
    assert now_is(letter)[1] == "From the other window."
    assert letter.saved_texts.get(origin="beside").text == "Typed on."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 6001, "The letter has 6001 characters; at most 6000 are kept. Take out 1."),
        ("a\x00b", "The letter holds an invisible character that cannot be kept (NUL). It came with something pasted: take that out and type it."),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_kept_is_refused_in_a_sentence(browser, letter, text, sentence):
    response = autosave(browser, letter, text)
    assert (response.status_code, said(response)) == (
        422,
        f"Not saved. {sentence} What you typed stays on this page.",
    )
    assert now_is(letter) == ("draft", "")


def test_a_page_that_arrives_without_its_letter_empties_nothing(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text="Words.")
    response = browser.post(f"/letters/{letter.pk}/save/", {"version": 0})
    assert (response.status_code, now_is(letter)[1]) == (422, "Words.")


@pytest.mark.parametrize(
    "damaged",
    [
        {"page": "<b>"},
        {"page": "x" * 37},
        {"page": ""},
        {"turn": "-1"},
        {"turn": str(2**31)},
        {"turn": "x"},
        {"turn": "9" * 5000},
        {"page": "\x00"},
    ],
)
def test_damaged_hidden_fields_lose_no_word(browser, letter, damaged):
    assert autosave(browser, letter, "Words.", **damaged).status_code == 200
    assert now_is(letter)[1] == "Words."


def test_somebody_signed_out_is_led_to_the_sign_in_and_nothing_changes(client, letter):
    response = autosave(client, letter, "Words.")
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next=/letters/{letter.pk}/save/")
    assert now_is(letter)[1] == ""


def test_a_strangers_letter_is_not_there(client, letter):
    client.force_login(make_user())
    assert autosave(client, letter, "Words.").status_code == 404


@pytest.mark.parametrize("state", ["written", "untouched"])
def test_saving_takes_the_same_queries_whatever_the_panel(client, state, django_assert_max_num_queries):
    user = make_user()
    client.force_login(user)
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    if state == "written":
        autosave(client, letter, "Words.")
        letter.refresh_from_db()
    with django_assert_max_num_queries(22):
        autosave(client, letter, "More words.", turn=2)


def test_the_page_of_a_conflict_shows_both_texts_and_how_they_differ(browser, letter):
    write(Letter.objects.get(pk=letter.pk), "Thank you for the long hour.", Page(0), NOW)
    response = browser.post(letter.get_absolute_url(), {"text": "Thank you for the short hour.", "version": 0})
    page = " ".join(response.content.decode().split())
    assert response.status_code == 409
    assert re.search(
        r"Thank you for the </span> <del>.*?long.*?</del> <ins>.*?short.*?</ins> <span [^>]*> ?hour\.", page
    )
    assert "data-beside" in page
    letter.refresh_from_db()
    assert [saved.text for saved in letter.saved_texts.all()][:2] == [
        "Thank you for the short hour.", "Thank you for the long hour.",
    ]  # fmt: skip
