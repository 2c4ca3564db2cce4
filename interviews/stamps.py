"""Two windows on one thing: what each was opened with, and what came of both. Pure.

A page carries a stamp of the values it was made with. When it is sent, a value that changed meanwhile is told from one
that was changed here, so that neither window takes a word from the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True)
class Merged:
    """What should be kept, by unit, and the units in which both windows said something of their own (`both`).

    A unit that is in `both` keeps what is stored; the page shows the two side by side.
    """

    values: Mapping[str, object]
    both: tuple[str, ...]


def digest(value: object) -> str:
    """Return a short mark of a value: equal for equal values, whatever their line ends; "" for nothing."""
    text = "\x1f".join(map(_text, value)) if isinstance(value, tuple | list) else _text(value)
    return blake2b(text.encode(), digest_size=5).hexdigest() if text.strip("\x1f") else ""


def stamp(values: Mapping[str, object]) -> str:
    """Return the stamp of these values by unit, for a hidden field. `read` takes it apart."""
    return " ".join(f"{unit}={digest(value)}" for unit, value in values.items())


def read(text: str) -> dict[str, str]:
    """Return the marks of a stamp by unit; a stamp that is none has none, and then every unit counts as changed."""
    pairs = (part.partition("=") for part in text.split())
    return {unit: mark for unit, sign, mark in pairs if sign}


def merge(before: Mapping[str, str], stored: Mapping[str, object], typed: Mapping[str, object]) -> Merged:
    """Return what comes of both windows.

    `before` are the marks this window was opened with, `stored` the values as they stand, `typed` those of this window,
    as far as they can be kept. What only one window changed is what that window says. Without a mark, nothing that is
    stored is overwritten or emptied.
    """
    values: dict[str, object] = {}
    both = []
    for unit, value in typed.items():
        mark, there = before.get(unit), stored[unit]
        if digest(value) == digest(there) or digest(there) == mark:
            values[unit] = value
        elif digest(value) == (mark or ""):
            values[unit] = there
        else:
            values[unit] = there
            both.append(unit)
    return Merged(values, tuple(both))


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x1f", " ").strip()
