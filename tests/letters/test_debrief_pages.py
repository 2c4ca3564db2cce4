"""The pages of the debrief, as a browser uses them: with and without script, in one window and in two."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Concern, Interview, Interviewer, PanelSeat, Topic
from letters.known import draft_of
from letters.models import Letter
from reminders.models import Reminder
from tests.factories import HELD_AT, LEAD, OTHER, letter_to, make_interview, make_position, make_user, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HTMX = {"HTTP_HX_REQUEST": "true"}
INPUT = re.compile(r"<(input|textarea|select)\b([^>]*)>(?:(.*?)</\1>)?", re.S)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@pytest.fixture
def interview(user):
    return make_interview(user, debriefed_at=None, window="unstated", window_number=None, decides_on=date(2026, 11, 27))


def path_of(interview, name="Ifeoma Adeyemi"):
    if name is None:
        return f"/interviews/{interview.pk}/debrief/meeting/"
    return f"/interviews/{interview.pk}/debrief/seats/{interview.seats.get(interviewer__name=name).pk}/"


def fields_of(page):
    """The fields of a page's form as a browser would send them."""
    form = page[page.index('id="debrief"') :]
    form = re.sub(r"<template.*?</template>", "", form[: form.index("</form>")], flags=re.S)
    sent = {}
    for tag, attributes, inside in INPUT.findall(form):
        said = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
        if tag == "select":
            chosen = re.search(r'<option value="([^"]*)" selected', inside)
            sent[said["name"]] = chosen[1] if chosen else ""
        elif said.get("type") in {"radio", "checkbox"}:
            if "checked" in said:
                sent[said["name"]] = said.get("value", "on")
        elif "name" in said:
            sent[said["name"]] = unescape(inside).removeprefix("\n") if tag == "textarea" else said.get("value", "")
    return sent


class Window:
    """One browser window on one page of the debrief: it is opened, typed in and sent."""

    def __init__(self, browser, path):
        self.browser, self.path = browser, path
        self.open()

    def open(self):
        self.page = self.browser.get(self.path).content.decode()
        self.fields = fields_of(self.page)

    def type(self, **typed):
        self.fields |= {name.replace("__", "-"): value for name, value in typed.items()}
        return self

    def send(self, button="", **typed):
        self.type(**typed)
        pressed = {button: "1"} if button else {}
        return self.browser.post(self.path, self.fields | pressed)

    def autosave(self, **typed):
        """Save as htmx does, and take over what the answer brings."""
        self.type(**typed)
        answer = self.browser.post(self.path, self.fields, **HTMX)
        page = answer.content.decode()
        for attributes in re.findall(r"<input([^>]*hx-swap-oob[^>]*)>", page):
            said = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
            if said["name"] in self.fields:
                self.fields[said["name"]] = said["value"]
        return answer


def topics_of(interview, name="Ifeoma Adeyemi"):
    seat = interview.seats.get(interviewer__name=name)
    return [(topic.text, topic.is_personal, topic.came_up) for topic in seat.topics.all()]


def test_one_goes_from_the_start_page_to_the_letters(browser, user, interview):
    start = f"/interviews/{interview.pk}/debrief/"
    page = browser.get(start).content.decode()
    assert "Begin with Ms Ifeoma Adeyemi" in page
    first = Window(browser, path_of(interview))
    assert "1 of 3" in first.page
    answer = first.send(
        "next",
        topics__2__text="the winter rota\nchoirs", topics__2__came_up="close",
        impressed_me="the rota on the wall", my_question="how shifts are planned", helpful_answer="the two-week rule",
        concerns__0__text="the size of my teams", concerns__0__answered="half",
        concerns__0__answer="At Brookside I led forty.", email="i@harbour.example", is_name_confirmed="on",
        has_handed_card="on", honorific="Dr",
    )  # fmt: skip
    assert (answer.status_code, answer.url) == (302, path_of(interview, "Tom Reyes"))
    assert topics_of(interview) == [
        ("volunteer no-shows", False, ""),
        ("Cézanne", False, ""),
        ("the winter rota", False, "close"),
        ("choirs", False, "close"),
    ]
    kept = interview.seats.get(is_lead=True)
    assert (kept.impressed_me, kept.my_question, kept.helpful_answer) == (
        "the rota on the wall", "how shifts are planned", "the two-week rule",
    )  # fmt: skip
    assert [(one.text, one.answered, one.answer) for one in kept.concerns.all()] == [
        ("the size of my teams", "half", "At Brookside I led forty.")
    ]
    person = kept.interviewer
    assert (person.honorific, person.email, person.has_handed_card, person.is_name_confirmed) == (
        "Dr", "i@harbour.example", True, True,
    )  # fmt: skip
    assert "Go on with Mr Tom Reyes" in browser.get(start).content.decode()
    assert Window(browser, path_of(interview, "Tom Reyes")).send("next").url == path_of(interview, None)
    done = Window(browser, path_of(interview, None)).send(
        "next", left_out="the winter programme", window="weeks", window_number="1", decision_words="about a week",
        key_message="I turn volunteers into a team that stays.", written_so_far="email", street="12 Quay Street",
        town="Bristol", postcode="BS1 4DJ",
    )  # fmt: skip
    assert done.url == f"/interviews/{interview.pk}/debrief/done/"
    interview = Interview.objects.get()
    assert (interview.window, interview.decides_on, interview.decision_words, interview.left_out) == (
        "weeks", date(2026, 11, 25), "about a week", "the winter programme",
    )  # fmt: skip
    position = interview.position
    assert (position.key_message, position.written_so_far, position.town, position.country) == (
        "I turn volunteers into a team that stays.", "email", "Bristol", "GB",
    )  # fmt: skip
    assert interview.debriefed_at == HELD_AT + timedelta(hours=2)
    assert not Reminder.objects.open().filter(kind="debrief").exists()
    page = browser.get(done.url).content.decode()
    assert [page.count(f'href="/letters/{letter.pk}/"') for letter in interview.letters.all()] == [1, 1]


