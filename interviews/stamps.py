"""Two windows on one thing: what each was opened with, and what came of both. Pure.

A page carries a stamp of the values it was made with. When it is sent, a value that changed meanwhile is told from one
that was changed here, so that neither window takes a word from the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any


@dataclass(frozen=True)
class Merged:
    """What should be kept, by unit, and the units in which both windows said something of their own (`both`).

    A unit that is in `both` keeps what is stored; the page shows the two side by side.
    """

    values: Mapping[str, Any]
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
    values: dict[str, Any] = {}
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


@dataclass(frozen=True)
class TypedRow:
    """One row of a list as a window sent it. `key` names the stored row it was made from, `mark` what that said then;
    a new row has neither. `values` begin with the words; a row without words is one to take away.
    """

    key: int | None
    mark: str
    values: tuple[object, ...]

    @property
    def says_nothing(self) -> bool:
        return not digest(self.values[0])


@dataclass
class RowPlan:
    """What to do with stored rows: write, add or remove them. `keys` says which row each typed one ends up as (by its
    place in the list; one that is added has none yet), `both` the places of rows that stand beside the other window's.
    """

    written: dict[int, tuple[object, ...]] = field(default_factory=dict)
    added: dict[int, tuple[object, ...]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    keys: dict[int, int] = field(default_factory=dict)
    both: list[int] = field(default_factory=list)


def merge_rows(rows: Sequence[TypedRow], stored: Mapping[int, tuple[object, ...]]) -> RowPlan:
    """Return what comes of a list that two windows may have changed; `stored` are its rows as they stand, by key.

    Rows of the other window stay. A row that both worded anew is kept in both wordings; one that the other window took
    away and this one reworded comes back. Sent twice, a new row is added once.
    """
    plan = RowPlan()
    named = {row.key for row in rows}
    free = {digest(values[0]): key for key, values in reversed(list(stored.items())) if key not in named}
    for place, row in enumerate(rows):
        if row.key in stored and row.key is not None and row.key not in {*plan.keys.values(), *plan.removed}:
            _merge_known(plan, place, row, row.key, stored[row.key])
        elif row.says_nothing or (row.key is not None and digest(row.values) == row.mark):
            continue
        elif (twin := free.pop(digest(row.values[0]), None)) is not None:
            plan.keys[place] = twin
            if digest(row.values) != digest(stored[twin]):
                plan.written[twin] = row.values
        else:
            plan.added[place] = row.values
    return plan


def _merge_known(plan: RowPlan, place: int, row: TypedRow, key: int, there: tuple[object, ...]) -> None:
    is_as_it_was = digest(there) == row.mark
    if row.says_nothing:
        if is_as_it_was:
            plan.removed.add(key)
        return
    if digest(row.values) in {digest(there), row.mark}:
        plan.keys[place] = key
    elif is_as_it_was or digest(row.values[0]) == digest(there[0]):
        plan.keys[place] = key
        plan.written[key] = row.values
    else:
        plan.added[place] = row.values
        plan.both.append(place)


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x1f", " ").strip()
