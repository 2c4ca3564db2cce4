from hypothesis import given
from hypothesis import strategies as st

from interviews.stamps import Merged, digest, merge, read, stamp

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
