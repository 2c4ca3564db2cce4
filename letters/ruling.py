"""What is drawn of a card: its outline, its rules and their numbers; and the control rulers. Measures in millimetres.

A drawing is a few strokes of SVG path data, because a page of so many boxes would take the press half as long again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from letters.faces import face
from letters.stationery import Card

BASELINE_ABOVE_RULE = 0.1
"""How far above its rule a line stands, in parts of the pitch."""

AROUND_MM = 12.0
"""How far a drawing reaches beyond its card on every edge."""

FIFTH = 5
"""Every so many rules one is marked, so that the eye finds its place again."""

_CORNER_MM = 1.2
_TICK_MM = 2.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Lines of one width and colour, as SVG path data."""

    path: str
    width_mm: float
    colour: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Strokes over an area, whose upper left corner may lie beyond the origin of the strokes."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    strokes: tuple[Stroke, ...]

    @property
    def view_box(self) -> str:
        """The area, as an SVG says it."""
        return f"{self.left_mm:.4f} {self.top_mm:.4f} {self.width_mm:.4f} {self.height_mm:.4f}"


def copy_drawing(card: Card, pitch_mm: float) -> Drawing:
    """Return the card for a copy sheet: a hairline outline and pale rules, every fifth darker with a tick."""
    numbers = range(1, card.lines_per_side(pitch_mm) + 1)
    strokes = (
        Stroke(_outline(card), 0.2, "#b3a88f"),
        Stroke(_rules(card, pitch_mm, (each for each in numbers if each % 5)), 0.2, "#c2b9a6"),
        Stroke(_rules(card, pitch_mm, (each for each in numbers if not each % 5), _TICK_MM), 0.2, "#8a8372"),
    )
    return _around(card, strokes)


def guide_drawing(card: Card, pitch_mm: float, numbers: Iterable[int]) -> Drawing:
    """Return the card for a guide sheet: black rules of 0.6 mm, outline and margins of 0.5 mm, ticks at the corners."""
    wide, high, margin = card.width_mm, card.height_mm, card.margin_mm
    ticks = "".join(
        f"{_line(x + out, y, x + out * 3.5, y)}{_line(x, y + down, x, y + down * 3.5)}"
        for x, out in ((0.0, -2.0), (wide, 2.0))
        for y, down in ((0.0, -2.0), (high, 2.0))
    )
    # A millimetre beside the lines, lest they hide the first stroke of a letter.
    margins = "".join(_line(x, margin, x, high - margin) for x in (margin - 1, wide - margin + 1))
    strokes = (
        Stroke(_rectangle(0, 0, wide, high) + margins, 0.5, "#000"),
        Stroke(_rules(card, pitch_mm, numbers), 0.6, "#000"),
        Stroke(ticks, 0.7, "#000"),
    )
    return _around(card, strokes)


def ruler(length_mm: float, part_mm: float, every: int) -> Drawing:
    """Return a control ruler: a line of this length with a mark at each part and a longer one at every so many."""
    parts = round(length_mm / part_mm)
    heights = [(index * part_mm, 2.6 if index % every == 0 else 1.4) for index in range(parts + 1)]
    marks = "".join(_line(x, 3, x, 3 - height) for x, height in heights)
    strokes = (Stroke(_line(0, 3, length_mm, 3), 0.25, "#000"), Stroke(marks, 0.2, "#000"))
    return Drawing(-0.5, 0, length_mm + 1, 3.5, strokes)


def columns_of_numbers(numbers: Iterable[int | None]) -> tuple[str, str]:
    """Return the numbers of the rules from the first rule on, in two columns; None leaves its place free.

    The first has a line for each rule, blank at every fifth; the second a line for each fifth rule, so that it is set
    five times as far apart. Fewer lines are quicker printed.
    """
    shown = list(numbers)
    ordinary = ["" if each is None or place % 5 == 0 else str(each) for place, each in enumerate(shown, 1)]
    fifths = ["" if each is None else str(each) for each in shown[FIFTH - 1 :: FIFTH]]
    return "\n".join(ordinary), "\n".join(fifths)


def drop_mm(face_key: str, size_mm: float, pitch_mm: float, rules: int = 1) -> float:
    """Return how far a line of this face has to be lowered to stand as far above its rule as it should; less than
    nothing where it has to be raised. The line is set on every rule, or on each of so many."""
    ascent, descent = face(face_key).ascent_em * size_mm, face(face_key).descent_em * size_mm
    baseline = (rules * pitch_mm - ascent - descent) / 2 + ascent
    return pitch_mm * (rules - BASELINE_ABOVE_RULE) - baseline


def _around(card: Card, strokes: tuple[Stroke, ...]) -> Drawing:
    return Drawing(-AROUND_MM, -AROUND_MM, card.width_mm + 2 * AROUND_MM, card.height_mm + 2 * AROUND_MM, strokes)


def _rules(card: Card, pitch_mm: float, numbers: Iterable[int], before_mm: float = 0) -> str:
    left, right = card.margin_mm - before_mm, card.width_mm - card.margin_mm
    return "".join(_line(left, y, right, y) for y in (card.margin_mm + each * pitch_mm for each in numbers))


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"M{x1:.4f} {y1:.4f}L{x2:.4f} {y2:.4f}"


def _rectangle(x: float, y: float, wide: float, high: float) -> str:
    return f"M{x:.4f} {y:.4f}H{x + wide:.4f}V{y + high:.4f}H{x:.4f}Z"


def _outline(card: Card) -> str:
    wide, high, r = card.width_mm, card.height_mm, _CORNER_MM
    return (
        f"M{r} 0H{wide - r:.4f}A{r} {r} 0 0 1 {wide:.4f} {r}V{high - r:.4f}A{r} {r} 0 0 1 {wide - r:.4f} {high:.4f}"
        f"H{r}A{r} {r} 0 0 1 0 {high - r:.4f}V{r}A{r} {r} 0 0 1 {r} 0Z"
    )
