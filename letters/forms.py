"""The form of a letter's text."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.gaps import LONGEST as LONGEST_LETTER
from letters.models import Letter
from letters.signals import letter_changed


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
