"""What the ledger is asked for."""

from html import escape
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Exists, OuterRef
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models import Position
from letters.ledger import STATES
from letters.models import Letter


class LongSelect(forms.Select):
    """A list of many options. Django renders each by a template of its own, which for hundreds takes longer than all
    else on a page.
    """

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: object = None) -> SafeString:
        """Return the same markup, without groups."""
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        chosen = "" if value is None else str(value)
        options = (
            f'<option value="{escape(str(key))}"{" selected" * (str(key) == chosen)}>{escape(str(words))}</option>'
            for key, words in self.choices
        )
        return SafeString(f"<select{attributes}>{''.join(options)}</select>")


class LedgerForm(forms.Form):
    """A plain form that is sent by GET, every field of it optional. What makes no sense is named and left aside."""

    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("any")), ("owed", _("owed")), *((key, words) for key, (words, _letters) in STATES.items())],
    )  # fmt: skip
    position = forms.TypedChoiceField(label=_("Position"), required=False, coerce=int, widget=LongSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *Letter.Kind.choices])
    channel = forms.ChoiceField(label=_("Channel"), required=False, choices=[("", _("any")), *Letter.Channel.choices])
    person = forms.CharField(
        label=_("To whom"), required=False, max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, data: Any = None, *, owner: User) -> None:
        super().__init__(data)
        written_for = Exists(Letter.objects.filter(position=OuterRef("pk")))
        positions = Position.objects.owned_by(owner).filter(written_for).order_by("-pk")
        self.fields["position"].choices = [  # type: ignore[attr-defined]
            ("", _("any")),
            *((pk, f"{title}, {company}") for pk, title, company in positions.values_list("pk", "title", "company")),
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # nothing is changed, and a token has no place in an address
        self.helper.layout = Layout(
            Div("state", "position", "kind", css_class="field-row"), Div("channel", "person", css_class="field-row")
        )

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_bound else {}

    @property
    def has_rest(self) -> bool:
        """Whether something is asked for, or is an error: then the form stands open."""
        return bool(self.asked) or bool(self.errors)
