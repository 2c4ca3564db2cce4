"""The wordings of one language, read from its folder of TOML files. A language is a folder and no code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any
from zlib import crc32

from letters.drafting.facts import SEATS

FOLDER = Path(__file__).parent.parent / "wordings"
FALLBACK = "en"


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


@cache
def _load(language: str) -> Wordings:
    tables: dict[str, dict[str, Any]] = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / language).glob("*.toml"))
    }
    lexicon, address = tables.pop("lexicon"), tables.pop("address")
    phrases, slots = tables.pop("phrases"), tables.pop("slots")
    moves = {
        f"{group}.{name}": tuple(options)
        for table in tables.values()
        for group, entries in table.items()
        for name, options in entries.items()
    }
    return Wordings(language, moves, {name: tuple(shapes) for name, shapes in slots.items()}, lexicon, address, phrases)


def wordings(language: str) -> Wordings:
    """The wordings of a language ("en-GB" reads "en"); English where there are none."""
    short = language.lower().replace("_", "-").split("-")[0]
    return _load(short if short in languages() else FALLBACK)
