"""How long the contact details of people are kept, and a question first where some would fade at once."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reminders.fading import Fading, fading_of

MONTHS = User._meta.get_field("contacts_kept_months")


class KeepForm(forms.Form):
    """The months; `sure_of` are those for which it was seen who fades at once."""

    months = forms.TypedChoiceField(
        label=_("Keep the contact details of people"), required=False, coerce=int, empty_value=None,
        choices=[("", _("for as long as the account is there")), *(MONTHS.choices or ())], widget=forms.RadioSelect,
    )  # fmt: skip
    sure_of = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: User, now: datetime) -> None:
        super().__init__(data, initial={"months": user.contacts_kept_months or ""})
        self.user, self.today = user, now.astimezone(user.time_zone).date()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("months")

    def fading_at_once(self) -> list[Fading]:
        """Return whose details the choice, once it is made, takes within a day; nobody where that was seen before."""
        months = self.cleaned_data["months"]
        if months in {None, self.user.contacts_kept_months} or self.cleaned_data["sure_of"] == str(months):
            return []
        return [fading for fading in fading_of(self.user, months) if fading.on <= self.today]

    def save(self) -> None:
        """Keep the choice. Nothing fades in this very moment: the worker comes by once a day."""
        self.user.contacts_kept_months = self.cleaned_data["months"]
        self.user.save(update_fields=["contacts_kept_months"])
