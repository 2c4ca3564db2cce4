"""Pictures of the pages of a PDF, for a screen."""

import threading
from io import BytesIO
from typing import Any

WIDTH_PX = 800
"""How wide a picture is: twice the width at which a page shows it, for screens with fine dots."""

_COLOURS = 64  # of ink and paper: all that a sheet has, in a quarter of the bytes

# PDFium may be entered by one thread at a time.
_lock = threading.Lock()


def page_count(pdf: bytes) -> int:
    """Return how many pages the PDF has."""
    with _lock, _opened(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, number: int) -> bytes:
    """Return the page of this number, counted from 1, as a PNG. Raise IndexError where there is none."""
    with _lock, _opened(pdf) as document:
        if not 1 <= number <= len(document):
            raise IndexError(f"There is no page {number}.")
        page = document[number - 1]
        picture = BytesIO()
        page.render(scale=WIDTH_PX / page.get_width()).to_pil().quantize(_COLOURS).save(picture, "PNG")
        return picture.getvalue()


def _opened(pdf: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415  # loads a large library; only the print page needs it

    return pypdfium2.PdfDocument(pdf)
