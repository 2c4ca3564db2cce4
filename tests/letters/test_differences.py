"""What differs between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.differences import Difference, Part, count_words, difference, words_lost


def shown(before, after):
    marks = {"same": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(marks[part.kind].format(part.text) for part in difference(before, after).parts)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "Dear Ms Adeyemi,", "+Dear Ms Adeyemi,+"),
        ("Dear Ms Adeyemi,", "", "-Dear Ms Adeyemi,-"),
        ("I was thrilled to come.", "I was glad to come.", "I was -thrilled -+glad +to come."),
        ("One. Two.", "One. Two. Three.", "One. Two. +Three.+"),
        ("a\n\nb", "a\nb", "a\n-\n-b"),
        ("the same", "the  same ", "the  same "),
    ],
)
def test_words_only_one_text_has_are_told_apart(before, after, expected):
    assert shown(before, after) == expected


def test_one_or_two_words_between_changes_belong_to_the_change():
    assert shown("Thank you for the rota on the wall.", "Thank you for showing the plan on your desk.") == (
        "Thank you for -the rota on the wall.-+showing the plan on your desk.+"
    )


def test_three_words_between_changes_stand_for_themselves():
    assert shown("Old. You led us well. Old.", "New. You led us well. New.") == (
        "-Old. -+New. +You led us well. -Old.-+New.+"
    )


def test_words_are_counted_on_each_side():
    found = difference("I halved the no-shows.\n\nSincerely", "I halved them by one question.\n\nSincerely")
    assert (found.added, found.removed, found.is_none) == (4, 2, False)
    assert difference("the same", "the same") == Difference((Part("same", "the same"),))
    assert (difference("a\nb", "a b").is_none, difference("a b", "a  b").is_none) == (False, True)


def test_lost_words_are_counted_wherever_they_stood():
    assert words_lost("one two two three", "three two one") == 1
    assert words_lost("one two", "two one and more") == 0
    assert words_lost("one two", "") == 2
    assert count_words(" one\n\ntwo ") == 2


TEXTS = st.text(alphabet=st.sampled_from("ab. \n"), max_size=60)


@given(TEXTS, TEXTS)
def test_each_text_can_be_read_out_of_the_difference(before, after):
    parts = difference(before, after).parts

    def read(kind):
        return " ".join(part.text.replace("\n", " | ") for part in parts if part.kind in {"same", kind}).split()

    assert read("added") == after.replace("\n", " | ").split()
    assert read("removed") == before.replace("\n", " | ").split()


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert difference(text, text).is_none
