import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.phones import tel_link


@pytest.mark.parametrize(
    ("number", "country", "link"),
    [
        ("0161 496 0142", "GB", "tel:+44-161-496-0142"),
        ("(212) 736-5000", "us", "tel:+1-212-736-5000"),
        ("+44 161 496 0142 ext. 12", "US", "tel:+44-161-496-0142;ext=12"),
        ("030 / 901820", "DE", "tel:+49-30-901820"),
        # No number of any plan: the digits as they stand.
        ("0161 496 0142", "", "tel:01614960142"),
        ("extension 4711", "GB", "tel:4711"),
        ("+999 123 45", "GB", "tel:+99912345"),
        ("12", "GB", ""),
        ("ask for Tom", "GB", ""),
        ("", "GB", ""),
        ("javascript:alert(1)", "GB", ""),
    ],
)
def test_a_typed_number_becomes_a_link_that_a_telephone_dials(number, country, link):
    assert tel_link(number, country) == link


@given(st.text(max_size=40), st.sampled_from(["GB", "us", "", "ZZ", "001", "x\x00"]))
def test_whatever_is_typed_the_link_is_a_number_or_none(number, country):
    link = tel_link(number, country)
    assert link == "" or (link.startswith("tel:") and link.isascii() and not set(link) & set(" \r\n\"'<>&"))
