"""Readings as plain values that JSON can carry, and back: what a page offers comes back with the next request."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from interviews.reading.events import Event, Method
from interviews.reading.people import Person
from interviews.reading.remarks import Remark, Said
from interviews.vcards import Card


def event_values(event: Event) -> dict[str, Any]:
    """Return an event as JSON can carry it."""
    return asdict(event) | {"start": event.start.isoformat() if event.start else None}


def event_from(values: Mapping[str, Any]) -> Event:
    """Return the event of these values."""
    return Event(
        **{
            **values,
            "start": _start(values["start"]),
            "links": tuple(values["links"]),
            "phones": tuple(values["phones"]),
            "people": tuple(Person(**person) for person in values["people"]),
            "answers": tuple((who, how) for who, how in values["answers"]),
            "method": Method(values["method"]),
            "remarks": _remarks(values["remarks"]),
        }
    )


def card_values(card: Card) -> dict[str, Any]:
    """Return a card as JSON can carry it."""
    return asdict(card)


def card_from(values: Mapping[str, Any]) -> Card:
    """Return the card of these values."""
    return Card(**{**values, "remarks": _remarks(values["remarks"])})


def _start(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _remarks(values: Any) -> tuple[Remark, ...]:
    return tuple(Remark(each["field"], Said(each["said"]), each["words"]) for each in values)
