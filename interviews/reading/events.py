"""One event of a calendar: what, when, where, with whom."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from interviews.reading.blocks import Block
from interviews.reading.contacts import is_place, is_said_to_be, links_in, phones_in
from interviews.reading.definitions import Definition
from interviews.reading.lines import Line, line_of, name_of
from interviews.reading.people import Person, address_in, name_in, people_in
from interviews.reading.remarks import Remark, Said
from interviews.reading.text import many_lines, one_line
from interviews.reading.times import is_thinkable, length_of, time_of
from interviews.reading.zones import is_certain, local, zone_named

LONGEST_SUMMARY, LONGEST_PLACE, LONGEST_WHERE, LONGEST_UID, MOST_PEOPLE = 200, 600, 1000, 255, 20
_MOST_SEQUENCE = 2_147_483_647
_LONGEST_MINUTES = 24 * 60

# What is read. Whatever else an event has (ATTACH, URL, RRULE, alarms) is not looked at.
_READ = frozenset(
    {
        "ATTENDEE", "COMMENT", "CONFERENCE", "DESCRIPTION", "DTEND", "DTSTART", "DURATION", "LOCATION", "ORGANIZER",
        "SEQUENCE", "STATUS", "SUMMARY", "UID", "X-ALT-DESC", "X-GOOGLE-CONFERENCE",
        "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "X-MICROSOFT-SKYPETEAMSMEETINGURL",
        "X-TELEMOST-CONFERENCE",
    }
)  # fmt: skip
_LINKS = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
          "CONFERENCE", "X-TELEMOST-CONFERENCE")  # fmt: skip
_ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")
_MOST_LINES = 5000


class Method(StrEnum):
    """What a calendar wants (RFC 5546). Anything but a cancellation or an answer is an invitation."""

    INVITE = "invite"
    CANCEL = "cancel"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their addresses in lower case, their name, their country (ISO 3166, "" where it is not known)."""

    addresses: frozenset[str] = frozenset()
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What an invitation says of one event.

    `start`: with an offset, an instant; without, a floating time; a date, a day without a time; None where none can be
    read. `zone`: the name of its zone as it stands there. `minutes`: None where no length is known.
    `answers`: who has answered how, where the file is an answer.
    """

    uid: str
    sequence: int
    summary: str
    start: datetime | date | None
    zone: str = ""
    minutes: int | None = None
    place: str = ""
    links: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    method: Method = Method.INVITE
    remarks: tuple[Remark, ...] = ()

    @property
    def how(self) -> str:
        """How it is held, as Interview.How has it: "video", "phone", "in_person", or "" where nothing tells."""
        if is_place(self.place):
            return "in_person"
        if self.links:
            return "video"
        return "phone" if self.phones else is_said_to_be(self.place)

    @property
    def where(self) -> str:
        """The place, the links and the numbers that are not in it already, one a line, as many as fit."""
        figures = re.sub(r"\D", "", self.place)
        links = [link for link in self.links if link not in self.place]
        phones = [phone for phone in self.phones if re.sub(r"\D", "", phone.partition(",")[0])[-9:] not in figures]
        where = self.place
        for line in (*links, *phones):
            if len(where) + 1 + len(line) <= LONGEST_WHERE:
                where = f"{where}\n{line}" if where else line
        return where


def event_in(block: Block, zones: Mapping[str, Definition], reader: Reader, method: Method) -> Event:
    """Return what a VEVENT says, in a calendar that defines these zones. Of a property that stands twice, the first."""
    known = (text for text in block.lines if name_of(text).upper() in _READ)
    lines = [line for text in islice(known, _MOST_LINES) if (line := line_of(text))]
    first: dict[str, Line] = {}
    for line in lines:
        first.setdefault(line.name, line)
    remarks: list[Remark] = []
    start, zone = _start(first, zones, remarks)
    summary = _short("title", one_line(_text(first, "SUMMARY")), LONGEST_SUMMARY, remarks)
    if not summary:
        remarks.append(Remark("title", Said.NO_SUMMARY))
    place = _short("where", many_lines(_text(first, "LOCATION")), LONGEST_PLACE, remarks)
    links, phones = _contacts(first, lines, place, reader)
    is_cancelled = _text(first, "STATUS").strip().upper() in {"CANCELLED", "CANCELED"}
    invited = (line for line in lines if line.name in {"ATTENDEE", "ORGANIZER"})
    people = people_in(invited, mine=reader.addresses, my_name=reader.name, where=place)
    return Event(
        uid=one_line(_text(first, "UID"))[:LONGEST_UID],
        sequence=_number(_text(first, "SEQUENCE")),
        summary=summary,
        start=start,
        zone=zone,
        minutes=_minutes(first, start, zones, remarks),
        place=place,
        links=links,
        phones=phones,
        people=people[:MOST_PEOPLE],
        answers=_answers(lines) if method is Method.REPLY else (),
        method=Method.CANCEL if is_cancelled and method is Method.INVITE else method,
        remarks=(*remarks, *_of_people(people)),
    )


def _text(first: Mapping[str, Line], name: str) -> str:
    return first[name].text if name in first and not first[name].is_encoded else ""


def _number(text: str) -> int:
    text = text.strip()
    return min(int(text), _MOST_SEQUENCE) if text.isascii() and text.isdigit() and len(text) <= 10 else 0


def _short(field: str, text: str, longest: int, remarks: list[Remark]) -> str:
    if len(text) <= longest:
        return text
    remarks.append(Remark(field, Said.SHORTENED, str(longest)))
    return text[:longest].rstrip()


def _start(
    first: Mapping[str, Line], zones: Mapping[str, Definition], remarks: list[Remark]
) -> tuple[datetime | date | None, str]:
    """Return the start and the name of its zone."""
    line = first.get("DTSTART")
    if line is None or not line.value.strip():
        remarks.append(Remark("starts_at", Said.NO_START))
        return None, ""
    start, zone = _moment(line, zones)
    if start is None:
        remarks.append(Remark("starts_at", Said.ODD_START, one_line(line.value)[:60]))
        return None, ""
    if isinstance(start, datetime) and _text(first, "X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE":
        start = start.date()
    if not isinstance(start, datetime):
        remarks.append(Remark("starts_at", Said.ALL_DAY))
        return start, ""
    if start.tzinfo is None:
        remarks.append(Remark("starts_at", Said.FLOATING, zone))
    return start, zone


def _moment(line: Line, zones: Mapping[str, Definition]) -> tuple[datetime | date | None, str]:
    """Return the time of a line, with its offset where its zone is known, and the zone's name as it stands there."""
    value = time_of(line.plain)
    if value is None or not is_thinkable(value):
        return None, ""
    if not isinstance(value, datetime):
        return value, ""
    name = one_line(line.parameter("TZID").strip("'"))[:120]
    if value.tzinfo is not None:
        return value, name or "UTC"
    known, defined = zone_named(name), zones.get(name)
    if defined is not None and (known is None or not is_certain(name)):
        there = zone_named(defined.location) if defined.location else None
        return (local(value, there) if there else defined.at(value)), name
    return (local(value, known) if known else value), name


