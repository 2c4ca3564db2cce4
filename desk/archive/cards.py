"""People to business cards (vCard 3.0, RFC 2426), which every address book reads. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import vobject

from reminders.calendar import cleaned


@dataclass(frozen=True)
class Card:
    """What a card says of one person. `street` may have several lines; `country` is a name; texts may be empty."""

    name: str
    honorific: str = ""
    role: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""

    @property
    def address(self) -> tuple[str, ...]:
        """The parts of the address, all empty where nothing is known of it."""
        return self.street, self.town, self.region, self.postcode, self.country


def cards(people: Iterable[Card]) -> bytes:
    """Return the cards of these people in one file, in their order."""
    return "".join(_card(person) for person in people).encode()


def _card(person: Card) -> str:
    card = vobject.vCard()
    _add(card, "fn", person.name)
    # Which part is the family name is not known, and guessing wrong is worse than leaving it whole.
    card.add("n").value = vobject.vcard.Name(given=_said(person.name), prefix=_said(person.honorific))
    if person.company:
        card.add("org").value = [_said(person.company)]
    for name, text in (("title", person.role), ("email", person.email), ("tel", person.phone)):
        if text:
            _add(card, name, text)
    if any(person.address):
        street, town, region, postcode, country = map(_said, person.address)
        card.add("adr").value = vobject.vcard.Address(
            street=street, city=town, region=region, code=postcode, country=country
        )
    serialized: str = card.serialize()
    return serialized


def _add(card: Any, name: str, text: str) -> None:
    card.add(name).value = _said(text)


def _said(text: str) -> str:
    return cleaned(text).strip()
