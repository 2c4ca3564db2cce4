"""The form in which the answer is noted."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.inputs import DateInput, validate_year
from interviews.models import Position
from interviews.outcomes import note_outcome


class OutcomeForm(forms.Form):
    """The answer that came, and the day."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=Position.Outcome.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=gettext_lazy("On which day?"), widget=DateInput(), validators=[validate_year], input_formats=["%Y-%m-%d"]
    )

    def __init__(self, data: Any = None, *, position: Position, today: date) -> None:
        self.position, self.today = position, today
        super().__init__(data, initial={"outcome": position.outcome, "on": position.outcome_on or today})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("outcome", template="forms/segments.html"), "on")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return on

    def save(self) -> None:
        note_outcome(self.position, self.cleaned_data["outcome"], self.cleaned_data["on"])
