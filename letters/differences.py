"""What differs between two texts, word by word, for somebody who wants to know which one to keep."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
# A run this short between two changes is part of the change: "the" left standing alone says nothing.
SHORTEST_RUN = 3
_TOKEN = re.compile(r"\n|[^\s]+")


@dataclass(frozen=True)
class Part:
    """A run of words with the white space after them: in both texts, in the later only, or in the earlier only."""

    kind: Kind
    text: str

    @property
    def words(self) -> int:
        return count_words(self.text)

    @property
    def marked(self) -> str:
        """The text as far as a mark should reach: not under the spaces at its end."""
        return self.text.rstrip(" ")


@dataclass(frozen=True)
class Difference:
    """Two texts as one: without what was removed it reads as the later text, without what was added as the earlier."""

    parts: tuple[Part, ...]

    @property
    def added(self) -> int:
        """How many words only the later text has."""
        return sum(part.words for part in self.parts if part.kind == "added")

    @property
    def removed(self) -> int:
        """How many words only the earlier text has."""
        return sum(part.words for part in self.parts if part.kind == "removed")

    @property
    def is_none(self) -> bool:
        """Whether the words and line ends of both are the same."""
        return all(part.kind == "same" for part in self.parts)


def count_words(text: str) -> int:
    """Return how many words a text has: runs of anything but white space."""
    return len(text.split())


def words_lost(before: str, after: str) -> int:
    """Return how many words of `before` are no longer in `after`, wherever they stood."""
    return (Counter(before.split()) - Counter(after.split())).total()


def difference(before: str, after: str) -> Difference:
    r"""Return what differs between an earlier and a later text whose lines end in "\n". Spaces do not count."""
    return Difference(tuple(_joined(_parts(_tokens(before), _tokens(after)))))


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words and line ends of a text, each beside itself with the spaces that follow it."""
    found = list(_TOKEN.finditer(text))
    ends = [token.start() for token in found[1:]] + [len(text)] * bool(found)
    return [(token[0], text[token.start() : end]) for token, end in zip(found, ends, strict=True)]


def _parts(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[Part]:
    """What was removed stands before what was added in its place."""
    # Mostly one place was changed. With both ends out of the way, every sameness inside stands between two changes.
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at][0] != after[at][0]), most)
    tail = next((at for at in range(most - head) if before[-1 - at][0] != after[-1 - at][0]), most - head)
    ends = len(before) - tail, len(after) - tail
    inside = SequenceMatcher(
        None, [word for word, _ in before[head : ends[0]]], [word for word, _ in after[head : ends[1]]]
    )
    yield from _run("same", after[:head])
    for tag, start, end, new_start, new_end in inside.get_opcodes():
        old, new = before[head + start : head + end], after[head + new_start : head + new_end]
        if tag == "equal" and end - start >= SHORTEST_RUN:
            yield from _run("same", new)
        else:
            yield from _run("removed", old)
            yield from _run("added", new)
    yield from _run("same", after[ends[1] :])


def _run(kind: Kind, tokens: list[tuple[str, str]]) -> Iterator[Part]:
    if tokens:
        yield Part(kind, "".join(whole for _, whole in tokens))


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Between two runs of sameness one run of each kind is left, the removed one first."""
    texts: dict[Kind, str] = {"removed": "", "added": ""}
    for part in parts:
        if part.kind != "same":
            # The last word of a text has no space after it; in the middle of another it needs one.
            spaced = texts[part.kind] and not texts[part.kind][-1].isspace()
            texts[part.kind] += (" " if spaced else "") + part.text
            continue
        yield from (Part(kind, text) for kind, text in texts.items() if text)
        texts = {"removed": "", "added": ""}
        yield part
    yield from (Part(kind, text) for kind, text in texts.items() if text)
