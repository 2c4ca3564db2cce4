"""The form of a letter's text."""

import re
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.gaps import LONGEST as LONGEST_LETTER
from letters.history import Page
from letters.models import Letter
from letters.writing import Outcome, write

_PAGE_NAME = re.compile(r"[0-9a-z]{8,36}", re.ASCII)
_MOST_TURNS = 2**31 - 1


class LetterForm(forms.Form):
    """The text of a letter, and the page it was typed in: two windows must not overwrite each other.

    `version` is the one the page was opened with. A page with script also draws itself a name (`page`) and counts what
    it sends (`turn`), so that an answer that was lost on the way does not look like another window. A page that shows
    two texts side by side sends `beside`: its text goes into the history, and the letter is left alone.
    """

    text = forms.CharField(
        label=gettext_lazy("Letter"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true", "class": "letter__text"}),
        error_messages={
            "null_characters_not_allowed": gettext_lazy(
                "The letter holds an invisible character that cannot be kept (NUL). It came with something pasted: "
                "take that out and type it."
            )
        },
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    page = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
    turn = forms.IntegerField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    def __init__(self, data: Any = None, *, letter: Letter, shown: str) -> None:
        self.letter, self.shown = letter, shown
        super().__init__(data, initial={"text": shown, "version": letter.version, "turn": 0})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("text", template="letters/_text_field.html"), "version", "page", "turn")

    def clean_text(self) -> str:
        """Return the text with "\\n" line ends; the limit counts them once, as the person does."""
        if "text" not in self.data:
            raise forms.ValidationError(_("The page arrived without its letter. Load it again."))
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_LETTER:
            raise forms.ValidationError(
                _("The letter has %(there)d characters; at most %(most)d are kept. Take out %(over)d.")
                % {"there": len(text), "most": LONGEST_LETTER, "over": len(text) - LONGEST_LETTER}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Take a hidden field that is missing or damaged for an old page's: the page shows no error of it."""
        data = super().clean() or {}
        for name in ("version", "page", "turn"):
            self.errors.pop(name, None)
        name, turn = data.get("page") or "", data.get("turn") or 0
        is_beside = data.get("version") is None or "beside" in self.data
        data["version"] = -1 if is_beside else data["version"]
        data["page"] = name if _PAGE_NAME.fullmatch(name) else ""
        data["turn"] = turn if 0 <= turn <= _MOST_TURNS else 0
        return data

    @property
    def is_as_shown(self) -> bool:
        """Whether it is the draft of a letter that nobody has written in, as it was made."""
        return self.letter.is_untouched and self.cleaned_data["text"] == self.shown

    def save(self, now: datetime) -> Outcome:
        """Keep the text, if nobody saved another since this page was opened; a draft that is dropped as it was shown
        stays untouched.
        """
        data = self.cleaned_data
        if self.is_as_shown and ("redraft" in self.data or self.data.get("state") == Letter.State.DROPPED):
            return Outcome.KEPT
        return write(self.letter, data["text"], Page(data["version"], data["page"], data["turn"]), now)
