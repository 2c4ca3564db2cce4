"""The form in which the answer is noted, and with whom to keep in touch."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.inputs import DateInput, validate_year
from interviews.models import Position
from interviews.outcomes import note_outcome
from interviews.ties import met_for, months_of

_MONTHS = [
    (3, gettext_lazy("3 months")), (6, gettext_lazy("6 months")), (12, gettext_lazy("12 months")),
]  # fmt: skip


class OutcomeForm(forms.Form):
    """The answer that came, the day, and for each person met the months after which to be in touch again."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("The answer"), choices=Position.Outcome.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=gettext_lazy("On which day?"), widget=DateInput(), validators=[validate_year], input_formats=["%Y-%m-%d"]
    )

    def __init__(self, data: Any = None, *, position: Position, today: date) -> None:
        self.position, self.today = position, today
        super().__init__(data, initial={"outcome": position.outcome, "on": position.outcome_on or today})
        self.people = {f"touch_{person.pk}": person for person in met_for(position)}
        # Before there is an answer the boxes show what a refusal would bring: the default is meant for that.
        shown = position.outcome if not position.is_open else Position.Outcome.REFUSAL
        months = months_of(position, shown)
        for name, person in self.people.items():
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=person.full_name, choices=_MONTHS, coerce=int, required=False,
                initial=list(months.get(person.pk, ())), widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("outcome", template="forms/segments.html"), "on", self._touch())

    def _touch(self) -> Div:
        if not self.people:
            return Div()
        why = _("A line so many months after the answer is how people are remembered. Untick everything to leave it.")
        head = format_html('<h2>{}</h2><p class="form-text">{}</p>', _("Keep in touch"), why)
        people = (Field(name, template="forms/checks.html") for name in self.people)
        return Div(HTML(head), *people, css_class="section")

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return on

    def save(self) -> None:
        """Note it. Months that nobody changed stay the default, which depends on the outcome."""
        changed = {
            person.pk: self.cleaned_data[name] for name, person in self.people.items() if name in self.changed_data
        }
        note_outcome(self.position, self.cleaned_data["outcome"], self.cleaned_data["on"], changed)
