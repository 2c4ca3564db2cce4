"""One line of a calendar or card: its name, its parameters, its value (RFC 5545, 3.1; RFC 6350, 3.3; vCard 2.1)."""

import re
from dataclasses import dataclass, field

from interviews.reading.text import from_quoted_printable, split_escaped, unescaped

_NAME = re.compile(r"\s*(?:([\w-]{1,60})\.)?([A-Za-z0-9-]{1,60})\s*(?=[;:])")
_MAILTO = re.compile(r":\s*mailto:", re.IGNORECASE)
_TIME_VALUE = re.compile(r":\s*\d{4}-?\d{2}-?\d{2}(?:[T ][\d:.,+Z-]*)?\s*$", re.IGNORECASE)
# Beyond this many characters nothing that is meant stands before a value.
_LONGEST_HEAD = 4000
# Nor is anything read that stands further into a value.
_LONGEST_VALUE = 65_536
_PEOPLE = frozenset({"ATTENDEE", "ORGANIZER"})
_TIMES = frozenset({"DTSTART", "DTEND", "DUE", "RECURRENCE-ID"})
# Words that vCard 2.1 and vCalendar 1.0 write without the name of their parameter.
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line. `name` and the names of parameters are in capitals; `value` is escaped and encoded as it stood."""

    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)
    group: str = ""

    def parameter(self, name: str) -> str:
        """Return a parameter as it is meant, "" where there is none."""
        return self.parameters.get(name, "")

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a parameter that is a list, in lower case."""
        return frozenset(word.strip().lower() for word in self.parameter(name).split(",") if word.strip())

    @property
    def is_encoded(self) -> bool:
        """Whether the value is not text but bytes in base64."""
        return self.parameter("ENCODING").upper() in {"BASE64", "B"}

    @property
    def plain(self) -> str:
        """The value out of quoted-printable, still escaped."""
        if self.parameter("ENCODING").upper() == "QUOTED-PRINTABLE":
            return from_quoted_printable(self.value, self.parameter("CHARSET"))
        return self.value

    @property
    def text(self) -> str:
        """The value as it is meant."""
        return unescaped(self.plain)

    def parts(self, separator: str = ";") -> list[str]:
        """Return the parts of a structured value (N, ORG, ADR), each as it is meant."""
        return [unescaped(part) for part in split_escaped(self.plain, separator)]


def name_of(text: str) -> str:
    """Return the name that a line begins with as it is written, without its group; "" where the line has none."""
    found = _NAME.match(text)
    return found[2] if found else ""


def line_of(text: str) -> Line | None:
    """Return the line, or None where it has no name or no value."""
    found = _NAME.match(text)
    if found is None:
        return None
    name, head = found[2].upper(), found.end()
    colon = _value_at(name, text, head)
    if colon < 0:
        return None
    parameters: dict[str, str] = {}
    for part in _outside_quotes(text[head:colon], ";"):
        key, equals, value = part.partition("=")
        key = key.strip().upper()
        if not equals and key:
            key, value = ("ENCODING" if key in _BARE_ENCODINGS else "TYPE"), key
        if key:
            value = _meant(value)
            parameters[key] = f"{parameters[key]},{value}" if key in parameters else value
    return Line(name, text[colon + 1 : colon + 1 + _LONGEST_VALUE].strip(), parameters, (found[1] or "").lower())


def _value_at(name: str, text: str, start: int) -> int:
    """Return where the colon before the value stands, or -1.

    A person's name or a zone may have a colon of its own and no quotes around it, so what is known of the value is
    looked for first: an address begins with mailto:, a time has nothing but figures.
    """
    if name in _PEOPLE and (mailto := _MAILTO.search(text, start, start + _LONGEST_HEAD)):
        return mailto.start()
    if name in _TIMES and (time := _TIME_VALUE.search(text, max(start, len(text) - 80))):
        return time.start()
    is_quoted = False
    for index in range(start, min(len(text), start + _LONGEST_HEAD)):
        if text[index] == '"':
            is_quoted = not is_quoted
        elif text[index] == ":" and not is_quoted:
            return index
    return text.find(":", start, start + _LONGEST_HEAD)  # a quotation mark that nothing closes


def _outside_quotes(text: str, separator: str) -> list[str]:
    """Return the parts between separators that are neither quoted nor escaped."""
    parts, start, is_quoted = [], 0, False
    for index, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == separator and not is_quoted and text[index - 1 : index] != "\\":
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _meant(value: str) -> str:
    """Return a parameter's value without its quotation marks and escapes (RFC 6868, and the older backslashes)."""
    value = re.sub(r"\^[nN'^]", lambda found: _CARET[found[0]], value.replace('"', ""))
    return unescaped(value).strip()
