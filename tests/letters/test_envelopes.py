"""Envelopes, read back from their PDFs: where every line stands, and what is kept clear."""

from dataclasses import replace

import pytest

from letters.addresses import Address, lines_of
from letters.envelope_sheet import EnvelopeSheet, envelope_sheet
from letters.envelopes import TooLong
from letters.hand import Hand
from letters.pdf import Unwritable
from letters.stationery import ENVELOPES, PRINTER_SHEETS
from tests.letters.reading_pdf import pages_of, size_of, texts
from tests.letters.test_addresses import DE, GB, JP, US

ME = Address("Daniel Osei", street=("4 Ferry Lane",), town="Bristol", postcode="BS1 6XX", country="GB")
IN_BOSTON = Address("Daniel Osei", "", ("77 Beacon St.",), "Boston", "Massachusetts", "02108", "US")
LONG = Address(
    "Prof. Dr. Wilhelmina Featherstonehaugh-Cholmondeley", "Gesellschaft für angewandte Freiwilligenforschung mbH",
    ("Third Floor, East Wing", "Donaudampfschifffahrtsgesellschaftsstraße 112", "Gate 4"), "Frankfurt am Main", "",
    "60311", "DE",
)  # fmt: skip
SHEET = EnvelopeSheet(
    recipient=lines_of(US, "US"),
    sender=lines_of(IN_BOSTON, "US"),
    is_back=False,
    envelope=ENVELOPES["c6"],
    hand=Hand(3.2, 8),
    printer=PRINTER_SHEETS["a4"],
    author="Daniel Osei",
    language="en",
    title="Envelope to Ms Ifeoma O’Adeyemi",
)
ABOVE, BELOW = 0.95, 0.33  # how far letters and accents of the faces reach from their baseline, in parts of their size


def box(found, width_of):
    """Return left, top, right and bottom of these texts."""
    return (
        min(each.left for each in found),
        min(each.baseline - ABOVE * each.size for each in found),
        max(each.left + width_of(each) for each in found),
        max(each.baseline + BELOW * each.size for each in found),
    )


def garamond_width(each):
    from letters.faces import face  # noqa: PLC0415

    return face("garamond").advance(each.text) / face("garamond").units_per_em * each.size


@pytest.mark.parametrize("address", [US, GB, DE, JP, LONG], ids=["US", "GB", "DE", "JP", "long"])
@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=lambda envelope: envelope.key)
def test_the_address_keeps_to_the_zone_of_both_rules(envelope, address):
    sheet = replace(SHEET, envelope=envelope, recipient=lines_of(address, "US"))
    (page,) = pages_of(envelope_sheet(sheet, as_model=False))
    assert size_of(page) == (pytest.approx(envelope.width_mm, abs=0.01), pytest.approx(envelope.height_mm, abs=0.01))
    found = texts(page)
    recipient = found[len(sheet.sender) :]
    assert [each.text for each in found[: len(sheet.sender)]] == list(sheet.sender)
    assert " ".join(each.text for each in recipient).replace(" ", "") == "".join(sheet.recipient).replace(" ", "")
    left, top, right, bottom = box(recipient, garamond_width)
    # DIN 5008: 15 mm left, right and below, 40 mm above. Publication 28: 5/8 to 2 3/4 in from the bottom, which also
    # keeps the lower right 4 3/4 x 5/8 in clear; half an inch from the sides.
    assert left >= 14.99
    assert right <= envelope.width_mm - 14.99
    assert top >= max(40, envelope.height_mm - 2.75 * 25.4) - 0.01
    assert bottom <= envelope.height_mm - max(15, 5 / 8 * 25.4) + 0.01
    assert all(each.left == pytest.approx(left, abs=0.01) for each in recipient)
    assert min(each.size for each in recipient) >= 8 * 25.4 / 72 - 0.01


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=lambda envelope: envelope.key)
def test_the_sender_stands_in_the_upper_left_above_the_address(envelope):
    sheet = replace(SHEET, envelope=envelope)
    (page,) = pages_of(envelope_sheet(sheet, as_model=False))
    left, top, right, bottom = box(texts(page)[:3], garamond_width)
    assert (left, top >= 9, right < envelope.width_mm / 2, bottom < 40) == (
        pytest.approx(15, abs=0.01),
        True,
        True,
        True,
    )


def test_every_envelope_has_a_shape_that_the_american_post_takes_at_the_usual_price():
    assert [each.key for each in ENVELOPES.values() if not 1.3 <= each.width_mm / each.height_mm <= 2.5] == []


def test_the_british_sender_stands_on_the_back():
    sheet = replace(SHEET, recipient=lines_of(GB, "GB"), sender=lines_of(ME, "GB"), is_back=True)
    front, back = pages_of(envelope_sheet(sheet, as_model=False))
    assert [each.text for each in texts(front)] == list(sheet.recipient)
    assert [each.text for each in texts(back)] == ["Daniel Osei", "4 Ferry Lane", "BRISTOL", "BS1 6XX"]


def test_without_a_sender_there_is_the_address_alone():
    for is_back in (False, True):
        (page,) = pages_of(envelope_sheet(replace(SHEET, sender=(), is_back=is_back), as_model=False))
        assert [each.text for each in texts(page)] == list(SHEET.recipient)


@pytest.mark.parametrize("printer", PRINTER_SHEETS.values(), ids=lambda printer: printer.key)
@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=lambda envelope: envelope.key)
def test_the_model_is_in_the_persons_hand_on_the_printers_sheet(envelope, printer):
    sheet = replace(SHEET, envelope=envelope, printer=printer, recipient=lines_of(LONG, "US"))
    (page,) = pages_of(envelope_sheet(sheet, as_model=True))
    assert size_of(page) == (pytest.approx(printer.height_mm, abs=0.01), pytest.approx(printer.width_mm, abs=0.01))
    written = [each for each in texts(page) if each.font.startswith("Playpen")]
    assert "".join(each.text for each in written).replace(" ", "") == "".join(
        (*sheet.sender, *sheet.recipient)
    ).replace(" ", "")
    assert all(15 < each.left < printer.height_mm - 15 for each in written)
    assert all(30 < each.baseline < printer.width_mm - 12 for each in written)


def test_a_hostile_address_is_printed_as_typed():
    hostile = (
        "<b>Tom</b>",
        "{{ 7*7 }}{% load x %}",
        "&amp; <link rel=attachment href=file:///etc/passwd>",
        "%(x)s {0}",
    )
    for as_model in (False, True):
        (page,) = pages_of(envelope_sheet(replace(SHEET, recipient=hostile, sender=hostile[:1]), as_model))
        text = "".join(each.text for each in texts(page)).replace(" ", "")
        assert "".join((hostile[0], *hostile)).replace(" ", "") in text


def test_an_address_without_room_is_refused():
    with pytest.raises(TooLong):
        envelope_sheet(replace(SHEET, recipient=("W" * 120,) * 9), as_model=False)
    with pytest.raises(TooLong):
        envelope_sheet(replace(SHEET, sender=("W" * 120,) * 9), as_model=False)


def test_characters_without_a_face_are_named_and_nothing_is_printed():
    with pytest.raises(Unwritable, match="東"):
        envelope_sheet(replace(SHEET, recipient=("東京",)), as_model=False)


def test_the_same_envelope_has_the_same_bytes():
    assert envelope_sheet(SHEET, True) == envelope_sheet(SHEET, True)