def _minutes(
    first: Mapping[str, Line], start: datetime | date | None, zones: Mapping[str, Definition], remarks: list[Remark]
) -> int | None:
    """Return the length: from DTEND where there is one, else from DURATION. A day has none."""
    if not isinstance(start, datetime):
        return None
    length: timedelta | None = None
    end = _moment(first["DTEND"], zones)[0] if "DTEND" in first else None
    if isinstance(end, datetime):
        same_kind = (end.tzinfo is None) == (start.tzinfo is None)
        length = end - start if same_kind else end.replace(tzinfo=None) - start.replace(tzinfo=None)
        if length <= timedelta():
            remarks.append(Remark("minutes", Said.ENDS_BEFORE))
            return None
    elif "DURATION" in first:
        length = length_of(first["DURATION"].plain)
    minutes = round(length.total_seconds() / 60) if length else 0
    return minutes if 5 <= minutes <= _LONGEST_MINUTES else None


def _contacts(
    first: Mapping[str, Line], lines: Iterable[Line], place: str, reader: Reader
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    conferences = [line.text for line in lines if line.name in _LINKS]
    texts = [place, *(_text(first, name) for name in ("DESCRIPTION", "COMMENT", "X-ALT-DESC"))]
    calls = [text.partition(":")[2] for text in conferences if text.lower().startswith("tel:")]
    return links_in(texts, conferences), phones_in([*calls, *texts[:3]], reader.country)


def _answers(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """Return who answered how: the name, else the address, and ACCEPTED, DECLINED or TENTATIVE."""
    found: list[tuple[str, str]] = []
    for line in lines:
        how = line.parameter("PARTSTAT").upper()
        if line.name == "ATTENDEE" and how in _ANSWERS and len(found) < MOST_PEOPLE:
            who = name_in(line.parameter("CN")) or address_in(line.text)
            found.append((who, how))
    return tuple(found)


def _of_people(people: tuple[Person, ...]) -> Iterable[Remark]:
    for person in people[:MOST_PEOPLE]:
        if not person.name:
            yield Remark("panel", Said.NO_NAME, person.email)
    if len(people) > MOST_PEOPLE:
        yield Remark("panel", Said.MORE_PEOPLE, str(len(people) - MOST_PEOPLE))
