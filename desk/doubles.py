"""Who may be one person entered twice. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
    by_mail: dict[str, Entered] = {}
    by_name: dict[tuple[str, str], list[Entered]] = defaultdict(list)
    found = []
    for person, name, company, mail in sorted(_sharing(people)):
        alike = by_name[name, company]
        earlier = [one for one in alike if not (mail and one.email and one.email.casefold() != mail)][:1]
        if mail and by_mail.setdefault(mail, person) is not person:
            earlier.append(by_mail[mail])
        if earlier:
            found.append(Double(min(earlier), person))
        alike.append(person)
    return tuple(found)


def _sharing(people: Iterable[Entered]) -> Iterator[tuple[Entered, str, str, str]]:
    """Those who share name and company, or address, with somebody: of many people few, and nobody else is in a pair.

    Beside each stand their name, company and address as they are compared.
    """
    plain = cache(_plain)  # of the names of companies there are fewer than of people
    plainly = [(one, _plain(one.name), plain(one.company), one.email.casefold()) for one in people]
    at_one = Counter((name, company) for _one, name, company, _mail in plainly)
    at_mail = Counter(mail for _one, _name, _company, mail in plainly if mail)
    return (each for each in plainly if at_one[each[1:3]] > 1 or at_mail[each[3]] > 1)


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
