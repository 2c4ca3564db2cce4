"""The page of a position: its rounds and people, how it stands, and what its answer stopped and opened."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.contacts import contact_named
from interviews.models import Concern, Interviewer, Position
from interviews.outcomes import cancel, note_outcome
from interviews.standing import is_time_to_move_on
from letters.models import Letter
from letters.opening import open_for_lead
from letters.states import mark
from reminders.models import Reminder
from tests.factories import HELD_AT, LEAD, OTHER, letter_to, make_interview, make_position, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 18)


def page_of(browser, position):
    page = browser.get(f"/interviews/positions/{position.pk}/").content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])).split())


@pytest.fixture
def interview(user):
    return make_interview(user, panel=[LEAD, OTHER])


def test_the_rounds_stand_in_order_with_their_people(browser, user, interview):
    make_interview(
        user, position=interview.position, starts_at=HELD_AT + timedelta(days=7), panel=[LEAD, seat("Mina Park")]
    )
    page = page_of(browser, interview.position)
    assert page.index("Round 1, Wednesday 18 November") < page.index("Round 2, Wednesday 25 November")
    assert "Ms Ifeoma Adeyemi (lead), Mr Tom Reyes held" in page
    assert "Head of Programmes · rounds 1, 2 · cares about volunteer no-shows, Cézanne" in page
    assert "Earlier letters: Thank-you letter, draft" in page
    assert "Log the next round" in page


def test_what_holds_for_all_rounds_is_shown_and_can_be_corrected(browser, user, interview):
    path = f"/interviews/positions/{interview.position_id}/edit/"
    form = browser.get(path).context["form"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields} | {
        "stamp": form.stamp
    }
    typed = {
        "title": "Head of Programmes", "key_message": "I keep volunteers.", "written_so_far": "email", "street": "12 Quay Street",
        "town": "Bristol", "hr_name": "Hanna Roth", "hr_email": "hr@harbour.example", "company": "Harbour",
    }  # fmt: skip
    assert browser.post(path, sent | typed).url == f"/interviews/positions/{interview.position_id}/"
    position = Position.objects.get()
    contact = position.hr_contact
    assert (position.title, position.company, position.key_message, position.town, position.country) == (
        "Head of Programmes", "Harbour", "I keep volunteers.", "Bristol", "GB",
    )  # fmt: skip
    assert (contact.name, contact.email, contact.company) == ("Hanna Roth", "hr@harbour.example", "Harbour & Field")
    assert {one.company for one in Interviewer.objects.exclude(pk=contact.pk)} == {"Harbour"}
    page = page_of(browser, position)
    for words in ("I keep volunteers.", "by e-mail", "Hanna Roth hr@harbour.example", "12 Quay Street Bristol"):
        assert words in page


def test_the_contact_is_one_of_those_known_or_nobody(browser, user, interview):
    path = f"/interviews/positions/{interview.position_id}/edit/"
    tom = person(user, "Tom Reyes")
    form = browser.get(path).context["form"]
    assert [label for _key, label in form.fields["hr_contact"].choices] == [
        "nobody yet", "Ms Ifeoma Adeyemi, Head of Programmes", "Mr Tom Reyes, Finance Lead",
    ]  # fmt: skip
    sent = {name: form[name].value() or "" for name in form.fields} | {"stamp": form.stamp}
    browser.post(path, sent | {"hr_contact": str(tom.pk)})
    assert Position.objects.get().hr_contact == tom
    again = browser.get(path).context["form"]
    browser.post(path, sent | {"hr_contact": "", "stamp": again.stamp})
    assert Position.objects.get().hr_contact is None
    stranger = make_interview(make_user()).seats.first().interviewer
    refused = browser.post(path, sent | {"hr_contact": str(stranger.pk)})
    assert list(refused.context["form"].errors) == ["hr_contact"]


def test_a_contact_known_by_address_is_found_and_nothing_of_theirs_is_overwritten(user, interview):
    known = Interviewer.objects.create(
        owner=user, name="Hanna Roth", company="Roth Recruiting", email="HR@harbour.example"
    )
    Interviewer.objects.create(owner=make_user(), name="Hanna Roth", email="hr@harbour.example")
    assert contact_named(interview.position, "H. Roth", "hr@harbour.example") == known
    known.refresh_from_db()
    assert (known.name, known.company, known.email) == ("Hanna Roth", "Roth Recruiting", "HR@harbour.example")
    tom = contact_named(interview.position, "tom reyes", "tom@harbour.example")
    assert (tom, tom.email) == (person(user, "Tom Reyes"), "tom@harbour.example")
    assert contact_named(interview.position, "Tom Reyes", "other@harbour.example") != tom


def test_a_position_in_two_windows_loses_no_word(browser, user, interview):
    path = f"/interviews/positions/{interview.position_id}/edit/"
    form = browser.get(path).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"stamp": form.stamp}
    browser.post(path, sent | {"key_message": "I keep volunteers."})
    assert browser.post(path, sent | {"town": "Bristol", "street": "12 Quay Street"}).status_code == 302
    answer = browser.post(
        path, sent | {"key_message": "I am never late.", "town": "Bristol", "street": "12 Quay Street"}
    )
    assert answer.status_code == 409
    page = unescape(answer.content.decode())
    assert "<q>I keep volunteers.</q>" in page
    assert "I am never late." in page
    position = Position.objects.get()
    assert (position.key_message, position.town) == ("I keep volunteers.", "Bristol")
    again = answer.context["form"]
    browser.post(path, {name: again[name].value() or "" for name in again.fields} | {"stamp": again.stamp})
    assert Position.objects.get().key_message == "I am never late."


@pytest.mark.parametrize("name", ["company", "title"])
def test_a_position_keeps_its_name(browser, interview, name):
    path = f"/interviews/positions/{interview.position_id}/edit/"
    form = browser.get(path).context["form"]
    sent = {field: form[field].value() or "" for field in form.fields} | {"stamp": form.stamp}
    answer = browser.post(path, sent | {name: " ", "key_message": "I keep volunteers."})
    assert list(answer.context["form"].errors) == [name]
    assert (getattr(Position.objects.get(), name) != "", Position.objects.get().key_message) == (
        True,
        "I keep volunteers.",
    )


def test_a_window_that_was_not_stated_follows_the_companys_country(browser, user):
    interview = make_interview(user, window="unstated", window_number=None, decides_on=date(2026, 11, 27))
    path = f"/interviews/positions/{interview.position_id}/edit/"
    form = browser.get(path).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"stamp": form.stamp}
    browser.post(path, sent | {"street": "1 Main St", "town": "Boston", "country": "US"})
    interview.refresh_from_db()
    assert interview.decides_on == date(2026, 11, 30)  # Thanksgiving lies between


def test_a_refusal_says_what_stopped_and_opens_the_letter_and_the_dates(browser, user, interview):
    follow_up = open_for_lead(interview, "follow_up")
    Letter.objects.filter(pk=follow_up.pk).update(text="I am still interested.")
    path = f"/interviews/positions/{interview.position_id}/outcome/"
    form = browser.get(path).context["form"]
    ticked = {name: form[name].initial for name in form.people}
    page = browser.post(path, {"outcome": "refusal", "on": "2026-11-18"} | ticked, follow=True)
    assert page.redirect_chain[-1][0] == f"/interviews/positions/{interview.position_id}/"
    letter = letter_to(interview, "Ifeoma Adeyemi", "after_answer")
    assert f'href="/letters/{letter.pk}/"' in page.content.decode()
    words = page_of(browser, interview.position)
    for sentence in (
        "Noted on Wednesday 18 November: a refusal.",
        "You are not reminded of the decision any more, and nobody is followed up with.",
        "The follow-up you had begun to Ms Ifeoma Adeyemi is set aside and kept.",
        "2 thank-you letters are still open. No mail nags about them",
        "Letter after the answer: Ms Ifeoma Adeyemi Within two days it keeps the door open.",
        "In May 2027 you are reminded to write to Ms Ifeoma Adeyemi again.",
        "In November 2027 you are reminded to write to Ms Ifeoma Adeyemi again.",
        "Ask for a talk",
    ):
        assert sentence in words
    assert "Log the next round" not in words


@pytest.mark.parametrize("outcome", ["silence", "withdrawn"])
def test_without_an_answer_the_dates_and_the_talk_are_open(browser, user, interview, outcome):
    note_outcome(interview.position, outcome, TODAY, {person(user, "Ifeoma Adeyemi").pk: []})
    words = page_of(browser, interview.position)
    assert "Nobody is ticked to keep in touch with. Choose whom and when" in words
    assert "Ask for a talk" in words
    assert "Letter after the answer" not in words


def test_after_an_offer_a_letter_of_thanks_is_one_button(browser, user, interview):
    note_outcome(interview.position, "offer", TODAY)
    page = browser.get(f"/interviews/positions/{interview.position_id}/").content.decode()
    assert "Write to Ms Ifeoma Adeyemi" in page
    assert "Ask for a talk" not in page
    browser.post(
        f"/letters/open/{interview.position_id}/", {"person": person(user, "Ifeoma Adeyemi").pk, "kind": "after_answer"}
    )
    assert letter_to(interview, "Ifeoma Adeyemi", "after_answer").is_open


@pytest.mark.parametrize("outcome", ["offer", "refusal", "silence", "withdrawn"])
def test_every_answer_can_be_taken_back(browser, user, interview, outcome):
    before = sorted(Reminder.objects.open().values_list("kind", flat=True))
    note_outcome(interview.position, outcome, TODAY)
    browser.post(f"/interviews/positions/{interview.position_id}/take-back/")
    position = Position.objects.get()
    assert (position.outcome, position.outcome_on) == ("open", None)
    assert sorted(Reminder.objects.open().values_list("kind", flat=True)) == before
    assert not Letter.objects.filter(kind="after_answer").exists()


def test_moving_on_is_proposed_five_working_days_after_the_last_follow_up(browser, user, interview, clock):
    letter = open_for_lead(interview, "last_follow_up")
    mark(letter, Letter.State.POSTED, datetime(2026, 12, 4, 12, tzinfo=UTC))  # a Friday
    position = interview.position
    assert [is_time_to_move_on(position, date(2026, 12, day)) for day in (4, 10, 11)] == [False, False, True]
    clock.move_to(datetime(2026, 12, 11, 9, tzinfo=UTC))
    browser.force_login(user)
    proposal = "Your last follow-up has gone five working days without an answer."
    assert proposal in page_of(browser, position)
    assert proposal in unescape(browser.get(f"/interviews/{interview.pk}/").content.decode())
    browser.post(f"/interviews/positions/{position.pk}/move-on/")
    position = Position.objects.get()
    assert (position.outcome, position.outcome_on) == ("silence", date(2026, 12, 11))
    assert proposal not in page_of(browser, position)
    note_outcome(position, "refusal", TODAY)
    browser.post(f"/interviews/positions/{position.pk}/move-on/")
    assert Position.objects.get().outcome == "refusal"


def test_nobody_moves_on_while_a_round_is_to_come(user, interview):
    mark(open_for_lead(interview, "last_follow_up"), Letter.State.POSTED, HELD_AT + timedelta(days=10))
    later = make_interview(user, position=interview.position, starts_at=HELD_AT + timedelta(days=12))
    assert not is_time_to_move_on(Position.objects.get(), date(2026, 12, 24))
    cancel(later, HELD_AT + timedelta(days=11))
    assert is_time_to_move_on(Position.objects.get(), date(2026, 12, 24))


def test_a_cancelled_interview_says_what_rests_and_how_it_stands_again(browser, user, interview):
    cancel(interview, HELD_AT)
    page = browser.get(f"/interviews/{interview.pk}/").content.decode()
    assert "nobody is followed up with" in page
    browser.post(f"/interviews/{interview.pk}/cancel/", {"held": "yes"})
    interview.refresh_from_db()
    assert interview.cancelled_at is None


def test_a_position_without_an_interview_has_a_page(browser, user):
    position = make_position(user)
    assert "No interview is logged for this position." in page_of(browser, position)


@pytest.mark.parametrize("page", ["", "edit/"])
def test_a_page_asks_as_often_for_one_round_as_for_twenty(browser, user, page, django_assert_num_queries):
    counts = []
    for rounds in (1, 20):
        position = make_position(user, company=f"Company {rounds}", outcome="refusal", outcome_on=TODAY)
        for number in range(rounds):
            held = make_interview(
                user,
                position=position,
                starts_at=HELD_AT - timedelta(days=number),
                panel=[LEAD, seat(f"P{rounds}-{number}")],
            )
            Concern.objects.create(seat=held.seats.first(), text="x")
        path = f"/interviews/positions/{position.pk}/{page}"
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18


def test_a_name_is_not_lost_because_the_address_beside_it_is_none(browser, user, interview):
    path = f"/interviews/positions/{interview.position_id}/edit/"
    form = browser.get(path).context["form"]
    typed = {
        "stamp": form.stamp,
        "company": "Harbour & Field",
        "title": "Programme Manager",
        "hr_name": "Mina Park",
        "hr_email": "at",
    }
    page = browser.post(path, typed).content.decode()
    assert re.findall(r'name="hr_(name|email)" value="([^"]*)"', page) == [("name", "Mina Park"), ("email", "at")]
