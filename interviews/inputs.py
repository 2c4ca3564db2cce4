"""Days and instants as browsers enter them."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.workdays import FIRST_YEAR, LAST_YEAR

EARLIEST, LATEST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)


def validate_year(value: date | datetime) -> None:
    """Refuse days outside 1970 to 2100: nobody interviews there, and holidays are not known."""
    day = value.date() if isinstance(value, datetime) else value
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(_("Enter a year from 1970 to 2100."))


# What a number that is out of range is told, in the place of Django's "Ensure this value …".
IN_RANGE = {
    "min_value": gettext_lazy("It must be at least %(limit_value)s."),
    "max_value": gettext_lazy("It can be at most %(limit_value)s."),
}


class DateInput(forms.DateInput):
    """The browser's own date picker; the value in ISO 8601, as browsers ask."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InstantInput(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def words(label: Any, rows: int = 2, length: int = 1000, **more: Any) -> forms.CharField:
    """Return an optional field for some sentences, `rows` lines high to begin with."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=length, widget=box, **more)
