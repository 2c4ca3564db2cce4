"""Addresses as whole values, at home and from abroad."""

import pytest

from letters.addresses import Address, lines_of, missing

US = Address("Ms Ifeoma O’Adeyemi", "Harbour & Field, Inc.", ("1200-A Main St., Suite 4",), "St. Paul", "Minnesota", "55101-1234", "US")  # fmt: skip
GB = Address("Mr Tom Reyes", "Harbour & Field", ("Flat 2, 12, Quay Street", "Redcliffe,"), "Bristol", "Avon", "bs14dj", "GB")  # fmt: skip
DE = Address("Frau Dr. Ute Weiß", "Hafen GmbH", ("c/o Müller", "Am Sandtorkai 5"), "Hamburg", "Hamburg", "20457", "DE")
FR = Address("Mme Claire Dubois", "Quai SA", ("12 rue de la Paix",), "Paris", "", "75002", "FR")
AT = Address("Mag. Eva Huber", "Donau AG", ("Stubenring 1",), "Wien", "", "1010", "AT")
JP = Address("Ms Aiko Tanaka", "Minato Trading", ("1-3-2 Kasumigaseki",), "Chiyoda-ku", "Tokyo", "100-8798", "JP")
SG = Address("Mr Wei Tan", "", ("1 Fullerton Road",), "Singapore", "", "049213", "SG")

AT_HOME = [
    (US, ("MS IFEOMA OADEYEMI", "HARBOUR & FIELD INC", "1200 A MAIN ST SUITE 4", "ST PAUL MN 55101-1234")),
    (GB, ("Mr Tom Reyes", "Harbour & Field", "Flat 2", "12 Quay Street", "Redcliffe", "BRISTOL", "BS1 4DJ")),
    (DE, ("Frau Dr. Ute Weiß", "Hafen GmbH", "c/o Müller", "Am Sandtorkai 5", "20457 Hamburg")),
    (FR, ("Quai SA", "Mme Claire Dubois", "12 rue de la Paix", "75002 PARIS")),
    (AT, ("Donau AG", "Mag. Eva Huber", "Stubenring 1", "1010 WIEN")),
    (JP, ("Ms Aiko Tanaka", "Minato Trading", "1-3-2 Kasumigaseki", "Chiyoda-ku, TOKYO", "100-8798")),
    (SG, ("Mr Wei Tan", "1 Fullerton Road", "SINGAPORE 049213")),
]
COUNTRY_LINES = {
    "US": "UNITED STATES", "GB": "UNITED KINGDOM", "DE": "GERMANY", "FR": "FRANCE", "AT": "AUSTRIA", "JP": "JAPAN",
    "SG": "REP. OF SINGAPORE",
}  # fmt: skip


@pytest.mark.parametrize(("address", "lines"), AT_HOME, ids=lambda value: getattr(value, "country", ""))
def test_at_home_the_country_is_left_out(address, lines):
    assert lines_of(address, address.country) == lines


@pytest.mark.parametrize(("address", "lines"), AT_HOME, ids=lambda value: getattr(value, "country", ""))
def test_from_abroad_the_country_stands_last_in_capitals(address, lines):
    town = {"DE": (*lines[:-1], "20457 HAMBURG")}.get(address.country, lines)
    assert lines_of(address, "NO") == (*town, COUNTRY_LINES[address.country])


def test_a_country_that_is_not_known_is_taken_to_be_that_of_the_sender():
    unknown = Address("Tom Reyes", "", ("12 Quay Street",), "Bristol", "", "BS1 4DJ")
    assert lines_of(unknown, "GB") == ("Tom Reyes", "12 Quay Street", "BRISTOL", "BS1 4DJ")
    assert lines_of(unknown, "") == ("Tom Reyes", "12 Quay Street", "BS1 4DJ Bristol")


def test_a_country_that_the_library_does_not_know_keeps_every_part():
    strange = Address("Tom Reyes", "", ("1 Road",), "Town", "Region", "9", "ZQ")
    assert lines_of(strange, "GB") == ("Tom Reyes", "1 Road", "9 Town", "Region", "ZQ")


@pytest.mark.parametrize(
    ("street", "line"),
    [
        ("39-81 River Rd.", "39-81 RIVER RD"),
        ("39 1/2 N. Oak Ave", "39 1/2 N OAK AVE"),
        ("12, St. John's Pl. #4", "12 ST JOHNS PL #4"),
        ("P.O. Box 77", "P O BOX 77"),
    ],
)
def test_american_capitals_keep_what_parts_figures(street, line):
    assert lines_of(Address("A", "", (street,), "Troy", "N.Y.", "12180", "US"), "US") == ("A", line, "TROY NY 12180")


def test_an_american_state_that_is_none_stays_as_typed():
    assert lines_of(Address("A", "", ("1 B St",), "Troy", "Upstate", "1", "US"), "US")[-1] == "TROY UPSTATE 1"


def test_a_british_postcode_that_is_none_stays_as_typed():
    assert lines_of(Address("A", "", ("1 B St",), "York", "", "soon", "GB"), "GB") == ("A", "1 B St", "YORK", "SOON")


def test_what_a_pen_cannot_write_is_left_out_and_no_line_is_blank():
    odd = Address(" Tom\nReyes\u202e ", "\u200b", ("", " 12\tQuay  Street\u0000", "\n"), "Bris\rtol", "", " ", "DE")
    assert lines_of(odd, "DE") == ("Tom Reyes", "12 Quay Street", "Bris tol")


def test_markup_stays_as_typed():
    hostile = Address("<b>Tom</b>", "{{ 7*7 }}", ("&amp; <script>",), "%(x)s", "", "{0}", "DE")
    assert lines_of(hostile, "DE") == ("<b>Tom</b>", "{{ 7*7 }}", "&amp; <script>", "{0} %(x)s")


@pytest.mark.parametrize(
    ("country", "needed"),
    [
        ("US", ("street", "town", "region", "postcode")),
        ("GB", ("street", "town", "postcode")),
        ("DE", ("street", "town", "postcode")),
        ("JP", ("street", "town", "region", "postcode")),
        ("AE", ("street", "town", "region")),
        ("IE", ("street", "town")),
        ("", ("street", "town")),
    ],
)
def test_what_the_country_needs_and_is_empty_is_named(country, needed):
    assert missing(Address("Tom Reyes", "Harbour & Field", (" ",), country=country)) == needed


def test_a_whole_address_misses_nothing():
    assert [missing(address) for address, _lines in AT_HOME] == [()] * len(AT_HOME)