def test_what_is_entered_stands_in_the_draft_at_once(browser, interview):
    window = Window(browser, path_of(interview, "Tom Reyes"))
    window.send("next", concerns__0__text="the size of my budgets", concerns__0__answer="I held one of 2 million.")
    draft = draft_of(letter_to(interview, "Tom Reyes")).text
    assert [words in draft for words in ("the size of my budgets", "I held one of 2 million.")] == [True, True]


def test_the_page_shows_the_sentence_that_results(browser, interview):
    window = Window(browser, path_of(interview, "Tom Reyes"))
    answer = window.autosave(topics__0__text="budgets that survive the spring").content.decode()
    (sentence,) = [one.text for one in draft_of(letter_to(interview, "Tom Reyes")).sentences if "topics" in one.facts]
    assert "budgets that survive the spring" in sentence
    assert sentence in unescape(answer)
    assert "In the letter to Mr Tom Reyes" in unescape(answer)
    assert "Saved 16:00" in answer
    assert sentence in unescape(browser.get(window.path).content.decode())


def test_a_letter_already_written_is_told_a_sentence_to_take_over(browser, interview):
    Letter.objects.filter(recipient__name="Tom Reyes").update(text="Dear Mr Reyes,\n\nThank you.")
    page = Window(browser, path_of(interview, "Tom Reyes")).page
    assert "You have written to Mr Tom Reyes already" in page
    Letter.objects.filter(recipient__name="Tom Reyes").update(state="posted", closed_at=HELD_AT)
    assert "stem__sentence" not in Window(browser, path_of(interview, "Tom Reyes")).page


def test_saving_while_typing_makes_one_topic_of_one_row(browser, interview):
    window = Window(browser, path_of(interview, "Tom Reyes"))
    for text in ("the", "the winter", "the winter rota"):
        window.autosave(topics__1__text=text)
    window.autosave(topics__1__is_personal="on", topics__1__came_up="warm_up")
    assert topics_of(interview, "Tom Reyes") == [("budgets", False, ""), ("the winter rota", True, "warm_up")]
    assert window.send("next").status_code == 302
    assert len(topics_of(interview, "Tom Reyes")) == 2


def test_a_row_taken_away_can_come_back(browser, interview):
    window = Window(browser, path_of(interview))
    window.autosave(topics__0__DELETE="on")
    assert [text for text, *_ in topics_of(interview)] == ["Cézanne"]
    del window.fields["topics-0-DELETE"]
    window.autosave()
    assert [text for text, *_ in topics_of(interview)] == ["Cézanne", "volunteer no-shows"]


def test_saving_by_itself_does_not_go_past_somebody(browser, interview):
    Window(browser, path_of(interview)).autosave(impressed_me="the rota")
    assert not PanelSeat.objects.filter(debriefed_at__isnull=False).exists()
    assert Interview.objects.get().debriefed_at is None


def test_with_script_the_buttons_lead_on_by_a_header(browser, interview):
    window = Window(browser, path_of(interview))
    answer = browser.post(window.path, window.fields | {"next": "1"}, **HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, path_of(interview, "Tom Reyes"))
    answer = browser.post(window.path, window.fields | {"back": "1"}, **HTMX)
    assert answer["HX-Redirect"] == f"/interviews/{interview.pk}/debrief/"


