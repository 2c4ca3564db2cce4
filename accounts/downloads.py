"""Files that a page hands out: kept by nobody on the way, and named for a person (RFC 6266)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_LONGEST_NAME = 80


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file to be saved under this name, in the person's words, with its ending."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = disposition(name, is_saved=True)
    response["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, *, is_saved: bool) -> str:
    """Return the header for a file of this name, in the person's words: one to be saved, or shown in the browser."""
    return str(content_disposition_header(is_saved, file_name(name)))


def file_name(name: str) -> str:
    """Return a name that every file system takes: no path, no control character, nothing unseen, not too long."""
    kept = "".join(each if each.isprintable() and each not in '/\\:*?"<>|' else " " for each in name)
    stem, _dot, ending = kept.rpartition(".")
    stem = " ".join(stem.split())[:_LONGEST_NAME].strip(" .")
    return f"{stem or 'file'}.{''.join(ending.split())}"
