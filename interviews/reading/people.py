"""Names and addresses of people, and who of them is a person at all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from interviews.reading.lines import Line
from interviews.reading.text import one_line

LONGEST_NAME, LONGEST_ADDRESS = 120, 254
# So many lines are looked at; a panel has twenty seats.
_MOST_LINES = 500

_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\s@<>()\[\]\\,;:\"./]{1,63}\.)+[^\s@<>()\[\]\\,;:\"./]{2,63}")
_IN_BRACKETS = re.compile(r"<\s*([^<>\s]{3,254})\s*>")
_ROBOT = re.compile(
    r"(?:^|[-_.+])(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|not[-_.]?reply|mailer[-_.]?daemon|postmaster|bounces?|"
    r"notifications?|auto(?:mated|mailer)|robot|unknownorganizer)(?:$|[-_.+]|\d)",
    re.IGNORECASE,
)
_NOBODYS_DOMAINS = ("group.calendar.google.com", "resource.calendar.google.com", "calendar-server.bounces.google.com")
# A comma before one of these parts no family name from a first name.
_AFTER_A_NAME = frozenset({
    "jr", "sr", "ii", "iii", "iv", "esq", "phd", "dphil", "md", "mba", "msc", "bsc", "llm", "llb", "jd", "cpa", "cfa",
    "rn", "pmp", "dds", "edd", "psyd", "inc", "ltd", "llc", "llp", "plc", "gmbh", "corp", "pty",
})  # fmt: skip
_TITLE = re.compile(r"(Mr|Ms|Mrs|Miss|Mx|Dr|Prof|Herr|Frau|Sir|Dame|Mme|Mlle)\.?\s+(?=\S)")
_NOTES_PART = re.compile(r"^(?:CN|OU|O|C)=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an invitation names. Name or address may be missing, not both."""

    name: str
    email: str = ""
    honorific: str = ""
    is_organizer: bool = False


def address_in(text: str) -> str:
    """Return the e-mail address that a text is or has in angle brackets, or ""."""
    text = re.sub(r"^mailto:\s*", "", one_line(text), flags=re.IGNORECASE).partition("?")[0].strip("'\" ")
    bracketed = _IN_BRACKETS.search(text)
    text = bracketed[1] if bracketed else text
    return text if len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) else ""


def name_in(text: str) -> str:
    """Return a person's name in its usual order, or "" where the text is no name but an address or nothing.

    "Doe, John" is John Doe; of "John Doe/Bristol/Harbour", a name with its place in an organisation, the name stays.
    """
    name = _IN_BRACKETS.sub(" ", one_line(text)).strip(" '\"")
    name = re.sub(r"^mailto:", "", name, flags=re.IGNORECASE)
    if "@" in name:
        return ""
    name = _without_organisation(name)
    family, comma, first = name.partition(",")
    family, first = family.strip(), first.strip()
    bracket = ""
    if comma and (found := re.fullmatch(r"(.*?)\s*(\([^()]*\))", first)):
        first, bracket = found[1], found[2]
    if comma and family and first and "," not in first and not _is_suffix(first):
        name = f"{first} {family} {bracket}".strip()
    return name


def titled(name: str) -> tuple[str, str]:
    """Return the title before a name, without the full stop that only some put after it, and the name without it."""
    found = _TITLE.match(name)
    return (found[1], name[found.end() :].strip()) if found else ("", name)


def people_in(lines: Iterable[Line], *, mine: frozenset[str], my_name: str, where: str) -> tuple[Person, ...]:
    """Return the people that ORGANIZER and ATTENDEE lines name, each once, the organizer first.

    Left out: the owner (by the addresses `mine`, in lower case, or `my_name`), rooms and resources and groups, robots,
    those who declined, and whoever is called like the place (`where`), which is a room that does not say so.
    """
    found: list[Person] = []
    for line in sorted(islice(lines, _MOST_LINES), key=lambda each: each.name != "ORGANIZER"):
        person = _person(line)
        if person is None or _is_me(person, mine, my_name) or not _may_interview(line, person):
            continue
        if person.name and one_line(where).casefold() == person.name.casefold():
            continue
        twin = next((index for index, other in enumerate(found) if _is_same(other, person)), None)
        if twin is None:
            found.append(person)
        else:
            found[twin] = _joined(found[twin], person)
    return tuple(found)


def is_robot(email: str) -> bool:
    """Whether nobody reads what is sent to this address."""
    user, _at, domain = email.partition("@")
    return _ROBOT.search(user) is not None or domain.lower().endswith(_NOBODYS_DOMAINS)


def _person(line: Line) -> Person | None:
    email = address_in(line.parameter("EMAIL")) or address_in(line.text)
    honorific, name = titled(name_in(line.parameter("CN")))
    if not name and "<" in line.text:
        honorific, name = titled(name_in(line.text))
    if not name and not email:
        return None
    return Person(name[:LONGEST_NAME].strip(), email, honorific, line.name == "ORGANIZER")


def _is_me(person: Person, mine: frozenset[str], my_name: str) -> bool:
    if person.email:
        return person.email.lower() in mine or _is_my_name(person.name, my_name)
    return _is_my_name(person.name, my_name)


def _is_my_name(name: str, my_name: str) -> bool:
    return bool(my_name) and name.casefold() == my_name.casefold()


def _may_interview(line: Line, person: Person) -> bool:
    if line.words("CUTYPE") & {"room", "resource", "group"} or line.words("PARTSTAT") & {"declined"}:
        return False
    return not is_robot(person.email)


def _is_same(one: Person, other: Person) -> bool:
    if one.email and other.email:
        return one.email.lower() == other.email.lower()
    return bool(one.name) and one.name.casefold() == other.name.casefold()


def _joined(one: Person, other: Person) -> Person:
    return Person(
        one.name or other.name,
        one.email or other.email,
        one.honorific or other.honorific,
        one.is_organizer or other.is_organizer,
    )


def _without_organisation(name: str) -> str:
    if "/" not in name or "<" in name:
        return _NOTES_PART.sub("", name).strip()
    return _NOTES_PART.sub("", name.partition("/")[0]).strip()


def _is_suffix(text: str) -> bool:
    return re.sub(r"[^a-z]", "", text.casefold()) in _AFTER_A_NAME
