"""Snoozing a reminder."""

from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reminders.hours import SNOOZE_DAYS, SnoozeChoice, snooze_day
from reminders.models import Reminder
from reminders.moments import day_of
from reminders.reading import hours_of

LONGEST = timedelta(days=366)


class SnoozeForm(forms.Form):
    """Until when: tomorrow, in three days, next week, or a day. Each choice says when that is, and what it costs."""

    until = forms.ChoiceField(
        label=gettext_lazy("When should it come again?"), widget=forms.RadioSelect, initial="tomorrow",
        choices=[
            ("tomorrow", gettext_lazy("tomorrow")), ("three_days", gettext_lazy("in three days")),
            ("next_week", gettext_lazy("next week")), ("on", gettext_lazy("on a day")),
        ],
    )  # fmt: skip
    on = forms.DateField(
        label=gettext_lazy("The day"), required=False, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, reminder: Reminder, now: datetime) -> None:
        self.reminder, self.now = reminder, now
        self.today = now.astimezone(reminder.user.time_zone).date()
        super().__init__(data)
        choices: list[tuple[str, str]] = list(self.fields["until"].choices)  # type: ignore[attr-defined]
        self.fields["until"].choices = [  # type: ignore[attr-defined]
            (key, self._promise(key, str(words)) if key in SNOOZE_DAYS else words) for key, words in choices
        ]
        last = reminder.last_useful_on
        if last is not None:
            self.fields["on"].help_text = _("After %(day)s it comes too late to be of use before they decide.") % {
                "day": date_format(last, "MONTH_DAY_FORMAT")
            }
        attrs = self.fields["on"].widget.attrs
        attrs["min"], attrs["max"] = self.today + timedelta(days=1), self.today + LONGEST
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page is its token's alone (reminders/link_views.py)
        self.helper.layout = Layout(
            Div(
                Field("until", template="forms/segments.html"),
                Div("on", css_class="window__date"),
                css_class="window window--one-a-line",
            )
        )

    def _promise(self, key: Any, words: str) -> str:
        """The words of a choice with the day it comes to, quiet days counted, and whether that is too late."""
        instant, is_late = snooze_day(self.reminder.last_useful_on, key, hours_of(self.reminder.user), self.now)
        day = day_of(instant.astimezone(self.reminder.user.time_zone).date(), self.today)
        if is_late:
            return _("%(when)s, %(day)s: too late to be of use before they decide") % {"when": words, "day": day}
        return _("%(when)s, %(day)s") % {"when": words, "day": day}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") == "on" and "on" not in self.errors:
            if data.get("on") is None:
                self.add_error("on", _("Enter the day."))
            elif not timedelta(0) < data["on"] - self.today <= LONGEST:
                self.add_error("on", _("Choose a day after today, within a year."))
        return data

    def choice(self) -> SnoozeChoice | date:
        """What was chosen."""
        chosen: Any = self.cleaned_data["until"]
        return self.cleaned_data["on"] if chosen not in SNOOZE_DAYS else chosen
