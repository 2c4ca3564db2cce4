"""No name turns the line around it: one rule for whatever leaves the server with people's words among ours.

Nine characters open or close a direction by hand (Unicode Standard Annex 9: embeddings, overrides, isolates). One that
is left open in a name, U+202E above all, turns the rest of the line. They are taken out of every page, mail, sheet,
feed and card on its way out, wherever the words came from; the row keeps what was typed, and an export equals it.
Letters of Hebrew or Arabic have their direction in themselves and need none of them; the marks U+200E, U+200F and
U+061C turn nothing beside them and stay. Pure.
"""

import re

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TURNING_BYTES = re.compile(b"\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])")


def straight(text: str) -> str:
    """Return the text without the characters that turn what follows them."""
    return _TURNING.sub("", text)


def straight_bytes(content: bytes) -> bytes:
    """Return UTF-8 without them."""
    return _TURNING_BYTES.sub(b"", content)
