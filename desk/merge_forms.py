"""The form in which somebody says which details of two entries are right."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from desk.merging import differences, merge
from interviews.models import Interviewer


class MergeForm(forms.Form):
    """One choice for each detail in which the two differ; the earlier entry's is proposed."""

    def __init__(self, data: Any = None, *, kept: Interviewer, other: Interviewer) -> None:
        self.kept, self.other = kept, other
        super().__init__(data)
        self.differences = differences(kept, other)
        for one in self.differences:
            self.fields[one.key] = forms.ChoiceField(
                label=one.label, choices=[("kept", one.kept), ("other", one.other)], widget=forms.RadioSelect,
                initial="kept",
            )  # fmt: skip
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*(Field(name, template="forms/segments.html") for name in self.fields))

    def save(self) -> Interviewer:
        """Make the two one, and return it. Raises what `merge` raises."""
        merge(self.kept, self.other, self.cleaned_data)
        return self.kept
