"""People to business cards (vCard 3.0, RFC 2426), which every address book reads. Pure."""

from collections.abc import Iterable
from typing import Any

import vobject

from accounts.places import countries
from interviews.reading.text import many_lines, one_line
from interviews.vcards import Card


def card_file(cards: Iterable[Card]) -> bytes:
    """Return these cards in one file, in their order. Cards without a name are left out.

    Which part of a name is the family name is not known, so it stands whole as the first name: guessing wrong would be
    worse. What `interviews.vcards` reads from the file is what was written, save characters that cannot be seen.
    """
    return "".join(_written(card) for card in cards if one_line(card.name)).encode()


def _written(card: Card) -> str:
    found = vobject.vCard()
    name, honorific = one_line(card.name), one_line(card.honorific)
    found.add("fn").value = name
    found.add("n").value = vobject.vcard.Name(given=name, prefix=honorific)
    if card.company:
        found.add("org").value = [one_line(card.company)]
    _add(found, "title", one_line(card.role))
    _add(found, "email", one_line(card.email), "INTERNET")
    _add(found, "tel", one_line(card.phone), "WORK", "VOICE")
    _add(found, "note", many_lines(card.note))
    if card.has_address:
        address = found.add("adr")
        address.type_param = "WORK"
        address.value = vobject.vcard.Address(
            street=many_lines(card.street), city=one_line(card.town), region=one_line(card.region),
            code=one_line(card.postcode), country=dict(countries()).get(card.country, ""),
        )  # fmt: skip
    return str(found.serialize())


def _add(card: Any, name: str, value: str, *types: str) -> None:
    if value:
        line = card.add(name)
        line.value = value
        if types:
            line.type_param = list(types)
