"""The forms of letters: the text, and the stationery it is written on."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.signals import account_changed
from letters.gaps import LONGEST as LONGEST_LETTER
from letters.hand import HAND_SIZES, PITCHES
from letters.models import Letter
from letters.signals import letter_changed
from letters.stationery import CARDS, OWN_KEY, PRINTER_SHEETS, own_card


class LetterForm(forms.Form):
    """The text of a letter. `version` is the one the page was opened with: two tabs must not overwrite each other.

    `is_repeated`: the very words were there already when an old page sent them, by a double click mostly.
    """

    text = forms.CharField(
        label=gettext_lazy("Letter"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true", "class": "letter__text"}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_repeated = False

    def __init__(self, data: Any = None, *, letter: Letter, shown: str) -> None:
        self.letter, self.shown = letter, shown
        super().__init__(data, initial={"text": shown, "version": letter.version})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("text", template="letters/_text_field.html"), "version")

    def clean_text(self) -> str:
        """Return the text with "\\n" line ends; the limit counts them once, as the person does."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_LETTER:
            raise forms.ValidationError(
                _("The letter has %(there)d characters; at most %(most)d are kept. Take out %(over)d.")
                % {"there": len(text), "most": LONGEST_LETTER, "over": len(text) - LONGEST_LETTER}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Take a version that is missing or no number for an old one: the page shows no error of a hidden field."""
        data = super().clean() or {}
        self.errors.pop("version", None)
        return data | {"version": -1 if data.get("version") is None else data["version"]}

    @transaction.atomic
    def save(self, now: datetime) -> bool:
        """Keep the text if nobody saved another since this page was opened; return whether it was kept.

        A letter that was ready and now reads differently is a draft again. A draft that is dropped as it was shown
        stays untouched.
        """
        text = self.cleaned_data["text"]
        if self.letter.is_untouched and text == self.shown and self.data.get("state") == Letter.State.DROPPED:
            return True
        mine = Letter.objects.filter(pk=self.letter.pk, version=self.cleaned_data["version"])
        values: dict[str, Any] = {"text": text, "version": F("version") + 1, "saved_at": now}
        if self.letter.is_open and text != self.letter.text:
            values["state"] = Letter.State.DRAFT
        is_kept = bool(mine.update(**values))
        self.letter.refresh_from_db(fields=["text", "version", "saved_at", "state"])
        if not is_kept:
            self.is_repeated = self.letter.text == text
            return self.is_repeated
        letter_changed.send(Letter, letter=self.letter)
        return True


class StationeryForm(forms.ModelForm):  # not subscriptable at run time
    """The card, the hand and the printer of an account."""

    size = forms.ChoiceField(
        label=gettext_lazy("How wide do you write?"), widget=forms.RadioSelect, required=False,
        choices=[("small", gettext_lazy("small")), ("medium", gettext_lazy("medium")), ("large", gettext_lazy("large")),
                 ("measured", gettext_lazy("measured"))],
    )  # fmt: skip

    class Meta:
        model = User
        fields = [
            "card", "card_width_mm", "card_height_mm", "pitch_mm", "mm_per_character", "words_per_minute",
            "printer_sheet",
        ]  # fmt: skip
        labels = {
            "card_width_mm": gettext_lazy("width in mm"),
            "card_height_mm": gettext_lazy("height in mm"),
            "mm_per_character": gettext_lazy("millimetres a character"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cards = [
            (
                card.key,
                _("%(name)s, %(width)g × %(height)g mm")
                % {"name": card.name, "width": card.width_mm, "height": card.height_mm},
            )
            for card in CARDS.values()
        ]
        pitches = [(pitch, _("%(pitch)d mm") % {"pitch": pitch}) for pitch in PITCHES]
        sheets = [(sheet.key, sheet.name) for sheet in PRINTER_SHEETS.values()]
        self.fields["card"] = forms.ChoiceField(label=_("Card"), choices=[*cards, (OWN_KEY, _("my own size"))])
        self.fields["pitch_mm"] = forms.TypedChoiceField(label=_("From line to line"), choices=pitches, coerce=int)
        self.fields["printer_sheet"] = forms.ChoiceField(label=_("Paper in your printer"), choices=sheets)
        self.fields["mm_per_character"].required = False
        self.initial["size"] = next(
            (name for name, width in HAND_SIZES.items() if abs(float(self.instance.mm_per_character) - width) < 0.005),
            "measured",
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "card",
            Div("card_width_mm", "card_height_mm", css_class="field-row own-card"),
            "pitch_mm",
            Field("size", template="forms/segments.html"),
            Div("mm_per_character", css_class="measured"),
            Div("words_per_minute", "printer_sheet", css_class="field-row"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("card") == OWN_KEY:
            width, height = data.get("card_width_mm"), data.get("card_height_mm")
            try:
                if width is None or height is None:
                    raise ValueError(_("Enter the width and the height of your card."))
                own_card(float(width), float(height))
            except ValueError as error:
                self.add_error("card_width_mm", str(error))
        if data.get("size") in HAND_SIZES:
            data["mm_per_character"] = Decimal(str(HAND_SIZES[data["size"]]))
        elif data.get("mm_per_character") is None and "mm_per_character" not in self.errors:
            self.add_error("mm_per_character", _("Enter a width, or choose small, medium or large."))
        return data

    def save(self, commit: bool = True) -> User:
        with transaction.atomic():
            user: User = super().save(commit)
            account_changed.send(User, user=user)
        return user
