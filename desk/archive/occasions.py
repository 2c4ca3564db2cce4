"""The occasion of a reminder with other keys in it ("follow_up:interview:12"). Pure.

What reminders/plan.py names for ever names rows by their keys, which are others in a file and in another account.
"""

from collections.abc import Callable, Iterator

TABLE_OF = {
    "interview": "interviews", "letter": "letters", "position": "positions", "interviewer": "interviewers",
}  # fmt: skip
"""The noun in an occasion, and the table whose key stands behind it."""


def with_keys(occasion: str, key_for: Callable[[str, str], str]) -> str:
    """Return the occasion with every key replaced by what `key_for` returns for its table and the key as text."""
    return ":".join(_parts(occasion, key_for))


def _parts(occasion: str, key_for: Callable[[str, str], str]) -> Iterator[str]:
    table = None
    for part in occasion.split(":"):
        yield part if table is None else key_for(table, part)
        table = TABLE_OF.get(part) if table is None else None
