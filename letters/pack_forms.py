"""What is to be in a pack, ticked."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from letters.pack_sheet import Choice


class PackForm(forms.Form):
    """What a pack has beside the copy sheets. The same fields, in the address, name a pack that is printed at once."""

    guides = forms.ChoiceField(
        label=_("Guide sheets, to lay under unlined paper"), required=False, widget=forms.RadioSelect, initial="",
        choices=[("", _("none")), ("plain", _("lines only")), ("words", _("with the words"))],
    )  # fmt: skip
    envelopes = forms.ChoiceField(
        label=_("Envelopes"), required=False, widget=forms.RadioSelect, initial="",
        choices=[("", _("none")), ("true", _("to print on")), ("model", _("to copy from"))],
    )  # fmt: skip
    slips = forms.BooleanField(label=_("Gift slips, where a gift has a web address"), required=False, initial=True)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("guides", template="forms/segments.html"),
            Field("envelopes", template="forms/segments.html"),
            "slips",
        )

    @property
    def choice(self) -> Choice:
        """What was ticked; the form has to be valid."""
        data = self.cleaned_data
        return Choice(data["guides"], data["envelopes"], data["slips"])

    @property
    def ticked(self) -> dict[str, str]:
        """The same as an address and an errand carry it."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
