"""A letter from its first draft to the post, as a browser leads it."""

from datetime import timedelta

import pytest

from letters.models import Letter
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

OWN_WORDS = (
    "Dear Ms Adeyemi,\n\nThe rota on the wall told me more than any description could.\n\nSincerely,\nDaniel Osei"
)


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


def save(browser, letter, text=OWN_WORDS, **fields):
    return browser.post(letter.get_absolute_url(), {"text": text, "version": letter.version, **fields}, follow=True)


def now_is(letter):
    letter.refresh_from_db()
    return letter.state, letter.text


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_an_untouched_letter_shows_a_draft_and_keeps_nothing(browser, letter):
    page = browser.get(letter.get_absolute_url()).content.decode()
    assert "Dear Ms Adeyemi," in page
    assert "volunteer no-shows" in page
    assert now_is(letter) == ("draft", "")


def test_an_untouched_draft_takes_up_what_is_logged_later(browser, letter):
    before = browser.get(letter.get_absolute_url()).content.decode()
    letter.interview.seats.get(is_lead=True).topics.create(text="the winter programme")
    topic = letter.interview.seats.get(is_lead=True).topics.get(text="volunteer no-shows")
    topic.delete()
    after = browser.get(letter.get_absolute_url()).content.decode()
    assert ("the winter programme" in before, "the winter programme" in after) == (False, True)


def test_a_letter_goes_from_draft_to_the_post(browser, letter):
    states = [save(browser, letter, state=state) and now_is(letter)[0] for state in ("ready", "copied", "posted")]
    assert states == ["ready", "copied", "posted"]
    assert (letter.ready_at, letter.copied_at, letter.closed_at) == (NOW, NOW, NOW)


def test_a_letter_with_gaps_is_not_ready_and_says_why(browser, letter):
    response = save(
        browser,
        letter,
        "Dear Ms Adeyemi,\n\nThank you for [... what was it?]\n\nSincerely,\nDaniel Osei",
        state="ready",
    )
    assert said(response) == ["A gap is still open: what was it?"]
    assert now_is(letter)[0] == "draft"


def test_an_empty_letter_is_not_ready(browser, letter):
    assert said(save(browser, letter, "Dear Ms Adeyemi,\n\nSincerely,\nDaniel Osei", state="ready")) == [
        "Nothing is written yet between salutation and close."
    ]


def test_a_draft_that_is_the_persons_own_can_be_ready_as_it_stands(browser, user):
    interview = make_interview(
        user, position=make_position(user, key_message="I turn a list of volunteers into a team that stays"),
        panel=[seat("Ifeoma Adeyemi", honorific="Ms", topics=["volunteer no-shows"], impressed_me="the rota on the wall")],
    )  # fmt: skip
    letter = interview.letters.get()
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    save(browser, letter, shown, state="ready")
    assert now_is(letter) == ("ready", shown)


def test_a_ready_letter_that_is_changed_is_a_draft_again(browser, letter):
    save(browser, letter, state="ready")
    letter.refresh_from_db()
    save(browser, letter, OWN_WORDS + " ")
    assert now_is(letter) == ("draft", OWN_WORDS + " ")


def test_every_step_can_be_taken_back(browser, letter):
    save(browser, letter, state="ready")
    letter.refresh_from_db()
    for state in ("copied", "posted"):
        save(browser, letter, state=state)
        letter.refresh_from_db()
    seen = []
    for _ in range(4):
        save(browser, letter, back="1")
        seen.append(now_is(letter)[0])
    assert seen == ["copied", "ready", "draft", "draft"]
    assert letter.closed_at is None


def test_a_letter_off_its_way_says_so_and_one_that_has_gone_says_when(browser, letter):
    save(browser, letter, state="posted")
    assert "Posted on Wednesday 18 November." in browser.get(letter.get_absolute_url()).content.decode()
    save(browser, letter, state="dropped")
    page = browser.get(letter.get_absolute_url()).content.decode()
    assert "You dropped this letter on Wednesday 18 November. Nothing is owed here." in page
    assert ('class="steps"' in page, "Copy from the screen" in page) == (False, False)


def test_a_dropped_letter_stays_untouched_and_comes_back(browser, letter):
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    save(browser, letter, shown, state="dropped")
    assert now_is(letter) == ("dropped", "")
    save(browser, letter, shown, back="1")
    assert now_is(letter)[0] == "draft"


def test_line_ends_of_a_browser_are_kept_as_one_character(browser, letter):
    save(browser, letter, OWN_WORDS.replace("\n", "\r\n"))
    assert now_is(letter)[1] == OWN_WORDS


