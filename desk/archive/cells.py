"""Cells of a table that a spreadsheet shows and never runs. Pure.

A cell that begins like a formula (OWASP, CSV injection) gets an apostrophe in front; so does one that begins with
apostrophes and then like a formula, so that taking one apostrophe away always gives the original back.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Full-width forms too: some programs fold them to the plain ones before they look.
_RUNS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def quoted(text: str) -> str:
    """Return the text as a cell that is only shown."""
    return f"'{text}" if _RUNS.match(text) else text


def unquoted(cell: str) -> str:
    """Return the text that `quoted` made the cell of."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of texts as CSV (RFC 4180), UTF-8 with the mark by which spreadsheets know it, every cell quoted."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [quoted(text) for text in row] for row in rows
    )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def rows_of(data: bytes) -> list[list[str]]:
    """Return the rows of texts that `table` was given."""
    text = data.decode("utf-8-sig")
    return [[unquoted(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
