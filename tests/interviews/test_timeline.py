from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from interviews.timeline import LABEL_SPACING, Point, timeline

KINDS = st.sampled_from(["interview", "letter", "decision", "followup", "today"])
POINTS = st.lists(st.builds(Point, st.dates(date(2026, 1, 1), date(2027, 12, 31)), KINDS, st.just("label")), max_size=8)


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
    rows: dict[int, float] = {}
    for mark in found.marks:
        assert 2.0 <= mark.x <= 98.0
        assert mark.x - rows.get(mark.row, -100) >= LABEL_SPACING
        rows[mark.row] = mark.x
        assert mark.label_y < found.height + 18
    assert 2.0 <= found.done_x <= 98.0
