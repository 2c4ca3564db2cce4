from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.hours import (
    Hours,
    Sending,
    is_allowed,
    is_mail_day,
    local_instant,
    morning_of,
    next_allowed,
    next_mail_day,
    next_sending,
    previous_mail_day,
    snooze_day,
)

LONDON = ZoneInfo("Europe/London")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
        "America/Nuuk", "Pacific/Apia", "Asia/Kathmandu", "UTC",
    )
]  # fmt: skip
FRIDAY = date(2026, 11, 20)


def utc(*wall: int) -> datetime:
    return datetime(*wall, tzinfo=UTC)


def hours(zone=LONDON, country="GB", **changes) -> Hours:
    return Hours(zone=zone, country=country, **changes)


@pytest.mark.parametrize(
    ("zone", "day", "clock", "instant"),
    [
        # Spring forward: the hour that is skipped becomes its end.
        ("Europe/London", date(2026, 3, 29), time(1, 30), utc(2026, 3, 29, 1, 0)),
        ("Europe/London", date(2026, 3, 29), time(8, 0), utc(2026, 3, 29, 7, 0)),
        ("America/New_York", date(2026, 3, 8), time(2, 15), utc(2026, 3, 8, 7, 0)),
        ("America/New_York", date(2026, 3, 8), time(8, 0), utc(2026, 3, 8, 12, 0)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 10), utc(2026, 10, 3, 15, 30)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(8, 0), utc(2026, 10, 3, 21, 0)),
        ("Africa/Casablanca", date(2026, 3, 22), time(2, 30), utc(2026, 3, 22, 2, 0)),
        ("Africa/Casablanca", date(2026, 3, 22), time(8, 0), utc(2026, 3, 22, 7, 0)),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), utc(2018, 11, 4, 3, 0)),
        ("America/Sao_Paulo", date(2026, 11, 4), time(0, 30), utc(2026, 11, 4, 3, 30)),
        # Back to winter: what exists twice happens the first time.
        ("Europe/London", date(2026, 10, 25), time(1, 30), utc(2026, 10, 25, 0, 30)),
        ("Europe/London", date(2026, 10, 25), time(8, 0), utc(2026, 10, 25, 8, 0)),
        ("America/New_York", date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), utc(2026, 4, 4, 14, 45)),
        ("Africa/Casablanca", date(2026, 2, 15), time(2, 30), utc(2026, 2, 15, 1, 30)),
        ("America/Sao_Paulo", date(2018, 2, 17), time(23, 30), utc(2018, 2, 18, 1, 30)),
        # A whole day that the zone left out.
        ("Pacific/Apia", date(2011, 12, 30), time(8, 0), utc(2011, 12, 30, 10, 0)),
    ],
)
def test_a_wall_clock_time_becomes_one_instant_on_both_changes(zone, day, clock, instant):
    assert local_instant(day, clock, ZoneInfo(zone)) == instant


def test_a_day_that_the_zone_leaves_out_is_no_mail_day():
    apia = hours(ZoneInfo("Pacific/Apia"), "")
    assert [is_mail_day(date(2011, 12, day), apia) for day in (29, 30, 31)] == [True, False, True]


def test_mail_is_allowed_from_seven_to_half_past_ten_in_the_evening():
    instants = [
        utc(2026, 11, 20, 6, 59, 59),
        utc(2026, 11, 20, 7),
        utc(2026, 11, 20, 22, 30),
        utc(2026, 11, 20, 22, 30, 1),
    ]
    assert [is_allowed(instant, hours()) for instant in instants] == [False, True, True, False]


def test_mail_is_never_allowed_on_quiet_days_and_during_a_pause():
    noon_christmas, noon_sunday, noon_friday = (
        utc(2026, 12, 25, 12), utc(2026, 11, 22, 12), utc(2026, 11, 20, 12),
    )  # fmt: skip
    assert is_allowed(noon_christmas, hours())
    assert not is_allowed(noon_christmas, hours(quiet_holidays=True))
    assert is_allowed(noon_christmas, hours(quiet_holidays=True, country=""))
    assert not is_allowed(noon_sunday, hours(quiet_weekdays=frozenset({6})))
    assert not is_allowed(noon_friday, hours(paused_until=date(2026, 11, 21)))
    assert is_allowed(noon_friday, hours(paused_until=FRIDAY))


def test_the_next_allowed_moment_is_now_or_the_next_morning():
    quiet_weekend = hours(quiet_weekdays=frozenset({5, 6}))
    noon, night, early = utc(2026, 11, 20, 12), utc(2026, 11, 20, 23), utc(2026, 11, 20, 7, 10)
    assert next_allowed(noon, quiet_weekend) == noon
    assert next_allowed(night, quiet_weekend) == utc(2026, 11, 23, 8)
    assert next_allowed(early, quiet_weekend) == utc(2026, 11, 20, 8)
    assert next_allowed(early, quiet_weekend, "debrief") == early
    assert next_allowed(utc(2026, 11, 20, 3), quiet_weekend, "debrief") == utc(2026, 11, 20, 8)


def test_quiet_days_can_be_searched_both_ways():
    quiet_weekend = hours(quiet_weekdays=frozenset({5, 6}))
    saturday = date(2026, 11, 21)
    assert next_mail_day(saturday, quiet_weekend) == date(2026, 11, 23)
    assert previous_mail_day(saturday, quiet_weekend, date(2026, 11, 1)) == FRIDAY
    assert previous_mail_day(saturday, quiet_weekend, saturday) is None


def test_a_person_who_is_always_quiet_has_no_mail_day():
    never = hours(quiet_weekdays=frozenset(range(7)))
    assert not is_allowed(utc(2026, 11, 20, 12), never)
    with pytest.raises(ValueError, match="no day"):
        next_mail_day(FRIDAY, never)


