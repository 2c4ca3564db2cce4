"""What a letter says and in which order: one plan of pieces for each kind of letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from letters.drafting.address import name_of
from letters.drafting.doubts import doubt
from letters.drafting.facts import Concern, Facts, Topic
from letters.drafting.giving import LONGEST_QUOTE, belongs, gift_text
from letters.drafting.lexicon import lexicon_of
from letters.drafting.notes import (
    about_reader,
    as_answer,
    as_asked,
    as_question,
    decision,
    of_oneself,
    strangers_to,
)
from letters.drafting.phrases import Note, tidy
from letters.drafting.shapes import judge
from letters.drafting.spelled import unquoted
from letters.drafting.wordings import Wordings, fill

ALWAYS = 0


@dataclass(frozen=True)
class Piece:
    """One sentence to be: its move, what fills the slots, the facts it carries.

    `rank` says what is kept when the card is small (0 always, then from 1 on); `paragraph` where it stands. One that
    goes with the last is kept or given up together with the piece before it.
    """

    move: str
    rank: int
    paragraph: int
    facts: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    goes_with_last: bool = False


def day_phrase(day: date, words: Wordings) -> str:
    """A day as it is written out in a letter: "Friday, 27 November"."""
    phrases = words.phrases
    values = {
        "weekday": phrases["weekdays"][day.weekday()],
        "day": str(day.day),
        "month": phrases["months"][day.month - 1],
    }
    return fill(phrases["day"], values)


def _quote(text: str) -> str:
    plain = unquoted(tidy(text))
    if len(plain) <= LONGEST_QUOTE:
        return plain
    return plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


class Planner:
    """Turns facts into pieces. It knows whether a note fits a slot; a note that does not is quoted beside a gap."""

    def __init__(self, facts: Facts, words: Wordings) -> None:
        self.facts = facts
        self.words = words
        self._strangers = strangers_to(name_of(facts.recipient, words).honorific, words.language)
        self._read: dict[tuple[str, bool], Note] = {}  # the notes are asked for many times

    def judge(self, text: str) -> Note:
        return judge(text, self.words.language)

    def about_reader(self, text: str, *, may_state: bool = False) -> Note:
        if (text, may_state) not in self._read:
            self._read[text, may_state] = about_reader(
                text, self.words.language, may_state=may_state, strangers=self._strangers
            )
        return self._read[text, may_state]

    def _told_by_reader(self, text: str) -> Note:
        """What the reader said: there "she" and "he" are others: "she had twins" of whoever had the post before."""
        language = self.words.language
        anybody = frozenset(forms["subject"] for forms in lexicon_of(language).reader_words)
        return about_reader(text, language, may_state=True, strangers=anybody)

    def fits(self, slot: str, note: Note) -> bool:
        return note.shape in self.words.slots[slot]

    def _gapped(self, name: str, text: str) -> str:
        return fill(self.words.choose(f"quote.{name}", self.facts.seed), {"quote": _quote(text)})

    def quoted(self, name: str, text: str, rank: int, paragraph: int, fact: str = "") -> Piece:
        return Piece(f"quote.{name}", rank, paragraph, (fact or name,), {"quote": _quote(text)})

    def came_up(self, topic: Topic) -> str:
        return str(self.words.phrases["came_up"][topic.came_up or "main"])

    def topic(self, move: str, topic: Topic, rank: int, paragraph: int) -> Piece:
        values = {"topic": self.about_reader(topic.text).text, "came_up": self.came_up(topic)}
        return Piece(move, rank, paragraph, ("topics",), values)

    def usable_topics(self) -> list[Topic]:
        """The topics that may stand in a sentence, business before personal, otherwise as logged."""
        usable = [topic for topic in self.facts.topics if self.fits("topic", self.about_reader(topic.text))]
        return sorted(usable, key=lambda topic: topic.is_personal)

    def misfit_topics(self) -> list[Topic]:
        return [t for t in self.facts.topics if tidy(t.text) and not self.fits("topic", self.about_reader(t.text))]

    def impressed(self, rank: int, paragraph: int) -> Iterator[Piece]:
        if text := tidy(self.facts.impressed_me):
            note = self.about_reader(text, may_state=True)
            if self.fits("impressed", note):
                yield Piece("impressed.named", rank, paragraph, ("impressed_me",), {"impressed": note.text})
            else:
                yield self.quoted("impressed", text, rank, paragraph, "impressed_me")

    def question(self, rank: int, paragraph: int) -> Iterator[Piece]:
        """What was asked and what helped in the answer; a question as it was put stands between quotation marks."""
        asked_for, helped = tidy(self.facts.my_question), tidy(self.facts.helpful_answer)
        question = as_question(asked_for, self.words.language)
        helpful = self._told_by_reader(helped)
        put = as_asked(asked_for, self.words.language)
        asked_fits = bool(asked_for) and self.fits("question", question)
        helped_fits = bool(helped) and self.fits("helpful", helpful)
        form = "asked" if put else "only" if asked_fits else ""
        values = {"question": question.text, "asked": put, "helpful": helpful.text}
        both = ("my_question", "helpful_answer")
        if form and helped_fits:
            yield Piece("question.asked_helpful" if put else "question.helpful", rank, paragraph, both, values)
            return
        if asked_for and helped and not form and not helped_fits:
            quotes = {"quote": _quote(asked_for), "answer": _quote(helped)}
            yield Piece("quote.question_helpful", rank, paragraph, both, quotes)
            return
        if form:
            yield Piece(f"question.{form}", rank, paragraph, ("my_question",), values)
        elif asked_for:
            yield self.quoted("question", asked_for, rank, paragraph, "my_question")
        if helped_fits:
            yield Piece("question.answer_only", rank, paragraph, ("helpful_answer",), values)
        elif helped:
            quoted = self.quoted("helpful", helped, rank, paragraph, "helpful_answer")
            yield replace(quoted, goes_with_last=bool(asked_for))  # an answer is nothing without its question

    def _answer(self, concern: Concern) -> Note:
        """The answer to a doubt as it may stand after a colon: a gap where there is none."""
        if not (text := tidy(concern.answer)):
            return Note(str(self.words.phrases["gaps"]["answer"]), "noun")
        return as_answer(text, self.words.language)

    def concerns(self, rank: int, later: int, answered: int, paragraph: int) -> Iterator[Piece]:
        """Open concerns first at `rank`, further ones at `later`, those answered in the room at `answered`."""
        logged = [concern for concern in self.facts.concerns if tidy(concern.text)]
        first = True
        for concern in sorted(logged, key=lambda concern: concern.answered == "yes"):
            if concern.answered == "yes" and not tidy(concern.answer):
                continue
            weight = answered if concern.answered == "yes" else rank if first else later
            first = False
            note, reply = doubt(concern.text, self.words.language), self._answer(concern)
            is_sound = self.fits("answer", reply)
            text = reply.text if is_sound else self._gapped("answer", concern.answer)
            values = {"concern": note.text, "answer": text}
            if self.fits("concern", note):
                yield Piece(f"concern.{concern.answered}", weight, paragraph, ("concerns",), values)
            elif tidy(concern.answer) and not is_sound:
                quotes = {"quote": _quote(concern.text), "answer": _quote(concern.answer)}
                yield Piece("quote.concern_answer", weight, paragraph, ("concerns",), quotes)
            else:
                yield self.quoted("concern", concern.text, weight, paragraph, "concerns")
                if tidy(concern.answer):
                    yield Piece("concern.answer", weight, paragraph, ("concerns",), values, goes_with_last=True)

    def decision(self, rank: int, paragraph: int) -> Iterator[Piece]:
        """When they meant to decide: the day they stated, else their words."""
        facts = self.facts
        if facts.decides_on is not None:
            values = {"decides": day_phrase(facts.decides_on, self.words)}
            yield Piece("decision.date", rank, paragraph, ("decides_on",), values)
        elif tidy(facts.decision_words):
            form, text = decision(facts.decision_words, self.words.language)
            if form:
                yield Piece(f"decision.{form}", rank, paragraph, ("decision_words",), {"decision": text})
            else:
                yield self.quoted("decision", facts.decision_words, rank + 2, paragraph, "decision_words")

    def _was_given_an_article(self, note: Note, text: str) -> bool:
        """Whether "quick learner" became "the quick learner": sound about a place, wrong about oneself."""
        article = lexicon_of(self.words.language).definite + " "
        return note.text.startswith(article) and not text.lower().startswith(article)

    def _is_lone_name(self, note: Note) -> bool:
        """Whether all that is known of a word is its capital: a topic's name, but no strength of one's own."""
        return len(note.text.split()) == 1 and note.text[0].isupper() and not note.text.isupper()

    def own(self, name: str, move: str, slot: str, rank: int, paragraph: int) -> Iterator[Piece]:
        """A statement of the writer's own (`name` is the fact), as a sentence after a colon, as a noun, or quoted."""
        if text := tidy(str(getattr(self.facts, name))):
            note = of_oneself(text, self.words.language)
            if self.fits(f"{slot}_sentence", note):
                yield Piece(f"{move}.sentence", rank, paragraph, (name,), {f"{slot}_sentence": note.text})
            elif self.fits(slot, note) and not (
                slot == "key" and (self._was_given_an_article(note, text) or self._is_lone_name(note))
            ):
                yield Piece(f"{move}.noun", rank, paragraph, (name,), {slot: note.text})
            else:
                yield self.quoted({"reason": "key"}.get(move, move), text, rank, paragraph, name)

    def reason(self, rank: int, paragraph: int) -> Iterator[Piece]:
        if tidy(self.facts.key_message):
            yield from self.own("key_message", "reason", "key", rank, paragraph)
        else:
            yield Piece("reason.gap", rank, paragraph)

    def gift(self, rank: int, paragraph: int, spoken: Topic | None) -> Iterator[Piece]:
        """The gift, led in by the topic it belongs to unless that topic has been spoken of already."""
        gift = self.facts.gift
        if gift is None or not (tidy(gift.text) or tidy(gift.web)):
            return
        related = next((topic for topic in self.usable_topics() if belongs(gift, topic)), None)
        led_in = related is not None and related != spoken
        if related is not None and led_in:
            yield self.topic("gift.lead", related, rank, paragraph)
        if text := gift_text(self.facts, self.words):
            kind = gift.kind if f"gift.{gift.kind}" in self.words.moves and gift.kind != "lead" else "tip"
            yield Piece(f"gift.{kind}", rank, paragraph, ("gift",), {"gift": text}, goes_with_last=led_in)
        else:
            quoted = self.quoted("gift", gift.text or gift.web, rank, paragraph)
            yield replace(quoted, goes_with_last=led_in)
