"""The pack: all that is to be printed for one panel in one file, with a tick list in front."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from django.template.loader import render_to_string

from letters.call_sheet import CallSheet, call_part
from letters.envelope_sheet import EnvelopeSheet, envelope_part
from letters.guide import guide_part
from letters.hand import lay_out
from letters.measures import page_css, printable
from letters.pdf import CopySheet, copy_part
from letters.press import Part, bound
from letters.stationery import PrinterSheet

Guides = Literal["", "plain", "words"]
Envelopes = Literal["", "true", "model"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the pack has beside the copy sheets."""

    guides: Guides = ""
    envelopes: Envelopes = ""
    has_slips: bool = True


@dataclass(frozen=True, slots=True)
class PackLetter:
    """One letter of a pack: its sheets, None where it has none, and the sentences that say why one is not there.

    `key` is that of the letter's row, for the page beside the pack.
    """

    recipient: str
    kind: str
    post_by: str = ""
    copy: CopySheet | None = None
    envelope: EnvelopeSheet | None = None
    call: CallSheet | None = None
    problems: tuple[str, ...] = ()
    lacks_address: bool = False
    key: int = 0

    @property
    def sides(self) -> int:
        """How many sides of the card the letter takes."""
        return len(lay_out(self.copy.text, self.copy.card, self.copy.hand).sides) if self.copy else 0

    @property
    def has_slip(self) -> bool:
        """Whether something is to be enclosed."""
        return self.copy is not None and self.copy.slip is not None


@dataclass(frozen=True, slots=True)
class Pack:
    """The letters of one interview, in the order in which they are to be written."""

    title: str
    about: str
    letters: tuple[PackLetter, ...]
    choice: Choice
    author: str
    language: str
    printer: PrinterSheet

    @property
    def sides(self) -> int:
        """How many sides of cards all the letters take."""
        return sum(letter.sides for letter in self.letters)

    @property
    def steps(self) -> int:
        """How many parts `pack` tells of."""
        return sum(1 for _ in _kinds(self)) + 1


def pack(whole: Pack, laid_out: Callable[[int], None] | None = None) -> bytes:
    """Return the pack as one PDF, the same bytes for the same pack; `laid_out` is told how many parts are done.

    In front the tick list, then for each letter its copy sheet, guide sheet and envelope, or its call sheet. The guide
    sheet without words is there once for each card. Raise what its sheets raise.
    """
    return bound(_parts(whole), laid_out)


def _parts(whole: Pack) -> Iterator[Part]:
    yield _tick_list(whole)
    for make in _kinds(whole):
        yield make()


def _kinds(whole: Pack) -> Iterator[Callable[[], Part]]:
    """Return what makes each part after the tick list."""
    choice, ruled = whole.choice, set()
    for letter in whole.letters:
        if letter.copy:
            copy = letter.copy if choice.has_slips else replace(letter.copy, slip=None)
            yield lambda sheet=copy: copy_part(sheet)  # type: ignore[misc]
            is_new = (copy.card, copy.hand.pitch_mm) not in ruled
            if choice.guides == "words" or (choice.guides == "plain" and is_new):
                ruled.add((copy.card, copy.hand.pitch_mm))
                yield lambda sheet=copy: guide_part(sheet, choice.guides == "words")  # type: ignore[misc]
        if letter.envelope and choice.envelopes:
            yield lambda sheet=letter.envelope: envelope_part(sheet, choice.envelopes == "model")  # type: ignore[misc]
        if letter.call:
            yield lambda sheet=letter.call: call_part(sheet)  # type: ignore[misc]


def _tick_list(whole: Pack) -> Part:
    letters = [
        replace(letter, recipient=printable(letter.recipient), problems=tuple(map(_named, letter.problems)))
        for letter in whole.letters
    ]
    context = {"pack": whole, "title": printable(whole.title), "about": printable(whole.about), "letters": letters}
    measures = page_css(whole.printer.width_mm, whole.printer.height_mm)
    return Part(render_to_string("sheets/tick_list.html", context), measures, ("sheet.css", "tick_list.css"))


def _named(sentence: str) -> str:
    """Return a sentence in which a character that no face has is named by its number (Unicode)."""
    return "".join(each if each.isspace() or printable(each) else f"U+{ord(each):04X} " for each in sentence)
