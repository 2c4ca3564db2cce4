"""The log form knows companies and people already: suggested, offered, seated by one tap."""

import re
from html import unescape

import pytest

from interviews.models import Concern, Interview, Interviewer, Position
from tests.factories import HELD_AT, LEAD, OTHER, log_form, make_interview, make_position, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def offered(page):
    return re.findall(r'name="seat-known"\s+value="(\d+)"', page)


def test_companies_are_suggested_the_latest_first(browser, user):
    for company in ("Harbour & Field", "Stadtmuseum", "harbour & field"):
        make_position(user, company=company)
    make_position(make_user(), company="Elsewhere")
    page = unescape(browser.get("/interviews/log/").content.decode())
    assert re.findall(r'<option value="([^"]+)"></option>', page) == ["harbour & field", "Stadtmuseum"]
    assert 'list="companies"' in page


def test_the_people_of_a_company_are_offered_with_what_was_said_to_them(browser, user):
    interview = make_interview(user, panel=[LEAD, OTHER])
    Concern.objects.create(seat=interview.seats.get(is_lead=True), text="the size of my teams", answered="half")
    page = unescape(browser.get("/interviews/known/?company=harbour+%26+field&seats-0-name=TOM+reyes").content.decode())
    assert offered(page) == [str(person(user, "Ifeoma Adeyemi").pk)]
    words = " ".join(page.split())
    assert (
        "Head of Programmes · cares about volunteer no-shows, Cézanne · doubted: the size of my teams (half answered)"
        in words
    )
    assert offered(browser.get("/interviews/known/?company=Elsewhere").content.decode()) == []
    assert offered(browser.get("/interviews/known/").content.decode()) == []


def test_one_tap_puts_somebody_known_on_the_panel_and_keeps_what_was_typed(browser, user):
    make_interview(user, panel=[seat("Ifeoma Adeyemi", honorific="Ms", role="Head", email="i@harbour.example")])
    known = Interviewer.objects.get()
    typed = log_form({"name": "Mina Park", "topics": "choirs"}, left_out="the fair", **{"seat-known": str(known.pk)})
    response = browser.post("/interviews/log/", typed)
    panel = response.context["form"].panel
    assert [(row["name"].value(), row["email"].value() or "") for row in panel] == [
        ("Mina Park", ""),
        ("Ifeoma Adeyemi", "i@harbour.example"),
    ]
    page = unescape(response.content.decode())
    assert "the fair" in page
    assert offered(page) == []
    assert Interview.objects.count() == 1
    assert "invalid-feedback" not in page
    rows = [{"name": "Mina Park"}, {name: panel[1][name].value() for name in ("name", "role", "email", "honorific")}]
    browser.post("/interviews/log/", log_form(*rows, starts_at="2026-11-18T10:00"))
    assert Interviewer.objects.count() == 2


def test_an_empty_first_row_makes_room_for_somebody_known(browser, user):
    make_interview(user, panel=[LEAD])
    response = browser.post(
        "/interviews/log/", log_form({"name": ""}, **{"seat-known": str(Interviewer.objects.get().pk)})
    )
    assert [row["name"].value() for row in response.context["form"].panel] == ["Ifeoma Adeyemi"]


def test_without_script_a_button_looks_up_whom_one_knows(browser, user):
    make_interview(user, panel=[LEAD])
    response = browser.post("/interviews/log/", log_form({"name": "Mina Park"}, look="known"))
    assert offered(response.content.decode()) == [str(Interviewer.objects.get().pk)]
    assert response.context["form"].panel[0]["name"].value() == "Mina Park"


@pytest.mark.parametrize("key", ["0", "999999", "x", "", "9" * 40])
def test_nobody_of_another_account_takes_a_seat(browser, user, key):
    theirs = make_interview(make_user(), panel=[LEAD]).seats.get().interviewer
    for value in (key, str(theirs.pk)):
        response = browser.post("/interviews/log/", log_form({"name": "Mina Park"}, **{"seat-known": value}))
        assert response.status_code == 404 or "Adeyemi" not in response.content.decode()


def test_the_next_round_begins_with_its_position_and_those_met(browser, user):
    first = make_interview(user, position=make_position(user, company="Harbour", title="Night Manager"))
    twin = make_position(user, company="Harbour", title="Night Manager")
    path = f"/interviews/log/?position={first.position_id}"
    page = browser.get(path)
    form = page.context["form"]
    assert (form["company"].value(), form["title"].value()) == ("Harbour", "Night Manager")
    assert "Log the next round" in page.content.decode()
    assert len(offered(page.content.decode())) == 2
    browser.post(
        path, log_form({"name": "Tom Reyes"}, company="Harbour", title="night manager", starts_at="2026-11-25T10:00")
    )
    assert [interview.position_id for interview in Interview.objects.all()] == [first.position_id] * 2
    assert twin.interviews.count() == 0
    browser.post(path, log_form({"name": "Tom Reyes"}, company="Elsewhere", starts_at="2026-11-26T10:00"))
    assert Position.objects.filter(company="Elsewhere").exists()


@pytest.mark.parametrize("key", ["0", "999999999999999999999", "x", "%00", ""])
def test_a_position_that_is_none_of_yours_is_left_aside(browser, user, key):
    theirs = make_interview(make_user()).position_id
    for value in (key, theirs):
        page = browser.get(f"/interviews/log/?position={value}")
        assert (page.status_code, page.context["form"]["company"].value()) == (200, None)


def test_names_alone_are_no_debrief(browser, user):
    browser.post("/interviews/log/", log_form({"name": "Tom Reyes"}, starts_at="2026-11-18T10:00"))
    assert Interview.objects.get().debriefed_at is None
    rows = [{"name": "Ann Bell", "topics": "rotas"}, {"name": "Tom Reyes", "impressed_me": "the books"}]
    browser.post("/interviews/log/", log_form(*rows, starts_at="2026-11-18T11:00"))
    assert Interview.objects.get(starts_at__hour=11).debriefed_at == HELD_AT.replace(hour=16)


def test_the_shortest_useful_case_is_three_fields_and_one_button(browser, user):
    page = browser.get("/interviews/log/").content.decode()
    form = page[page.index('<form method="post"') :]
    needed = re.findall(r'<input[^>]*name="([\w-]+)"[^>]*\brequired\b', form[: form.index("<template")])
    filled = {
        name: value for name, value in re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', form) if value
    }
    typed = {"company": "Harbour & Field", "title": "Programme Manager", "seats-0-name": "Ifeoma Adeyemi"}
    assert set(needed) - {"starts_at", "how", "window"} <= {"company", "title", "seats-0-name"}
    assert filled["starts_at"] == "2026-11-18T15:00"
    answer = browser.post("/interviews/log/", {
        "starts_at": filled["starts_at"], "how": "in_person", "window": "unstated", "seats-TOTAL_FORMS": "1",
        "seats-INITIAL_FORMS": "0", "minutes": filled["minutes"], **typed,
    })  # fmt: skip
    assert answer.status_code == 302
    interview = Interview.objects.get()
    assert (interview.minutes, interview.letters.count()) == (60, 1)
