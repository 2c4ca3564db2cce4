"""A gift's sentences put into a letter that stands, and taken out of it again. Pure.

The note is written first, the gift found afterwards (S24): it comes in as a paragraph of its own before the last one,
which looks ahead, and no word that is there is touched.
"""

import re
from dataclasses import dataclass

from letters.drafting.facts import Facts
from letters.drafting.letter import SMALL_CARD, gift_sentences

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=[ \t]*\n[ \t]*\n|\s*\Z)", re.DOTALL)
_STOP = re.compile(r"[.?!…\]]")


@dataclass(frozen=True)
class _Paragraph:
    start: int
    end: int
    text: str


def with_gift(text: str, facts: Facts) -> str:
    """Return the letter with the sentences of `facts.gift`; as it is where they stand in it already."""
    sentences = gift_sentences(facts, text)
    words = " ".join(sentence.text for sentence in sentences)
    if not sentences or sentences[-1].text in text:
        return text
    body = _body(text)
    if not body:
        return f"{text.rstrip()}\n\n{words}".lstrip()
    last, is_small = body[-1], 0 < facts.words <= SMALL_CARD
    if len(body) > 1:
        # On a small card a new paragraph costs a line.
        return text[: last.start] + words + (" " if is_small else "\n\n") + text[last.start :]
    return text[: last.end] + (" " if is_small else "\n\n") + words + text[last.end :]


def without_gift(text: str, facts: Facts) -> str:
    """Return the letter without the sentences of `facts.gift`; as it is where they were changed or are not there."""
    every = [sentence.text for sentence in gift_sentences(facts)]
    for words in (" ".join(every), *every[1:]):
        start = text.find(words) if words else -1
        if start >= 0:
            return _joined(text[:start], text[start + len(words) :])
    return text


def _body(text: str) -> list[_Paragraph]:
    """The paragraphs between the salutation and the close, which have no full stop in them."""
    body = [_Paragraph(found.start(), found.end(), found.group()) for found in _PARAGRAPH.finditer(text)]
    if body and body[0].text.endswith((",", ":")) and "\n" not in body[0].text:
        body = body[1:]
    while body and not _STOP.search(body[-1].text):
        body.pop()
    return body


def _joined(before: str, after: str) -> str:
    """Both sides of a gap, with one space where they are of one paragraph and one empty line where they are not."""
    left, right = before.rstrip(), after.lstrip()
    if not left or not right:
        return left + right
    is_parted = "\n" in before[len(left) :] + after[: len(after) - len(right)]
    return left + ("\n\n" if is_parted else " ") + right
