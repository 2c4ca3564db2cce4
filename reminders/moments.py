"""A day or an instant in the words and the zone of one person."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format


def day_of(day: date, today: date) -> str:
    """Return "Thursday 26 November", with the year where it is another than today's."""
    if day.year == today.year:
        return date_format(day, "MONTH_DAY_FORMAT")
    return f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"


def moment_of(instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return the exact local time: "Thursday 26 November, 08:00 GMT"."""
    local = instant.astimezone(zone)
    day = day_of(local.date(), now.astimezone(zone).date())
    return f"{day}, {time_format(local.time(), 'TIME_FORMAT')} {zone_of(local)}"


def zone_of(local: datetime) -> str:
    """Return the abbreviation of a local time's zone; where it has none but an offset, "UTC+5:30"."""
    name = local.tzname() or ""
    offset = re.fullmatch(r"([+-])(\d{2})(\d{2})?", name)
    if offset is None:
        return name
    sign, hours, minutes = offset.groups()
    return f"UTC{'−' if sign == '-' else '+'}{int(hours)}{f':{minutes}' if minutes else ''}"
