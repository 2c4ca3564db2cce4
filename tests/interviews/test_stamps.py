from hypothesis import given
from hypothesis import strategies as st

from interviews.stamps import Merged, RowPlan, TypedRow, digest, merge, merge_rows, read, stamp

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
UNITS = st.dictionaries(st.sampled_from(["name", "left_out", "topics.12"]), TEXTS, min_size=3)


def test_a_stamp_says_what_a_window_was_opened_with():
    values = {"name": "Tom", "note": "", "window": ("weeks", 2)}
    assert read(stamp(values)) == {unit: digest(value) for unit, value in values.items()}
    assert read("") == {}
    assert read("no stamp at all; x") == {}


def test_line_ends_and_nothing_in_any_form_are_no_change():
    assert digest("one\r\ntwo") == digest("one\ntwo") == digest(" one\rtwo ")
    assert digest("") == digest(None) == digest(False) == digest(("", None)) == ""
    assert digest(("a", "b")) != digest(("ab", ""))
    assert digest("weeks 1") != digest("weeks 2")


def test_what_only_one_window_changed_is_what_it_says():
    before = {"name": "Tom", "role": "Finance", "phone": ""}
    marks = read(stamp(before))
    stored = before | {"role": "Finance Lead"}
    typed = before | {"phone": "0117"}
    assert merge(marks, stored, typed) == Merged({"name": "Tom", "role": "Finance Lead", "phone": "0117"}, ())


def test_what_both_changed_keeps_what_is_stored_and_is_named():
    marks = read(stamp({"name": "Tom"}))
    assert merge(marks, {"name": "Tom Reyes"}, {"name": "Tomás Reyes"}) == Merged({"name": "Tom Reyes"}, ("name",))
    assert merge(marks, {"name": "Tom Reyes"}, {"name": "Tom Reyes"}) == Merged({"name": "Tom Reyes"}, ())
    assert merge(marks, {"name": ""}, {"name": "Tomás"}) == Merged({"name": ""}, ("name",))


def test_without_a_stamp_nothing_stored_is_overwritten():
    assert merge({}, {"name": "Tom"}, {"name": "Ann"}) == Merged({"name": "Tom"}, ("name",))
    assert merge({}, {"name": "Tom"}, {"name": ""}) == Merged({"name": "Tom"}, ())


def test_a_unit_that_could_not_be_read_is_left_as_it_stands():
    assert merge({}, {"name": "Tom", "email": "a@example.org"}, {"name": "Tom"}) == Merged({"name": "Tom"}, ())


@given(UNITS, UNITS, UNITS)
def test_no_word_of_either_window_is_lost(before, stored, typed):
    merged = merge(read(stamp(before)), stored, typed)
    for unit, value in typed.items():
        kept = digest(merged.values[unit])
        if digest(stored[unit]) not in {digest(before[unit]), digest(value)}:
            assert kept == digest(stored[unit])
        if digest(value) not in {digest(before[unit]), digest(stored[unit])}:
            assert kept == digest(value) or unit in merged.both


@given(UNITS, UNITS)
def test_sending_again_what_was_shown_side_by_side_keeps_it(stored, typed):
    again = merge(read(stamp(stored)), stored, typed)
    assert again == Merged(typed, ())


ROTA, CEZANNE = ("the rota", False, ""), ("Cézanne", True, "warm_up")


def typed(key, was, *values):
    return TypedRow(key, digest(was) if was else "", values)


def test_rows_are_written_added_and_taken_away():
    rows = [
        typed(1, ROTA, "the rota", False, "main"),
        typed(2, CEZANNE, "", True, "warm_up"),
        typed(None, None, "choirs", True, ""),
    ]
    assert merge_rows(rows, {1: ROTA, 2: CEZANNE}) == RowPlan(
        written={1: ("the rota", False, "main")}, added={2: ("choirs", True, "")}, removed={2}, keys={0: 1}
    )


def test_a_list_that_nobody_changed_asks_for_nothing():
    rows = [typed(1, ROTA, *ROTA), typed(None, None, "", False, "")]
    assert merge_rows(rows, {1: ROTA, 2: CEZANNE}) == RowPlan(keys={0: 1})


def test_a_new_row_that_is_sent_twice_is_added_once():
    rows = [typed(None, None, *ROTA), typed(None, None, "Cézanne", False, "")]
    assert merge_rows(rows, {7: ROTA, 8: CEZANNE}) == RowPlan(written={8: ("Cézanne", False, "")}, keys={0: 7, 1: 8})


def test_a_row_that_both_windows_worded_anew_is_kept_twice():
    rows = [typed(1, ROTA, "the rota on the wall", False, "")]
    assert merge_rows(rows, {1: ("the winter rota", False, "")}) == RowPlan(added={0: rows[0].values}, both=[0])


def test_a_row_the_other_window_took_away_comes_back_only_when_it_was_reworded():
    assert merge_rows([typed(1, ROTA, *ROTA)], {}) == RowPlan()
    assert merge_rows([typed(1, ROTA, "the winter rota", False, "")], {}) == RowPlan(
        added={0: ("the winter rota", False, "")}
    )


def test_a_row_the_other_window_reworded_is_not_taken_away():
    assert merge_rows([typed(1, ROTA, "", False, "")], {1: CEZANNE}) == RowPlan()
    assert merge_rows([typed(1, ROTA, *ROTA)], {1: CEZANNE}) == RowPlan(keys={0: 1})


def test_two_rows_that_claim_one_stored_row_are_two():
    rows = [typed(1, ROTA, *ROTA), typed(1, ROTA, *CEZANNE)]
    assert merge_rows(rows, {1: ROTA}) == RowPlan(keys={0: 1}, added={1: CEZANNE})
    emptied = [typed(1, ROTA, "", False, ""), typed(1, ROTA, *CEZANNE)]
    assert merge_rows(emptied, {1: ROTA}) == RowPlan(removed={1}, added={1: CEZANNE})


WORDS = st.sampled_from(["", "the rota", "Cézanne", "choirs", "budgets"])
ROWS = st.dictionaries(st.integers(1, 4), WORDS.filter(bool).map(lambda text: (text, False)), max_size=4)


@given(ROWS, ROWS, st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 4]), WORDS), max_size=5))
def test_no_row_of_either_window_is_lost(before, stored, sent):
    rows = [TypedRow(key, digest(before[key]) if key in before else "", (text, False)) for key, text in sent]
    plan = merge_rows(rows, stored)
    kept = {key: plan.written.get(key, values) for key, values in stored.items() if key not in plan.removed}
    there = {values[0] for values in (*kept.values(), *plan.added.values())}
    for row in rows:
        is_untouched = row.key is not None and digest(row.values) == row.mark
        assert row.says_nothing or is_untouched or row.values[0] in there
    for key, values in stored.items():
        if values != before.get(key):
            assert values[0] in there
