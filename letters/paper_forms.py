"""The forms of paper and hand: the stationery of an account, its measured hand, and what one letter is printed on."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.signals import account_changed
from interviews.inputs import IN_RANGE
from letters.hand import HAND_SIZES, PITCHES, calibration_line
from letters.models import Letter
from letters.signals import letter_changed
from letters.stationery import CARDS, OWN_KEY, PRINTER_SHEETS, own_card

_IN_MM = gettext_lazy("Enter the length as a number of millimetres, such as 124.")
SIZES = [
    ("small", gettext_lazy("small")), ("medium", gettext_lazy("medium")), ("large", gettext_lazy("large")),
    ("measured", gettext_lazy("measured")),
]  # fmt: skip


def _cards() -> list[tuple[str, str]]:
    return [
        (
            card.key,
            _("%(name)s, %(width)g × %(height)g mm")
            % {"name": card.name, "width": card.width_mm, "height": card.height_mm},
        )
        for card in CARDS.values()
    ]


def _pitches() -> list[tuple[int, str]]:
    return [(pitch, _("%(pitch)d mm") % {"pitch": pitch}) for pitch in PITCHES]


def _printers() -> list[tuple[str, str]]:
    return [(sheet.key, sheet.name) for sheet in PRINTER_SHEETS.values()]


def _size_of(user: User) -> str:
    width = float(user.mm_per_character)
    return next((name for name, each in HAND_SIZES.items() if abs(width - each) < 0.005), "measured")


class StationeryForm(forms.ModelForm):  # not subscriptable at run time
    """The card, the hand and the printer of an account."""

    size = forms.ChoiceField(
        label=gettext_lazy("How wide do you write?"), widget=forms.RadioSelect, required=False, choices=SIZES
    )  # fmt: skip

    class Meta:
        model = User
        fields = [
            "card", "card_width_mm", "card_height_mm", "pitch_mm", "mm_per_character", "words_per_minute",
            "printer_sheet",
        ]  # fmt: skip
        labels = {
            "card_width_mm": gettext_lazy("Width in mm"),
            "card_height_mm": gettext_lazy("Height in mm"),
            "mm_per_character": gettext_lazy("Millimetres a character"),
        }
        error_messages: ClassVar = dict.fromkeys(("mm_per_character", "words_per_minute"), IN_RANGE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["card"] = forms.ChoiceField(label=_("Card"), choices=[*_cards(), (OWN_KEY, _("my own size"))])
        self.fields["pitch_mm"] = forms.TypedChoiceField(label=_("From line to line"), choices=_pitches(), coerce=int)
        self.fields["printer_sheet"] = forms.ChoiceField(label=_("Paper in your printer"), choices=_printers())
        self.fields["mm_per_character"].required = False
        self.initial["size"] = _size_of(self.instance)
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


class CalibrationForm(forms.Form):
    """How long the calibration line is in the person's own hand."""

    # A hand of 1.5 mm a character is as small as a pen can write, one of 8 mm fills a card with a dozen words.
    LEAST_MM, MOST_MM = 60, 320

    length_mm = forms.DecimalField(
        label=gettext_lazy("How long is your line, in millimetres?"), max_digits=8, decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid"), _IN_MM),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("length_mm", wrapper_class="field--medium"))

    def clean_length_mm(self) -> Decimal:
        """Return the length; one that no hand has was measured in another unit or from another line."""
        length: Decimal = self.cleaned_data["length_mm"]
        if not self.LEAST_MM <= length <= self.MOST_MM:
            raise forms.ValidationError(
                _(
                    "A line of %(characters)d characters is between %(least)d and %(most)d mm long in any hand. "
                    "Measure from the first letter to the end of the last, in millimetres."
                )
                % {"characters": len(calibration_line), "least": self.LEAST_MM, "most": self.MOST_MM}
            )
        return length

    @transaction.atomic
    def save(self) -> User:
        """Keep the width of the hand, to a hundredth of a millimetre; the distance of its lines stays."""
        width = self.cleaned_data["length_mm"] / len(calibration_line)
        self.user.mm_per_character = width.quantize(Decimal("0.01"), ROUND_HALF_UP)
        self.user.save(update_fields=["mm_per_character"])
        account_changed.send(User, user=self.user)
        return self.user


class PrintForm(forms.Form):
    """What a letter is printed for: its own card, and the account's hand and printer."""

    card = forms.ChoiceField(label=gettext_lazy("Card of this letter"))
    for_all = forms.BooleanField(label=gettext_lazy("for every letter from now on"), required=False)
    pitch_mm = forms.TypedChoiceField(label=gettext_lazy("From line to line"), coerce=int)
    size = forms.ChoiceField(label=gettext_lazy("How wide do you write?"), widget=forms.RadioSelect)
    printer_sheet = forms.ChoiceField(label=gettext_lazy("Paper in your printer"))

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        self.letter, self.user = letter, letter.position.owner
        size = _size_of(self.user)
        initial = {
            "card": letter.card or self.user.card, "pitch_mm": self.user.pitch_mm, "size": size,
            "printer_sheet": self.user.printer_sheet,
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, **kwargs})
        own = [(OWN_KEY, _("my own size"))] if self.user.card_width_mm and self.user.card_height_mm else []
        choices: dict[str, Any] = {
            "card": [*_cards(), *own], "pitch_mm": _pitches(), "printer_sheet": _printers(),
            "size": [each for each in SIZES if each[0] != "measured" or size == "measured"],
        }  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "card", "for_all", "pitch_mm", Field("size", template="forms/segments.html"), "printer_sheet"
        )

    @transaction.atomic
    def save(self) -> None:
        """Keep the card with the letter, or with the account where it is for every letter, and the rest there."""
        data, user, letter = self.cleaned_data, self.user, self.letter
        if data["for_all"]:
            user.card = data["card"]
        card = "" if data["card"] == user.card else data["card"]
        if card != letter.card:
            letter.card = card
            letter.save(update_fields=["card"])
            letter_changed.send(Letter, letter=letter)
        user.pitch_mm, user.printer_sheet = data["pitch_mm"], data["printer_sheet"]
        if data["size"] in HAND_SIZES:
            user.mm_per_character = Decimal(str(HAND_SIZES[data["size"]]))
        user.save(update_fields=["card", "pitch_mm", "printer_sheet", "mm_per_character"])
        account_changed.send(User, user=user)
