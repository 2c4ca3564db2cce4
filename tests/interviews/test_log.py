"""Logging an interview on one screen, as a browser does it."""

from datetime import UTC, date, datetime

import pytest

from interviews.models import Interview, Interviewer, PanelSeat, Position
from tests.factories import letter_to, log_form, make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ADEYEMI = {"name": "Ifeoma Adeyemi", "role": "Head of Programmes", "topics": "volunteer no-shows\nCézanne"}
REYES = {"name": "Tom Reyes", "email": "tom@example.org"}


def log(browser, *rows, **fields):
    return browser.post("/interviews/log/", log_form(*rows, **fields))


def errors_of(response):
    form = response.context["form"]
    return {**form.errors, **{f"{row.prefix}-{name}": e for row in form.panel for name, e in row.errors.items()}}


def test_the_shortest_case_is_a_company_a_title_and_one_name(browser, user):
    response = log(browser, {"name": "Ifeoma Adeyemi"}, window="unstated", window_number="")
    interview = Interview.objects.get()
    assert (response.status_code, response.url) == (302, f"/interviews/{interview.pk}/")
    assert (interview.position.owner, str(interview.position)) == (user, "Programme Manager, Harbour & Field")
    assert interview.starts_at == datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
    assert interview.ends_at == datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
    seat = PanelSeat.objects.get()
    assert (seat.interviewer.name, seat.is_lead) == ("Ifeoma Adeyemi", True)


def test_a_panel_is_seated_in_its_order_with_one_lead(browser):
    log(browser, ADEYEMI, REYES, lead=1)
    assert [
        (seat.interviewer.name, seat.is_lead, [topic.text for topic in seat.topics.all()])
        for seat in PanelSeat.objects.all()
    ] == [("Ifeoma Adeyemi", False, ["volunteer no-shows", "Cézanne"]), ("Tom Reyes", True, [])]


def test_the_first_row_leads_where_nobody_is_named(browser):
    log(browser, ADEYEMI, REYES, lead=None)
    assert [seat.is_lead for seat in PanelSeat.objects.all()] == [True, False]


@pytest.mark.parametrize(
    ("window", "number", "on", "decides_on"),
    [
        ("date", "", "2026-11-30", date(2026, 11, 30)),
        ("days", "10", "", date(2026, 11, 28)),
        ("weeks", "2", "", date(2026, 12, 2)),
        ("unstated", "", "", date(2026, 11, 27)),
        ("unstated", "9", "2026-11-19", date(2026, 11, 27)),
    ],
)
def test_the_decision_window_comes_out_as_a_day(browser, window, number, on, decides_on):
    log(browser, ADEYEMI, window=window, window_number=number, window_on=on)
    assert Interview.objects.get().decides_on == decides_on


def test_the_window_counts_from_the_owners_own_day(client):
    client.force_login(make_user(time_zone="Pacific/Auckland", country="NZ"))
    log(client, ADEYEMI, starts_at="2026-11-19T09:00", window="days", window_number="1")
    interview = Interview.objects.get()
    assert (interview.starts_at, interview.decides_on) == (datetime(2026, 11, 18, 20, tzinfo=UTC), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"company": ""}, ["company"]),
        ({"title": "x" * 121}, ["title"]),
        ({"starts_at": ""}, ["starts_at"]),
        ({"starts_at": "yesterday"}, ["starts_at"]),
        ({"starts_at": "0001-01-01T10:00"}, ["starts_at"]),
        ({"starts_at": "9999-12-31T23:59"}, ["starts_at"]),
        ({"starts_at": "2027-02-29T10:00"}, ["starts_at"]),
        ({"starts_at": "2026-03-29T01:30"}, ["starts_at"]),
        ({"starts_at": "2026-10-25T01:30"}, ["starts_at"]),
        ({"how": "by pigeon"}, ["how"]),
        ({"window": "weeks", "window_number": ""}, ["window_number"]),
        ({"window": "days", "window_number": "0"}, ["window_number"]),
        ({"window": "days", "window_number": "366"}, ["window_number"]),
        ({"window": "date", "window_on": ""}, ["window_on"]),
        ({"window": "date", "window_on": "2026-11-17"}, ["window_on"]),
        ({"window": "date", "window_on": "2101-01-01"}, ["window_on"]),
        ({"minutes": "4"}, ["minutes"]),
        ({"seats-0-name": ""}, ["seats-0-name"]),
        ({"seats-0-email": "not an address"}, ["seats-0-email"]),
        ({"seats-0-topics": "x" * 301}, ["seats-0-topics"]),
        ({"seats-0-topics": "\n".join(f"topic {n}" for n in range(21))}, ["seats-0-topics"]),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_typed_is_lost(browser, fields, wrong):
    response = log(browser, ADEYEMI, **fields)
    assert response.status_code == 200
    assert list(errors_of(response)) == wrong
    assert not Interview.objects.exists()
    page = response.content.decode()
    assert "Head of Programmes" in page
    assert all(
        value[:5000] in page for value in fields.values() if value and "\n" not in value and value != "by pigeon"
    )


