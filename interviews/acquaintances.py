"""Who is known already: the companies of an account, the people met at one of them and what was said to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.models import User
from interviews.models import Concern, Interviewer, Position


@dataclass(frozen=True)
class Acquaintance:
    """Somebody known, and what they cared about and doubted in every interview so far."""

    person: Interviewer
    topics: tuple[str, ...]
    concerns: tuple[Concern, ...]


def companies_of(owner: User) -> list[str]:
    """Return the companies somebody has been to, each once, the latest first."""
    names = Position.objects.owned_by(owner).order_by("-pk").values_list("company", flat=True)
    return each_once(names)


def each_once(names: Iterable[str]) -> list[str]:
    """Return the names without doubles, whatever their case, each as it came first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return list(found.values())


def people_of(owner: User, company: str, besides: Collection[int] = ()) -> list[Acquaintance]:
    """Return the people of this company that the account knows, but for the keys of `besides`, by name.

    Those met for one of its positions count too, wherever they work. As many queries for one as for many.
    """
    wanted = company.casefold().strip()
    if not wanted:
        return []
    people = Interviewer.objects.owned_by(owner)
    there = [
        *people.values_list("pk", "company"),
        *people.filter(seats__isnull=False).values_list("pk", "seats__interview__position__company"),
    ]
    keys = {pk for pk, name in there if name.casefold() == wanted} - set(besides)
    met = people.filter(pk__in=keys).order_by("name", "pk")
    return [
        _acquaintance(person) for person in met.prefetch_related("seats__interview", "seats__topics", "seats__concerns")
    ]


def _acquaintance(person: Interviewer) -> Acquaintance:
    seats = sorted(person.seats.all(), key=lambda seat: seat.interview.starts_at)
    return Acquaintance(
        person,
        topics=tuple(dict.fromkeys(topic.text for seat in seats for topic in seat.topics.all())),
        concerns=tuple(concern for seat in seats for concern in seat.concerns.all()),
    )
