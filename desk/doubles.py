"""Who may be one person entered twice. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from desk.folding import folded


@dataclass(frozen=True, slots=True)
class Entered:
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
    for person in sorted(people, key=lambda one: one.pk):
        mail, name = person.email.casefold(), (_plain(person.name), _plain(person.company))
        namesakes = (one for one in by_name[name] if not (mail and one.email and one.email.casefold() != mail))
        earlier = [one for one in (by_mail.get(mail) if mail else None, next(namesakes, None)) if one is not None]
        if earlier:
            found.append(Double(min(earlier, key=lambda one: one.pk), person))
        if mail:
            by_mail.setdefault(mail, person)
        by_name[name].append(person)
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
