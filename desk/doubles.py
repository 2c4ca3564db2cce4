"""Who may be one person entered twice. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from desk.folding import folded


class Entered(NamedTuple):
    """Somebody as they were entered. `pk` is their key; a lower one was entered earlier."""

    pk: int
    name: str
    company: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Double:
    """Two entries that agree in their e-mail address, or in name and company; `first` was entered earlier."""

    first: Entered
    second: Entered


def doubles(people: Iterable[Entered]) -> tuple[Double, ...]:
    """Return the pairs that look like one person, each entry beside the earliest that it agrees with.

    Two of one name and company with different addresses are two people: that is how they are told apart.
    """
    plain = cache(_plain)  # of the names of companies there are fewer than of people
    by_mail: dict[str, Entered] = {}
    by_name: dict[tuple[str, str], list[Entered]] = defaultdict(list)
    found = []
    for person in sorted(people):
        mail, alike = person.email.casefold(), by_name[plain(person.name), plain(person.company)]
        earlier = [one for one in alike if not (mail and one.email and one.email.casefold() != mail)][:1]
        if mail and by_mail.setdefault(mail, person) is not person:
            earlier.append(by_mail[mail])
        if earlier:
            found.append(Double(min(earlier), person))
        alike.append(person)
    return tuple(found)


def _plain(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return " ".join(folded(text).split())