def test_back_saves_and_stays_open(browser, interview):
    window = Window(browser, path_of(interview, "Tom Reyes"))
    assert window.send("back", impressed_me="the books").url == path_of(interview)
    kept = interview.seats.get(interviewer__name="Tom Reyes")
    assert (kept.impressed_me, kept.debriefed_at) == ("the books", None)


def test_a_spare_row_comes_without_script_and_everything_is_kept(browser, interview):
    window = Window(browser, path_of(interview))
    answer = window.send("row", topics__2__text="the rota")
    assert answer.url == f"{window.path}?row=1#lists"
    page = browser.get(answer.url).content.decode()
    assert fields_of(page)["topics-TOTAL_FORMS"] == "5"
    assert [text for text, *_ in topics_of(interview)] == ["volunteer no-shows", "Cézanne", "the rota"]


def test_what_cannot_be_kept_stays_on_the_page_and_the_rest_is_kept(browser, interview):
    window = Window(browser, path_of(interview))
    answer = window.send("next", email="i@harbour", impressed_me="the rota", topics__0__text="x" * 301, name=" ")
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    for words in (
        "i@harbour",
        "x" * 301,
        "Enter an e-mail address, such as ana@example.org.",
        "A topic has at most 300 characters",
    ):
        assert words in page
    kept = interview.seats.get(is_lead=True)
    assert (kept.impressed_me, kept.interviewer.email, kept.interviewer.name, kept.debriefed_at is None) == (
        "the rota", "", "Ifeoma Adeyemi", True,
    )  # fmt: skip
    assert topics_of(interview)[0][0] == "volunteer no-shows"
    again = fields_of(answer.content.decode())
    assert (again["email"], again["topics-0-text"], again["topics-1-text"]) == ("i@harbour", "x" * 301, "Cézanne")
    fixed = browser.post(
        window.path, again | {"email": "", "topics-0-text": "no-shows", "name": "Ifeoma Adeyemi", "next": "1"}
    )
    assert fixed.status_code == 302
    assert [text for text, *_ in topics_of(interview)] == ["no-shows", "Cézanne"]


def test_saving_by_itself_names_what_it_could_not_keep(browser, interview):
    answer = Window(browser, path_of(interview)).autosave(email="i@harb", concerns__0__answer="I did lead forty.")
    assert "Not saved yet: E-mail, a doubt" in answer.content.decode()
    assert not Concern.objects.exists()


def test_two_windows_on_one_person_lose_no_word(browser, interview):
    one, other = Window(browser, path_of(interview)), Window(browser, path_of(interview))
    one.send("next", impressed_me="the rota", topics__2__text="choirs", email="i@harbour.example")
    answer = other.send("next", my_question="how shifts are planned", topics__2__text="night shifts")
    assert answer.status_code == 302
    kept = interview.seats.get(is_lead=True)
    assert (kept.impressed_me, kept.my_question, kept.interviewer.email) == (
        "the rota", "how shifts are planned", "i@harbour.example",
    )  # fmt: skip
    assert [text for text, *_ in topics_of(interview)] == ["volunteer no-shows", "Cézanne", "choirs", "night shifts"]


def test_two_windows_that_said_two_things_of_one_field_are_shown_both(browser, interview):
    one, other = Window(browser, path_of(interview)), Window(browser, path_of(interview))
    one.send("next", impressed_me="the rota", topics__0__text="no-shows in winter")
    answer = other.send("next", impressed_me="the choir", topics__0__text="no-shows on Sundays")
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Saved in the other window" in page
    assert "<q>the rota</q>" in page
    assert "“no-shows on Sundays” was worded anew in another window too" in page
    assert interview.seats.get(is_lead=True).impressed_me == "the rota"
    assert [text for text, *_ in topics_of(interview)] == ["no-shows in winter", "Cézanne", "no-shows on Sundays"]
    other.page, other.fields = page, fields_of(page)
    assert other.fields["impressed_me"] == "the choir"
    assert other.send("next").status_code == 302
    assert interview.seats.get(is_lead=True).impressed_me == "the choir"
    assert len(topics_of(interview)) == 3


def test_a_window_that_saved_by_itself_does_not_bring_back_old_words(browser, interview):
    one, other = Window(browser, path_of(interview)), Window(browser, path_of(interview))
    other.autosave(impressed_me="the rota")
    one.autosave(my_question="how shifts are planned")
    one.autosave(helpful_answer="the two-week rule")
    kept = interview.seats.get(is_lead=True)
    assert (kept.impressed_me, kept.my_question) == ("the rota", "how shifts are planned")


