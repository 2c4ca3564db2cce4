"""JSON that a stranger wrote to Python values, within bounds of time and memory. Pure."""

import json
import re
from typing import NoReturn

from desk.archive.problems import NotReadable, Problem

MOST_VALUES = 2_000_000
"""A value takes about sixty bytes of memory, however few it takes in the file: "[[],[],…" is twenty times as long."""

# RFC 8259, 7: half a character, or none, written as an escape. As bytes they are no UTF-8 in the first place.
_ESCAPED_HALF_OR_NUL = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")
_HALF_OR_NUL = re.compile("[\x00\ud800-\udfff]")


def parsed(data: bytes) -> object:
    """Return the value of a JSON text (RFC 8259, UTF-8, with or without a byte order mark).

    Raise NotReadable for anything else, and for what is too deep or too much to be an export. No string in the value
    holds NUL or half a character, no number is a fraction.
    """
    if not data.strip():
        raise NotReadable(Problem.EMPTY)
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(Problem.OTHER_CHARACTERS) from error
    try:
        value: object = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
    except RecursionError as error:
        raise NotReadable(Problem.TOO_DEEP) from error
    except ValueError as error:  # a number of too many digits is one, too
        raise NotReadable(Problem.NOT_JSON) from error
    if "\x00" in text or (_ESCAPED_HALF_OR_NUL.search(data) and _has_halves(value)):
        raise NotReadable(Problem.HALF_CHARACTER)
    return value


def _refuse(found: str) -> NoReturn:
    raise ValueError(found)


def _has_halves(value: object) -> bool:
    """Whether a string in it holds NUL or half a character; pairs of halves have become whole when it was read."""
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            if _HALF_OR_NUL.search(one):
                return True
        elif isinstance(one, dict):
            todo += [*one, *one.values()]
        elif isinstance(one, list):
            todo += one
    return False
