"""Cells that a spreadsheet shows and never runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.archive.cells import quoted, rows_of, table, unquoted


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("\nx", "'\nx"), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("'=1", "''=1"), ("''@", "'''@"),
        ("'plain", "'plain"), ("plain", "plain"), ("", ""), ("1-2", "1-2"), ("a=b", "a=b"),
    ],
)  # fmt: skip
def test_a_cell_that_begins_like_a_formula_is_quoted(text, cell):
    assert (quoted(text), unquoted(cell)) == (cell, text)


@given(st.text(st.sampled_from("'=+-@\t\r\n＝＠ab,\"\x00 "), max_size=6))
def test_the_original_comes_back(text):
    assert unquoted(quoted(text)) == text
    assert quoted(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3), max_size=3))
def test_rows_come_back_from_a_table(rows):
    assert rows_of(table(rows)) == rows


def test_a_table_is_rfc_4180_with_the_mark_of_its_encoding():
    assert table([["a", 'say "x"'], ["=1", "b\nc"]]) == '\ufeff"a","say ""x"""\r\n"\'=1","b\nc"\r\n'.encode()
