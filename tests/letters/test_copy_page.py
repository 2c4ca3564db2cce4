"""The copy page: how it moves, keeps its place and comes to its end."""

import re

import pytest

from letters.copy_place import copying_of
from letters.models import Letter
from tests.conftest import NOW
from tests.factories import letter_to, make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# On a medium hand's A6 card, sixteen lines of 26 characters: a side and two lines of the next.
TEXT = (
    "Dear Ms Adeyemi,\n\nThank you for the hour you gave me on Wednesday, and for showing me the volunteer rota on the "
    "wall. It told me more about the job than any description could.\n\nAt Brookside I halved no-shows by asking one "
    "question at sign-up.\n\nI would be glad to talk again.\n\nSincerely,\nDaniel Osei"
)
CHANGED = "The lines of this letter have changed since you began to copy it. Begin again with the first one."


@pytest.fixture
def letter(user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    Letter.objects.filter(pk=letter.pk).update(text=TEXT, card="a6", state="ready", ready_at=NOW)
    letter.refresh_from_db()
    return letter


def page_of(browser, letter):
    """Return what the page shows: where, the step before, the step now, the step after."""
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    page = page[: page.index("<template")]
    parts = [
        re.search(rf"<(button|p)[^>]*data-copy-{name}>(.*?)</\1>", page, re.DOTALL)[2]
        for name in ("place", "before", "line", "after")
    ]
    return [" ".join(re.sub("<[^>]*>", " ", part).split()) for part in parts]


def send(browser, letter, of=None, *, quietly=False, **fields):
    of = copying_of(Letter.objects.get(pk=letter.pk)).of if of is None else of
    headers = {"Prefer": "return=minimal"} if quietly else {}
    return browser.post(f"/letters/{letter.pk}/copy/", {"of": of, **fields}, headers=headers)


def place_of(letter):
    letter.refresh_from_db()
    return letter.copied_steps


def test_copying_begins_with_the_first_line(browser, letter):
    assert page_of(browser, letter) == ["Line 1 of 16 · side 1 of 2", "", "Dear Ms Adeyemi,", "Leave a line free"]


def test_a_tap_leads_on_and_the_page_says_where_one_is(browser, letter):
    response = send(browser, letter, step="1")
    assert (response.status_code, response["Location"]) == (302, f"/letters/{letter.pk}/copy/#line")
    assert page_of(browser, letter) == [
        "Line 2 of 16 · side 1 of 2",
        "Dear Ms Adeyemi,",
        "Leave a line free",
        "Thank you for the hour",
    ]


def test_the_card_is_turned_between_its_sides(browser, letter):
    send(browser, letter, step="16")
    where, _before, line, after = page_of(browser, letter)
    assert (where, line, after) == ("Side 1 of 2 is written", "Turn the card over", "Sincerely,")


def test_every_step_is_in_the_page_for_its_script(browser, letter):
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    inside = page[page.index("<template") : page.index("</template>")]
    copying = copying_of(letter)
    assert inside.count("data-place=") == len(copying.steps)
    assert re.findall(r"copy__words[^>]*>([^<]*)<", inside) == [step.text for step in copying.steps if step.text]


def test_a_page_that_moves_by_itself_is_answered_without_a_page(browser, letter):
    response = send(browser, letter, step="5", quietly=True)
    assert (response.status_code, response.content, place_of(letter)) == (204, b"", 5)


def test_looking_moves_nothing(browser, letter):
    send(browser, letter, step="7")
    for ask in (browser.get, browser.head):
        assert ask(f"/letters/{letter.pk}/copy/?step=9").status_code == 200
    assert place_of(letter) == 7


@pytest.mark.parametrize(
    ("step", "there"), [("999", 19), ("99999", 19), ("100000", 3), ("-1", 3), ("x", 3), ("٣", 3), ("1.5", 3), ("", 3)]
)
def test_a_step_that_there_is_not_is_the_last_or_none(browser, letter, step, there):
    send(browser, letter, step="3")
    assert send(browser, letter, step=step).status_code == 302
    assert len(copying_of(letter).steps) == 20
    assert place_of(letter) == there


def test_a_text_changed_meanwhile_starts_anew_and_says_so(browser, letter):
    send(browser, letter, step="4")
    Letter.objects.filter(pk=letter.pk).update(text=TEXT.replace("hour", "time"))
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    assert page.count(CHANGED) == 1
    assert page_of(browser, letter)[0] == "Line 1 of 16 · side 1 of 2"
    assert place_of(letter) == 4
    send(browser, letter, step="1")
    assert CHANGED not in browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    assert place_of(letter) == 1


def test_another_hand_starts_anew_too(browser, letter, user):
    send(browser, letter, step="4")
    user.mm_per_character = 4
    user.save()
    assert CHANGED in browser.get(f"/letters/{letter.pk}/copy/").content.decode()


def test_a_page_opened_before_the_change_is_told(browser, letter):
    old = copying_of(letter).of
    Letter.objects.filter(pk=letter.pk).update(text=TEXT.replace("hour", "time"))
    assert send(browser, letter, old, step="4", quietly=True).status_code == 409
    response = browser.get(f"/letters/{letter.pk}/copy/")
    assert [str(message) for message in response.context["messages"]] == [CHANGED]
    assert response.content.decode().count(CHANGED) == 1
    assert place_of(letter) == 0
    response = send(browser, letter, old, step="4")
    assert response["Location"] == f"/letters/{letter.pk}/copy/"


def test_at_the_end_the_letter_is_marked_copied(browser, letter):
    send(browser, letter, step="19")
    assert page_of(browser, letter) == ["All is written", "Daniel Osei", "That was the last line", ""]
    response = browser.post(f"/letters/{letter.pk}/copy/", {"copied": "1"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Copied. Put it in the post and mark it posted."
    ]
    letter.refresh_from_db()
    assert (letter.state, letter.copied_at) == ("copied", NOW)


def test_copied_twice_is_copied_once(browser, letter, clock):
    browser.post(f"/letters/{letter.pk}/copy/", {"copied": "1"})
    clock.shift(60)
    response = browser.post(f"/letters/{letter.pk}/copy/", {"copied": "1"})
    letter.refresh_from_db()
    assert (response.status_code, letter.state, letter.copied_at) == (302, "copied", NOW)


def test_a_posted_letter_does_not_go_back_to_copied(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(state="posted", closed_at=NOW)
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    assert ("I have copied it" in page, "This letter is marked posted." in page) == (False, True)
    browser.post(f"/letters/{letter.pk}/copy/", {"copied": "1"})
    letter.refresh_from_db()
    assert letter.state == "posted"


def test_a_letter_that_is_not_ready_says_why(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text=TEXT + " [... why?]", state="draft", ready_at=None)
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    assert "This letter is not ready to be copied yet." in page
    assert "<li>A gap is still open: why?</li>" in page
    response = browser.post(f"/letters/{letter.pk}/copy/", {"copied": "1"}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["A gap is still open: why?"]
    letter.refresh_from_db()
    assert letter.state == "draft"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channel": "email"}, "This letter does not go by post, so there is nothing to copy by hand."),
        ({"text": " \n "}, "Nothing is written yet, so there is nothing to copy."),
        (
            {"text": "Dear 山,"},
            "The hand on the sheet cannot write 山. Write them another way, or take them out.",
        ),
    ],
)
def test_what_cannot_be_copied_says_so_on_the_letters_page(browser, letter, fields, said):
    Letter.objects.filter(pk=letter.pk).update(**fields)
    response = browser.get(f"/letters/{letter.pk}/copy/", follow=True)
    assert response.redirect_chain == [(f"/letters/{letter.pk}/", 302)]
    assert [str(message) for message in response.context["messages"]] == [said]


def test_a_hostile_line_is_shown_as_typed(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(card="a4", text="Dear <b>&amp;</b> {{ 7*7 }} \"x' onload=1,")
    page = browser.get(f"/letters/{letter.pk}/copy/").content.decode()
    assert "Dear &lt;b&gt;&amp;amp;&lt;/b&gt; {{ 7*7 }}" in page


def test_the_page_takes_the_same_queries_at_every_step(browser, letter, django_assert_num_queries):
    browser.get(f"/letters/{letter.pk}/copy/")
    for step in ("0", "19"):
        send(browser, letter, step=step)
        with django_assert_num_queries(9):
            browser.get(f"/letters/{letter.pk}/copy/")