def test_both_texts_come_to_a_page_with_script_too(browser, interview):
    one, other = Window(browser, path_of(interview)), Window(browser, path_of(interview))
    one.autosave(impressed_me="the rota")
    answer = other.autosave(impressed_me="the choir", my_question="how shifts are planned")
    assert "HX-Retarget" not in answer  # somebody is typing: nothing of the page is taken away
    assert "Another window saved something else here." in answer.content.decode()
    other.autosave(impressed_me="the choir they sing in")
    kept = interview.seats.get(is_lead=True)
    assert (kept.impressed_me, kept.my_question) == ("the rota", "how shifts are planned")
    answer = browser.post(other.path, other.fields | {"both": "1"}, **HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#main")
    page = unescape(answer.content.decode())
    assert "<q>the rota</q>" in page
    assert fields_of(page)["impressed_me"] == "the choir they sing in"
    other.fields = fields_of(page)
    assert other.send("next").status_code == 302
    assert interview.seats.get(is_lead=True).impressed_me == "the choir they sing in"


def test_a_note_worded_anew_in_two_windows_is_said_to_be_kept_twice(browser, interview):
    one, other = Window(browser, path_of(interview)), Window(browser, path_of(interview))
    one.autosave(topics__0__text="no-shows in winter")
    answer = other.autosave(topics__0__text="no-shows on Sundays")
    assert "both are kept" in answer.content.decode()
    assert other.send("next").status_code == 302
    assert [text for text, *_ in topics_of(interview)] == ["no-shows in winter", "Cézanne", "no-shows on Sundays"]


def test_the_meeting_in_two_windows_keeps_the_window_of_each(browser, interview):
    one, other = Window(browser, path_of(interview, None)), Window(browser, path_of(interview, None))
    one.send("", left_out="the winter programme", window="days", window_number="3")
    answer = other.send("", to_correct="my answer about Excel", window="date", window_on="2026-12-01")
    assert answer.status_code == 409
    assert "they decide by Saturday 21 November" in answer.content.decode()
    kept = Interview.objects.get()
    assert (kept.left_out, kept.to_correct, kept.decides_on) == (
        "the winter programme", "my answer about Excel", date(2026, 11, 21),
    )  # fmt: skip
    other.fields = fields_of(answer.content.decode())
    other.send("next")
    assert Interview.objects.get().decides_on == date(2026, 12, 1)


def test_the_lead_can_be_corrected_where_somebody_else_led(browser, interview):
    assert 'name="is_lead"' not in Window(browser, path_of(interview)).page
    Window(browser, path_of(interview, "Tom Reyes")).send("next", is_lead="on")
    assert interview.seats.get(is_lead=True).interviewer.name == "Tom Reyes"
    assert 'name="is_lead"' in Window(browser, path_of(interview)).page


def test_nobody_on_the_panel_yet_is_asked_for_first(browser, user):
    earlier = make_interview(user, panel=[LEAD])
    known = Interviewer.objects.get()
    interview = make_interview(
        user, position=earlier.position, panel=[], starts_at=HELD_AT - timedelta(hours=4), debriefed_at=None
    )
    who = f"/interviews/{interview.pk}/debrief/who/"
    assert f'href="{who}"' in browser.get(f"/interviews/{interview.pk}/debrief/").content.decode()
    assert "Ms Ifeoma Adeyemi" in browser.get(who).content.decode()
    refused = browser.post(who, {"names": " \n"})
    assert "Name at least one person." in refused.content.decode()
    answer = browser.post(who, {"names": "- Tom Reyes\n\ntom reyes\nMina Park", "people": [str(known.pk)]})
    assert [one.interviewer.name for one in interview.seats.all()] == ["Ifeoma Adeyemi", "Tom Reyes", "Mina Park"]
    assert answer.url == path_of(interview)
    assert interview.letters.count() == 3


def test_who_was_there_takes_nobody_of_another_account(browser, user):
    stranger = make_interview(make_user(), panel=[LEAD]).seats.get().interviewer
    interview = make_interview(user, panel=[OTHER])
    browser.post(f"/interviews/{interview.pk}/debrief/who/", {"names": "", "people": [str(stranger.pk)]})
    assert [one.interviewer.name for one in interview.seats.all()] == ["Tom Reyes"]


def test_a_cancelled_interview_has_nothing_to_debrief(browser, user):
    interview = make_interview(user, cancelled_at=HELD_AT)
    assert browser.get(f"/interviews/{interview.pk}/debrief/").url == f"/interviews/{interview.pk}/"


def test_a_debrief_can_be_taken_back(browser, user):
    interview = make_interview(user)
    browser.post(f"/interviews/{interview.pk}/debrief/done/")
    assert Interview.objects.get().debriefed_at is None
    assert browser.get(f"/interviews/{interview.pk}/debrief/done/").url == f"/interviews/{interview.pk}/debrief/"


def test_a_seat_of_another_interview_is_not_found(browser, user):
    mine, other = make_interview(user), make_interview(user, position=make_position(user, company="Elsewhere"))
    theirs = other.seats.first().pk
    assert browser.get(f"/interviews/{mine.pk}/debrief/seats/{theirs}/").status_code == 404
    assert browser.post(f"/interviews/{mine.pk}/debrief/seats/{theirs}/").status_code == 404


def test_a_signed_out_person_comes_back_to_it(client, user, interview):
    answer = client.get(f"/interviews/{interview.pk}/debrief/")
    assert answer.url == f"/accounts/login/?next=/interviews/{interview.pk}/debrief/"


def test_a_forged_or_damaged_sending_is_no_error_and_takes_nothing_away(browser, interview):
    path = path_of(interview)
    for data in (
        {},
        {"topics-TOTAL_FORMS": "x", "topics-999-text": "y", "stamp": "=\x00= a=b=c", "topics-0-key": "9" * 30},
    ):
        assert browser.post(path, data).status_code in {200, 409}
        assert browser.post(path_of(interview, None), data).status_code in {200, 302, 409}
    assert [text for text, *_ in topics_of(interview)] == ["volunteer no-shows", "Cézanne"]
    assert interview.seats.get(is_lead=True).interviewer.name == "Ifeoma Adeyemi"


def test_a_key_of_somebody_elses_topic_changes_nothing_of_theirs(browser, interview):
    theirs = make_interview(make_user()).seats.first().topics.first()
    window = Window(browser, path_of(interview))
    window.send("next", topics__0__key=str(theirs.pk), topics__0__text="stolen")
    theirs.refresh_from_db()
    assert theirs.text == "volunteer no-shows"
    assert "stolen" in [text for text, *_ in topics_of(interview)]


def test_at_most_twenty_topics_are_kept_and_the_rest_stays_on_the_page(browser, interview):
    lines = "\n".join(f"topic {n}" for n in range(25))
    answer = Window(browser, path_of(interview)).send("next", topics__2__text=lines)
    assert answer.status_code == 200
    assert Topic.objects.filter(seat__is_lead=True).count() == 20
    assert "Keep it to 20 a person." in answer.content.decode()
    assert "topic 24" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "who/", "seats/{seat}/", "meeting/", "done/"])
