"""What keeps a letter from being ready: gaps, sample text, nothing written, too much (S45).

A gap is written `[... question?]`: an opening bracket, three full stops (or the one character "…" that a phone makes
of them), the question, a closing bracket. It can be typed, searched for, and seen on paper. The text between holds no
other bracket, so an unclosed one swallows nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal

from letters.drafting.facts import Draft
from letters.drafting.wordings import Wordings, fill, slots_of, wordings

LONGEST = 6000  # characters, line ends counted once (product.md §1)
_GAP = re.compile(r"\[(?:\.\.\.|…)\s*([^\[\]]*?)\s*\]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = re.compile(r"[.!?\n]")


@dataclass(frozen=True)
class Gap:
    """A gap at text[start:end], and the question it asks ("" where only the brackets are left)."""

    start: int
    end: int
    question: str


@dataclass(frozen=True)
class Span:
    """A sentence of sample text, at text[start:end]."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reason:
    """Why a letter is not ready, and where: `code` says why, `text` is the question, the sentence or the figure."""

    code: Literal["empty", "gap", "sample", "long"]
    start: int
    end: int
    text: str


def gaps(text: str) -> tuple[Gap, ...]:
    """The gaps of a text in order."""
    return tuple(Gap(found.start(), found.end(), found.group(1)) for found in _GAP.finditer(text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


def _fixed(words: Wordings) -> Iterator[str]:
    """The wordings that carry no fact: without slots, or with slots that stand empty or say only "our meeting"."""
    phrases = words.phrases
    bare: dict[str, tuple[str, ...]] = {
        "meeting": tuple(phrases["meeting"].values()),
        "position": (phrases["position"]["none"],),
        "work": (phrases["work"]["none"],),
        "when": (phrases["when"]["none"], phrases["when"]["later"]),
        "at_company": (phrases["at"]["none"],),
    }
    for options in words.moves.values():
        for wording in options:
            slots = slots_of(wording)
            if set(slots) <= bare.keys():
                for values in product(*(bare[slot] for slot in slots)):
                    yield fill(wording, dict(zip(slots, values, strict=True)))


def _worded(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Each text word by word, and once more with its gaps taken out."""
    return frozenset(words for text in texts for words in (_words(text), _words(_GAP.sub(" ", text))) if words)


class _Samples:
    """Texts word by word, the words that one of them begins with, and the words of the longest."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.every = _worded(texts)
        self.firsts = frozenset(words[0] for words in self.every)
        self.longest = max(map(len, self.every), default=0)


@cache
def _fixed_samples(language: str) -> _Samples:
    return _Samples(_fixed(wordings(language)))


def sample_sentences(text: str, draft: Draft) -> tuple[Span, ...]:
    """The sentences of `text` that carry no logged fact and no typed change, in order, small punctuation ignored.

    One word more or less in a sentence is a change; another comma, capital or full stop is none. A sentence whose gap
    was deleted and nothing typed instead is sample text too. Salutation, close and signature are no wordings
    and so never are.
    """
    # Unchanged are sentences without a fact, and sentences whose gap was only taken out.
    own = _Samples(each.text for each in draft.sentences if each.is_sample or _GAP.search(each.text))
    fixed = _fixed_samples(draft.language)
    longest = max(own.longest, fixed.longest)
    tokens = [
        (found.start(), found.end(), found.group().casefold().replace("’", "'")) for found in _WORD.finditer(text)
    ]
    hidden = [(gap.start, gap.end) for gap in gaps(text)]

    # edges[i]: a sentence may begin at token i, and so the one before it may end there.
    inner = [bool(_STOP.search(text[tokens[i][1] : tokens[i + 1][0]])) for i in range(len(tokens) - 1)]
    edges = [True, *inner, True]
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        taken = 0
        if edges[at] and (tokens[at][2] in own.firsts or tokens[at][2] in fixed.firsts):
            for length in range(min(longest, len(tokens) - at), 0, -1):
                words = tuple(token[2] for token in tokens[at : at + length])
                if edges[at + length] and (words in own.every or words in fixed.every):
                    taken = length
                    break
        if taken:
            start, end = tokens[at][0], tokens[at + taken - 1][1]
            end += len(re.match(r"[.!?]*", text[end:]).group())  # type: ignore[union-attr]
            if not any(start < gap_end and gap_start < end for gap_start, gap_end in hidden):
                spans.append(Span(start, end, text[start:end]))
        at += taken or 1
    return tuple(spans)


def _body_is_empty(text: str, draft: Draft) -> bool:
    frame = {_words(line) for line in (draft.salutation, draft.close, draft.signature)}
    return all(not _words(line) or _words(line) in frame for line in text.splitlines())


def not_ready(text: str, draft: Draft) -> tuple[Reason, ...]:
    """Why the letter cannot be marked ready yet; empty when it can (S45). In the order of the text."""
    if _body_is_empty(text, draft):
        return (Reason("empty", 0, len(text), ""),)
    reasons = [Reason("gap", gap.start, gap.end, gap.question) for gap in gaps(text)]
    reasons += [Reason("sample", span.start, span.end, span.text) for span in sample_sentences(text, draft)]
    reasons.sort(key=lambda reason: reason.start)
    if len(text) > LONGEST:
        reasons.append(Reason("long", LONGEST, len(text), str(len(text))))
    return tuple(reasons)
