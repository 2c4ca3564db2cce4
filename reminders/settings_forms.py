"""When mail comes, on which days, about what: a person's hours and kinds."""

from datetime import date, datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db import transaction
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.signals import account_changed
from reminders.hours import EARLIEST, LATEST
from reminders.kinds import DEFAULT_KINDS, SETTINGS, Kind
from reminders.reading import hours_of
from reminders.stops import take_back_queued
from reminders.turns import take_turn

LONGEST_PAUSE = timedelta(days=366)


class Clock(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class MailForm(forms.ModelForm):
    """Hours, quiet days, a pause, and the kinds of reminder wanted. `save` tells the other apps."""

    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Quiet days of the week"), required=False, coerce=int, choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "A last day to post is told on the day before a quiet one; everything else waits for the day after."
        ),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What mail should come about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    paused_until = forms.DateField(
        label=gettext_lazy("No mail before"), required=False, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("For a holiday, say. Empty: mail comes."),
    )  # fmt: skip

    class Meta:
        model = User
        fields = ["morning", "evening", "quiet_holidays", "paused_until"]
        widgets = {"morning": Clock(), "evening": Clock()}
        help_texts = {
            "morning": gettext_lazy("What is due comes then, in one mail."),
            "evening": gettext_lazy("After an interview, what to write down."),
        }

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.instance
        self.today: date = now.astimezone(user.time_zone).date()
        if user.paused_until and user.paused_until <= self.today:
            self.initial["paused_until"] = None  # over
        self.initial["days"] = user.quiet_weekdays
        wanted = hours_of(user).kinds
        self.initial["kinds"] = [kind.key for kind in SETTINGS if kind.key in wanted]
        self.fields["kinds"].choices = [(kind.key, _described(kind)) for kind in SETTINGS]  # type: ignore[attr-defined]
        self.fields["quiet_holidays"].help_text = _holidays_of(user)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Div("morning", "evening", css_class="field-row"),
            Field("days", template="forms/checks.html"),
            "quiet_holidays",
            Field("paused_until", wrapper_class="field--medium"),
            Field("kinds", template="forms/checks_stacked.html"),
        )

    def clean_morning(self) -> Any:
        return self._inside("morning")

    def clean_evening(self) -> Any:
        return self._inside("evening")

    def _inside(self, name: str) -> Any:
        if not EARLIEST <= self.cleaned_data[name] <= LATEST:
            raise forms.ValidationError(_("Choose a time from 07:00 to 22:30. Nobody is woken."))
        return self.cleaned_data[name]

    def clean_days(self) -> list[int]:
        days: list[int] = sorted(set(self.cleaned_data["days"]))
        if len(days) == len(WEEKDAYS):
            raise forms.ValidationError(
                _("Leave one day for mail. If you want none at all, there is a button for that further down.")
            )
        return days

    def clean_paused_until(self) -> date | None:
        until: date | None = self.cleaned_data["paused_until"]
        if until is not None and not timedelta(0) < until - self.today <= LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day after today, within a year, or leave it empty."))
        return until

    @property
    def ends(self) -> list[tuple[str, str]]:
        """Each kind's name, and what ends it."""
        return [(_(kind.label), _(kind.ends)) for kind in SETTINGS]

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Keep it and plan anew. What waits in the outbox when a pause begins comes after the pause."""
        user: User = self.instance
        take_turn(user.pk)
        user.quiet_weekdays = self.cleaned_data["days"]
        chosen = set(self.cleaned_data["kinds"])
        user.unwanted_kinds = sorted(DEFAULT_KINDS - chosen)
        user.wanted_kinds = sorted(chosen - DEFAULT_KINDS)
        user.save(update_fields=[*self.Meta.fields, "quiet_weekdays", "unwanted_kinds", "wanted_kinds"])
        if user.paused_until is not None:
            take_back_queued(user)
        account_changed.send(User, user=user)
        return user


def _described(kind: Kind) -> str:
    """A kind with what opens it."""
    return format_html(
        '<span class="check__name">{}</span> <span class="check__rule">{}</span>', _(kind.label), _(kind.opens)
    )


def _holidays_of(user: User) -> str:
    if user.country:
        return _("Those of %(country)s.") % {"country": user.get_country_display()}
    return _("Your country is not known yet: name it in the settings, or no day counts as a holiday.")
