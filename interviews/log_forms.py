"""What the log page asks of an interview; its panel is a formset of its own (seat_forms.py)."""

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from accounts.layouts import Fold
from interviews.inputs import IN_RANGE, InstantInput, validate_year
from interviews.models import Interview
from interviews.window_forms import WindowFields, window_layout


class InterviewFields(WindowFields):
    """Company, title, when and how; the decision window; and what stands folded below it."""

    company = forms.CharField(label=gettext_lazy("Company"), max_length=120)
    title = forms.CharField(label=gettext_lazy("Job title"), max_length=120)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("When did it start, or will it?"), widget=InstantInput(), validators=[validate_year],
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("Enter the day and the time of day.")},
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=Interview.How.choices,
        widget=forms.RadioSelect,
        initial=Interview.How.IN_PERSON,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"), initial=60, required=False,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 5, "max": 1440}), error_messages=IN_RANGE,
    )  # fmt: skip
    where = forms.CharField(
        label=gettext_lazy("Where, or the link"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    key_message = forms.CharField(
        label=gettext_lazy("The one thing they must believe about you"), max_length=500, required=False,
        help_text=gettext_lazy("A short reason why you fit, such as: I turn volunteers into a team that stays."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    left_out = forms.CharField(
        label=gettext_lazy("What you left out"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to_correct = forms.CharField(
        label=gettext_lazy("An impression you want to correct"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    decision_words = forms.CharField(
        label=gettext_lazy("Their exact words about the decision"), max_length=500, required=False
    )

    writer = forms.CharField(
        label=gettext_lazy("Your name, as you sign a letter"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    # Brought along by an invitation that was read.
    invitation_uid = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    invitation_sequence = forms.IntegerField(
        required=False, min_value=0, max_value=2_147_483_647, widget=forms.HiddenInput
    )

    def layout(self, company_attributes: dict[str, str]) -> Layout:
        """In the order in which somebody tells it; what was taken out of the form is left out."""
        kept = [name for name in ("invitation_uid", "invitation_sequence") if name in self.fields]
        return Layout(
            *kept,
            Div(Field("company", **company_attributes), Field("title"), css_class="field-row"),
            Div("starts_at", Field("how", template="forms/segments.html"), css_class="field-row field-row--when"),
            HTML('{% include "interviews/_panel.html" %}'),
            window_layout(),
            *(["writer"] if "writer" in self.fields else []),
            Fold(
                gettext_lazy("The rest: how long, where, your key message, what you left out"),
                Div("minutes", "where", css_class="field-row"),
                "key_message",
                "left_out",
                "to_correct",
                "decision_words",
            ),
        )

    def clean_where(self) -> str:
        """Return the lines of the place, with one kind of line end."""
        return "\n".join(self.cleaned_data["where"].splitlines())
