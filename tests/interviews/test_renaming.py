"""A company's name that is corrected."""

import pytest

from interviews.models import Interviewer
from tests.factories import log_form, make_interview, make_position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def rename(browser, interview, company):
    rows = [{"seat": seat.pk, "name": seat.interviewer.name} for seat in interview.seats.all()]
    path = f"/interviews/{interview.pk}/edit/"
    assert browser.post(path, log_form(*rows, initial=len(rows), company=company)).status_code == 302


def test_those_met_there_go_along_and_are_known_in_the_next_round(browser, user):
    rename(browser, make_interview(user), "Harbour and Field")
    again = log_form({"name": "Tom Reyes"}, company="Harbour and Field", starts_at="2026-11-25T10:00")
    assert browser.post("/interviews/log/", again).status_code == 302
    assert [(person.name, person.company) for person in Interviewer.objects.order_by("name")] == [
        ("Ifeoma Adeyemi", "Harbour and Field"),
        ("Tom Reyes", "Harbour and Field"),
    ]


def test_somebody_met_for_another_position_of_the_old_name_stays_there(browser, user):
    one = make_interview(user)
    make_interview(user, position=make_position(user, title="Archivist"), panel=[])
    other = make_interview(user, position=make_position(user, title="Clerk"))
    rename(browser, one, "Harbour and Field")
    assert {person.company for person in Interviewer.objects.filter(seats__interview=other)} == {"Harbour & Field"}
