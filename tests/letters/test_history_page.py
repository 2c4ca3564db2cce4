"""The history of a letter, as its pages show it, and the ways back."""

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


def wrote(letter, *texts):
    """Save each text from a page without script, so that each is kept by itself."""
    for text in texts:
        letter.refresh_from_db()
        write(letter, text, Page(letter.version), NOW)


def plain(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1].split("</main>")[0])
    return " ".join(words.split())


def text_now(letter):
    letter.refresh_from_db()
    return letter.text


def said(response):
    return [re.sub("<[^>]+>", "", str(message)) for message in response.context["messages"]]


def test_each_saved_text_is_listed_with_its_local_time_and_its_words(browser, letter, user):
    user.time_zone = "Asia/Tokyo"
    user.save()
    wrote(letter, "One two.", "One two three.")
    rows = re.findall(r'<li class="row">.*?</li>', browser.get(f"/letters/{letter.pk}/history/").content.decode(), re.S)
    shown = [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in rows]
    assert shown[:2] == [
        "Thursday 19 November, 01:00 3 words · what you wrote the letter as it is now",
        "Thursday 19 November, 01:00 2 words · what you wrote",
    ]
    assert "the draft it began with" in shown[2]
    assert len(shown) == 3


def test_a_letter_nobody_wrote_in_says_what_its_history_is_for(browser, letter):
    assert "Nothing is kept yet." in plain(browser.get(f"/letters/{letter.pk}/history/"))


@pytest.mark.parametrize("texts", [1, 30])
def test_the_history_takes_the_same_queries_for_1_and_30_texts(browser, letter, texts, django_assert_num_queries):
    wrote(letter, *(f"Text {number}" for number in range(texts)))
    with django_assert_num_queries(4):
        browser.get(f"/letters/{letter.pk}/history/")


def test_a_saved_text_is_shown_with_what_the_letter_has_of_it(browser, letter):
    wrote(letter, "Thank you for the long hour.", "Thank you for the short hour.")
    page = " ".join(browser.get(f"/letters/{letter.pk}/history/2/").content.decode().split())
    assert re.search(
        r"Thank you for the </span> <del>.*?long.*?</del> <ins>.*?short.*?</ins> <span [^>]*> ?hour\.", page
    )
    assert "only in this text</del> (1 word, struck through)" in page
    assert "only in the letter as it is now</ins> (1 word, underlined)" in page
    present = plain(browser.get(f"/letters/{letter.pk}/history/3/"))
    assert "This is the letter as it is now." in present
    assert "Put this text back" not in present


def test_markup_in_a_text_is_shown_and_not_read(browser, letter):
    wrote(letter, "<b>One</b>", "<i>Two</i>")
    page = browser.get(f"/letters/{letter.pk}/history/2/").content.decode()
    assert "&lt;b&gt;One&lt;/b&gt;" in page
    assert "<b>One" not in page


def test_a_text_put_back_can_be_undone_by_putting_the_other_back(browser, letter):
    wrote(letter, "First.", "Second.")
    response = browser.post(f"/letters/{letter.pk}/history/2/", follow=True)
    assert said(response) == ["Put back. The text that stood here is kept in the history."]
    assert text_now(letter) == "First."
    browser.post(f"/letters/{letter.pk}/history/3/")
    assert text_now(letter) == "Second."


def test_a_double_click_puts_a_text_back_once(browser, letter):
    wrote(letter, "First.", "Second.")
    for _click in range(2):
        browser.post(f"/letters/{letter.pk}/history/2/")
    letter.refresh_from_db()
    assert (letter.text, letter.version, letter.saved_texts.count()) == ("First.", 3, 3)


def test_a_ready_letter_that_gets_another_text_back_is_a_draft_again(browser, letter):
    wrote(letter, "First.", "Second.")
    Letter.objects.filter(pk=letter.pk).update(state="ready")
    browser.post(f"/letters/{letter.pk}/history/2/")
    letter.refresh_from_db()
    assert letter.state == "draft"


@pytest.mark.parametrize("number", [0, 9, 2**63])
def test_a_text_that_is_not_there_is_not_found(browser, letter, number):
    wrote(letter, "First.")
    path = f"/letters/{letter.pk}/history/{number}/"
    assert [browser.get(path).status_code, browser.post(path).status_code] == [404, 404]


def test_a_stranger_puts_nothing_back(client, letter):
    wrote(letter, "First.", "Second.")
    client.force_login(make_user())
    assert client.post(f"/letters/{letter.pk}/history/2/").status_code == 404
    assert text_now(letter) == "Second."


def test_started_again_the_draft_has_what_is_logged_now_and_the_own_words_are_kept(browser, letter):
    wrote(letter, "My own words.")
    letter.interview.seats.get(is_lead=True).topics.all().delete()
    letter.interview.seats.get(is_lead=True).topics.create(text="the winter programme")
    data = {"text": "My own words, and the last ones.", "version": letter.version, "redraft": "1"}
    response = browser.post(letter.get_absolute_url(), data, follow=True)
    assert said(response) == [
        "A fresh draft from what is logged. What you wrote is kept in the history, every sentence of it."
    ]
    assert f'<a href="/letters/{letter.pk}/history/">the history</a>' in response.content.decode()
    assert "the winter programme" in response.context["form"]["text"].value()
    assert text_now(letter) == ""
    assert letter.saved_texts.first().text == "My own words, and the last ones."


def test_started_again_with_nothing_written_nothing_changes(browser, letter):
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    response = browser.post(letter.get_absolute_url(), {"text": shown, "version": 0, "redraft": "1"}, follow=True)
    assert said(response) == ["This is the draft from what is logged. Nothing of yours is in it yet."]
    letter.refresh_from_db()
    assert (letter.text, letter.version, letter.saved_texts.count()) == ("", 0, 0)


def test_a_letter_that_has_left_is_not_started_again(browser, letter):
    wrote(letter, "First.")
    Letter.objects.filter(pk=letter.pk).update(state="posted", closed_at=NOW)
    letter.refresh_from_db()
    page = browser.get(letter.get_absolute_url()).content.decode()
    assert "Start again" not in page
    browser.post(letter.get_absolute_url(), {"text": "First.", "version": letter.version, "redraft": "1"})
    assert text_now(letter) == "First."
