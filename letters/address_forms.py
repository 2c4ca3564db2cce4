"""The addresses of an envelope, asked for when the first one needs them: the recipient's and the sender's own."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.db import transaction
from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import PostalAddress
from accounts.models import User
from accounts.places import countries
from accounts.signals import account_changed
from interviews.models import Interview
from interviews.signals import interview_changed
from letters.addresses import MOST_STREET_LINES, Address, missing
from letters.directions import place_of
from letters.models import Letter

PARTS = ("street", "town", "region", "postcode", "country")
_NEEDED = {
    "street": gettext_lazy("Enter a street, or a box or building."),
    "town": gettext_lazy("Enter the town."),
    "region": gettext_lazy("The post there needs a state or region."),
    "postcode": gettext_lazy("The post there needs a postcode."),
}
# What browsers fill in for the person's own address (HTML, autofill); of somebody else they know nothing.
_AUTOFILL = {
    "street": "street-address", "town": "address-level2", "region": "address-level1", "postcode": "postal-code",
    "country": "country",
}  # fmt: skip


class AddressForm(forms.Form):
    """Where the letter goes and where it comes from: both, or only what is not known yet.

    The recipient's address is the company's, kept for everyone there, or one of their own. The sender's may be left
    empty.
    """

    def __init__(self, data: Any = None, *, letter: Letter, with_all: bool = False) -> None:
        super().__init__(data)
        self.letter, self.user = letter, letter.position.owner
        self.asks_recipient = with_all or not place_of(letter).has_address
        self.asks_sender = with_all or not self.user.has_address
        layout: list[Any] = []
        if self.asks_recipient:
            self._add_whose()
            self._add_parts("to", place_of(letter), letter.position.country or self.user.country)
            layout += [_heading(_("To %(name)s") % {"name": letter.recipient.full_name})]
            layout += [Field("whose", template="forms/segments.html"), *_rows("to")]
        if self.asks_sender:
            self._add_parts("from", self.user, self.user.country)
            layout += [_heading(_("From you"), "section" if self.asks_recipient else ""), *_rows("from")]
            self.fields["from_street"].help_text = _("Leave it empty, and the envelope has no sender.")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*layout)

    def _add_whose(self) -> None:
        own = self.letter.recipient
        self.fields["whose"] = forms.ChoiceField(
            label=_("Which address is it?"), widget=forms.RadioSelect,
            choices=[
                ("company", _("%(company)s’s") % {"company": self.letter.position.company}),
                ("own", _("their own")),
            ],
            initial="own" if own.has_address else "company",
            help_text=_("The company’s name stands on the envelope only where the letter goes there."),
        )  # fmt: skip

    def _add_parts(self, side: str, row: PostalAddress, country: str) -> None:
        for part in PARTS:
            model_field: Any = PostalAddress._meta.get_field(part)
            attrs = {"autocomplete": _AUTOFILL[part] if side == "from" else "off"}
            label, initial = capfirst(model_field.verbose_name), getattr(row, part)
            if part == "country":
                choices = [("", _("not said")), *countries()]
                self.fields[f"{side}_{part}"] = forms.ChoiceField(
                    label=label, required=False, choices=choices, initial=initial or country,
                    widget=forms.Select(attrs=attrs),
                )  # fmt: skip
                continue
            widget: forms.Widget = forms.TextInput(attrs=attrs)
            if part == "street":
                widget = forms.Textarea(attrs={**attrs, "rows": 2})
            self.fields[f"{side}_{part}"] = forms.CharField(
                label=label, required=False, max_length=model_field.max_length, initial=initial, widget=widget,
            )  # fmt: skip
        self.fields[f"{side}_street"].help_text = _("House, street, floor: up to four lines.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for side in ("to", "from"):
            if f"{side}_street" not in self.fields:
                continue
            street = [line.strip() for line in str(data.get(f"{side}_street") or "").splitlines() if line.strip()]
            data[f"{side}_street"] = "\n".join(street)
            if len(street) > MOST_STREET_LINES:
                self.add_error(f"{side}_street", _("Four lines at most fit on an envelope."))
            if side == "from" and not any(data.get(f"from_{part}") for part in PARTS[:-1]):
                continue
            country = data.get(f"{side}_country") or self.user.country
            values = {part: str(data.get(f"{side}_{part}") or "") for part in PARTS[1:-1]}
            for part in missing(Address("", street=tuple(street), country=country, **values)):
                if f"{side}_{part}" not in self.errors:
                    self.add_error(f"{side}_{part}", str(_NEEDED[part]))
        return data

    @transaction.atomic
    def save(self) -> None:
        """Keep what was asked for, and tell the other apps: post days follow from the countries."""
        if self.asks_recipient:
            row = self.letter.recipient if self.cleaned_data["whose"] == "own" else self.letter.position
            self._keep("to", row)
            if row is self.letter.position and self.letter.recipient.has_address:
                # Chosen over their own, which would win on the envelope.
                for part in PARTS:
                    setattr(self.letter.recipient, part, "")
                self.letter.recipient.save(update_fields=PARTS)
            interview_changed.send(Interview, position=self.letter.position, interview=self.letter.interview)
        if self.asks_sender:
            self._keep("from", self.user)
            account_changed.send(User, user=self.user)

    def _keep(self, side: str, row: PostalAddress) -> None:
        for part in PARTS:
            value = self.cleaned_data[f"{side}_{part}"]
            if part != "country" or value:
                setattr(row, part, value)
        row.save(update_fields=PARTS)


def _heading(text: str, more: str = "") -> HTML:
    # A crispy HTML part is a template; what a person typed must not become one.
    escaped = escape(text).replace("{", "&#123;").replace("}", "&#125;")
    return HTML(f'<h2 class="eyebrow {more}">{escaped}</h2>')


def _rows(side: str) -> list[Any]:
    return [
        f"{side}_street",
        Div(f"{side}_town", f"{side}_region", css_class="field-row"),
        Div(f"{side}_postcode", f"{side}_country", css_class="field-row"),
    ]
