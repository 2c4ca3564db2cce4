"""The call sheet: one page beside the telephone, for a call instead of a letter (S51, S52)."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from letters.measures import page_css, printable
from letters.press import Part, bound
from letters.stationery import PrinterSheet

_LONGEST = {"name": 60, "about": 130, "topic": 100, "question": 200, "words": 120}
_MOST_TOPICS = 3
_RULES = 8


@dataclass(frozen=True, slots=True)
class CallSheet:
    """What one wants to have in front of one. Texts are plain and empty where nothing was noted.

    `has_card`: they handed over a business card, which is leave to call (S52). `thanks_for` says what for, as in "the
    interview on 18 November"; `question` is the person's own, `decision_words` theirs about when they decide.
    """

    recipient: str
    about: str
    phone: str
    has_card: bool
    thanks_for: str
    topics: tuple[str, ...]
    question: str
    decision_words: str
    author: str
    language: str
    title: str
    printer: PrinterSheet


def call_sheet(sheet: CallSheet) -> bytes:
    """Return the call sheet as PDF, always one page, the same bytes for the same sheet.

    What is too long for its place is cut at a word and ends in an ellipsis; characters without a face are left out.
    """
    return bound([call_part(sheet)])


def call_part(sheet: CallSheet) -> Part:
    """Return the call sheet for the press."""
    context = {
        "sheet": sheet,
        "recipient": _short(sheet.recipient, "name"),
        "about": _short(sheet.about, "about"),
        "phone": _short(sheet.phone, "name"),
        "author": _short(sheet.author, "name"),
        "thanks_for": _short(sheet.thanks_for, "about"),
        "topics": [_short(topic, "topic") for topic in sheet.topics[:_MOST_TOPICS]],
        "question": _short(sheet.question, "question"),
        "decision_words": _short(sheet.decision_words, "words"),
        "rules": range(_RULES),
    }
    measures = page_css(sheet.printer.width_mm, sheet.printer.height_mm)
    return Part(render_to_string("sheets/call_sheet.html", context), measures, ("sheet.css", "call_sheet.css"))


def _short(text: str, kind: str) -> str:
    plain = printable(text)
    if len(plain) <= _LONGEST[kind]:
        return plain
    start = plain[: _LONGEST[kind]]
    return (start.rsplit(" ", 1)[0] if " " in start[_LONGEST[kind] // 2 :] else start) + " …"
