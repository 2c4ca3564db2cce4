"""A timeline as numbers for an inline SVG, and as a sentence for those who do not see it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Labels keep this distance (per cent of the width), measured for the narrowest page: 320 px, labels of 80 px.
LABEL_SPACING = 27.0
FIRST, LAST = 2.0, 98.0
ROW_HEIGHT = 18


@dataclass(frozen=True)
class Point:
    """One thing on the line: its local day, what it is, the words beneath it, and whether it lies behind."""

    day: date
    kind: str  # interview, letter, decision, followup, today
    label: str
    is_done: bool = False


@dataclass(frozen=True)
class Mark:
    """A point with its place: `x` in per cent of the width, `row` of its label from 0, where the label is anchored."""

    point: Point
    x: float
    row: int
    anchor: str  # start, middle, end

    @property
    def label_y(self) -> int:
        """The base line of the label, in px from the top."""
        return 46 + ROW_HEIGHT * self.row


@dataclass(frozen=True)
class Timeline:
    """Marks from left to right; `done_x` is how far the line is drawn as past; heights in px."""

    marks: tuple[Mark, ...]
    done_x: float
    height: int

    @property
    def text(self) -> str:
        """The same, in words."""
        return "; ".join(mark.point.label for mark in self.marks)


def timeline(points: Iterable[Point], today: date) -> Timeline:
    """Place the points by their days, evenly scaled; points of one day stand side by side and share no label row."""
    ordered = sorted(points, key=lambda point: (point.day, point.kind == "today"))
    if not ordered:
        return Timeline((), FIRST, 40)
    start, end = ordered[0].day, ordered[-1].day
    span = max((end - start).days, 1)

    def x_of(day: date) -> float:
        return round(FIRST + (LAST - FIRST) * min(max((day - start).days / span, 0), 1), 2)

    marks: list[Mark] = []
    ends: list[float] = []  # where the last label of each row stands
    for point in ordered:
        x = x_of(point.day)
        row = next((index for index, taken in enumerate(ends) if x - taken >= LABEL_SPACING), len(ends))
        ends[row : row + 1] = [x]
        anchor = "start" if x < 14 else "end" if x > 86 else "middle"
        marks.append(Mark(point, x, row, anchor))
    return Timeline(tuple(marks), x_of(today), 34 + ROW_HEIGHT * len(ends))
