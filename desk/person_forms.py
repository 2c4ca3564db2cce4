"""The form in which somebody is entered by hand, and corrected."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.layouts import Fold
from accounts.models import User
from accounts.places import countries
from desk.people import hr_positions, keep
from interviews.models import Interviewer, Position
from letters.addresses import MOST_STREET_LINES

_ADDRESS = ("street", "town", "region", "postcode", "country")


class PersonForm(forms.ModelForm):
    """Name, role, company, how to reach them, their own postal address; for somebody new, whose HR contact they are."""

    hr_for = forms.TypedChoiceField(
        label=gettext_lazy("They are the HR contact for"), required=False, coerce=int, empty_value=None
    )

    class Meta:
        model = Interviewer
        fields = [
            "honorific", "name", "is_name_confirmed", "role", "company", "email", "phone", "has_handed_card",
            "is_on_first_names", "note", *_ADDRESS,
        ]  # fmt: skip
        widgets = {"street": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, data: Any = None, *, owner: User, now: datetime, instance: Interviewer | None = None) -> None:
        self.now = now
        super().__init__(data, instance=instance or Interviewer(owner=owner))
        self.positions = {} if instance else {position.pk: position for position in hr_positions(owner)}
        self.fields["country"].choices = [("", _("not said")), *countries()]  # type: ignore[attr-defined]
        self._offer_positions()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")  # a browser knows only the person's own details
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Div(Div("honorific", css_class="field--short"), "name", css_class="field-row field-row--name"),
            "is_name_confirmed",
            Div("role", "company", css_class="field-row"),
            Div("email", Field("phone", inputmode="tel"), css_class="field-row"),
            "is_on_first_names",
            "has_handed_card",
            "note",
            *(["hr_for"] if "hr_for" in self.fields else []),
            Fold(
                gettext_lazy("Their own postal address, where it is not the company’s"),
                "street",
                Div("town", "region", css_class="field-row"),
                Div("postcode", "country", css_class="field-row"),
            ),
        )

    def _offer_positions(self) -> None:
        """Offer the open positions, each with who is its HR contact now."""
        if not self.positions:
            del self.fields["hr_for"]
            return
        self.fields["hr_for"].choices = [("", _("none of them")), *(  # type: ignore[attr-defined]
            (pk, _contact_words(position)) for pk, position in self.positions.items()
        )]  # fmt: skip

    @property
    def has_rest(self) -> bool:
        """Whether something is in the folded part, which then stands open."""
        return any(self[name].value() or name in self.errors for name in _ADDRESS)

    def clean_street(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["street"].splitlines() if line.strip()]
        if len(lines) > MOST_STREET_LINES:
            raise forms.ValidationError(_("Four lines at most fit on an envelope."))
        return "\n".join(lines)

    def save(self, commit: bool = True) -> Interviewer:
        """Write them down; return them as kept."""
        return keep(self.instance, self.now, hr_for=self.positions.get(self.cleaned_data.get("hr_for") or 0))


def _contact_words(position: Position) -> str:
    if position.hr_contact is None:
        return str(position)
    return _("%(position)s (in place of %(name)s)") % {"position": position, "name": position.hr_contact.full_name}
