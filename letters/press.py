"""The press: HTML of our own templates in, PDF out, through WeasyPrint with our own faces and styles and nothing else.

WeasyPrint is imported at the first sheet, because that takes most of a second. Each process has one font configuration,
made after the fork and used under a lock: another one would leak, and one shared over a fork may lose its faces.
"""

import ctypes
import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from accounts.bidi import straight
from letters.faces import FONTS_DIR

STYLES_DIR = FONTS_DIR.parent / "css" / "print"

_SCHEME = "fairhand:/"
_FAMILIES = ("EB-Garamond", "Playpen-Sans", "Caveat")
_FILES = (
    "eb-garamond/EBGaramond_400Regular.ttf", "eb-garamond/EBGaramond_400Regular_Italic.ttf",
    "eb-garamond/EBGaramond_500Medium.ttf", "playpen-sans/PlaypenSans_400Regular.ttf", "caveat/Caveat_400Regular.ttf",
)  # fmt: skip
_MOST_MEASURES = 32
_logger = logging.getLogger(__name__)


class SheetError(Exception):
    """A sheet could not be printed as it should be: a face or style is missing, or something else was asked for."""


SUBSETTERS = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")
SLOW = "Install libharfbuzz-subset0: sheets are printed five to ten times slower without it."


def advice(libraries: tuple[str, ...] = SUBSETTERS) -> str:
    """Return what to install so that sheets are printed fast, in one sentence; "" where it is there."""
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return ""
    return SLOW


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed alone or bound with others: a page of HTML, the style sheet of its measures, and names of files
    in STYLES_DIR."""

    html: str
    measures: str
    styles: tuple[str, ...]


def printed(html: str, measures: str, styles: tuple[str, ...]) -> bytes:
    """Return the page as a tagged PDF (PDF/UA-1), the same bytes for the same page.

    `measures` is a style sheet of this one document, `styles` names files in STYLES_DIR. Raise SheetError rather than
    leave anything out.
    """
    return bound([Part(html, measures, styles)])


def warm_up() -> None:
    """Print a line that nobody sees, so that the first sheet finds everything loaded."""
    lines = "".join(f'<p style="font-family: {family}">Dear' for family in ("EB Garamond", "Playpen Sans"))
    try:
        printed(f'<html lang="en"><title>.</title>{lines}', "", ("sheet.css",))
    except Exception:
        _logger.exception("The press cannot print.")


def bound(parts: Iterable[Part], laid_out: Callable[[int], None] | None = None) -> bytes:
    """Return the parts in turn as one tagged PDF, with title, language and author of the first.

    Each part keeps its own measures. `laid_out` is told after each how many are done; the writing of the file, about
    a third of the work, comes after the last. Other sheets may be printed meanwhile.
    """
    documents: list[Any] = []
    for part in parts:
        with _lock:
            documents.append(_press().laid_out(part))
        if laid_out:
            laid_out(len(documents))
    with _lock:
        return _press().written(documents)


class _Press:
    def __init__(self) -> None:
        # One that is missing would be replaced by another of ours without a word.
        if lost := [name for name in _FILES if not (FONTS_DIR / name).is_file()]:
            raise SheetError(f"These faces are missing: {', '.join(lost)}")
        # Before the import, which looks for the system's faces; they are never used.
        os.environ["FONTCONFIG_FILE"] = str(FONTS_DIR / "fonts.conf")
        import weasyprint  # noqa: PLC0415
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

        self.weasyprint = weasyprint
        self.fonts = FontConfiguration()
        self.fetcher = _fetcher()
        self.styles: dict[str, Any] = {}
        self.parsed: dict[str, Any] = {}

    def laid_out(self, part: Part) -> Any:
        with _faults_raised():
            sheets = [*map(self.style, part.styles), self.measures(part.measures)]
            page = self.weasyprint.HTML(string=straight(part.html), base_url=_SCHEME, url_fetcher=self.fetcher)
            return page.render(stylesheets=sheets, font_config=self.fonts, pdf_variant="pdf/ua-1")

    def written(self, documents: list[Any]) -> bytes:
        first, pages = documents[0], [page for document in documents for page in document.pages]
        whole = first if len(documents) == 1 else first.copy(pages)
        with _faults_raised():
            pdf: bytes = whole.write_pdf(pdf_variant="pdf/ua-1", finisher=_only_our_faces)
        return pdf

    def style(self, name: str) -> Any:
        """Return a style sheet, parsed once in the life of the process."""
        if name not in self.styles:
            url = f"{_SCHEME}css/print/{name}"
            self.styles[name] = self.weasyprint.CSS(url=url, font_config=self.fonts, url_fetcher=self.fetcher)
        return self.styles[name]

    def measures(self, css: str) -> Any:
        """Return a style sheet of measures, which the letters of one card, hand and printer mostly share."""
        found = self.parsed.pop(css, None)
        if found is None:
            found = self.weasyprint.CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)
        self.parsed[css] = found
        if len(self.parsed) > _MOST_MEASURES:
            del self.parsed[next(iter(self.parsed))]
        return found


def _fetcher() -> Any:
    """Return a fetcher that has our faces and print styles, by name, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    shelf = {f"{_SCHEME}css/print/{path.name}": (path, "text/css") for path in STYLES_DIR.glob("*.css")}
    shelf |= {f"{_SCHEME}{path.relative_to(FONTS_DIR.parent)}": (path, "font/ttf") for path in FONTS_DIR.rglob("*.ttf")}

    class Shelf(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in shelf:
                raise ValueError(f"A sheet is printed from our own files only, not from {url!r}")
            path, media_type = shelf[url]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": media_type})

    return Shelf()


def _only_our_faces(document: Any, pdf: Any) -> None:
    """Raise SheetError where the PDF has another face than ours, or none: a page would be blank or look strange."""
    names = [str(each["BaseFont"]) for each in pdf.objects if isinstance(each, dict) and each.get("Type") == "/Font"]
    strange = [name for name in names if not name.partition("+")[2].startswith(_FAMILIES)]
    if strange or not names:
        raise SheetError(f"The sheet was set in {', '.join(strange) or 'no face at all'}.")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _faults_raised() -> Iterator[None]:
    """Raise SheetError for what WeasyPrint would only log: a missing glyph, a face not loaded, an address refused."""
    logger, records = logging.getLogger("weasyprint"), _Records()
    level, is_disabled = logger.level, logger.disabled
    logger.addHandler(records)
    logger.setLevel(logging.WARNING)
    logger.disabled = False
    try:
        yield
    finally:
        logger.removeHandler(records)
        logger.setLevel(level)
        logger.disabled = is_disabled
    # Without libharfbuzz-subset0 a sheet is slower and its bytes are others, but it is right.
    faults = [message for message in records.messages if not message.startswith("Using fontTools instead of")]
    if faults:
        raise SheetError("; ".join(faults))
    if records.messages:
        _logger.warning(SLOW)


_lock = threading.Lock()
_the_press: _Press | None = None


def _press() -> _Press:
    global _the_press  # noqa: PLW0603
    if _the_press is None:
        _the_press = _Press()
    return _the_press


def _start_anew() -> None:
    global _lock, _the_press
    _lock, _the_press = threading.Lock(), None


os.register_at_fork(after_in_child=_start_anew)