@pytest.mark.parametrize(("length", "kept"), [(6000, True), (6001, False)])
def test_six_thousand_characters_are_kept_and_one_more_is_named(browser, letter, length, kept):
    text = "a" * (length - 2) + "\r\nb"
    response = save(browser, letter, text)
    assert (now_is(letter)[1] == text.replace("\r\n", "\n")) is kept
    if not kept:
        page = response.content.decode()
        assert "The letter has 6001 characters; at most 6000 are kept. Take out 1." in page
        assert "a" * 5999 in page


def test_a_second_tab_is_told_and_loses_no_word(browser, letter):
    save(browser, letter, "first tab")
    response = browser.post(letter.get_absolute_url(), {"text": "second tab", "version": 0})
    assert response.status_code == 409
    page = response.content.decode()
    assert "first tab" in page
    assert "second tab" in page
    assert now_is(letter)[1] == "first tab"
    version = response.context["form"]["version"].value()
    browser.post(letter.get_absolute_url(), {"text": "second tab", "version": version})
    assert now_is(letter)[1] == "second tab"


@pytest.mark.parametrize("state", ["sent", "called", "draft", "nonsense"])
def test_a_step_that_is_not_on_its_way_is_refused(browser, letter, state):
    save(browser, letter, state=state)
    assert now_is(letter)[0] == "draft"


def test_the_meter_answers_while_typing_and_keeps_nothing(browser, letter):
    response = browser.post(f"/letters/{letter.pk}/fit/", {"text": OWN_WORDS + " [... why?]"})
    page = " ".join(response.content.decode().split())
    assert "7 of 23 lines · 19 words" in page
    assert "A gap is still open: why?" in page
    assert now_is(letter) == ("draft", "")


def test_what_is_read_aloud_while_typing_is_short(browser, letter):
    def said(text):
        page = browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).content.decode()
        return " ".join(page[page.index("data-live-say>") + 14 :].split("</p>")[0].split())

    assert said(OWN_WORDS) == "The letter fits on one side. Nothing is missing."
    assert said(OWN_WORDS + " and so on" * 100) == "The letter takes 2 sides. Nothing is missing."
    gaps = said(OWN_WORDS + " [... why?] [... when?]")
    assert gaps == "The letter fits on one side. 2 things are still missing."


def test_the_folded_bar_is_told_what_was_typed(browser, letter):
    page = browser.post(f"/letters/{letter.pk}/fit/", {"text": OWN_WORDS}).content.decode()
    assert 'id="fit-bar" hx-swap-oob="true">7 of 23 lines</span>' in " ".join(page.split())
    assert "hx-swap-oob" not in browser.get(letter.get_absolute_url()).content.decode()


def test_the_meter_names_what_the_hand_cannot_write(browser, letter):
    page = browser.post(f"/letters/{letter.pk}/fit/", {"text": "Dear 🙂 山"}).content.decode()
    assert "cannot write 🙂  山" in page


# Session and account; the letter with its position; seats, topics, concerns; the letters of the interview, what they
# cover, the gifts in them; the companies and the people of the other positions; lessons. Typing asks for all but these.
PAGE_QUERIES = 12


@pytest.mark.parametrize("positions", [1, 30])
@pytest.mark.parametrize("people", [1, 20])
def test_a_letters_page_takes_the_same_queries_whatever_the_panel(client, people, positions, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    for number in range(positions - 1):
        make_interview(user, position=make_position(user, company=f"Company {number}"), panel=[seat(f"Met {number}")])
    interview = make_interview(user, panel=[seat(f"Person {n}", topics=["a", "b"]) for n in range(people)])
    letter = interview.letters.first()
    for other in interview.letters.exclude(pk=letter.pk):
        user.gifts.create(text=f"a map {other.pk}", letter=other)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(letter.get_absolute_url())
    with django_assert_num_queries(PAGE_QUERIES - 1):
        client.post(f"/letters/{letter.pk}/fit/", {"text": OWN_WORDS})


def test_the_letters_page_says_by_when_to_post(browser, letter):
    page = " ".join(browser.get(letter.get_absolute_url()).content.decode().split())
    assert "Post by Friday 20 November at the latest. Posted now it arrives about Friday 20 November." in page


def test_when_paper_comes_too_late_the_page_says_so(browser, user):
    interview = make_interview(user, decides_on_day=(HELD_AT + timedelta(days=1)).date())
    page = " ".join(browser.get(interview.letters.first().get_absolute_url()).content.decode().split())
    assert "Posted now it arrives about Friday 20 November, after they decide." in page
    assert Letter.objects.count() == 2
