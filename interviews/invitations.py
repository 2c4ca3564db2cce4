"""Calendar invitations: bytes in, a reading out. Pure.

A reading is a proposal for the person to correct. Nothing that a file names is opened or fetched, a series is its first
event, and whatever the bytes are, the answer is a reading or one problem, never an error.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interviews.reading.blocks import Block, tree_of
from interviews.reading.definitions import definitions
from interviews.reading.events import Event, Method, Reader, event_in
from interviews.reading.lines import line_of, name_of
from interviews.reading.mails import Part
from interviews.reading.remarks import Problem, Unreadable
from interviews.reading.text import logical_lines

MOST_EVENTS = 50

_METHODS = {"CANCEL": Method.CANCEL, "REPLY": Method.REPLY, "COUNTER": Method.REPLY, "DECLINECOUNTER": Method.REPLY,
            "REFRESH": Method.REPLY}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a file says: one event, or several to choose from, in its order."""

    events: tuple[Event, ...]


def read_calendars(parts: Iterable[Part], reader: Reader) -> Invitation | Unreadable:
    """Return what the calendars of one file or mail say; an event that stands in several of them is one.

    A calendar that breaks off inside an event is not read at all: half an event may be a wrong one.
    """
    found: list[tuple[bool, Event]] = []
    is_cut_short = False
    for part in parts:
        blocks = list(_events(tree_of(logical_lines(part.data, part.charset))))
        if len(blocks) > MOST_EVENTS:
            return Unreadable(Problem.TOO_MANY_EVENTS)
        if any(not block.is_whole for _, block in blocks):
            is_cut_short = True
            continue
        for calendar, block in blocks:
            method = _METHODS.get(_method(calendar) or part.method, Method.INVITE)
            found.append((_is_exception(block), event_in(block, definitions(calendar), reader, method)))
    events = _each_once(found)
    if not events:
        return Unreadable(Problem.CUT_SHORT if is_cut_short else Problem.NO_EVENT)
    return Unreadable(Problem.TOO_MANY_EVENTS) if len(events) > MOST_EVENTS else Invitation(events)


def _events(root: Block) -> Iterator[tuple[Block, Block]]:
    """Return each event with the calendar it is in; an event may stand alone, where somebody has copied only that."""
    for calendar in (root, *root.named("VCALENDAR")):
        for block in calendar.named("VEVENT"):
            yield calendar, block


def _method(calendar: Block) -> str:
    lines = (line_of(text) for text in calendar.lines if name_of(text).upper() == "METHOD")
    return next((line.text.strip().upper() for line in lines if line), "")


def _is_exception(block: Block) -> bool:
    """Whether it is one date of a series, told apart from the others."""
    return any(name_of(text).upper() == "RECURRENCE-ID" for text in block.lines)


def _each_once(events: Sequence[tuple[bool, Event]]) -> tuple[Event, ...]:
    """Return the events without doubles: of one UID the highest sequence; the series, not its exceptions."""
    found: dict[object, tuple[bool, Event]] = {}
    for is_exception, event in events:
        key = event.uid or (event.summary, event.start)
        there = found.get(key)
        if there is None or (not is_exception, event.sequence) > (not there[0], there[1].sequence):
            found[key] = (is_exception, event)
    return tuple(event for _, event in found.values())
