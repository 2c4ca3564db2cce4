"""An interview and the invitation it was read from."""

import pytest
from django.db import IntegrityError, transaction

from interviews.models import Interview, Interviewer
from tests.factories import log_form, make_interview, make_position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_of_one_invitation_a_position_has_one_interview(user):
    first = make_interview(user, invitation_uid="abc@calendar")
    with (
        pytest.raises(IntegrityError, match=r"one_interview_of_an_invitation|UNIQUE constraint failed"),
        transaction.atomic(),
    ):
        make_interview(position=first.position, invitation_uid="abc@calendar")
    make_interview(position=first.position, invitation_uid="")
    make_interview(position=first.position, invitation_uid="")
    make_interview(position=make_position(user, title="Archivist"), invitation_uid="abc@calendar")


ON_CARD = {"street": "12 Quay Street\nFloor 2", "town": "Bristol", "region": "Avon", "postcode": "BS1 4DJ", "country": "GB",
           "note": "Likes choirs"}  # fmt: skip


def test_a_row_that_a_card_filled_in_keeps_its_address_and_note(browser):
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes", **ON_CARD}))
    person = Interviewer.objects.get()
    assert {name: getattr(person, name) for name in ON_CARD} == ON_CARD


def test_a_row_without_them_shows_none_of_these_fields_and_empties_nothing(browser, user):
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes", **ON_CARD}))
    interview = Interview.objects.get()
    page = browser.get(f"/interviews/{interview.pk}/edit/").content.decode()
    assert "seats-0-street" not in page
    seat = interview.seats.get()
    row = {"seat": str(seat.pk), "name": "Tom Reyes", "phone": "1"}
    browser.post(f"/interviews/{interview.pk}/edit/", log_form(row, initial=1))
    person = Interviewer.objects.get()
    assert {name: getattr(person, name) for name in (*ON_CARD, "phone")} == {**ON_CARD, "phone": "1"}


def test_a_second_card_adds_its_note_and_replaces_the_address_as_a_whole(browser):
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes", **ON_CARD}))
    browser.post(
        "/interviews/log/", log_form({"name": "Tom Reyes", "town": "Bath", "note": "Left-handed"}, title="Archivist")
    )
    person = Interviewer.objects.get()
    assert (person.street, person.town, person.country, person.note) == ("", "Bath", "", "Likes choirs\nLeft-handed")


@pytest.mark.parametrize("fields", [{"street": "a\nb\nc\nd\ne"}, {"country": "XX", "town": "x"}, {"note": "x" * 1001}])
def test_an_address_that_cannot_be_is_an_error_of_its_row(browser, fields):
    response = browser.post("/interviews/log/", log_form({"name": "Tom Reyes", **fields}))
    (row,) = response.context["form"].panel.forms
    assert (response.status_code, list(row.errors)) == (200, [next(iter(fields))])
    assert not Interviewer.objects.exists()


def test_the_same_form_once_more_with_a_card_is_not_taken_for_said(browser):
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes"}))
    response = browser.post("/interviews/log/", log_form({"name": "Tom Reyes", "note": "Left-handed"}))
    assert "You have logged this interview already" in response.content.decode()
    browser.post("/interviews/log/", log_form({"name": "Ann Roe", **ON_CARD}, title="Archivist"))
    again = browser.post("/interviews/log/", log_form({"name": "Ann Roe", **ON_CARD}, title="Archivist"))
    assert (again.status_code, Interview.objects.count()) == (302, 2)
