r"""Phrases as data: what the rules look for, read from the folder of a language.

A phrase is a regular expression with three liberties, so that a word list stays readable: a space is any white space, a
line end included; " ... " is up to four further words of the same clause; the whole stands on word boundaries. Letters
match whatever their size; "'" is any apostrophe. Written alone it has no calmer words; in a pair, the second are put in
its place ("" takes it out, and "\1" repeats a group).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from letters.drafting.languages import FALLBACK, folder_of, table_of

FOLDER = Path(__file__).parent / "data"
GAP = r"(?:\s+[\w'&-]+){0,4}\s+"


REACH = 90  # characters; no phrase is longer on either side of its anchor
MOST_ANCHORS, SHORTEST_ANCHOR = 12, 3
_NO_LETTERS = re.compile(r"\\.|\[[^\]]*\]|\{[^}]*\}|\(\?[^()]*(?:\([^()]*\)[^()]*)*\)")


@dataclass(frozen=True)
class Phrase:
    """A phrase made ready, for a text in small letters: wherever it stands, one of the anchors stands in it, if any."""

    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    calmer: str | None

    def matches(self, low: str) -> Iterator[re.Match[str]]:
        """Return the places of the phrase; only the surroundings of its anchors are searched."""
        done = 0
        for start, end in self._surroundings(low):
            for found in self.pattern.finditer(low, max(start, done), end):
                done = found.end()
                yield found

    def _surroundings(self, low: str) -> list[tuple[int, int]]:
        if not self.anchors:
            return [(0, len(low))]
        places = []
        for anchor in self.anchors:
            at = low.find(anchor)
            while at >= 0:
                places.append(at)
                at = low.find(anchor, at + REACH)
        merged: list[tuple[int, int]] = []
        for place in sorted(places):
            start, end = place - REACH, place + 2 * REACH
            start = max(0, start, low.rfind(" ", 0, max(0, start)))
            stop = low.find(" ", end)
            end = stop if stop >= 0 else len(low)
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged


@dataclass(frozen=True)
class Found:
    """A phrase at [start:end], and its calmer words in the same case, None for none."""

    start: int
    end: int
    calmer: str | None


def _anchors(source: str) -> tuple[str, ...]:
    """Pieces of which every text with the phrase holds one; () where none is certain. The longest are the best."""
    bare = _NO_LETTERS.sub("|", source)
    best: tuple[str, ...] = ()
    at = 0
    while at < len(bare):
        if bare[at] == "(":
            end = _closing(bare, at)
            is_sure = bare[end + 1 : end + 2] not in ("?", "*")
            inner = [_anchors(option) for option in _options(bare[at + 1 : end])] if is_sure else []
            found = tuple(anchor for option in inner for anchor in option) if all(inner) else ()
        else:
            end = at
            while end + 1 < len(bare) and bare[end + 1] not in "(":
                end += 1
            words = re.findall(r"[a-z]+", re.sub(r".[?*]", "|", bare[at : end + 1]))
            found = (max(reversed(words), key=len),) if words else ()
        if found and min(map(len, found)) > min(map(len, best), default=0):
            best = found
        at = end + 1
    return best


def _closing(source: str, at: int) -> int:
    depth = 0
    for index in range(at, len(source)):
        depth += (source[index] == "(") - (source[index] == ")")
        if not depth:
            return index
    raise ValueError(f"A bracket is not closed in {source!r}.")


def _options(source: str) -> list[str]:
    """The alternatives of a group, those of the groups in it left together."""
    options, depth = [""], 0
    for letter in source:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            options.append("")
        else:
            options[-1] += letter
    return options


def phrase(entry: str | Sequence[str], gap: str = GAP) -> Phrase:
    """Make a phrase of the data ready."""
    source, calmer = (entry, None) if isinstance(entry, str) else (entry[0], entry[1])
    low = re.sub(r"\\.|[A-Z]", lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), source)
    body = low.replace(" ... ", "\0").replace(" ?", r"\s*").replace(" ", r"\s+").replace("\0", gap)
    anchors = _anchors(low)
    if len(anchors) > MOST_ANCHORS or min(map(len, anchors), default=0) < SHORTEST_ANCHOR:
        anchors = ()  # they would be looked for longer than the phrase itself
    return Phrase(anchors, re.compile(rf"(?<!\w)(?:{body})(?!\w)"), calmer)


def phrases(entries: Sequence[str | Sequence[str]], gap: str = GAP) -> tuple[Phrase, ...]:
    """Make the phrases of a list ready."""
    return tuple(phrase(entry, gap) for entry in entries)


def _calmer(found: re.Match[str], calmer: str | None, plain: str) -> str | None:
    if calmer is None:
        return None
    words, said = found.expand(calmer) if "\\" in calmer else calmer, plain[found.start() : found.end()]
    return words[:1].upper() + words[1:] if said[:1].isupper() and not said.isupper() else words


def find(wanted: Sequence[Phrase], plain: str, low: str) -> Iterator[Found]:
    """Return every place of the phrases in `plain`; `low` is the same text in small letters, as long."""
    for each in wanted:
        for found in each.matches(low):
            yield Found(found.start(), found.end(), _calmer(found, each.calmer, plain))


def longest(founds: Iterator[Found]) -> list[Found]:
    """Return the places in order; of two that overlap the longer."""
    kept: list[Found] = []
    for found in sorted(founds, key=lambda each: (each.start - each.end, each.start)):
        if all(found.end <= other.start or other.end <= found.start for other in kept):
            kept.append(found)
    return sorted(kept, key=lambda each: each.start)


def holds(wanted: Sequence[Phrase], plain: str, low: str) -> bool:
    """Return whether one of the phrases stands in the text."""
    return next(find(wanted, plain, low), None) is not None


@cache
def data(name: str, language: str) -> Mapping[str, Any]:
    """Return a data file of a language ("en-GB" reads "en"); the English one where the language has no folder.

    Raises Unfinished where it lacks something that the English one has.
    """
    folder = FOLDER / folder_of(language)
    return table_of((folder if folder.is_dir() else FOLDER / FALLBACK) / f"{name}.toml")