def test_hours_outside_the_allowed_ones_count_as_the_nearest():
    assert morning_of(FRIDAY, hours(morning=time(5, 0))) == utc(2026, 11, 20, 7)
    assert morning_of(FRIDAY, hours(morning=time(23, 0))) == utc(2026, 11, 20, 22, 30)


def test_a_debrief_keeps_its_own_slot_on_its_evening_only():
    due_at = utc(2026, 11, 20, 19, 30)
    same_evening, the_next_day, at_night = (
        utc(2026, 11, 20, 20, 15), utc(2026, 11, 21, 7, 5), utc(2026, 11, 20, 23),
    )  # fmt: skip
    assert next_sending(due_at, "debrief", hours(), same_evening) == Sending(same_evening, FRIDAY, "debrief")
    in_the_morning = Sending(utc(2026, 11, 21, 8), date(2026, 11, 21), "morning")
    assert next_sending(due_at, "debrief", hours(), the_next_day) == in_the_morning
    assert next_sending(due_at, "debrief", hours(), at_night) == in_the_morning
    noon = utc(2026, 11, 21, 12)
    assert next_sending(due_at, "debrief", hours(), noon) == Sending(noon, date(2026, 11, 21), "morning")


def test_a_day_and_slot_that_has_its_mail_gets_no_other():
    due_at, now = utc(2026, 11, 20, 8), utc(2026, 11, 20, 9)
    assert next_sending(due_at, "morning", hours(), now) == Sending(now, FRIDAY, "morning")
    assert next_sending(due_at, "morning", hours(), now, {(FRIDAY, "debrief")}) == Sending(now, FRIDAY, "morning")
    assert next_sending(due_at, "morning", hours(), now, {(FRIDAY, "morning")}) == Sending(
        utc(2026, 11, 21, 8), date(2026, 11, 21), "morning"
    )
    evening = utc(2026, 11, 20, 19, 30)
    used = {(FRIDAY, "debrief"), (FRIDAY, "morning"), (date(2026, 11, 21), "morning")}
    assert next_sending(evening, "debrief", hours(), evening, used) == Sending(
        utc(2026, 11, 22, 8), date(2026, 11, 22), "morning"
    )


@pytest.mark.parametrize(
    ("choice", "due_at", "is_late"),
    [
        ("tomorrow", utc(2026, 11, 21, 8), False),
        ("three_days", utc(2026, 11, 23, 8), True),
        ("next_week", utc(2026, 11, 27, 8), True),
        (date(2026, 11, 22), utc(2026, 11, 22, 8), False),
        (date(2027, 6, 1), utc(2027, 6, 1, 7), True),
    ],
)
def test_snoozing_names_the_morning_and_whether_it_is_too_late(choice, due_at, is_late):
    sunday, now = date(2026, 11, 22), utc(2026, 11, 20, 21)
    assert snooze_day(sunday, choice, hours(), now) == (due_at, is_late)
    assert snooze_day(None, choice, hours(), now) == (due_at, False)


def test_snoozing_counts_from_the_local_day_and_moves_over_quiet_ones():
    late_friday_in_new_york = utc(2026, 11, 21, 3)
    quiet = hours(ZoneInfo("America/New_York"), "US", quiet_weekdays=frozenset({5, 6}))
    assert snooze_day(date(2026, 11, 22), "tomorrow", quiet, late_friday_in_new_york) == (utc(2026, 11, 23, 13), True)


@pytest.mark.parametrize("choice", ["yesterday", FRIDAY, date(2026, 11, 19)])
def test_snoozing_to_today_or_the_past_is_refused(choice):
    with pytest.raises(ValueError, match=r"[Ss]nooze"):
        snooze_day(None, choice, hours(), utc(2026, 11, 20, 12))


HOURS = st.builds(
    Hours,
    zone=st.sampled_from(ZONES),
    country=st.sampled_from(["", "GB", "US", "BR", "AU"]),
    morning=st.times(time(5), time(23)).map(lambda clock: clock.replace(microsecond=0)),
    evening=st.times(time(15), time(23, 30)).map(lambda clock: clock.replace(microsecond=0)),
    quiet_weekdays=st.frozensets(st.integers(0, 6), max_size=6),
    quiet_holidays=st.booleans(),
    paused_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(HOURS, INSTANTS, st.sampled_from(["morning", "debrief"]))
def test_the_next_allowed_moment_is_allowed_and_stays_itself(person, instant, slot):
    found = next_allowed(instant, person, slot)
    assert found >= instant
    assert is_allowed(found, person)
    assert next_allowed(found, person, slot) == found


@given(HOURS, INSTANTS, INSTANTS, st.sampled_from(["morning", "debrief"]))
def test_the_next_sending_is_allowed_never_early_and_in_a_free_slot(person, due_at, now, slot):
    first = next_sending(due_at, slot, person, now)
    second = next_sending(due_at, slot, person, now, {(first.day, first.slot)})
    for sending in (first, second):
        assert is_allowed(sending.at, person)
        assert sending.at >= max(due_at, now)
        assert sending.day == sending.at.astimezone(person.zone).date()
    assert (first.day, first.slot) != (second.day, second.slot)


@given(st.sampled_from(ZONES), st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001
def test_a_wall_clock_time_is_met_or_is_the_first_that_exists_after_it(zone, wall):
    wall = wall.replace(microsecond=0)
    instant = local_instant(wall.date(), wall.time(), zone)
    local = instant.astimezone(zone).replace(tzinfo=None)
    assert local >= wall
    before = (instant - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
    assert before < wall
