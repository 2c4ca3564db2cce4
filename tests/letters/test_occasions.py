"""Letters for an occasion: opened by an answer, or by a button."""

from datetime import date, timedelta

import pytest

from interviews.models import Interviewer, Position
from interviews.outcomes import note_outcome
from letters.known import draft_of
from letters.models import Letter
from letters.occasions import open_letter
from letters.states import mark
from tests.factories import HELD_AT, LEAD, OTHER, letter_to, make_interview, make_user, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 18)


def answers(position):
    letters = position.letters.filter(kind="after_answer")
    return [(letter.recipient.name, letter.interview_id, letter.state) for letter in letters]


def test_a_refusal_opens_a_letter_to_who_led_the_last_interview(user):
    first = make_interview(user)
    second = make_interview(user, position=first.position, starts_at=HELD_AT + timedelta(hours=1), panel=[OTHER])
    make_interview(user, position=first.position, starts_at=HELD_AT + timedelta(days=5), panel=[LEAD])
    note_outcome(first.position, "refusal", TODAY)
    assert answers(first.position) == [("Tom Reyes", second.pk, "draft")]
    note_outcome(first.position, "refusal", TODAY)
    assert len(answers(first.position)) == 1
    assert "budgets" in draft_of(Letter.objects.get(kind="after_answer")).text


@pytest.mark.parametrize("outcome", ["open", "silence", "withdrawn"])
def test_an_answer_taken_back_takes_an_untouched_letter_with_it_and_keeps_a_written_one(user, outcome):
    position = make_interview(user).position
    note_outcome(position, "refusal", TODAY)
    note_outcome(position, outcome, TODAY)
    assert answers(position) == []
    note_outcome(position, "refusal", TODAY)
    Letter.objects.filter(kind="after_answer").update(text="Thank you all the same.")
    note_outcome(position, outcome, TODAY)
    assert [state for *_, state in answers(position)] == ["set_aside"]
    note_outcome(position, "refusal", TODAY)
    assert [state for *_, state in answers(position)] == ["draft"]
    assert Letter.objects.get(kind="after_answer").text == "Thank you all the same."


def test_a_letter_that_was_dropped_or_has_gone_is_not_opened_again_by_itself(user):
    position = make_interview(user).position
    note_outcome(position, "refusal", TODAY)
    for state in ("dropped", "posted"):
        Letter.objects.filter(kind="after_answer").update(state=state, closed_at=HELD_AT)
        note_outcome(position, "open", TODAY)
        note_outcome(position, "refusal", TODAY)
        assert [state for *_, state in answers(position)] == [state]


def test_an_offer_opens_nothing_by_itself_and_an_open_letter_follows_the_answer(user):
    position = make_interview(user).position
    note_outcome(position, "offer", TODAY)
    assert answers(position) == []
    letter = open_letter(position, person(user, "Ifeoma Adeyemi"), "after_answer", HELD_AT)
    for outcome in ("offer", "refusal"):
        note_outcome(position, outcome, TODAY)
        assert [state for *_, state in answers(position)] == ["draft"]
        letter.position.outcome = outcome
        moves = {sentence.move for sentence in draft_of(letter).sentences}
        assert f"{outcome}.thanks" in moves


def test_a_letter_to_ask_for_a_talk_is_about_the_last_time_they_met(browser, user):
    first = make_interview(user)
    make_interview(user, position=first.position, starts_at=HELD_AT + timedelta(hours=1), panel=[OTHER])
    lead = person(user, "Ifeoma Adeyemi")
    path = f"/letters/open/{first.position_id}/"
    answer = browser.post(path, {"person": lead.pk, "kind": "informational"})
    letter = letter_to(first, "Ifeoma Adeyemi", "informational")
    assert answer.url == f"/letters/{letter.pk}/"
    assert "volunteer no-shows" in draft_of(letter).text
    assert browser.post(path, {"person": lead.pk, "kind": "informational"}).url == answer.url
    mark(letter, "dropped", HELD_AT)
    browser.post(path, {"person": lead.pk, "kind": "informational"})
    letter.refresh_from_db()
    assert (letter.state, Letter.objects.filter(kind="informational").count()) == ("draft", 1)
    mark(letter, "posted", HELD_AT)
    assert browser.post(path, {"person": lead.pk, "kind": "informational"}).url == answer.url


def test_keeping_in_touch_is_a_letter_each_time(user):
    interview = make_interview(user)
    lead = person(user, "Ifeoma Adeyemi")
    first = open_letter(interview.position, lead, "keep_in_touch", HELD_AT)
    assert open_letter(interview.position, lead, "keep_in_touch", HELD_AT) == first
    mark(first, "posted", HELD_AT)
    second = open_letter(interview.position, lead, "keep_in_touch", HELD_AT)
    assert (first.interview, second.interview, second.is_open) == (interview, None, True)


def test_the_hr_contact_who_needs_no_seat_can_be_written_to(browser, user):
    interview = make_interview(user)
    contact = Interviewer.objects.create(owner=user, name="Hanna Roth", company="Harbour & Field")
    Position.objects.update(hr_contact=contact)
    browser.post(f"/letters/open/{interview.position_id}/", {"person": contact.pk, "kind": "informational"})
    assert Letter.objects.get(recipient=contact).interview is None


@pytest.mark.parametrize("kind", ["thank_you", "follow_up", "", "nonsense"])
def test_a_kind_that_opens_by_itself_is_not_opened_by_hand(browser, user, kind):
    interview = make_interview(user)
    lead = person(user, "Ifeoma Adeyemi")
    before = Letter.objects.count()
    assert browser.post(f"/letters/open/{interview.position_id}/", {"person": lead.pk, "kind": kind}).status_code == 404
    with pytest.raises(ValueError, match="not opened by hand"):
        open_letter(interview.position, lead, kind, HELD_AT)
    assert Letter.objects.count() == before


def test_nobody_is_written_to_who_was_not_met_for_the_position(browser, user):
    interview = make_interview(user)
    stranger = make_interview(make_user()).seats.first().interviewer
    answer = browser.post(f"/letters/open/{interview.position_id}/", {"person": stranger.pk, "kind": "informational"})
    assert answer.status_code == 404
