"""The wordings of one language, read from its folder of TOML files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any
from zlib import crc32

from letters.drafting.facts import SEATS
from letters.drafting.languages import FALLBACK, folder_of, table_of

FOLDER = Path(__file__).parent.parent / "wordings"


@dataclass(frozen=True, eq=False)  # one a language, so that what is made with it can be remembered
class Wordings:
    """`moves` maps a dotted name to its wordings, `slots` a slot to the shapes it takes, `lexicon` the word lists."""

    language: str
    moves: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, tuple[str, ...]]
    lexicon: Mapping[str, Any]
    address: Mapping[str, Any]
    phrases: Mapping[str, Any]

    def choose(self, move: str, seed: int, turn: int = 0) -> str:
        """The wording of a move for a seed. Neighbouring seeds choose neighbouring, hence different wordings."""
        options = self.moves[move]
        interview, seat = divmod(seed, SEATS)
        return options[(crc32(f"{interview}:{move}".encode()) + seat + turn) % len(options)]


def slots_of(wording: str) -> tuple[str, ...]:
    """The slots a wording names, in order."""
    return tuple(name for _, name, _, _ in Formatter().parse(wording) if name is not None)


def fill(wording: str, values: Mapping[str, str]) -> str:
    """The wording with its slots filled. Values are text: braces and percent signs in them are printed as they are."""
    parts: list[str] = []
    for literal, name, _, _ in Formatter().parse(wording):
        parts.append(literal)
        if name is not None:
            parts.append(values[name])
    return "".join(parts)


@cache
def languages() -> tuple[str, ...]:
    """The languages there are wordings for."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / "slots.toml").is_file()))


def read_wordings(folder: Path) -> Wordings:
    """The wordings in the folder of a language, which stands beside the English one.

    Raises Unfinished where it lacks something that English has.
    """
    tables = {
        path.stem: table_of(folder / path.name, depth=1 if path.stem == "lexicon" else 2)
        for path in sorted((folder.parent / FALLBACK).glob("*.toml"))
    }
    lexicon, address = tables.pop("lexicon"), tables.pop("address")
    phrases, slots = tables.pop("phrases"), tables.pop("slots")
    moves = {
        f"{group}.{name}": tuple(options)
        for table in tables.values()
        for group, entries in table.items()
        for name, options in entries.items()
    }
    shapes_of = {name: tuple(shapes) for name, shapes in slots.items()}
    return Wordings(folder.name, moves, shapes_of, lexicon, address, phrases)


@cache
def _wordings(language: str) -> Wordings:
    return read_wordings(FOLDER / language)


def wordings(language: str) -> Wordings:
    """The wordings of a language ("en-GB" reads "en"); English where there are none."""
    short = folder_of(language)
    return _wordings(short if short in languages() else FALLBACK)
