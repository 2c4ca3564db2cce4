"""A timeline as numbers for an inline SVG, and as a sentence for those who do not see it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

# What a label takes, in per cent of the width: a character of it, and what keeps it from the next. Measured on the
# narrowest page, 320 px, where the line is 250 px wide and a character of 12.8 px Inter 6.2.
CHARACTER, BETWEEN = 2.5, 1.5
FIRST, LAST = 2.0, 98.0
ROW_HEIGHT = 18
TITLE_HEIGHT = 34  # of the words above a line, in a picture of several


@dataclass(frozen=True)
class Point:
    """One thing on the line: its local day, what it is, the words beneath it, and whether it lies behind."""

    day: date
    kind: str  # interview, letter, decision, followup, answer, today
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
    def at(self) -> str:
        """The place as an attribute of SVG."""
        return f"{self.x:.2f}%"

    @property
    def label_y(self) -> int:
        """The base line of the label, in px from the top."""
        return 46 + ROW_HEIGHT * self.row

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where its label goes on the narrowest page, in per cent of the width."""
        width = CHARACTER * len(self.point.label)
        start = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return start, start + width


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


@dataclass(frozen=True)
class Round:
    """One interview of a position and what came of it, for a picture of several."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Lane:
    """One round on its own line. `top` is where it begins, in px; its marks count from there."""

    title: str
    marks: tuple[Mark, ...]
    top: int
    done_x: float

    @property
    def line_top(self) -> int:
        """Where its line and labels begin, below the title where it has one."""
        return TITLE_HEIGHT if self.title else 0

    @property
    def from_x(self) -> float:
        return min(mark.x for mark in self.marks)

    @property
    def to_x(self) -> float:
        return max(mark.x for mark in self.marks)

    @property
    def text(self) -> str:
        """The same, in words."""
        words = "; ".join(mark.point.label for mark in self.marks)
        return f"{self.title}: {words}" if self.title else words


@dataclass(frozen=True)
class Rounds:
    """Several rounds, one below the other, on one scale of days; today goes through them all."""

    lanes: tuple[Lane, ...]
    today: Mark
    height: int

    @property
    def has_several(self) -> bool:
        """Whether it shows more than the picture of a single interview does."""
        return len(self.lanes) > 1

    @property
    def today_y(self) -> int:
        """The base line of today's label, below all lanes."""
        return self.height - 5

    @property
    def today_to(self) -> int:
        """Where today's line ends, above its label."""
        return self.height - ROW_HEIGHT

    @property
    def text(self) -> str:
        """The same, in words."""
        return ". ".join([*(lane.text for lane in self.lanes), self.today.point.label])


def timeline(points: Iterable[Point], today: date) -> Timeline:
    """Place the points by their days, evenly scaled; points of one day stand side by side and share no label row."""
    ordered = sorted(points, key=lambda point: (point.day, point.kind == "today"))
    if not ordered:
        return Timeline((), FIRST, 40)
    scale = _Scale(ordered[0].day, ordered[-1].day)
    marks, rows = _placed(ordered, scale)
    return Timeline(marks, scale.x_of(today), 34 + ROW_HEIGHT * rows)


def rounds(several: Iterable[Round], today: Point) -> Rounds:
    """Place each round on a line of its own, all on one scale that holds today; a round without points has no line."""
    there = [each for each in several if each.points]
    days = [today.day, *(point.day for each in there for point in each.points)]
    scale = _Scale(min(days), max(days))
    lanes, top = [], 0
    for each in there:
        marks, rows = _placed(sorted(each.points, key=lambda point: point.day), scale)
        lane = Lane(each.title, marks, top, scale.x_of(today.day))
        lanes.append(replace(lane, done_x=min(max(lane.done_x, lane.from_x), lane.to_x)))
        top += lane.line_top + 34 + ROW_HEIGHT * rows
    (mark,), _rows = _placed([today], scale)
    return Rounds(tuple(lanes), mark, top + ROW_HEIGHT)


@dataclass(frozen=True)
class _Scale:
    start: date
    end: date

    def x_of(self, day: date) -> float:
        """The place of a day in per cent of the width; what lies outside stands at the end."""
        span = max((self.end - self.start).days, 1)
        return round(FIRST + (LAST - FIRST) * min(max((day - self.start).days / span, 0), 1), 2)


def _placed(ordered: Iterable[Point], scale: _Scale) -> tuple[tuple[Mark, ...], int]:
    """Give each point its place and its label the first row in which it touches none; return how many rows it takes."""
    rows: list[list[Mark]] = []
    marks: list[Mark] = []
    for point in ordered:
        mark = _anchored(point, scale.x_of(point.day))
        row = next((index for index, there in enumerate(rows) if not _touches(mark, there)), len(rows))
        if row == len(rows):
            rows.append([])
        mark = replace(mark, row=row)
        rows[row].append(mark)
        marks.append(mark)
    return tuple(marks), len(rows)


def _anchored(point: Point, x: float) -> Mark:
    """Hang a label below its point, or from the side on which it stays within the picture."""
    middle = Mark(point, x, 0, "middle")
    start, end = middle.reach
    return replace(middle, anchor="start") if start < 0 else replace(middle, anchor="end") if end > 100 else middle


def _touches(mark: Mark, there: Iterable[Mark]) -> bool:
    start, end = mark.reach
    return any(start < other.reach[1] + BETWEEN and other.reach[0] < end + BETWEEN for other in there)
