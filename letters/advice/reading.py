"""A text as the rules read it: frame and body, sentences, and what is not the writer's own tone hidden."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Span
from letters.advice.phrases import data
from letters.advice.stems import WORD, bare, stems_of
from letters.gaps import gaps

HIDDEN = "\x00"
"""Stands for a character that no rule may read; it is neither a word, nor white space, nor punctuation."""

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\t\r\v\f\u2028\u2029", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n[ \t]*(?=\n)|\x00(?=\s+[A-Z\"])")
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:@|://|www\.|\w\.\w)\S*")
_OPENERS = frozenset('":(')
_QUOTE = re.compile(r'"[^"\n]*(?:\n[^"\n]+)?"')
_NOTE = re.compile(r'"[^"\n]*"(?=(?: "[^"\n]*")* \x00)')
"""A note as it was typed, beside a gap: not said yet."""
SHORTEST_QUOTE = 3  # words; fewer between quotation marks are the writer's own irony
GREETING_WORDS = 10
LONGEST_ABBREVIATION = 12
CLOSE_WORDS, CLOSE_LINES = 6, 6


@dataclass(frozen=True)
class Sentence:
    """A sentence of the body at [start:end], and its words as written."""

    start: int
    end: int
    words: tuple[str, ...]
    language: str

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems_of(self.words, self.language)

    @property
    def span(self) -> Span:
        return self.start, self.end


@dataclass(frozen=True)
class Token:
    """A word of the text at [start:end], its possessive ending left out."""

    word: str
    start: int
    end: int
    is_first: bool

    def is_beside(self, other: "Token") -> bool:
        """Whether only a space, or a full stop and a space, parts it from the other, which comes later."""
        return 0 < other.start - self.end <= 2

    @property
    def is_large(self) -> bool:
        """Whether it is written as a name is: a capital, and not all capitals as an acronym."""
        return self.word[:1].isupper() and not (self.word.isupper() and len(self.word) > 1)


@dataclass(frozen=True)
class Reading:
    """One text, read once for all rules.

    `plain` is as long as `text`: apostrophes, quotation marks and spaces in one form, gaps hidden. `salutation` is
    the place of the opening line. `body` holds everything between salutation and close, and a postscript.
    """

    text: str
    plain: str
    salutation: Span | None
    body: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[str, ...]
    language: str

    @cached_property
    def low(self) -> str:
        """The plain text in small letters, as long as it is."""
        return small(self.plain)

    @cached_property
    def bare(self) -> str:
        """The text without accents, for a first look whether a name is there at all."""
        return bare(self.plain)

    @cached_property
    def spoken(self) -> str:
        """The plain text with what others said, and the names of company and position, hidden."""
        plain = _NOTE.sub(lambda note: HIDDEN * len(note[0]), self.plain)
        plain = _QUOTE.sub(
            lambda quote: quote[0] if len(quote[0].split()) < SHORTEST_QUOTE else HIDDEN * len(quote[0]), plain
        )
        for name in self.names:
            plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: HIDDEN * len(found[0]), plain)
        return plain

    @cached_property
    def tokens(self) -> list[Token]:
        """What may be a name: the words of the salutation and every large one, but those of gaps and addresses."""
        open_text = _ADDRESS.sub(lambda found: HIDDEN * len(found[0]), self.plain)
        firsts, found = {sentence.start for sentence in self.sentences}, []
        greeted = self.salutation[1] if self.salutation else 0
        for match in WORD.finditer(self.text):
            start, end = match.span()
            if (start >= greeted and not match[0][0].isupper()) or HIDDEN in open_text[start:end]:
                continue
            word = match[0].removesuffix("'s").removesuffix("’s").rstrip(".")
            is_first = start in firsts or not start or self.plain[max(0, start - 2) : start].rstrip()[-1:] in _OPENERS
            found.append(Token(word, start, start + len(word), is_first))
        return found

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the whole body."""
        return frozenset().union(*(sentence.stems for sentence in self.sentences))

    @property
    def word_count(self) -> int:
        """How many words stand between salutation and close."""
        return sum(len(sentence.words) for sentence in self.sentences)

    def is_in_body(self, start: int) -> bool:
        return any(first <= start < end for first, end in self.body)

    def has_gap(self, sentence: Sentence) -> bool:
        return HIDDEN in self.plain[sentence.start : sentence.end]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, start: int) -> Sentence | None:
        """Return the sentence that holds the character; None outside of the body."""
        place = bisect_right(self._starts, start) - 1
        sentence = self.sentences[place] if place >= 0 else None
        return sentence if sentence is not None and start < sentence.end else None


