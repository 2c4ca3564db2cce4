"""Follow-ups go to the lead, whoever that is by now (S33)."""

import pytest

from letters.models import Letter
from letters.opening import open_for_lead
from tests.conftest import NOW
from tests.factories import log_form, make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def interview(user):
    interview = make_interview(user)
    open_for_lead(interview, "follow_up")
    return interview


def correct(browser, interview, *names, lead=0, **fields):
    """Correct the panel to these people, as the form does."""
    seats = {seat.interviewer.name: seat.pk for seat in interview.seats.all()}
    rows = [{"seat": seats.get(name, ""), "name": name} for name in names]
    response = browser.post(
        f"/interviews/{interview.pk}/edit/", log_form(*rows, lead=lead, initial=len(seats), **fields)
    )
    assert response.status_code == 302


def follow_ups(interview):
    letters = interview.letters.filter(kind="follow_up").order_by("pk")
    return [(letter.recipient.name, letter.state, letter.text) for letter in letters]


def test_an_untouched_follow_up_goes_to_the_new_lead(browser, interview):
    letter = interview.letters.get(kind="follow_up")
    correct(browser, interview, "Tom Reyes")
    assert follow_ups(interview) == [("Tom Reyes", "draft", "")]
    assert interview.letters.get(kind="follow_up") == letter
    page = browser.get(letter.get_absolute_url()).content.decode()
    assert "Dear Tom" in page


def test_a_written_follow_up_is_set_aside_and_one_to_the_new_lead_opens(browser, interview):
    interview.letters.filter(kind="follow_up").update(text="Dear Ms Adeyemi")
    correct(browser, interview, "Ifeoma Adeyemi", "Tom Reyes", lead=1)
    assert follow_ups(interview) == [("Ifeoma Adeyemi", "set_aside", "Dear Ms Adeyemi"), ("Tom Reyes", "draft", "")]
    correct(browser, interview, "Ifeoma Adeyemi", "Tom Reyes", lead=0)
    assert follow_ups(interview) == [("Ifeoma Adeyemi", "draft", "Dear Ms Adeyemi"), ("Tom Reyes", "set_aside", "")]


def test_a_follow_up_that_has_left_stays_with_whom_it_went_to(browser, interview):
    interview.letters.filter(kind="follow_up").update(state="posted", closed_at=NOW, text="Dear Ms Adeyemi")
    correct(browser, interview, "Ifeoma Adeyemi", "Tom Reyes", lead=1)
    assert follow_ups(interview) == [("Ifeoma Adeyemi", "posted", "Dear Ms Adeyemi")]


def test_an_outcome_taken_back_wakes_the_follow_up_of_the_lead_alone(browser, interview):
    interview.letters.filter(kind="follow_up").update(text="Dear Ms Adeyemi")
    correct(browser, interview, "Ifeoma Adeyemi", "Tom Reyes", lead=1)
    Letter.objects.filter(recipient__name="Tom Reyes", kind="follow_up").update(text="Dear Mr Reyes")
    path = f"/interviews/positions/{interview.position_id}/outcome/"
    browser.post(path, {"outcome": "refusal", "on": "2026-11-18"})
    assert [state for _, state, _ in follow_ups(interview)] == ["set_aside", "set_aside"]
    browser.post(path, {"outcome": "open", "on": "2026-11-18"})
    assert [(name, state) for name, state, _ in follow_ups(interview)] == [
        ("Ifeoma Adeyemi", "set_aside"),
        ("Tom Reyes", "draft"),
    ]


def test_with_nobody_on_the_panel_no_follow_up_is_open(browser, interview):
    correct(browser, interview)
    assert follow_ups(interview) == [("Ifeoma Adeyemi", "set_aside", "")]
