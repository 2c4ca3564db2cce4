"""Length: against the card and against the practice, never insisting (product.md §5)."""

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding
from letters.advice.phrases import data
from letters.advice.reading import Reading
from letters.gaps import gaps

FILLED = 0.85
"""The part of the card that the words wanted fill (sheets.md)."""
UNDER, OVER = 0.2, 0.1
"""How far outside of the range a letter may be before anything is said."""
BEGUN = 12
"""Fewer words are a letter that is just being begun."""
SMALLEST = 50
"""On a card with room for fewer words a letter is never too short."""


def length(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return a note where the letter is shorter or longer than such letters mostly are, or than the card.

    A letter with gaps is not short yet: its words are still to come.
    """
    known, words = facts.known, reading.word_count
    tables = data("length", reading.language)
    if words < BEGUN or known.channel == "call" or (known.channel == "hand" and known.words <= 0):
        return []
    sizes = tables["hand"] if known.channel == "hand" else [{**tables["email"], "up_to": known.words}]
    size = next((each for each in sizes if known.words <= each["up_to"]), sizes[-1])
    room = round(known.words / FILLED)
    may_be_short = bool(gaps(reading.text)) or (known.channel == "hand" and known.words < SMALLEST)
    if known.channel == "hand" and words > room:
        rule = "over"
    elif words > size["most"] * (1 + OVER):
        rule = "long"
    elif known.kind in ("thank_you", "follow_up") and words < size["least"] * (1 - UNDER) and not may_be_short:
        rule = "short"
    else:
        return []
    table = tables["rules"][rule]
    why = table["why"].format(least=size["least"], most=size["most"], words=words, room=room)
    return [Finding(f"length_{rule}", table["source"], (), why, None, table["side"], "note")]
