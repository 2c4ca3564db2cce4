from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from desk.month import month_of
from desk.month_page import month_page
from interviews.outcomes import cancel, note_outcome
from tests.conftest import NOW
from tests.factories import HELD_AT, make_interview, make_position, make_user, person, seat
from tests.routes import signed_in

MONDAY, SUNDAY = 1, 0
database = pytest.mark.usefixtures("db", "clock")


def test_a_month_is_whole_weeks():
    november = month_of(2026, 11, MONDAY)
    assert [week[0].isoformat() for week in november.weeks] == [
        "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30",
    ]  # fmt: skip
    assert november.weeks[-1][-1] == date(2026, 12, 6)
    assert month_of(2026, 11, SUNDAY).weeks[0] == tuple(date(2026, 11, day) for day in range(1, 8))
    assert month_of(2026, 2, SUNDAY).weeks[-1][-1] == date(2026, 2, 28)


def test_its_neighbours_end_with_the_years():
    assert (month_of(1970, 1, 1).previous, month_of(1970, 1, 1).next) == (None, date(1970, 2, 1))
    assert (month_of(2100, 12, 1).previous, month_of(2100, 12, 1).next) == (date(2100, 11, 1), None)
    assert (month_of(2026, 1, 1).previous, month_of(2026, 12, 1).next) == (date(2025, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize(("year", "month"), [(1969, 12), (2101, 1), (2026, 0), (2026, 13), (1, 1), (9999, 12)])
def test_no_month_lies_outside_the_years(year, month):
    with pytest.raises(ValueError, match="No month of 1970 to 2100"):
        month_of(year, month, MONDAY)


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.integers(0, 6))
def test_every_day_of_a_month_stands_in_it_once_and_in_order(day, first_weekday):
    found = month_of(day.year, day.month, first_weekday)
    days = [each for week in found.weeks for each in week]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert days[0].isoweekday() % 7 == first_weekday
    assert {len(week) for week in found.weeks} == {7}
    inside = [each for each in days if found.holds(each)]
    assert (inside[0], (inside[-1] + timedelta(days=1)).day) == (date(day.year, day.month, 1), 1)
    assert all(any(found.holds(each) for each in week) for week in found.weeks)


def told(user, year=2026, month=11, now=NOW) -> list[tuple[str, str, str, str]]:
    page = month_page(user, year, month, now, MONDAY)
    return [
        (day.on.isoformat(), entry.kind, entry.at, entry.words)
        for week in page.weeks
        for day in week
        for entry in day.entries
    ]


@database
def test_a_month_shows_what_the_feed_has(user):
    interview = make_interview(user)
    make_interview(position=interview.position, starts_at=HELD_AT + timedelta(days=7), decides_on_day=date(2026, 12, 4))
    assert told(user) == [
        ("2026-11-18", "interview", "14:00", "Interview: Harbour & Field"),
        ("2026-11-20", "post", "", "Last day to post: Mr Tom Reyes"),
        ("2026-11-20", "post", "", "Last day to post: Ms Ifeoma Adeyemi"),
        ("2026-11-25", "interview", "14:00", "Interview: Harbour & Field"),
        ("2026-12-01", "post", "", "Last day to post: Mr Tom Reyes"),
        ("2026-12-01", "post", "", "Last day to post: Ms Ifeoma Adeyemi"),
        ("2026-12-04", "decision", "", "Harbour & Field decides"),
    ]
    assert told(user, 2026, 12)[-1] == ("2026-12-07", "follow_up", "", "Follow up with Ms Ifeoma Adeyemi")
    assert month_page(user, 2026, 11, NOW, MONDAY).full_days[-1].on == date(2026, 11, 25)


@database
def test_days_are_those_of_the_person(user):
    user = make_user(time_zone="Pacific/Auckland", country="NZ")
    make_interview(user, starts_at=datetime(2026, 11, 30, 20, 30, tzinfo=UTC))
    assert told(user, 2026, 12)[0] == ("2026-12-01", "interview", "09:30", "Interview: Harbour & Field")


@database
def test_what_was_long_ago_still_stands_in_its_month(user):
    make_interview(user, starts_at=datetime(2021, 3, 5, 9, tzinfo=UTC))
    assert ("2021-03-05", "interview", "09:00", "Interview: Harbour & Field") in told(user, 2021, 3)


@database
def test_keeping_in_touch_stands_months_ahead(user):
    position = make_interview(user).position
    note_outcome(position, "refusal", NOW.date(), {person(user, "Tom Reyes").pk: [6]})
    assert told(user, 2027, 5) == [
        ("2027-05-18", "keep_in_touch", "", "Write to Mr Tom Reyes again"),
        ("2027-05-18", "keep_in_touch", "", "Write to Ms Ifeoma Adeyemi again"),
    ]
    (day,) = month_page(user, 2027, 5, NOW, MONDAY).full_days
    assert day.entries[0].url == f"/people/{person(user, 'Tom Reyes').pk}/"


@database
def test_what_is_cancelled_or_somebody_elses_is_not_there(user):
    make_interview(make_user())
    cancel(make_interview(user), NOW)
    assert told(user) == []


@database
def test_the_page_is_a_table_and_the_same_in_words(browser, user):
    interview = make_interview(user, panel=[seat("Tom <b>Reyes", is_lead=True)])
    page = browser.get("/calendar/").content.decode()
    assert "November 2026" in page
    assert (
        page.count(f'href="{interview.get_absolute_url()}"') == 4
    )  # it and its follow-up: in their days, and in the list
    assert "Last day to post: Tom &lt;b&gt;Reyes" in page
    assert 'abbr="Monday"' in page
    assert page.index('abbr="Monday"') < page.index('abbr="Sunday"')
    assert 'href="/calendar/2026/10/"' in page
    assert 'href="/calendar/2026/12/"' in page
    assert page.count('aria-current="date"') == 1
    assert "Nothing falls in this month" not in page
    assert "Nothing falls in this month" in browser.get("/calendar/2031/2/").content.decode()
    assert "November 2026" in browser.get("/calendar/2026/11/").content.decode()


@database
def test_the_week_begins_as_it_does_where_somebody_reads(browser, user):
    page = browser.get("/calendar/", headers={"Accept-Language": "en-US"}).content.decode()
    assert page.index('abbr="Sunday"') < page.index('abbr="Monday"')


@database
@pytest.mark.parametrize("path", ["1969/12", "2101/1", "2026/0", "2026/13", "0/0", "9" * 30 + "/1", "2026/-1", "x/y"])
def test_a_month_that_is_none_is_not_found(browser, path):
    assert browser.get(f"/calendar/{path}/").status_code == 404


@database
@pytest.mark.parametrize("path", ["1970/1", "2100/12", "2026/011"])
def test_the_first_and_the_last_month_are_pages(browser, user, path):
    make_interview(user)
    assert browser.get(f"/calendar/{path}/").status_code == 200


@database
def test_the_feed_keeps_its_address(browser):
    assert browser.get("/calendar/abc.ics").status_code == 404
    assert signed_in(make_user()).get("/calendar/abc.ics").status_code == 404


@database
def test_a_month_asks_the_database_as_often_for_thirty_as_for_one(browser, user, django_assert_num_queries):
    make_interview(user)
    browser.get("/calendar/")
    with CaptureQueriesContext(connection) as before:
        browser.get("/calendar/")
    for number in range(29):
        make_interview(
            position=make_position(user, company=f"C{number}"), starts_at=HELD_AT - timedelta(days=number % 9),
            panel=[seat(f"P{number}", is_lead=True), seat(f"Q{number}")],
        )  # fmt: skip
    with django_assert_num_queries(len(before)):
        browser.get("/calendar/")
