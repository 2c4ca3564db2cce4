"""Day and time in two fields, for a start of which only the day is known."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class DayAndTimeInput(forms.SplitDateTimeWidget):
    """The browser's pickers of a day and of a time, named NAME_0 and NAME_1. Its value is one text, "DAYTTIME"."""

    def __init__(self) -> None:
        day: dict[str, Any] = {"type": "date", "aria-label": gettext_lazy("Day")}
        time: dict[str, Any] = {"type": "time", "aria-label": gettext_lazy("Time")}
        super().__init__(
            date_attrs=day, time_attrs=time,
            date_format="%Y-%m-%d", time_format="%H:%M",
        )  # fmt: skip

    def decompress(self, value: Any) -> Any:
        """Return day and time of a value, as text or instant."""
        if isinstance(value, datetime):
            return [f"{value:%Y-%m-%d}", f"{value:%H:%M}"]
        day, _sign, time = str(value or "").partition("T")
        return [day, time]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was entered in both."""
        day, time = (str(each or "").strip() for each in super().value_from_datadict(data, files, name))
        return f"{day}T{time}" if day or time else ""
