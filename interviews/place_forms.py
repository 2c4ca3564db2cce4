"""The parts of a postal address as form fields, all optional: what is missing is asked for by the first envelope."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import PostalAddress
from accounts.places import countries

PLACE_FIELDS = ("street", "town", "region", "postcode", "country")
_OFF = {"autocomplete": "off"}  # browsers know the person's own address, not a company's
MOST_STREET_LINES = 4


class PlaceFields(forms.Form):
    """Five fields; a form with them calls `clean_place_fields`."""

    street = forms.CharField(
        label=gettext_lazy("Street"), required=False, max_length=300,
        help_text=gettext_lazy("House, street, floor: up to four lines."),
        widget=forms.Textarea(attrs={"rows": 2, **_OFF}),
    )  # fmt: skip
    town = forms.CharField(
        label=gettext_lazy("Town"), required=False, max_length=100, widget=forms.TextInput(attrs=_OFF)
    )
    region = forms.CharField(
        label=gettext_lazy("State or region"), required=False, max_length=100, widget=forms.TextInput(attrs=_OFF)
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), required=False, max_length=20, widget=forms.TextInput(attrs=_OFF)
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), required=False, choices=[("", gettext_lazy("not said")), *countries()],
        widget=forms.Select(attrs=_OFF),
    )  # fmt: skip

    def clean_street(self) -> str:
        """Return the street without empty lines."""
        lines = [line.strip() for line in self.cleaned_data["street"].splitlines() if line.strip()]
        if len(lines) > MOST_STREET_LINES:
            raise forms.ValidationError(_("Four lines at most fit on an envelope."))
        return "\n".join(lines)

    def clean_place_fields(self, data: dict[str, Any], row: PostalAddress) -> None:
        """A country that was only offered is no address: without any other part it stays as it is in `row`."""
        if not any(data.get(name) for name in PLACE_FIELDS[:-1]) and "street" not in self.errors:
            data["country"] = row.country


def place_of(row: PostalAddress) -> dict[str, Any]:
    """Return what the fields show of a row's address."""
    return {name: getattr(row, name) for name in PLACE_FIELDS}
