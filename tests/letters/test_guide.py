"""The guide sheet, read back from its PDF, beside the copy sheet that it belongs to."""

from dataclasses import replace

import pytest

from letters.guide import guide_sheet
from letters.hand import Hand, lay_out
from letters.pdf import Unwritable, copy_sheet
from letters.stationery import CARDS, PRINTER_SHEETS, own_card
from tests.letters.reading_pdf import pages_of, strokes, texts
from tests.letters.test_pdf import LETTER, SHEET

EVERY_CARD = (*CARDS.values(), own_card(170, 240), own_card(140, 90), own_card(200, 284))


def rules(page, card, pitch):
    """Return left, height and width of each level line that is as long as a written line, those of a tick cut off."""
    found = []
    for stroke in strokes(page):
        right = max(stroke.x1, stroke.x2)
        if stroke.is_level and -0.01 <= stroke.length - card.writing_width_mm <= 2.01:
            found.append((round(right - card.writing_width_mm, 2), round(stroke.y1, 2), round(stroke.width, 2)))
    return sorted(found, key=lambda rule: rule[1])


def numbers(page):
    return {int(each.text): round(each.baseline, 2) for each in texts(page) if each.text.isdecimal()}


def rulers(page):
    return [stroke for stroke in strokes(page) if stroke.is_level and stroke.width == pytest.approx(0.25, abs=0.005)]


@pytest.mark.parametrize("printer", PRINTER_SHEETS.values(), ids=lambda printer: printer.key)
@pytest.mark.parametrize("card", EVERY_CARD, ids=lambda card: f"{card.width_mm:g}")
def test_the_control_rulers_measure_50_mm_and_2_inches_on_every_card(card, printer):
    for page in pages_of(guide_sheet(replace(SHEET, card=card, printer=printer), False)):
        assert sorted(each.length for each in rulers(page)) == [
            pytest.approx(50, abs=0.005),
            pytest.approx(50.8, abs=0.005),
        ]
        assert all(each.y1 <= printer.height_mm - 4.9 for each in rulers(page))
        assert "If this is not 50 mm, turn off “fit to page”." in [each.text for each in texts(page)]


@pytest.mark.parametrize("pitch", [7, 8, 9, 10])
def test_rules_and_numbers_coincide_with_those_of_the_copy_sheet(pitch):
    for card in (CARDS["a6"], CARDS["a5"], CARDS["monarch"], own_card(140, 90)):
        sheet = replace(SHEET, text="Dear Ann,", card=card, hand=Hand(3.2, pitch))
        copy, guide = pages_of(copy_sheet(sheet))[-1], pages_of(guide_sheet(sheet, False))[-1]
        assert [rule[:2] for rule in rules(copy, card, pitch)] == [rule[:2] for rule in rules(guide, card, pitch)]
        assert len(rules(guide, card, pitch)) == card.lines_per_side(pitch)
        assert {width for *_place, width in rules(guide, card, pitch)} == {0.6}
        assert numbers(copy) == numbers(guide)
        assert list(numbers(guide)) != []


def test_the_pale_words_stand_where_those_of_the_copy_sheet_stand():
    sheet = replace(SHEET, card=CARDS["a6"])
    copy, guide = pages_of(copy_sheet(sheet)), pages_of(guide_sheet(sheet, True))

    def words(page):
        return [each for each in texts(page) if each.font.startswith("Playpen")]

    assert len(guide) == len(copy) == len(lay_out(LETTER, sheet.card, sheet.hand).sides) == 3
    assert [words(page) for page in guide] == [words(page) for page in copy]
    assert words(guide[0]) != []


def test_without_the_words_one_page_is_enough_and_has_none_of_them():
    (page,) = pages_of(guide_sheet(replace(SHEET, card=CARDS["a6"]), False))
    assert [each.text for each in texts(page) if each.font.startswith("Playpen")] == []


def test_a_card_taller_than_the_printers_sheet_has_two_parts_in_true_size():
    card = CARDS["a4"]
    upper, lower = pages_of(guide_sheet(replace(SHEET, card=card, printer=PRINTER_SHEETS["letter"]), True))
    spare = PRINTER_SHEETS["letter"].height_mm - card.height_mm
    above, below = rules(upper, card, 8), rules(lower, card, 8)
    assert [y for _, y, _ in above] == [pytest.approx(10 + 8 * number, abs=0.02) for number in range(1, len(above) + 1)]
    assert [y for _, y, _ in below] == [
        pytest.approx(spare + 10 + 8 * number, abs=0.02) for number in range(35 - len(below), 35)
    ]
    assert len(above) + len(below) >= 34
    shown = set(numbers(upper)) | set(numbers(lower))
    assert shown == set(range(1, 35))
    assert "Upper part: lay the upper edges of card and sheet together." in upper.extract_text()
    assert "Lower part: lay the lower edges of card and sheet together." in lower.extract_text()


def test_the_rulers_are_not_drawn_over_a_rule_or_the_cards_edge():
    for card in EVERY_CARD:
        for printer in PRINTER_SHEETS.values():
            page = pages_of(guide_sheet(replace(SHEET, card=card, printer=printer), False))[-1]
            bottom = max(each.y1 for each in rulers(page))
            heights = [each.y1 for each in strokes(page) if each.is_level and each.length > 60]
            assert [y for y in heights if bottom - 3 < y < bottom + 0.4] == [], card


def test_words_that_the_hand_cannot_write_are_named():
    with pytest.raises(Unwritable):
        guide_sheet(replace(SHEET, text="Hello 😀"), True)
    assert guide_sheet(replace(SHEET, text="Hello 😀"), False).startswith(b"%PDF")


def test_the_same_guide_sheet_has_the_same_bytes():
    assert guide_sheet(SHEET, True) == guide_sheet(SHEET, True)
