"""The steps in which a letter is copied from a screen."""

from dataclasses import replace

from letters.copying import Kind, Step, fingerprint, steps
from letters.hand import HAND_SIZES, Hand, lay_out
from letters.stationery import CARDS, own_card

MEDIUM = Hand(HAND_SIZES["medium"], 8)
# Three lines a side, so that a short letter takes several.
SMALL_CARD = own_card(100, 60)
LETTER = "Dear Ms Adeyemi,\n\nThank you for the hour on Wednesday.\n\nSincerely,\nDaniel Osei"


def told(text, card=SMALL_CARD, hand=MEDIUM):
    """Return each step as kind, side, number and text."""
    return [
        (step.kind.value, step.side, step.number, step.text) for step in steps(lay_out(text, card, hand), card, hand)
    ]


def test_lines_and_free_lines_come_in_turn_and_the_card_is_turned_between_sides():
    card = replace(SMALL_CARD, height_mm=20 + 3 * 8)
    assert told(LETTER, card) == [
        ("line", 1, 1, "Dear Ms Adeyemi,"),
        ("blank", 1, 2, ""),
        ("line", 1, 3, "Thank you for the hour"),
        ("turn", 1, 3, ""),
        ("line", 2, 1, "on Wednesday."),
        ("blank", 2, 2, ""),
        ("line", 2, 3, "Sincerely,"),
        ("card", 2, 3, ""),
        ("line", 3, 1, "Daniel Osei"),
        ("end", 3, 1, ""),
    ]


def test_a_folded_card_goes_on_with_its_next_panel():
    card = replace(CARDS["a2"], height_mm=20 + 4 * 8)
    kinds = [kind for kind, *_ in told(LETTER, card)]
    assert kinds == ["line", "blank", "line", "line", "panel", "line", "line", "end"]


def test_an_empty_letter_has_nothing_but_its_end():
    assert told(" \n ") == [("end", 1, 0, "")]


def test_a_line_says_how_many_its_side_has():
    card = replace(SMALL_CARD, height_mm=20 + 3 * 8)
    found = steps(lay_out(LETTER, card, MEDIUM), card, MEDIUM)
    assert [(step.side, step.sides, step.lines) for step in found] == [
        *[(1, 3, 3)] * 4,
        *[(2, 3, 3)] * 4,
        *[(3, 3, 1)] * 2,
    ]


def test_a_length_is_the_faces_rounded_up_and_comes_apart_into_digits():
    found = steps(lay_out("Ill\nWe look forward to it", CARDS["a4"], MEDIUM), CARDS["a4"], MEDIUM)
    assert [(step.tenths, step.digits) for step in found[:2]] == [(10, (0, 1, 0)), (105, (1, 0, 5))]


def test_the_fingerprint_changes_with_a_word_with_a_break_and_with_the_side():
    def of(text, card=SMALL_CARD, hand=MEDIUM):
        return fingerprint(steps(lay_out(text, card, hand), card, hand))

    prints = [
        of(LETTER),
        of(LETTER.replace("hour", "time")),
        of(LETTER, hand=Hand(4.0, 8)),
        of(LETTER, card=replace(SMALL_CARD, height_mm=20 + 3 * 8)),
        of("\ud800"),
    ]
    assert len(set(prints)) == len(prints)
    assert of(LETTER) == of(LETTER.replace("\n", "\r\n") + " ")
    assert {len(each) for each in prints} == {16}


def test_a_step_is_a_plain_value():
    (line, _end) = steps(lay_out("Hi", SMALL_CARD, MEDIUM), SMALL_CARD, MEDIUM)
    assert line == Step(Kind.LINE, 1, 1, 1, 1, "Hi", 11)
