"""One field of a row: to a value of JSON, and back with every doubt about it said in words."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from timezone_field import TimeZoneField

from interviews.workdays import FIRST_YEAR, LAST_YEAR

Field: TypeAlias = "models.Field[Any, Any]"
Read = Callable[[Any], Any]
Day = TypeVar("Day", date, datetime)

MOST = 1_000_000
"""No number in an export is larger, but where a table says so: what counts on must stay in the database's range."""
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,6})?")
_LONGEST_TIME = 40


class Unfit(Exception):
    """A value that does not fit its field; says what it is, so that it can stand behind the field's name."""


def written(field: Field, value: Any) -> Any:
    """Return the value of a field as a value of JSON. Instants are UTC, decimals and zones are text."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case Decimal() | ZoneInfo():
            return str(value)
        case _:
            return value


def reader_of(field: Field, check: Callable[[Any], bool] | None = None, most: int = MOST) -> Read:
    """Return what turns a value of JSON into the field's, and raises Unfit for one that is none of it.

    `check` judges the field's value beyond its type; a field of JSON must have one. `most`: the largest whole number.
    """
    read = _by_type(field, check, most)
    choices = {key for key, _label in field.flatchoices} if field.choices else None
    validators = () if isinstance(field, TimeZoneField) else tuple(field.validators)

    def reader(raw: Any) -> Any:
        if raw is None:
            if field.null:
                return None
            raise Unfit(_("is missing"))
        value = read(raw)
        if value == "" and field.blank:
            return value
        if value == "":
            raise Unfit(_("is empty"))
        if choices is not None and not isinstance(field, TimeZoneField) and value not in choices:
            raise Unfit(_("is none of the words it can be"))
        for validator in validators:
            try:
                validator(value)
            except ValidationError as error:
                raise Unfit(_("cannot be so (%(why)s)") % {"why": " ".join(error.messages)[:200]}) from error
        if check is not None and not check(value):
            raise Unfit(_("is none of what it can be"))
        return value

    return reader


def _by_type(field: Field, check: Callable[[Any], bool] | None, most: int) -> Read:
    match field:
        case TimeZoneField():
            return _zone
        case models.DateTimeField():
            return _instant
        case models.DateField():
            return _day
        case models.TimeField():
            return _clock
        case models.DecimalField():
            return _decimal
        case models.BooleanField():
            return _truth
        case models.IntegerField():
            return _number_up_to(most)
        case models.CharField() | models.TextField():
            return _text_up_to(field.max_length)
        case models.JSONField() if check is not None:
            return _as_it_is
    raise TypeError(f"No way is known to read {field}: see desk/archive/fields.py, or give it a check.")


def _text_up_to(longest: int | None) -> Read:
    def read(raw: Any) -> str:
        if not isinstance(raw, str):
            raise Unfit(_("is not a text"))
        if longest is not None and len(raw) > longest:
            raise Unfit(_("is longer than %(most)s characters") % {"most": longest})
        return raw

    return read


def _truth(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise Unfit(_("is neither true nor false"))
    return raw


def _number_up_to(most: int) -> Read:
    def read(raw: Any) -> int:
        if not isinstance(raw, int) or isinstance(raw, bool):
            raise Unfit(_("is not a whole number"))
        if not 0 <= raw <= most:
            raise Unfit(_("is not a number from 0 to %(most)s") % {"most": most})
        return raw

    return read


def _decimal(raw: Any) -> Decimal:
    if not isinstance(raw, str) or not _DECIMAL.fullmatch(raw):
        raise Unfit(_("is not a decimal number"))
    return Decimal(raw)


def _instant(raw: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_short(raw))
        found = found.astimezone(UTC) if found.tzinfo else found
    except (ValueError, OverflowError) as error:
        raise Unfit(_("is not an instant")) from error
    if found.tzinfo is None:
        raise Unfit(_("does not say its time zone"))
    return _in_our_years(found)


def _day(raw: Any) -> date:
    try:
        return _in_our_years(date.fromisoformat(_short(raw)))
    except ValueError as error:
        raise Unfit(_("is not a day")) from error


def _clock(raw: Any) -> time:
    try:
        found = time.fromisoformat(_short(raw))
    except ValueError as error:
        raise Unfit(_("is not a time of day")) from error
    if found.tzinfo is not None:
        raise Unfit(_("is not a time of day"))
    return found


def _short(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > _LONGEST_TIME:
        raise ValueError
    return raw


def _in_our_years(found: Day) -> Day:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Unfit(_("is not in the years %(first)s to %(last)s") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    return found


def _zone(raw: Any) -> ZoneInfo:
    if not isinstance(raw, str) or raw not in available_timezones():
        raise Unfit(_("is not a time zone"))
    return ZoneInfo(raw)


def _as_it_is(raw: Any) -> Any:
    return raw
