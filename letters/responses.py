"""How a printed sheet is answered: kept by nobody else, named for a person, not made again while it is the same."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from accounts.downloads import disposition
from accounts.limits import spend
from accounts.signed_in import account_of
from letters.press import STYLES_DIR


def pdf_response(request: HttpRequest, fingerprint: bytes, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """Return the PDF that `make` returns, as `file_response` does."""
    return file_response(request, fingerprint, name, make, "application/pdf")


def file_response(
    request: HttpRequest, fingerprint: bytes, name: str, make: Callable[[], bytes], media_type: str
) -> HttpResponse:
    """Return the file that `make` returns, or 304 where the browser has it already and then without making it.

    Raise TooMuch where the account has had too much made of late (accounts/limits.py).

    `fingerprint` is all that the bytes follow from. `name` is the file's, in the person's words; it becomes one that
    file systems take, without a path in it (RFC 6266).
    """
    etag = _etag(fingerprint)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        spend(account_of(request), "sheet", timezone.now())
        response = HttpResponse(make(), content_type=media_type)
        response["Content-Disposition"] = disposition(name, is_saved=False)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def has_already(request: HttpRequest, fingerprint: bytes) -> bool:
    """Return whether the browser has the file that follows from this, so that nothing about it need be looked into."""
    return get_conditional_response(request, etag=_etag(fingerprint)) is not None


def _etag(fingerprint: bytes) -> str:
    words = (get_language() or "").encode()
    return f'"{hashlib.sha256(_edition() + words + fingerprint).hexdigest()[:32]}"'


@cache
def _edition() -> bytes:
    """Return a digest of what prints: our own code, templates and styles, and the engine. A new edition of Fairhand
    must not be answered with the sheets of the old one."""
    base = Path(settings.BASE_DIR)
    files = [
        *STYLES_DIR.glob("*.css"),
        *(base / "templates" / "sheets").glob("*.html"),
        *(base / "letters").glob("*.py"),
    ]
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.digest()
