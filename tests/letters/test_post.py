import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.workdays import is_workday
from letters import post
from letters.post import (
    arrival,
    last_collection,
    next_posting,
    post_by,
    post_classes,
)

LONDON = ZoneInfo("Europe/London")
COUNTRIES = st.sampled_from(["US", "GB", "DE", "FR", "CA", "AU", "BR", "SA", "", "ZZ"])
DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def london(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=LONDON)


DATA = tomllib.loads((Path(post.__file__).with_name("post_classes.toml")).read_text("utf-8"))


def test_every_class_states_its_days_its_source_and_how_it_is_known():
    found = {}
    for row in [*DATA["class"], {**DATA["collection"], "name": "last", "days": 1, "origin": "any", "destination": ""}]:
        key = (row["origin"], row["destination"], row["name"])
        assert key not in found
        found[key] = row
        assert 1 <= row["days"] <= 20
        assert row["name"].strip()
        assert row["says"].strip()
        assert row["checked"] in {"source", "copy", "second-hand", "own margin"}
        assert (row["source"] == "our own margin") is (row["checked"] == "own margin")
        assert date(2008, 1, 1) <= row["source_date"] <= date(2026, 12, 31)


@pytest.mark.parametrize("country", ["US", "GB", "DE", "FR", "CA", "AU"])
def test_six_countries_have_a_figure_of_their_own_and_every_other_a_margin(country):
    assert not post_classes(country, country)[0].is_own_margin
    assert post_classes("BR", "BR")[0].is_own_margin
    assert post_classes(country, "JP")[0].days > post_classes(country, country)[0].days


@pytest.mark.parametrize(
    ("origin", "destination", "name", "days"),
    [
        ("GB", "GB", "1st Class", 2),
        ("gb ", "gb", "1st Class", 2),
        ("DE", "DE", "Brief", 3),
        ("FR", "FR", "Lettre verte", 3),
        ("US", "US", "First-Class Mail", 5),
        ("CA", "CA", "Lettermail", 4),
        ("AU", "AU", "Regular letter", 6),
        ("BR", "BR", "Letter", 5),
        ("", "", "Letter", 5),
        ("GB", "", "1st Class", 2),
        ("", "GB", "1st Class", 2),
        ("CA", "US", "Letter-post", 6),
        ("GB", "DE", "International Standard", 5),
        ("GB", "JP", "International Standard", 7),
        ("DE", "FR", "Letter, fastest standard category", 5),
        ("DE", "US", "Letter", 10),
        ("US", "DE", "First-Class Mail International", 15),
        ("BR", "US", "Letter", 10),
    ],
)
def test_a_route_finds_its_most_particular_class(origin, destination, name, days):
    first = post_classes(origin, destination)[0]
    assert (first.name, first.days) == (name, days)


def test_a_slower_class_can_be_asked_for():
    second = post_classes("GB", "GB")[1]
    assert second.name == "2nd Class"
    assert arrival(date(2026, 11, 16), "GB", "GB", post_class=second) == date(2026, 11, 19)
    assert post_by(date(2026, 11, 19), "GB", "GB", post_class=second) == date(2026, 11, 16)


def test_a_letter_posted_on_a_thursday_arrives_after_the_weekend():
    assert arrival(date(2026, 11, 19), "GB", "GB") == date(2026, 11, 23)


def test_a_letter_posted_on_a_sunday_leaves_on_monday():
    assert arrival(date(2026, 11, 22), "GB", "GB") == date(2026, 11, 25)


def test_christmas_is_counted_around():
    assert arrival(date(2026, 12, 24), "GB", "GB") == date(2026, 12, 30)
    assert post_by(date(2026, 12, 29), "GB", "GB") == date(2026, 12, 23)


def test_holidays_of_both_countries_are_left_out():
    # Monday 23 November to the United States: the 26th is Thanksgiving there and a working day in Canada.
    assert arrival(date(2026, 11, 23), "CA", "US") == date(2026, 12, 2)
    # 12 October is Thanksgiving in Canada and Columbus Day in the United States.
    assert arrival(date(2026, 10, 9), "CA", "CA") == date(2026, 10, 16)


def test_a_holiday_counts_on_either_side_and_once_where_both_keep_it():
    # Monday 26 October is kept in Austria alone.
    assert arrival(date(2026, 10, 23), "DE", "AT") == date(2026, 11, 2)
    assert arrival(date(2026, 10, 23), "DE", "FR") == date(2026, 10, 30)
    # Christmas and New Year on both sides, Boxing Day (Monday the 28th) in Britain alone, 18 January in the States alone.
    assert arrival(date(2026, 12, 23), "US", "GB") == date(2027, 1, 19)
    # The box is not emptied on a holiday of the origin; one of the destination alone does not keep the letter back.
    assert next_posting(london(2026, 12, 28, 9, 0), "GB") == date(2026, 12, 29)
    assert next_posting(london(2026, 11, 26, 9, 0), "GB") == date(2026, 11, 26)


def test_the_day_to_post_by_is_a_working_day_and_the_last_that_will_do():
    assert post_by(date(2026, 11, 25), "GB", "GB") == date(2026, 11, 23)
    assert post_by(date(2026, 11, 24), "GB", "GB") == date(2026, 11, 20)
    assert post_by(date(2026, 11, 22), "GB", "GB") == date(2026, 11, 18)


def test_paper_that_can_no_longer_arrive_has_no_posting_day():
    assert post_by(date(2026, 11, 25), "GB", "GB", not_before=date(2026, 11, 24)) is None
    assert post_by(date(2026, 11, 25), "GB", "GB", not_before=date(2026, 11, 23)) == date(2026, 11, 23)
    assert post_by(date.min, "GB", "GB") is None


def test_after_the_last_collection_a_letter_counts_as_posted_the_next_working_day():
    assert last_collection() == time(17, 30)
    assert next_posting(london(2026, 11, 20, 17, 30), "GB") == date(2026, 11, 20)
    assert next_posting(london(2026, 11, 20, 17, 31), "GB") == date(2026, 11, 23)
    assert next_posting(london(2026, 11, 21, 9, 0), "GB") == date(2026, 11, 23)


def test_a_letter_that_is_to_be_read_by_a_day_leaves_between_the_next_collection_and_its_last_day():
    leaves_on = next_posting(london(2026, 11, 18, 18, 0), "GB")
    assert (leaves_on, arrival(leaves_on, "GB", "GB")) == (date(2026, 11, 19), date(2026, 11, 23))
    assert post_by(date(2026, 11, 26), "GB", "GB", not_before=leaves_on) == date(2026, 11, 24)


def test_a_letter_whose_next_collection_is_too_late_has_no_day_to_post_by():
    leaves_on = next_posting(london(2026, 11, 18, 18, 0), "GB")
    assert post_by(date(2026, 11, 22), "GB", "GB", not_before=leaves_on) is None


@given(DAYS, COUNTRIES, COUNTRIES)
def test_a_letter_posted_by_its_day_is_there_and_one_day_later_is_not(needed_on, origin, destination):
    day = post_by(needed_on, origin, destination)
    assert day is not None
    assert is_workday(day, origin or destination)
    assert arrival(day, origin, destination) <= needed_on
    assert arrival(day + timedelta(days=1), origin, destination) > needed_on


@given(DAYS, COUNTRIES, COUNTRIES)
def test_a_letter_posted_later_never_arrives_earlier(posted_on, origin, destination):
    there = arrival(posted_on, origin, destination)
    assert there > posted_on
    assert is_workday(there, origin or destination)
    assert is_workday(there, destination or origin)
    assert arrival(posted_on + timedelta(days=1), origin, destination) >= there
