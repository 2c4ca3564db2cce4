"""The form that deletes an account: its address, typed once more."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User


class EraseForm(forms.Form):
    """Nobody types a whole address by mistake."""

    email = forms.CharField(label=gettext_lazy("Your e-mail address"), max_length=254)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].help_text = _("Type %(email)s, so that it does not happen by mistake.") % {
            "email": user.email
        }
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("email", autocomplete="off", autocapitalize="none", spellcheck="false"))

    def clean_email(self) -> str:
        """See that it is the account's."""
        typed: str = self.cleaned_data["email"]
        if typed.strip().casefold() != self.user.email.casefold():
            raise forms.ValidationError(_("That is not the address of this account. Nothing was deleted."))
        return typed