def test_an_empty_second_row_is_no_second_person(browser):
    log(browser, ADEYEMI, {"name": "", "role": "", "email": "", "topics": ""})
    assert PanelSeat.objects.count() == 1


def test_a_row_can_be_added_without_script_and_without_losing_a_word(browser):
    response = browser.post("/interviews/log/", log_form(ADEYEMI, company="", **{"add-row": "seats"}))
    assert response.status_code == 200
    assert not Interview.objects.exists()
    panel = response.context["form"].panel
    assert [row["name"].value() or "" for row in panel] == ["Ifeoma Adeyemi", ""]
    assert errors_of(response) == {}
    assert "invalid-feedback" not in response.content.decode()


def test_a_row_ticked_for_removal_is_not_seated_even_when_it_is_wrong(browser):
    log(browser, ADEYEMI, {"name": "", "email": "nonsense", "DELETE": "on"})
    assert [seat.interviewer.name for seat in PanelSeat.objects.all()] == ["Ifeoma Adeyemi"]


def test_twenty_people_are_a_panel_and_twenty_one_are_refused(browser):
    assert log(browser, *({"name": f"Person {n}"} for n in range(21))).status_code == 200
    assert not Interview.objects.exists()
    assert log(browser, *({"name": f"Person {n}"} for n in range(20))).status_code == 302
    assert PanelSeat.objects.count() == 20


def test_a_second_round_joins_the_position_and_knows_the_people(browser):
    log(browser, ADEYEMI, REYES)
    log(browser, {"name": "ifeoma adeyemi"}, {"name": "Somebody Else", "email": "TOM@example.org"}, company="harbour & field",
        starts_at="2026-11-25T10:00")  # fmt: skip
    assert Position.objects.count() == 1
    assert Interviewer.objects.count() == 2
    assert [interview.seats.count() for interview in Interview.objects.all()] == [2, 2]


def test_an_address_typed_in_the_wrong_row_loses_nobody(browser):
    log(browser, {"name": "Ifeoma Adeyemi", "email": "a@example.org"})
    log(browser, {"name": "Ifeoma Adeyemi"}, {"name": "Tom Reyes", "email": "a@example.org", "topics": "budgets"},
        starts_at="2026-11-25T10:00")  # fmt: skip
    seats = Interview.objects.get(starts_at__day=25).seats.all()
    assert [seat.interviewer.name for seat in seats] == ["Ifeoma Adeyemi", "Tom Reyes"]
    assert [topic.text for topic in seats[1].topics.all()] == ["budgets"]


def test_two_people_of_one_name_with_two_addresses_are_two(browser):
    log(browser, {"name": "Tom Reyes", "email": "tom@example.org"}, {"name": "Tom Reyes", "email": "tr@example.org"})
    assert Interviewer.objects.count() == 2