def small(text: str) -> str:
    """Return a text in small letters, letter for letter."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def read(text: str, facts: AdviceFacts) -> Reading:
    """Read a text whose lines end in a line feed."""
    known, language = facts.known, facts.known.language
    plain = text.translate(_SAME_LENGTH)
    for gap in gaps(text):
        plain = plain[: gap.start] + HIDDEN * (gap.end - gap.start) + plain[gap.end :]
    salutation = _salutation(plain, language)
    body = _body(plain, salutation[1] if salutation else 0, known.writer, language)
    sentences = tuple(sentence for span in body for sentence in _sentences(plain, span, language))
    names = tuple(name.translate(_SAME_LENGTH) for name in (known.company, known.title) if name.strip())
    return Reading(text, plain, salutation, body, sentences, names, language)


def _salutation(plain: str, language: str) -> Span | None:
    """The opening line, or the part of it up to its comma; None where the letter opens without greeting."""
    greetings = data("words", language)["greetings"]
    start = len(plain) - len(plain.lstrip())
    end = plain.find("\n", start)
    line = plain[start : end if end >= 0 else len(plain)]
    if not any(re.match(rf"{re.escape(greeting)}(?!\w)", line, re.IGNORECASE) for greeting in greetings):
        return None
    # "Dear Ms Osei, thank you for ..." on one line, but "Dear Ms Osei, dear Mr Reyes," is all salutation.
    if len(line.split()) > GREETING_WORDS:
        stop = re.search(r"[,:!]", line)
        return (start, start + stop.end()) if stop else None
    return start, start + len(line.rstrip())


def _lines(plain: str, start: int) -> list[tuple[int, str]]:
    lines, at = [], start
    for line in plain[start:].split("\n"):
        if line.strip():
            lines.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line) + 1
    return lines


def _body(plain: str, start: int, writer: str, language: str) -> tuple[Span, ...]:
    closes, postscript = data("words", language)["closes"], data("words", language)["postscript"]
    lines = _lines(plain, start)
    for at, line in reversed(lines[-CLOSE_LINES:]):
        words = line.strip(".,!").lower()
        if len(words.split()) <= CLOSE_WORDS and line[-1] not in ".?" and any(words.startswith(c) for c in closes):
            later = [first for first, text in lines if first > at and re.match(postscript, text)]
            return ((start, at), (later[0], len(plain))) if later else ((start, at),)
    if lines and writer and WORD.findall(lines[-1][1].casefold()) == WORD.findall(writer.casefold()):
        return ((start, lines[-1][0]),)
    return ((start, len(plain)),)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(data("words", language)["abbreviations"].split())


def _sentences(plain: str, span: Span, language: str) -> list[Sentence]:
    abbreviations, first_person = _abbreviations(language), data("words", language)["first_person"]
    start, end = span
    found: list[Sentence] = []
    for stop in _END.finditer(plain, start, end):
        before = plain[max(start, stop.start() - LONGEST_ABBREVIATION) : stop.start()].split()
        last = before[-1].lstrip("(\"'").lower() if before else ""
        ahead = plain[stop.end() : min(end, stop.end() + 3)].lstrip(" \n")[:1]
        is_short = last in abbreviations or (len(last) == 1 and last.isalpha() and last not in first_person)
        if stop[0].startswith(".") and (is_short or (ahead.islower() and stop[0] == ".")):
            continue
        found += _sentence(plain, start, stop.end(), language)
        start = stop.end()
    return found + _sentence(plain, start, end, language)


def _sentence(plain: str, start: int, end: int, language: str) -> list[Sentence]:
    part = plain[start:end]
    words = tuple(WORD.findall(part))
    if not words:
        return []
    first = start + len(part) - len(part.lstrip())
    return [Sentence(first, start + len(part.rstrip()), words, language)]