def test_a_page_asks_as_often_for_a_panel_of_one_as_of_twenty(browser, user, page, django_assert_num_queries):
    people = [seat(f"Person {n}", topics=["x", "y"], concern="z") for n in range(19)]
    counts = []
    for panel in ([LEAD], [LEAD, *people]):
        interview = make_interview(user, position=make_position(user, company=f"With {len(panel)}"), panel=panel)
        path = f"/interviews/{interview.pk}/debrief/" + page.format(seat=interview.seats.get(is_lead=True).pk)
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 17


@pytest.mark.parametrize(
    ("name", "typed", "most"),
    [
        ("Ifeoma Adeyemi", {"my_question": "how the rota is made"}, 24),
        ("Ifeoma Adeyemi", {"topics__0__text": "volunteer no-shows"}, 24),
        (None, {"left_out": "the winter rota"}, 20),
    ],
)
def test_a_field_is_saved_in_few_queries_and_found_at_once(
    browser, interview, name, typed, most, django_assert_max_num_queries
):
    window = Window(browser, path_of(interview, name))
    window.autosave(**typed)
    again = {field: f"{words}, again" for field, words in typed.items()}
    with django_assert_max_num_queries(most):
        window.autosave(**again)
    (words,) = again.values()
    assert words in unescape(re.sub(r"</?mark[^>]*>", "", browser.get("/search/", {"q": words}).content.decode()))


def test_what_is_planned_follows_a_name_and_a_window_but_waits_for_no_note(browser, interview):
    Reminder.objects.all().delete()
    Window(browser, path_of(interview)).autosave(my_question="how the rota is made", email="ifeoma@harbour.example")
    assert not Reminder.objects.exists()
    Window(browser, path_of(interview)).autosave(name="Ifeoma Adeyemi-Cole")
    assert Reminder.objects.exists()
    Reminder.objects.all().delete()
    Window(browser, path_of(interview, None)).autosave(left_out="the winter rota")
    assert not Reminder.objects.exists()
    Window(browser, path_of(interview, None)).autosave(window="weeks", window_number="3")
    assert Reminder.objects.exists()
