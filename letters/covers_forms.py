"""Whom an e-mail covers, and how somebody can be reached: the forms beside the adviser."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Position
from interviews.signals import interview_changed
from letters.covering import covered_by
from letters.messages import choosable
from letters.models import Letter
from letters.signals import letter_changed


class CoversForm(forms.Form):
    """Who else on the panel gets the e-mail. Its boxes belong to the form of the letter, so that every button of that
    keeps them; `covering` says that they were on the page.
    """

    covers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("In copy"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Once it is marked sent, everyone in copy counts as thanked."),
        error_messages={"invalid_choice": gettext_lazy("Somebody in copy is no longer on the panel. Choose again.")},
    )  # fmt: skip
    covering = forms.CharField(initial="1", required=False, widget=forms.HiddenInput(attrs={"form": "letter-form"}))

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        self.letter = letter
        seats = choosable(letter)
        super().__init__(data, initial={"covers": [seat.pk for seat in covered_by(letter)]}, auto_id="id_%s")
        self.fields["covers"].choices = [(seat.pk, self._label(seat)) for seat in seats]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        boxes = [Field("covers", template="letters/_covers_field.html")] if seats else []
        self.helper.layout = Layout(*boxes, "covering")

    @staticmethod
    def _label(seat: Any) -> str:
        return _("%(name)s, %(address)s") % {"name": seat.interviewer.full_name, "address": seat.interviewer.email}

    @transaction.atomic
    def save(self) -> None:
        """Keep whom the e-mail covers, and tell the other apps where that has changed."""
        chosen = set(self.cleaned_data["covers"])
        if chosen != {seat.pk for seat in covered_by(self.letter)}:
            self.letter.covers.set(chosen)
            letter_changed.send(Letter, letter=self.letter)


class ReachForm(forms.Form):
    """What the adviser goes by: how they have written so far, and how the recipient of a letter can be reached."""

    written_so_far = forms.ChoiceField(
        label=gettext_lazy("How have they written so far?"), choices=Position.WrittenBy.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("Their e-mail"), max_length=254, required=False)
    phone = forms.CharField(label=gettext_lazy("Their phone"), max_length=40, required=False)
    has_handed_card = forms.BooleanField(label=gettext_lazy("handed you a business card"), required=False)

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        self.letter, self.person, self.position = letter, letter.recipient, letter.position
        initial = {
            "written_so_far": self.position.written_so_far,
            **{name: getattr(self.person, name) for name in ("email", "phone", "has_handed_card")},
        }
        super().__init__(data, initial=initial)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("written_so_far", template="forms/segments.html"),
            Div(
                Field("email", autocomplete="off"),
                Field("phone", autocomplete="off", inputmode="tel"),
                css_class="field-row",
            ),
            "has_handed_card",
        )

    @transaction.atomic
    def save(self) -> None:
        """Keep what is known and tell the other apps."""
        data = self.cleaned_data
        self.position.written_so_far = data["written_so_far"]
        self.position.save(update_fields=["written_so_far"])
        for name in ("email", "phone", "has_handed_card"):
            setattr(self.person, name, data[name])
        self.person.save(update_fields=["email", "phone", "has_handed_card"])
        interview_changed.send(Position, position=self.position, interview=None)
