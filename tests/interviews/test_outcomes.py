from datetime import UTC, date, datetime, timedelta

import pytest

from interviews.models import Interview, Interviewer, KeepInTouch, Position
from letters.models import Letter
from letters.opening import open_for_lead
from reminders.models import Reminder
from tests.factories import HELD_AT, LEAD, letter_to, make_interview, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def open_kinds(user):
    return sorted(Reminder.objects.owned_by(user).open().values_list("kind", flat=True))


def note(browser, interview, outcome, on="2026-11-18", **ticked):
    """Note the answer as the page has it: whom the lead's default months are ticked for, and what `ticked` changes."""
    page = f"/interviews/positions/{interview.position_id}/outcome/"
    form = browser.get(page).context["form"]
    shown = {name: form[name].initial for name in form.people}
    months = {f"touch_{Interviewer.objects.get(name=name).pk}": chosen for name, chosen in ticked.items()}
    return browser.post(page, {"outcome": outcome, "on": on} | shown | months)


def touches(user):
    found = Reminder.objects.owned_by(user).open().filter(kind="keep_in_touch").order_by("due_at")
    return [(reminder.interviewer.name, reminder.due_at.date()) for reminder in found]


def test_a_noted_answer_stops_what_no_longer_applies_and_opens_what_does(browser, user):
    interview = make_interview(user)
    follow_up = open_for_lead(interview, "follow_up")
    assert open_kinds(user) == ["decision_day", "follow_up", "write", "write_late", "write_late"]
    note(browser, interview, "refusal")
    assert open_kinds(user) == ["after_answer", "keep_in_touch", "keep_in_touch"]
    assert not Letter.objects.filter(pk=follow_up.pk).exists()
    assert (Position.objects.get().outcome, Position.objects.get().outcome_on) == ("refusal", date(2026, 11, 18))


def test_an_answer_taken_back_brings_everything_back(browser, user):
    interview = make_interview(user)
    written = open_for_lead(interview, "follow_up")
    Letter.objects.filter(pk=written.pk).update(text="I am still interested.")
    before = open_kinds(user)
    note(browser, interview, "offer")
    written.refresh_from_db()
    assert (open_kinds(user), written.state) == ([], "set_aside")
    note(browser, interview, "open")
    written.refresh_from_db()
    assert (open_kinds(user), written.state, Position.objects.get().outcome_on) == (before, "draft", None)


def test_a_mailed_reminder_outlives_its_untouched_letter_and_wakes_with_its_reason(browser, user, clock):
    interview = make_interview(user)
    mailed_at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    clock.move_to(mailed_at)
    letter = open_for_lead(interview, "follow_up")
    Reminder.objects.filter(kind="follow_up").update(mailed_at=mailed_at, letter=letter)
    note(browser, interview, "refusal")
    assert (Reminder.objects.get(kind="follow_up").state, Letter.objects.filter(kind="follow_up").count()) == (
        "dropped",
        0,
    )
    note(browser, interview, "open")
    row = Reminder.objects.get(kind="follow_up")
    assert (row.state, row.mailed_at, row.letter) == ("open", mailed_at, None)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"outcome": "promoted", "on": "2026-11-18"}, ["outcome"]),
        ({"outcome": "offer", "on": "2026-11-19"}, ["on"]),
        ({"outcome": "offer", "on": ""}, ["on"]),
        ({"outcome": "offer", "on": "0001-01-01"}, ["on"]),
    ],
)
def test_an_answer_needs_a_known_word_and_a_day_that_has_come(browser, user, fields, wrong):
    interview = make_interview(user)
    response = browser.post(f"/interviews/positions/{interview.position_id}/outcome/", fields)
    assert (response.status_code, list(response.context["form"].errors)) == (200, wrong)
    assert Position.objects.get().outcome == "open"


def test_a_cancelled_interview_rests_and_can_stand_again(browser, user):
    interview = make_interview(user)
    before = open_kinds(user)
    browser.post(f"/interviews/{interview.pk}/cancel/")
    interview.refresh_from_db()
    assert interview.cancelled_at == HELD_AT + timedelta(hours=2)
    assert open_kinds(user) == []
    assert not Letter.objects.owned_by(user).owed(datetime(2026, 11, 20, tzinfo=UTC)).exists()
    browser.post(f"/interviews/{interview.pk}/cancel/")
    assert open_kinds(user) == before


def test_deleting_asks_first_and_keeps_the_people(browser, user):
    interview = make_interview(user)
    assert browser.get(f"/interviews/{interview.pk}/delete/").status_code == 200
    assert Interview.objects.exists()
    browser.post(f"/interviews/{interview.pk}/delete/")
    assert [model.objects.count() for model in (Interview, Position, Letter, Reminder, Interviewer)] == [0, 0, 0, 0, 2]


def test_deleting_one_round_keeps_the_other(browser, user):
    first = make_interview(user)
    second = make_interview(user, position=first.position, starts_at=HELD_AT + timedelta(days=3))
    assert set(Reminder.objects.open().filter(kind="follow_up").values_list("interview", flat=True)) == {second.pk}
    browser.post(f"/interviews/{second.pk}/delete/")
    assert set(Reminder.objects.open().filter(kind="follow_up").values_list("interview", flat=True)) == {first.pk}
    assert letter_to(first, "Tom Reyes").is_open


def test_the_lead_is_kept_in_touch_with_after_six_and_twelve_months_by_default(browser, user):
    note(browser, make_interview(user), "refusal")
    assert touches(user) == [("Ifeoma Adeyemi", date(2027, 5, 18)), ("Ifeoma Adeyemi", date(2027, 11, 18))]
    assert not KeepInTouch.objects.exists()


def test_months_can_be_ticked_for_each_person_met(browser, user):
    interview = make_interview(user)
    note(browser, interview, "refusal", **{"Ifeoma Adeyemi": [3], "Tom Reyes": [12]})
    assert touches(user) == [("Ifeoma Adeyemi", date(2027, 2, 18)), ("Tom Reyes", date(2027, 11, 18))]
    shown = browser.get(f"/interviews/positions/{interview.position_id}/outcome/").context["form"]
    assert [shown[name].initial for name in shown.people] == [[3], [12]]


def test_unticking_everything_is_a_choice_that_stays(browser, user):
    interview = make_interview(user)
    note(browser, interview, "refusal", **{"Ifeoma Adeyemi": []})
    assert touches(user) == []
    note(browser, interview, "silence")
    assert touches(user) == []


def test_after_an_offer_nobody_is_kept_in_touch_with_but_who_was_ticked(browser, user):
    interview = make_interview(user)
    note(browser, interview, "offer")
    assert touches(user) == []
    note(browser, interview, "offer", **{"Tom Reyes": [6]})
    assert touches(user) == [("Tom Reyes", date(2027, 5, 18))]


def test_a_month_that_is_not_offered_is_refused_and_nothing_is_noted(browser, user):
    interview = make_interview(user)
    answer = note(browser, interview, "refusal", **{"Tom Reyes": [7]})
    assert (answer.status_code, Position.objects.get().outcome) == (200, "open")
    assert b"Choose one of these." in answer.content


def test_the_page_of_the_answer_asks_as_often_for_a_panel_of_one_as_of_twenty(browser, user, django_assert_num_queries):
    people = [seat(f"Person {number}") for number in range(19)]
    for panel in ([LEAD], [LEAD, *people]):
        interview = make_interview(user, panel=panel)
        with django_assert_num_queries(7):
            browser.get(f"/interviews/positions/{interview.position_id}/outcome/")