def test_the_writers_name_is_asked_for_once(client):
    user = make_user(name="")
    client.force_login(user)
    assert 'name="writer"' in client.get("/interviews/log/").content.decode()
    log(client, ADEYEMI, writer="Daniel Osei")
    user.refresh_from_db()
    assert user.name == "Daniel Osei"
    assert 'name="writer"' not in client.get("/interviews/log/").content.decode()


def test_correcting_keeps_the_seats_and_moves_the_window(browser, user):
    interview = make_interview(user)
    seats = list(interview.seats.all())
    rows = [
        {"seat": seats[0].pk, "name": "Ifeoma Adeyemi-Okoro", "topics": "Cézanne\nthe rota"},
        {"seat": seats[1].pk, "name": "Tom Reyes", "topics": "budgets"},
    ]
    kept = interview.seats.first().topics.get(text="Cézanne").pk
    response = browser.post(
        f"/interviews/{interview.pk}/edit/", log_form(*rows, lead=1, initial=2, window="days", window_number="3")
    )
    assert response.status_code == 302
    interview.refresh_from_db()
    assert interview.decides_on == date(2026, 11, 21)
    assert [(seat.pk, seat.interviewer.name, seat.is_lead) for seat in interview.seats.all()] == [
        (seats[0].pk, "Ifeoma Adeyemi-Okoro", False),
        (seats[1].pk, "Tom Reyes", True),
    ]
    assert {topic.text: topic.pk for topic in seats[0].topics.all()}["Cézanne"] == kept
    assert Interviewer.objects.count() == 2


def test_a_seat_taken_away_takes_its_untouched_letter_and_keeps_a_written_one(browser, user):
    interview = make_interview(user)
    lead = interview.seats.get(is_lead=True)
    for text, left in (("", []), ("Dear Mr Reyes,\n\nThank you.", [("Tom Reyes", "set_aside")])):
        letters = interview.letters.filter(recipient__name="Tom Reyes")
        letters.update(text=text)
        browser.post(
            f"/interviews/{interview.pk}/edit/", log_form({"seat": lead.pk, "name": "Ifeoma Adeyemi"}, initial=2)
        )
        assert [(letter.recipient.name, letter.state) for letter in letters] == left
        browser.post(
            f"/interviews/{interview.pk}/edit/",
            log_form({"seat": lead.pk, "name": "Ifeoma Adeyemi"}, {"name": "Tom Reyes"}, initial=1),
        )
        assert letter_to(interview, "Tom Reyes").state == "draft"


def test_a_row_that_names_somebody_elses_seat_is_refused(browser, user):
    mine, theirs = make_interview(user), make_interview()
    seat = theirs.seats.first()
    response = browser.post(f"/interviews/{mine.pk}/edit/", log_form({"seat": seat.pk, "name": "Stolen"}, initial=1))
    assert response.status_code == 200
    assert not Interviewer.objects.filter(name="Stolen").exists()
    assert theirs.seats.count() == 2


@pytest.mark.parametrize("count", ["", "x", "9999999"])
def test_a_forged_row_count_is_a_plain_error(browser, count):
    response = browser.post("/interviews/log/", log_form(ADEYEMI) | {"seats-TOTAL_FORMS": count})
    assert response.status_code == 200
    assert not Interview.objects.exists()
    assert browser.post(
        "/interviews/log/", log_form(ADEYEMI) | {"seats-TOTAL_FORMS": count, "add-row": "seats"}
    ).status_code == 200  # fmt: skip


def test_an_interview_still_to_come_is_debriefed_later_and_a_past_one_was_just_now(browser):
    log(browser, ADEYEMI, starts_at="2026-11-19T10:00")
    log(browser, ADEYEMI, starts_at="2026-11-18T10:00", title="Archivist")
    assert {interview.position.title: interview.debriefed_at for interview in Interview.objects.all()} == {
        "Programme Manager": None,
        "Archivist": datetime(2026, 11, 18, 16, tzinfo=UTC),
    }
