"""Where a debrief stands, and what its verbs do."""

from datetime import timedelta

import pytest

from interviews.acquaintances import companies_of, people_of
from interviews.debrief import finish, name_panel, next_step, reopen, steps_of
from interviews.models import Interviewer, PanelSeat
from interviews.panel import let_lead
from reminders.models import Reminder
from tests.factories import HELD_AT, LEAD, OTHER, make_interview, make_position, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def where(interview):
    step = next_step(steps_of(interview))
    return step.seat.interviewer.name if step.seat else "the meeting"


def debriefs(user):
    return list(Reminder.objects.owned_by(user).open().filter(kind="debrief"))


def test_the_place_is_the_first_person_nobody_has_gone_past(user):
    interview = make_interview(user, debriefed_at=None)
    assert where(interview) == "Ifeoma Adeyemi"
    PanelSeat.objects.filter(interviewer__name="Ifeoma Adeyemi").update(debriefed_at=HELD_AT)
    assert where(interview) == "Tom Reyes"
    PanelSeat.objects.update(debriefed_at=HELD_AT)
    assert where(interview) == "the meeting"
    finish(interview, HELD_AT)
    assert [(step.number, step.is_done) for step in steps_of(interview)] == [(1, True), (2, True), (3, True)]
    assert where(interview) == "the meeting"


def test_the_reminder_ends_with_the_debrief_and_comes_back_with_it(user):
    interview = make_interview(user, debriefed_at=None)
    assert len(debriefs(user)) == 1
    finish(interview, HELD_AT + timedelta(hours=2))
    assert (debriefs(user), interview.debriefed_at) == ([], HELD_AT + timedelta(hours=2))
    finish(interview, HELD_AT + timedelta(hours=3))
    assert interview.debriefed_at == HELD_AT + timedelta(hours=2)
    reopen(interview)
    assert len(debriefs(user)) == 1


def test_people_take_their_seats_behind_those_who_sit_there_each_once(user):
    earlier = make_interview(user, panel=[seat("Mina Park", email="mina@example.org")])
    interview = make_interview(user, position=earlier.position, starts_at=HELD_AT + timedelta(days=3), panel=[LEAD])
    mina = person(user, "Mina Park")
    name_panel(interview, [mina, mina], ["ifeoma adeyemi", "Tom Reyes", "tom reyes", "MINA PARK"])
    assert [(one.interviewer.name, one.is_lead) for one in interview.seats.all()] == [
        ("Ifeoma Adeyemi", True),
        ("Mina Park", False),
        ("Tom Reyes", False),
    ]
    assert Interviewer.objects.owned_by(user).count() == 3
    assert sorted(letter.recipient.name for letter in interview.letters.all()) == [
        "Ifeoma Adeyemi",
        "Mina Park",
        "Tom Reyes",
    ]


def test_the_first_of_an_empty_panel_leads(user):
    interview = make_interview(user, panel=[])
    name_panel(interview, [], ["Tom Reyes", "Ifeoma Adeyemi"])
    assert [(one.interviewer.name, one.is_lead) for one in interview.seats.all()] == [
        ("Tom Reyes", True),
        ("Ifeoma Adeyemi", False),
    ]


def test_the_lead_can_be_somebody_else(user):
    interview = make_interview(user)
    let_lead(interview.seats.get(is_lead=False))
    assert [(one.interviewer.name, one.is_lead) for one in interview.seats.all()] == [
        ("Ifeoma Adeyemi", False),
        ("Tom Reyes", True),
    ]


def test_those_known_of_a_company_come_with_what_was_said_to_them(user):
    make_interview(user, panel=[LEAD, OTHER])
    agency = seat("Ann Bell", concern="weekend work", topics=["rotas"])
    position = make_position(user, company="harbour & field", title="Night Manager")
    make_interview(user, position=position, panel=[agency], starts_at=HELD_AT + timedelta(days=1))
    Interviewer.objects.filter(name="Ann Bell").update(company="Bell Recruiting")
    make_interview(user, position=make_position(user, company="Stadtmuseum"), panel=[seat("Lena Brandt")])
    make_interview(make_user(), panel=[seat("A Stranger")])
    known = people_of(user, " HARBOUR & FIELD ", besides={person(user, "Tom Reyes").pk})
    assert [(each.person.name, each.topics, [doubt.text for doubt in each.concerns]) for each in known] == [
        ("Ann Bell", ("rotas",), ["weekend work"]),
        ("Ifeoma Adeyemi", ("volunteer no-shows", "Cézanne"), []),
    ]
    assert people_of(user, " ") == []
    assert companies_of(user) == ["Stadtmuseum", "harbour & field"]
