"""Time zones by every name that calendars give them."""

from datetime import datetime, timedelta

import pytest

from interviews.reading.blocks import tree_of
from interviews.reading.definitions import definitions
from interviews.reading.zones import local, zone_named

JANUARY, JULY = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)  # noqa: DTZ001


def offsets(name: str) -> tuple[float, float] | None:
    """Return the hours from UTC in January and July of a zone by its name."""
    zone = zone_named(name)
    if zone is None:
        return None
    january, july = (local(at, zone).utcoffset() or timedelta() for at in (JANUARY, JULY))
    return january / timedelta(hours=1), july / timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("Europe/Vienna", (1, 2)),
        ("europe/vienna", (1, 2)),
        ('"Europe/Vienna"', (1, 2)),
        ("America/New York", (-5, -4)),
        ("America/Argentina/Buenos_Aires", (-3, -3)),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", (1, 2)),
        ("/mozilla.org/20050126_1/America/New_York", (-5, -4)),
        ("/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires", (-3, -3)),
        ("/citadel.org/20210210_1/Asia/Ho_Chi_Minh", (7, 7)),
        ("Romance Standard Time", (1, 2)),
        ("romance standard time", (1, 2)),
        ("GMT Standard Time", (0, 1)),
        ("W. Europe Standard Time", (1, 2)),
        ("AUS Eastern Standard Time", (11, 10)),
        ("India Standard Time", (5.5, 5.5)),
        ("Eastern Standard Time (Mexico)", (-5, -5)),
        ("Mid-Atlantic Standard Time", (-2, -2)),
        ("(UTC-05:00) Eastern Time (US & Canada)", (-5, -4)),
        ("(GMT-05.00) Eastern Time (US & Canada)", (-5, -4)),
        ("(GMT-05:00) Eastern Time (US &amp; Canada)", (-5, -4)),
        ("Eastern Time (US & Canada)", (-5, -4)),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", (0, 1)),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", (0, 1)),
        ("(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London", (0, 1)),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", (1, 2)),
        ("(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", (1, 2)),
        ("(UTC+05:45) Kathmandu", (5.75, 5.75)),
        ("(UTC+13:00) Nuku'alofa", (13, 13)),
        ("(UTC+02:00) Somewhere, Helsinki", (2, 3)),
        ("(UTC+02:00) Somewhere", None),
        ("UTC", (0, 0)),
        ("tzone://Microsoft/Utc", (0, 0)),
        ("Etc/GMT-3", (3, 3)),
        ("UTC+05:30", (5.5, 5.5)),
        ("GMT-0300", (-3, -3)),
        ("GMT+99", None),
        ("", None),
        ('""', None),
        ("Mars/Phobos", None),
        ("../../etc/passwd", None),
        ("localtime", None),
        ("Factory", None),
        ("x" * 5000, None),
        ("Europe/Vienna\x00", None),
    ],
)
def test_a_zone_is_known_by_its_name(name: str, hours: tuple[float, float] | None) -> None:
    assert offsets(name) == hours


def defined(*lines: str) -> list[str]:
    return ["BEGIN:VTIMEZONE", "TZID:Ours", *lines, "END:VTIMEZONE"]


STANDARD = ["BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"]
DAYLIGHT = ["BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"]


@pytest.mark.parametrize(
    ("autumn", "spring"),
    [
        ("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        ("FREQ=YEARLY;INTERVAL=1;BYDAY=4SU;BYMONTH=10", "FREQ=YEARLY;INTERVAL=1;BYDAY=5SU;BYMONTH=3"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=29"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-7", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-3"),
    ],
)
def test_a_zone_of_the_files_own_changes_on_the_day_it_says(autumn: str, spring: str) -> None:
    lines = defined(*STANDARD, f"RRULE:{autumn}", "END:STANDARD", *DAYLIGHT, f"RRULE:{spring}", "END:DAYLIGHT")
    zone = definitions(tree_of(lines))["Ours"]
    hours = {}
    for at in ("2026-03-29T01:59", "2026-03-29T02:00", "2026-10-25T02:59", "2026-10-25T03:00"):
        hours[at] = zone.at(datetime.fromisoformat(at)).utcoffset() or timedelta()
    assert {at: offset / timedelta(hours=1) for at, offset in hours.items()} == {
        "2026-03-29T01:59": 1, "2026-03-29T02:00": 2, "2026-10-25T02:59": 2, "2026-10-25T03:00": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=99", "FREQ=YEARLY;BYDAY=XX", "",
        "FREQ=YEARLY;INTERVAL=7", "FREQ=YEARLY;UNTIL=16020101T000000Z", "=;;=", "FREQ=YEARLY;BYDAY=99SU",
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_counts_from_its_first_day_alone(rule: str) -> None:
    zone = definitions(tree_of(defined(*STANDARD, f"RRULE:{rule}", "END:STANDARD")))["Ours"]
    assert zone.at(JULY).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["BEGIN:STANDARD", "END:STANDARD"],
        ["BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETTO:+9900", "END:STANDARD"],
        ["BEGIN:STANDARD", "DTSTART:yesterday", "TZOFFSETTO:+0100", "END:STANDARD"],
        ["BEGIN:STANDARD", "DTSTART;VALUE=DATE:20260101", "TZOFFSETTO:+0100", "END:STANDARD"],
    ],
)
def test_a_definition_that_defines_nothing_is_left_out(lines: list[str]) -> None:
    assert dict(definitions(tree_of(defined(*lines)))) == {}
