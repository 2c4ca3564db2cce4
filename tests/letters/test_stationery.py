"""Cards, envelopes and printer sheets."""

import pytest

from letters.stationery import CARDS, ENVELOPES, PRINTER_SHEETS, Card, own_card


def test_every_card_goes_into_its_envelope_as_it_is_folded():
    loose = {
        card.key: tuple(
            round(inside - edge, 1)
            for inside, edge in zip(
                (ENVELOPES[card.envelope].width_mm, ENVELOPES[card.envelope].height_mm),
                card.in_envelope_mm,
                strict=True,
            )
        )
        for card in CARDS.values()
    }
    assert loose == {
        "a6": (14, 9),
        "a5": (19, 14),
        "a2": (6.3, 3),
        "correspondence": (18.9, 25.1),
        "5x7": (6.2, 6),
        "monarch": (5.8, 9.1),
        "a4": (10, 11),
        "letter": (25.1, 11.9),
    }


def test_envelopes_lie_on_their_long_edge():
    assert [envelope.key for envelope in ENVELOPES.values() if envelope.width_mm < envelope.height_mm] == []


def test_keys_fit_the_database_and_name_their_own_entry():
    for table in (CARDS, ENVELOPES, PRINTER_SHEETS):
        assert all(key == thing.key and 0 < len(key) <= 16 for key, thing in table.items())


def test_lines_between_the_margins_of_each_card():
    lines = {key: tuple(card.lines_per_side(pitch) for pitch in (7, 8, 9, 10)) for key, card in CARDS.items()}
    assert lines == {
        "a6": (18, 16, 14, 12),
        "a5": (27, 23, 21, 19),
        "a2": (12, 11, 9, 8),
        "correspondence": (20, 18, 16, 14),
        "5x7": (22, 19, 17, 15),
        "monarch": (35, 30, 27, 24),
        "a4": (39, 34, 30, 27),
        "letter": (37, 32, 28, 25),
    }


def test_a_pitch_that_divides_the_height_loses_no_line_to_rounding():
    assert Card("own", "Own size", 100, 20 + 7 * 0.1, "c6").lines_per_side(0.1) == 7


def test_only_the_folded_panel_opens():
    assert {card.key: card.opens_to_mm for card in CARDS.values() if card.is_folded} == {"a2": 215.9}


def test_an_own_card_takes_the_smallest_envelope_that_fits():
    assert own_card(100, 140) == Card("own", "Own size", 100, 140, "us_a2")
    assert own_card(140, 100) == Card("own", "Own size", 140, 100, "us_a2")


def test_an_own_card_is_folded_where_no_envelope_takes_it_flat():
    assert own_card(150, 240) == Card("own", "Own size", 150, 240, "b6", folds=1)
    assert own_card(205, 290) == Card("own", "Own size", 205, 290, "c5", folds=1)
    assert own_card(62, 279) == Card("own", "Own size", 62, 279, "us_a2", folds=1)


def test_the_largest_own_cards_still_have_an_envelope():
    assert own_card(210, 297) == Card("own", "Own size", 210, 297, "c5", folds=1)
    assert own_card(215.9, 279.4) == Card("own", "Own size", 215.9, 279.4, "c5", folds=1)


@pytest.mark.parametrize(
    "size", [(59, 100), (100, 59.9), (0, 0), (-148, 210), (float("nan"), 100), (100, float("inf"))]
)
def test_an_own_card_too_small_to_write_on_is_refused(size):
    with pytest.raises(ValueError, match=r"^A card needs at least 60 mm on each edge\.$"):
        own_card(*size)


@pytest.mark.parametrize("size", [(297, 210), (216, 279.4), (215.9, 290), (148, 300)])
def test_an_own_card_that_no_printer_sheet_holds_is_refused(size):
    with pytest.raises(ValueError, match=r"^A card has to lie on a printer sheet"):
        own_card(*size)
