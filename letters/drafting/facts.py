"""What is known when a letter is drafted, and what a draft is.

All values are as the person logged them. Empty means "not logged": an empty text, an empty tuple or None is never
filled in, it becomes a gap or is left out.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

Kind = Literal["thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch", "informational"]
KINDS: tuple[Kind, ...] = get_args(Kind)
How = Literal["in_person", "video", "phone", ""]
CameUp = Literal["warm_up", "main", "close", ""]
Answered = Literal["no", "half", "yes"]
SEATS = 64


@dataclass(frozen=True)
class Recipient:
    """The interviewer the letter goes to. The honorific is as typed; no gender is ever read from a name.

    `company` is where they work: what of the name is the company's is none of theirs.
    """

    name: str
    honorific: str = ""
    role: str = ""
    company: str = ""


@dataclass(frozen=True)
class Topic:
    """Something the recipient cared about (S12, S22, S23)."""

    text: str
    is_personal: bool = False
    came_up: CameUp = ""


@dataclass(frozen=True)
class Concern:
    """A doubt the recipient showed, how far it was answered in the room, and the answer to give now (S58, S59)."""

    text: str
    answered: Answered = "no"
    answer: str = ""


@dataclass(frozen=True)
class Gift:
    """The informational gift (S9 to S11).

    `kind` is "article", "tip", "website" or "contact"; `web` its address or "".

    `topic` is the text of the topic it was found for, "" where it was tied to none.
    """

    kind: str
    text: str
    web: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything a draft may say.

    `decides_on` is the day the interviewers *stated* (None where it is only Fairhand's own seven working days, because
    the letter says "you expected to decide by"). `words` is the number of words that fit between salutation and close;
    0 or less means no limit. `seed` comes from `seed_of`. `channel` "email" prints a web address in full; by hand a
    long one is left to the slip.
    """

    kind: Kind
    writer: str
    recipient: Recipient
    company: str = ""
    title: str = ""
    how: How = ""
    interview_on: date | None = None
    others: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    concerns: tuple[Concern, ...] = ()
    impressed_me: str = ""
    my_question: str = ""
    helpful_answer: str = ""
    key_message: str = ""
    left_out: str = ""
    to_correct: str = ""
    gift: Gift | None = None
    decides_on: date | None = None
    decision_words: str = ""
    previous_letter_on: date | None = None
    answer: Literal["refusal", "offer", ""] = ""
    formality: Literal["formal", "friendly"] = "formal"
    channel: Literal["hand", "email", "call"] = "hand"
    words: int = 110
    language: str = "en"
    seed: int = 0


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft's body and the names of the logged facts it carries.

    Without a fact it is sample text, and the person makes it their own before the letter is ready (S45).
    """

    text: str
    facts: tuple[str, ...]
    move: str

    @property
    def is_sample(self) -> bool:
        return not self.facts


@dataclass(frozen=True)
class Said:
    """A sentence that can be made of what was logged, and whether the letter's card has room for it."""

    sentence: Sentence
    has_room: bool


@dataclass(frozen=True)
class Draft:
    """A first draft: `text` runs from the salutation to the signature, paragraphs separated by one blank line."""

    text: str
    sentences: tuple[Sentence, ...]
    salutation: str
    close: str
    signature: str
    language: str = "en"


def seed_of(interview: int, seat: int) -> int:
    """The seed for one letter: the seats of an interview get neighbouring seeds, so that no two choose one wording."""
    return interview * SEATS + seat % SEATS
