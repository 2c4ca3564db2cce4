"""Where the addresses stand on an envelope. Measures in millimetres, from its upper left corner as it is addressed.

One zone suits every post: USPS Publication 28 and the Domestic Mail Manual (202) want the whole address between 5/8 in
and 2 3/4 in from the bottom, 1/2 in from the sides, and the lower right 4 3/4 × 5/8 in clear; DIN 5008 wants 15 mm on
the left, on the right and below, and 40 mm above.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from letters.breaking import broken
from letters.faces import Face, face
from letters.stationery import Envelope

SIDE_MM = 15.0
BOTTOM_MM = 5 / 8 * 25.4
HIGHEST_MM = 2.75 * 25.4
"""How far above the bottom edge the address may begin."""
ABOVE_MM = 40.0
KEEP_CLEAR_MM = (4.75 * 25.4, 5 / 8 * 25.4)
"""The lower right corner, where the American post prints its barcode."""

SENDER_TOP_MM = 10.0
_SENDER_BOTTOM_MM = 37.0
_SENDER_SHARE = 0.46
_LEFT_SHARE = 0.42
"""An address that is short enough begins this far to the right, in parts of the width."""

PT_MM = 25.4 / 72


class TooLong(ValueError):
    """An address that does not go on its envelope in a size that can be read."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How an address is set: the face, its size and how far a line is from the next."""

    face: str
    size_mm: float
    pitch_mm: float

    @property
    def shape(self) -> Face:
        """The face itself."""
        return face(self.face)

    def width_mm(self, line: str) -> float:
        """Return how long this line is."""
        return self.shape.advance(line) / self.shape.units_per_em * self.size_mm


@dataclass(frozen=True, slots=True)
class Block:
    """An address in its place: its upper left corner, its lines and how they are set."""

    left_mm: float
    top_mm: float
    lines: tuple[str, ...]
    setting: Setting

    @property
    def width_mm(self) -> float:
        """The length of the longest line."""
        return max((self.setting.width_mm(line) for line in self.lines), default=0.0)

    @property
    def height_mm(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.lines) * self.setting.pitch_mm


def printed_settings() -> tuple[Setting, ...]:
    """Return the sizes of a printed address, the best first: 15 to 8 pt, which post machines read."""
    return tuple(Setting("garamond", pt * PT_MM, pt * PT_MM * 1.28) for pt in (15, 14, 13, 12, 11, 10, 9, 8))


def sender_settings() -> tuple[Setting, ...]:
    """Return the sizes of a printed sender."""
    return tuple(Setting("garamond", pt * PT_MM, pt * PT_MM * 1.25) for pt in (9.5, 9, 8, 7, 6))


def hand_settings(face_key: str, size_mm: float, pitch_mm: float, largest: float = 1.0) -> tuple[Setting, ...]:
    """Return the sizes of a model in somebody's hand: as they write, and smaller where that is too wide."""
    lead = min(pitch_mm / size_mm, 1.5)
    parts = (largest * each for each in (1, 0.9, 0.8, 0.7, 0.6, 0.5))
    return tuple(Setting(face_key, size_mm * part, size_mm * part * lead) for part in parts)


def address_block(lines: Sequence[str], envelope: Envelope, settings: Iterable[Setting]) -> Block:
    """Return the recipient's address in its zone, in the first size that it has room in; long lines are broken last.

    Raise TooLong where it has room in none.
    """
    highest = max(ABOVE_MM, envelope.height_mm - HIGHEST_MM)
    room = envelope.height_mm - BOTTOM_MM - highest
    widest = envelope.width_mm - 2 * SIDE_MM
    for setting, broken_lines in _tries(lines, widest, tuple(settings)):
        block = Block(0, 0, broken_lines, setting)
        if block.height_mm <= room and block.width_mm <= widest:
            left = min(_LEFT_SHARE * envelope.width_mm, envelope.width_mm - SIDE_MM - block.width_mm)
            return Block(left, highest + (room - block.height_mm) * 0.4, broken_lines, setting)
    raise TooLong


def sender_block(lines: Sequence[str], envelope: Envelope, settings: Iterable[Setting]) -> Block:
    """Return the sender's address in the upper left corner. Raise TooLong where it has no room there."""
    widest, room = _SENDER_SHARE * envelope.width_mm, _SENDER_BOTTOM_MM - SENDER_TOP_MM
    for setting, broken_lines in _tries(lines, widest, tuple(settings)):
        block = Block(SIDE_MM, SENDER_TOP_MM, broken_lines, setting)
        if block.height_mm <= room and block.width_mm <= widest:
            return block
    raise TooLong


def back_block(lines: Sequence[str], envelope: Envelope, settings: Iterable[Setting]) -> Block:
    """Return the sender's address on the back, on the flap in the middle, where the British write it."""
    block = sender_block(lines, envelope, settings)
    return Block((envelope.width_mm - block.width_mm) / 2, SENDER_TOP_MM, block.lines, block.setting)


def _tries(
    lines: Sequence[str], widest_mm: float, settings: tuple[Setting, ...]
) -> Iterator[tuple[Setting, tuple[str, ...]]]:
    """Return each size with the lines as they are, then each with the long lines broken."""
    for setting in settings:
        yield setting, tuple(lines)
    for setting in settings:
        limit = widest_mm / setting.size_mm * setting.shape.units_per_em
        yield setting, tuple(line[a:b] for line in lines for a, b in broken(line, setting.shape, limit))
