"""What advice may know about a letter: what its draft knows, and what stands around it."""

from dataclasses import dataclass

from letters.channel import WayFacts
from letters.drafting.facts import Facts, Gift


@dataclass(frozen=True)
class OtherLetter:
    """Another letter of the same interview that somebody has written in: to whom, its text, and the gifts in it."""

    to: str
    text: str
    is_same_person: bool = False
    gifts: tuple[Gift, ...] = ()


@dataclass(frozen=True)
class AdviceFacts:
    """Everything advice may compare a text with.

    `known` is what the draft was made of. `covers_others` says that an e-mail goes to the whole panel. `letters` are
    the other letters of the interview. `companies` and `people` belong to other positions of the same writer: their
    names in this letter are mostly left over from another one. `ways` is what the channel adviser knows; None says that
    nothing is to be advised about way and time beyond the words of the text.
    """

    known: Facts
    covers_others: bool = False
    letters: tuple[OtherLetter, ...] = ()
    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    ways: WayFacts | None = None
