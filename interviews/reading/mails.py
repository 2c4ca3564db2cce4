"""The calendars and cards that a mail carries (.eml), however often and however packed (RFC 5322, RFC 2045)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from interviews.reading.text import known_charset, with_plain_breaks

# More than mails have, and few enough to be taken apart in a moment.
_MOST_CONTAINERS, _MOST_BOUNDARIES, _LONGEST_FIELD = 40, 1000, 4000
_CONTAINER = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_FIELD = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_CALENDARS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar", "application/calendar"})
_CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory", "application/vcard"})
_WINMAIL = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a mail: its bytes, what it is declared as ("" where nothing is said)."""

    data: bytes
    charset: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a mail carries: calendars and cards, each once; whether it is Outlook's own packing (winmail.dat)."""

    calendars: tuple[Part, ...] = ()
    cards: tuple[Part, ...] = ()
    has_winmail: bool = False


def carried_by(data: bytes) -> Carried | None:
    """Return what a mail carries, or None for one too tangled to be taken apart."""
    data = with_plain_breaks(data)
    if (
        len(_CONTAINER.findall(data)) > _MOST_CONTAINERS
        or len(_BOUNDARY.findall(data)) > _MOST_BOUNDARIES
        or any(len(found[0]) > _LONGEST_FIELD for found in _FIELD.finditer(data))
    ):
        return None
    try:
        return _sorted_out(BytesParser(policy=compat32).parsebytes(data))
    except RecursionError:
        return None


def _sorted_out(mail: Message) -> Carried:
    calendars: dict[bytes, Part] = {}
    cards: dict[bytes, Part] = {}
    has_winmail = False
    for part in _leaves(mail):
        kind, name = part.get_content_type(), _file_name(part)
        if kind in _WINMAIL or name == "winmail.dat":
            has_winmail = True
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        start = content[:4000].upper()
        if kind in _CALENDARS or name.endswith((".ics", ".vcs")) or b"BEGIN:VCALENDAR" in start:
            calendars.setdefault(content, Part(content, _charset(part), _method(part)))
        elif kind in _CARDS or name.endswith(".vcf") or b"BEGIN:VCARD" in start:
            cards.setdefault(content, Part(content, _charset(part)))
    return Carried(tuple(calendars.values()), tuple(cards.values()), has_winmail)


def _leaves(mail: Message) -> Iterator[Message]:
    return (part for part in mail.walk() if not part.is_multipart())


def _file_name(part: Message) -> str:
    return str(part.get_filename("") or "").strip().lower()


def _charset(part: Message) -> str:
    return known_charset(str(part.get_content_charset() or ""))


def _method(part: Message) -> str:
    method = part.get_param("method", "")
    return method.strip().upper() if isinstance(method, str) else ""
