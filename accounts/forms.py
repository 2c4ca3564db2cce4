"""Where you are, asked at sign-up (folded, filled in by the browser) and corrected in the settings."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.layouts import Fold
from accounts.models import User
from accounts.places import countries, country_in, country_of, zone_of, zones
from accounts.signals import account_changed


class PlaceForm(forms.Form):
    """The part of sign-up that a browser answers by itself. Nothing in it is required."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guess = ("", _("Taken from your browser"))
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), required=False, choices=[guess, *((zone, zone.replace("_", " ")) for zone in zones())]
        )
        self.fields["country"] = forms.ChoiceField(label=_("Country"), required=False, choices=[guess, *countries()])
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("email", autocomplete="email"),
            Field("password1", autocomplete="new-password"),
            Fold(_("Where you are:"), "time_zone", "country", template="account/_place.html"),
        )

    @property
    def has_rest(self) -> bool:
        """Whether the place has an error to show."""
        return "time_zone" in self.errors or "country" in self.errors

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the place with the new account; what was left open follows from the other, or from the browser."""
        zone, country = self.cleaned_data["time_zone"], self.cleaned_data["country"]
        country = country or country_of(zone) or country_in(request.headers.get("Accept-Language", ""))
        user.time_zone = zone or zone_of(country)
        user.country = country
        user.language = get_language() or "en"
        user.save()


class SettingsForm(forms.ModelForm):
    """Name and place of an account."""

    class Meta:
        model = User
        fields = ["name", "time_zone", "country"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones()]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("not said")), *countries()]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", Div("time_zone", "country", css_class="field-row"))

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save(commit)
            account_changed.send(User, user=user)
        return user
