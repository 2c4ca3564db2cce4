"""How a paragraph is broken into lines of a given length: greedily, never inside what belongs together."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from letters.bindings import bound
from letters.faces import Face

Span = tuple[int, int]
"""The start and the end of a part of the paragraph."""

# After a hyphen between letters, two at least on either hand, and after an unspaced dash; not in an address.
_INNER_END = re.compile(r"(?<=[^\W\d_]{2}[-–])(?=[^\W\d_]{2})|(?<=[^\W\d_]—)(?=[^\W\d_])")
_ADDRESS = re.compile(r"[@/\\]|\.\w")
_LETTER = re.compile(r".[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*", re.S)


@lru_cache(maxsize=512)  # while somebody types, all paragraphs but one are as they were
def broken(paragraph: str, face: Face, limit: float) -> tuple[Span, ...]:
    """Return where each line of this paragraph starts and ends, for lines as long as `limit` units of the face's em.

    The paragraph is `written` text without a line end. What lies between two lines, a space or nothing, is in neither.
    A part of a line never needs more room than the line, so that filling each line as far as it goes makes the fewest
    lines, and a greater limit never more of them; for that, what is longer than a line has to start one.
    """
    return tuple(_Paragraph(paragraph, face, limit).lines())


class _Paragraph:
    """A paragraph being broken."""

    def __init__(self, text: str, hand_face: Face, limit: float) -> None:
        self.text = text
        self.face = hand_face
        self.limit = limit
        self.before = hand_face.advances_to(text)

    def lines(self) -> list[Span]:
        """Return the paragraph's lines."""
        return self._broken(self._bound_words(), (self._words, self._letters))

    def _broken(self, parts: Sequence[Span], inner: Sequence[Callable[[int, int], list[Span]]]) -> list[Span]:
        """Return the lines of these parts; a part longer than a line starts one and is broken into its own parts."""
        spans: list[Span] = []
        index = 0
        while index < len(parts):
            start, end = parts[index]
            fitting = self._fitting(start, parts, index)
            if fitting == index:
                if inner:
                    *whole, (start, end) = self._broken(inner[0](start, end), inner[1:])
                    spans += whole
                fitting = max(self._fitting(start, parts, index + 1), index + 1)
            spans.append((start, parts[fitting - 1][1]))
            index = fitting
        return spans

    def _fitting(self, start: int, parts: Sequence[Span], index: int) -> int:
        """Return the index of the first of the parts from `index` on that no more goes on the line from `start`."""
        reach = self.before[start] + self.limit
        guess = bisect_right(parts, reach, lo=index, key=lambda part: self.before[part[1]])
        while guess > index and not self._fits(start, parts[guess - 1][1]):
            guess -= 1
        while guess < len(parts) and self._fits(start, parts[guess][1]):
            guess += 1
        return guess

    def _fits(self, start: int, end: int) -> bool:
        return self.face.advance(self.text[start:end]) <= self.limit

    def _bound_words(self) -> list[Span]:
        words = self._words(0, len(self.text))
        spans = [words[0]]
        for word, is_bound in zip(words[1:], bound([self.text[start:end] for start, end in words]), strict=True):
            if is_bound:
                spans[-1] = (spans[-1][0], word[1])
            else:
                spans.append(word)
        return spans

    def _words(self, start: int, end: int) -> list[Span]:
        spans = []
        for word in re.finditer("[^ ]+", self.text[start:end]) if end > start else ():
            at = start + word.start()
            cuts = [] if _ADDRESS.search(word[0]) else [cut.start() for cut in _INNER_END.finditer(word[0])]
            spans += [(at + a, at + b) for a, b in pairwise([0, *cuts, len(word[0])])]
        return spans or [(start, end)]

    def _letters(self, start: int, end: int) -> list[Span]:
        """The letters with their marks."""
        return [(start + letter.start(), start + letter.end()) for letter in _LETTER.finditer(self.text[start:end])]
