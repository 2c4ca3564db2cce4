"""The decision window as form fields: a day, a number of days or weeks, or not said (product.md §2)."""

from datetime import date
from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.inputs import IN_RANGE, DateInput, validate_year
from interviews.models import Interview

WINDOW_FIELDS = ("window", "window_on", "window_number")


class WindowFields(forms.Form):
    """Three fields of which one kind of window needs at most two; a form with them calls `clean_window_fields`."""

    window = forms.ChoiceField(
        label=gettext_lazy("When will they decide?"), choices=Interview.Window.choices, widget=forms.RadioSelect,
        initial=Interview.Window.UNSTATED,
    )  # fmt: skip
    window_on = forms.DateField(
        label=gettext_lazy("By this day"), required=False, widget=DateInput(), validators=[validate_year],
        input_formats=["%Y-%m-%d"],
    )  # fmt: skip
    window_number = forms.IntegerField(
        label=gettext_lazy("How many?"), required=False, validators=[MinValueValidator(1), MaxValueValidator(365)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 365}), error_messages=IN_RANGE,
    )  # fmt: skip

    def clean_window_fields(self, data: dict[str, Any], held_on: date | None) -> None:
        """Empty the fields that the kind has no use for; name what is missing, or a decision before the interview."""
        window = data.get("window")
        if window == Interview.Window.DATE:
            data["window_number"] = None
            self._clean_window_on(data, held_on)
        elif window in {Interview.Window.DAYS, Interview.Window.WEEKS}:
            data["window_on"] = None
            if data.get("window_number") is None and "window_number" not in self.errors:
                self.add_error("window_number", _("Enter how many, or choose “they did not say”."))
        else:
            data["window_on"] = data["window_number"] = None

    def _clean_window_on(self, data: dict[str, Any], held_on: date | None) -> None:
        if "window_on" in self.errors:
            return
        if data.get("window_on") is None:
            self.add_error("window_on", _("Enter the day, or choose “they did not say”."))
        elif held_on and data["window_on"] < held_on:
            self.add_error("window_on", _("The decision cannot come before the interview. Check both days."))


def window_layout() -> Div:
    """Return the fields as one control: the choice, and the day or the number that it asks for."""
    return Div(
        Field("window", template="forms/segments.html"),
        Div("window_on", css_class="window__date"),
        Div("window_number", css_class="window__number"),
        css_class="window",
    )


def window_of(interview: Interview) -> dict[str, Any]:
    """Return what the fields show for an interview."""
    return {
        "window": interview.window,
        "window_on": interview.decides_on if interview.window == Interview.Window.DATE else None,
        "window_number": interview.window_number,
    }
