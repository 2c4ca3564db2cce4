from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.workdays import (
    add_workdays,
    decides_on,
    is_holiday,
    is_workday,
    next_workday,
    previous_workday,
)

COUNTRIES = st.sampled_from(["", "ZZ", "US", "GB", "DE", "FR", "CA", "AU", "SA", "IR", "CN", "BN", "JP"])
DAYS = st.dates(date(1960, 1, 1), date(2110, 12, 31))


def test_a_public_holiday_is_no_working_day_in_its_own_country_only():
    thanksgiving = date(2026, 11, 26)
    assert [is_workday(thanksgiving, country) for country in ("US", "us", "GB")] == [False, False, True]
    assert [is_holiday(thanksgiving, country) for country in ("US", "us", "GB")] == [True, True, False]


@pytest.mark.parametrize("country", ["", "  ", "ZZ", "not a country"])
def test_an_unknown_country_has_weekends_and_no_holidays(country):
    week = [date(2026, 12, day) for day in range(21, 28)]
    assert [is_workday(day, country) for day in week] == [True, True, True, True, True, False, False]
    assert not any(is_holiday(day, country) for day in week)


def test_a_country_with_another_weekend_keeps_it():
    week = [date(2026, 11, day) for day in range(16, 23)]
    assert [is_workday(day, "SA") for day in week] == [True, True, True, True, False, False, True]


def test_a_weekend_day_worked_in_exchange_is_a_working_day():
    assert is_workday(date(2026, 2, 14), "CN")
    assert not is_workday(date(2026, 2, 17), "CN")


def test_a_holiday_of_most_parts_of_a_country_counts_and_one_of_a_few_does_not():
    easter_monday, corpus_christi = date(2026, 4, 6), date(2026, 6, 4)
    assert not is_workday(easter_monday, "GB")  # all but Scotland
    assert is_workday(corpus_christi, "DE")  # six of sixteen states
    assert not is_workday(date(2026, 10, 12), "CA")  # all but the Atlantic provinces


def test_christmas_on_a_saturday_frees_the_days_that_stand_in_for_it():
    days = [date(2027, 12, day) for day in range(24, 30)]
    assert [is_workday(day, "GB") for day in days] == [True, False, False, False, False, True]


def test_years_beyond_the_known_ones_have_weekends_only():
    assert is_workday(date(1969, 12, 25), "GB")
    assert is_workday(date(2101, 12, 26), "GB")
    assert not is_workday(date(2101, 12, 25), "GB")  # a Sunday
    assert not is_workday(date(2100, 12, 27), "GB")  # Boxing Day was a Sunday


def test_working_days_are_counted_after_the_day_they_start_from():
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert add_workdays(friday, 1, "GB") == date(2026, 11, 23)
    assert add_workdays(saturday, 1, "GB") == date(2026, 11, 23)
    assert add_workdays(saturday, 0, "GB") == date(2026, 11, 23)
    assert add_workdays(saturday, -1, "GB") == friday
    assert add_workdays(date(2026, 11, 25), 2, "US") == date(2026, 11, 30)


def test_the_nearest_working_day_is_the_day_itself_when_it_is_one():
    assert next_workday(date(2026, 12, 24), "GB") == date(2026, 12, 24)
    assert next_workday(date(2026, 12, 25), "GB") == date(2026, 12, 29)
    assert previous_workday(date(2026, 12, 28), "GB") == date(2026, 12, 24)


def test_a_window_stated_as_a_date_stands_as_it_was_said():
    assert decides_on(date(2026, 11, 20), "date", None, date(2026, 11, 29), "GB") == date(2026, 11, 29)


def test_days_and_weeks_are_calendar_days_from_the_interview():
    friday = date(2026, 11, 20)
    assert decides_on(friday, "days", 2, None, "GB") == date(2026, 11, 22)
    assert decides_on(friday, "weeks", 2, None, "GB") == date(2026, 12, 4)
    assert decides_on(date(2028, 2, 28), "days", 1, None, "GB") == date(2028, 2, 29)
    assert decides_on(date(2028, 2, 29), "weeks", 52, None, "GB") == date(2029, 2, 27)


def test_a_window_that_was_not_stated_is_seven_working_days_of_the_country():
    wednesday = date(2026, 11, 18)
    assert decides_on(wednesday, "unstated", None, None, "GB") == date(2026, 11, 27)
    assert decides_on(wednesday, "unstated", None, None, "US") == date(2026, 11, 30)
    assert decides_on(wednesday, "unstated", None, None, "") == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("kind", "number", "on_date"),
    [("date", 3, None), ("days", None, None), ("days", 0, None), ("weeks", -1, None), ("moons", 1, None)],
)
def test_a_window_without_its_part_is_refused(kind, number, on_date):
    with pytest.raises(ValueError, match=r"window"):
        decides_on(date(2026, 11, 20), kind, number, on_date, "GB")


@given(DAYS, st.integers(1, 30), COUNTRIES)
def test_counting_there_and_back_meets_the_same_working_day(day, count, country):
    there = add_workdays(day, count, country)
    assert is_workday(there, country)
    assert add_workdays(there, -count, country) == previous_workday(day, country)


@given(DAYS, COUNTRIES)
def test_no_working_day_lies_between_a_day_and_its_next_one(day, country):
    found = next_workday(day, country)
    assert found >= day
    assert is_workday(found, country)
    assert not any(is_workday(date.fromordinal(n), country) for n in range(day.toordinal(), found.toordinal()))
