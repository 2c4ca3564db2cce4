"""A language is a folder of TOML files and no code; what English has in its folder, every other has to have.

So whoever adds a language is told what is missing before a letter is drafted in it, and not by a letter without it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FALLBACK = "en"


class Unfinished(ValueError):
    """The folder of a language lacks something that English has; it says what, in a sentence."""


def folder_of(language: str) -> str:
    """The name of the folder that a language tag (RFC 5646) reads: "en" of "en-GB"."""
    return language.lower().replace("_", "-").split("-")[0]


def table_of(path: Path, *, depth: int = 2) -> Mapping[str, Any]:
    """The table in a language's file, which has all the keys of the English file of that name, down to `depth`: deeper
    keys are the language's own words.

    Raises Unfinished where the file or a key is missing.
    """
    if not path.is_file():
        raise Unfinished(f"The language “{path.parent.name}” has no {path.name}.")
    table = _read(path)
    lacking = list(_lacking(table, _read(path.parent.parent / FALLBACK / path.name), depth))
    if lacking:
        raise Unfinished(f"The language “{path.parent.name}” lacks in {path.name}: {', '.join(lacking)}.")
    return table


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lacking(table: Mapping[str, Any], model: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, wanted in model.items():
        if key not in table:
            yield key
        elif depth > 1 and isinstance(wanted, dict):
            inner = table[key] if isinstance(table[key], dict) else {}
            yield from (f"{key}.{name}" for name in _lacking(inner, wanted, depth - 1))
