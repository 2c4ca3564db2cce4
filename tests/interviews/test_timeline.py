from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from interviews.timeline import BETWEEN, Mark, Point, Round, rounds, timeline

KINDS = st.sampled_from(["interview", "letter", "decision", "followup", "today"])
LABELS = st.sampled_from(["today", "posted 9 Nov", "interview 25 Oct", "follow up 2 Nov", "Entscheidung 25. Nov."])
POINTS = st.lists(st.builds(Point, st.dates(date(2026, 1, 1), date(2027, 12, 31)), KINDS, LABELS), max_size=8)


def test_points_stand_where_their_days_are():
    found = timeline(
        [
            Point(date(2026, 11, 28), "decision", "decision 28 Nov"),
            Point(date(2026, 11, 18), "interview", "interview 18 Nov", is_done=True),
            Point(date(2026, 11, 23), "today", "today", is_done=True),
        ],
        date(2026, 11, 23),
    )
    assert [(mark.point.kind, mark.x, mark.row, mark.anchor) for mark in found.marks] == [
        ("interview", 2.0, 0, "start"),
        ("today", 50.0, 0, "middle"),
        ("decision", 98.0, 0, "end"),
    ]
    assert (found.done_x, found.text) == (50.0, "interview 18 Nov; today; decision 28 Nov")


def test_what_lies_long_ago_stands_close_together_and_stays_readable():
    found = timeline(
        [
            Point(day(1), "interview", "interview 1 Nov", is_done=True),
            Point(day(2), "letter", "posted 2 Nov", is_done=True),
            Point(day(8), "decision", "decision 8 Nov", is_done=True),
            Point(day(9), "followup", "follow up 9 Nov"),
            Point(day(25), "today", "today", is_done=True),
        ],
        day(25),
    )
    assert [(mark.point.kind, mark.row, mark.anchor) for mark in found.marks] == [
        ("interview", 0, "start"),
        ("letter", 1, "start"),
        ("decision", 2, "middle"),
        ("followup", 3, "middle"),
        ("today", 0, "end"),
    ]


def test_a_single_day_is_a_point_and_no_division_by_nothing():
    found = timeline(
        [Point(date(2026, 11, 18), "interview", "a"), Point(date(2026, 11, 18), "today", "b")], date(2026, 11, 18)
    )
    assert [(mark.x, mark.row) for mark in found.marks] == [(2.0, 0), (2.0, 1)]


def test_no_point_is_a_line_without_marks():
    assert timeline([], date(2026, 11, 18)).marks == ()


@given(POINTS, st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_labels_of_one_row_never_touch_and_stay_on_the_line(points, today):
    found = timeline(points, today)
    assert sorted(mark.point.day for mark in found.marks) == [mark.point.day for mark in found.marks]
    assert len(found.marks) == len(points)
    rows: dict[int, list[Mark]] = {}
    for mark in found.marks:
        assert 2.0 <= mark.x <= 98.0
        assert 0 <= mark.reach[0] < mark.reach[1] <= 100
        rows.setdefault(mark.row, []).append(mark)
        assert mark.label_y < found.height + 18
    for row in rows.values():
        in_line = sorted(row, key=lambda mark: mark.reach)
        assert all(b.reach[0] - a.reach[1] >= BETWEEN for a, b in pairwise(in_line))
    assert 2.0 <= found.done_x <= 98.0


def day(number: int) -> date:
    return date(2026, 11, number)


def test_rounds_stand_on_one_scale_below_each_other():
    found = rounds(
        [
            Round("Round 1", (Point(day(2), "interview", "interview 2 Nov", is_done=True),)),
            Round(
                "Round 2",
                (
                    Point(day(30), "decision", "decision 30 Nov"),
                    Point(day(16), "interview", "interview 16 Nov", is_done=True),
                ),
            ),
            Round("Round 3", ()),
        ],
        Point(day(23), "today", "today, 23 Nov", is_done=True),
    )
    assert [(lane.title, lane.top, lane.from_x, lane.to_x, lane.done_x) for lane in found.lanes] == [
        ("Round 1", 0, 2.0, 2.0, 2.0),
        ("Round 2", 34 + 34 + 18, 50.0, 98.0, 74.0),
    ]
    assert (found.today.x, found.today_to, found.today_y, found.height) == (74.0, 190, 203, 208)
    assert found.has_several
    assert found.text == ("Round 1: interview 2 Nov. Round 2: interview 16 Nov; decision 30 Nov. today, 23 Nov")


def test_one_round_has_no_title_and_a_day_before_it_draws_nothing_as_past():
    today = Point(day(1), "today", "today, 1 Nov", is_done=True)
    found = rounds([Round("", (Point(day(5), "interview", "interview 5 Nov"),))], today)
    assert [(lane.line_top, lane.from_x, lane.done_x) for lane in found.lanes] == [(0, 98.0, 98.0)]
    assert (found.has_several, found.text, found.height) == (False, "interview 5 Nov. today, 1 Nov", 34 + 18 + 18)


def test_no_round_is_today_alone():
    found = rounds([], Point(day(1), "today", "today, 1 Nov"))
    assert (found.lanes, found.today.x, found.height) == ((), 2.0, 18)


@given(st.lists(POINTS, max_size=5), st.dates(date(2025, 1, 1), date(2028, 12, 31)))
def test_lanes_never_touch_and_all_marks_lie_in_theirs(several, today):
    found = rounds([Round("R", tuple(points)) for points in several], Point(today, "today", "today"))
    assert len(found.lanes) == sum(map(bool, several))
    tops = [lane.top for lane in found.lanes] + [found.today_to]
    for lane, below in zip(found.lanes, tops[1:], strict=True):
        assert all(lane.top + lane.line_top + mark.label_y <= below for mark in lane.marks)
        assert 2.0 <= lane.from_x <= lane.done_x <= lane.to_x <= 98.0
    assert 2.0 <= found.today.x <= 98.0
