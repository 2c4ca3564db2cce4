"""Snoozing a reminder."""

from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reminders.hours import SNOOZE_DAYS, SnoozeChoice
from reminders.models import Reminder

LONGEST = timedelta(days=366)


class SnoozeForm(forms.Form):
    """Until when: tomorrow, in three days, next week, or a day."""

    until = forms.ChoiceField(
        label=gettext_lazy("Remind me again"), widget=forms.RadioSelect, initial="tomorrow",
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
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page is its token's alone (reminders/views.py, link)
        self.helper.layout = Layout(
            Div(Field("until", template="forms/segments.html"), Div("on", css_class="window__date"), css_class="window")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") == "on" and "on" not in self.errors:
            if data.get("on") is None:
                self.add_error("on", _("Enter the day."))
            elif not timedelta(0) < data["on"] - self.now.astimezone(self.reminder.user.time_zone).date() <= LONGEST:
                self.add_error("on", _("Choose a day after today, within a year."))
        return data

    def choice(self) -> SnoozeChoice | date:
        """What was chosen."""
        chosen: Any = self.cleaned_data["until"]
        return self.cleaned_data["on"] if chosen not in SNOOZE_DAYS else chosen
