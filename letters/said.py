"""What a letter will say of what was noted, note by note, for the page on which it is noted."""

from collections.abc import Mapping
from dataclasses import dataclass

from letters.drafting import Said, said
from letters.known import facts_of
from letters.models import Letter

# The notes that one place of a page asks for, by the facts that a sentence carries: of a person, and of the meeting.
OF_PERSON: Mapping[str, frozenset[str]] = {
    "topics": frozenset({"topics"}),
    "impressed": frozenset({"impressed_me"}),
    "question": frozenset({"my_question", "helpful_answer"}),
    "concerns": frozenset({"concerns"}),
}
OF_MEETING: Mapping[str, frozenset[str]] = {
    "left_out": frozenset({"left_out"}),
    "to_correct": frozenset({"to_correct"}),
    "key_message": frozenset({"key_message"}),
    "decision": frozenset({"decides_on"}),
}


@dataclass(frozen=True)
class Told:
    """The sentences of one place, and what becomes of them: `letter` is the one they are made for."""

    place: str
    letter: Letter
    sentences: tuple[Said, ...]


def told(letter: Letter, places: Mapping[str, frozenset[str]]) -> dict[str, Told]:
    """Return for each of these places the sentences its notes come to in this letter, in their order.

    A letter that has left says nothing more. Reads the letter's interview with its seats, and its gifts.
    """
    sentences = said(facts_of(letter)) if letter.is_open else ()
    return {
        place: Told(place, letter, tuple(one for one in sentences if names & set(one.sentence.facts)))
        for place, names in places.items()
    }
