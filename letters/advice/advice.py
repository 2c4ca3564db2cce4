"""Advice on a letter: parts, tone, names, the letters beside it, length, gift, and the way and the time it goes."""

from dataclasses import replace
from functools import lru_cache

from letters.advice.channel import channel
from letters.advice.facts import AdviceFacts
from letters.advice.findings import Advice, Finding
from letters.advice.gifts import gifts
from letters.advice.leftovers import perhaps_named
from letters.advice.length import length
from letters.advice.names import names
from letters.advice.panel import panel
from letters.advice.parts import is_plain_note, parts
from letters.advice.reading import read
from letters.advice.timing import timing
from letters.advice.tone import tone


def advise(text: str, facts: AdviceFacts) -> Advice:
    """Return the parts of a letter and what in it is worth another look.

    `text` has "\\n" line ends. Findings come in the order of the text, those about the whole letter last; of several
    that mark the very same words only the first is kept. Nothing is said of a text without a body but which parts
    are open.
    """
    return _advised(text, replace(facts, people=perhaps_named(read(text, facts), facts.people)))


@lru_cache(maxsize=256)  # a letter that is opened again, or saved as it was just read
def _advised(text: str, facts: AdviceFacts) -> Advice:
    reading = read(text, facts)
    if not reading.sentences:
        return Advice(parts(reading, facts))
    found = [
        *names(reading, facts),
        *panel(reading, facts),
        *gifts(reading),
        *channel(reading, facts),
        *timing(reading, facts),
        *tone(reading, facts),
        *length(reading, facts),
    ]
    return Advice(parts(reading, facts), tuple(_in_order(found)), is_plain_note(reading, facts))


def _in_order(found: list[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in found:
        is_marked = finding.spans and any(other.spans[:1] == finding.spans[:1] for other in kept)
        if not is_marked:
            kept.append(finding)
    return sorted(kept, key=lambda finding: (not finding.spans, finding.start))
