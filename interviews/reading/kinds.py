"""What a file is, by its first bytes; its name and what a browser says of it are not believed."""

import re
from enum import StrEnum

from interviews.reading.remarks import Problem
from interviews.reading.text import in_eight_bits, with_plain_breaks

MEGABYTE = 1_048_576
LARGEST_INVITATION, LARGEST_CARDS = MEGABYTE, 2 * MEGABYTE
LARGEST_FILE = LARGEST_CARDS

_FIRST = 65_536
_SIGNATURES = {
    b"\x89PNG": Problem.PICTURE, b"\xff\xd8\xff": Problem.PICTURE, b"GIF8": Problem.PICTURE, b"RIFF": Problem.PICTURE,
    b"BM": Problem.PICTURE, b"%PDF": Problem.DOCUMENT, b"{\\rtf": Problem.DOCUMENT, b"PK\x03\x04": Problem.ARCHIVE,
    b"\x1f\x8b": Problem.ARCHIVE, b"Rar!": Problem.ARCHIVE, b"7z\xbc\xaf": Problem.ARCHIVE,
    b"\xd0\xcf\x11\xe0": Problem.OUTLOOK_MESSAGE, b"\x78\x9f\x3e\x22": Problem.WINMAIL,
}  # fmt: skip
_BEGIN = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*(VCALENDAR|VCARD|VEVENT)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<\?xml|<!--)", re.IGNORECASE)
_FIELDS = re.compile(rb"(?:From |[!-9;-~]{1,70}:)", re.IGNORECASE)
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|received|return-path|delivered-to|mime-version|content-type|message-id|date|subject|x-[a-z0-9-]+):",
    re.IGNORECASE | re.MULTILINE,
)


class Kind(StrEnum):
    """What can be read."""

    CALENDAR = "calendar"
    CARDS = "cards"
    MAIL = "mail"


def kind_of(data: bytes) -> Kind | Problem:
    """Return what a file is, or why it cannot be read. Judged before anything of it is taken apart."""
    if not data.strip(b"\0 \t\r\n"):
        return Problem.EMPTY
    if len(data) > LARGEST_FILE:
        return Problem.TOO_LARGE
    for signature, problem in _SIGNATURES.items():
        if data.startswith(signature):
            return problem
    kind = _kind_of_text(in_eight_bits(data))
    return Problem.TOO_LARGE if len(data) > LARGEST_INVITATION and kind != Kind.CARDS else kind


def _kind_of_text(data: bytes) -> Kind | Problem:
    start = _unfolded(data[:_FIRST]).lstrip(b"\0 \t\n")
    begin = _BEGIN.match(start)
    if begin:
        return _of_component(begin)
    if _WEB_PAGE.match(start):
        return Problem.WEB_PAGE
    head = start.partition(b"\n\n")[0]
    if _FIELDS.match(head) and len(_MAIL_FIELD.findall(head)) >= 2:
        return Kind.MAIL
    begin = _BEGIN.search(_unfolded(data))
    return _of_component(begin) if begin else Problem.UNKNOWN


def _unfolded(data: bytes) -> bytes:
    return re.sub(rb"\n[ \t]", b"", with_plain_breaks(data))


def _of_component(begin: re.Match[bytes]) -> Kind:
    return Kind.CARDS if begin[1].upper() == b"VCARD" else Kind.CALENDAR
