"""The part of the log page that takes a file, or its text, from elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from interviews.imports import Reading, read
from interviews.reading.events import Event, Reader
from interviews.reading.kinds import LARGEST_FILE
from interviews.reading.remarks import Problem, Unreadable
from interviews.reading.sealing import card_from, card_values, event_from, event_values
from interviews.vcards import Card

Thing = TypeVar("Thing")

_EVENTS, _CARDS = "interviews.offered-events", "interviews.offered-cards"


class ImportForm(forms.Form):
    """A file, chosen or dropped, or its text. The file counts where both are there."""

    file = forms.FileField(
        label=gettext_lazy("Invitation or card"), required=False, allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": ".ics,.vcs,.eml,.vcf,text/calendar,text/vcard,text/x-vcard,message/rfc822"}
        ),
    )  # fmt: skip
    pasted = forms.CharField(
        label=gettext_lazy("Or paste its text"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def reading(self, reader: Reader) -> Reading:
        """Return what came, as its reader reads it. A file that is too large is not read at all."""
        file = self.files.get("file")
        if file is None:
            return read(str(self.data.get("pasted", "")).encode("utf-8", "replace"), reader)
        return Unreadable(Problem.TOO_LARGE) if (file.size or 0) > LARGEST_FILE else read(file.read(), reader)

    @property
    def has_come(self) -> bool:
        """Whether anything came: a file, even an empty one, or text."""
        return "file" in self.files or bool(str(self.data.get("pasted", "")).strip())


def sealed_events(events: tuple[Event, ...]) -> str:
    """Return events for a hidden field, so that one of them can be chosen with the next request."""
    return signing.dumps([event_values(event) for event in events], salt=_EVENTS, compress=True)


def sealed_cards(cards: tuple[Card, ...]) -> str:
    """Return cards for a hidden field, so that some of them can be chosen with the next request."""
    return signing.dumps([card_values(card) for card in cards], salt=_CARDS, compress=True)


def offered_events(text: Any) -> tuple[Event, ...]:
    """Return the events of a hidden field; none where it is not ours, or of an earlier edition of the program."""
    return _opened(text, _EVENTS, event_from)


def offered_cards(text: Any) -> tuple[Card, ...]:
    """Return the cards of a hidden field; none where it is not ours, or of an earlier edition of the program."""
    return _opened(text, _CARDS, card_from)


def _opened(text: Any, salt: str, made_of: Callable[[Mapping[str, Any]], Thing]) -> tuple[Thing, ...]:
    try:
        return tuple(made_of(values) for values in signing.loads(str(text or ""), salt=salt))
    except (signing.BadSignature, TypeError, KeyError, ValueError):
        return ()
