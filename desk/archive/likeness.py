"""Which rows of an archive are in an account already: the same person, position, gift, lesson, reminder or mail.

Each row of the account stands for one of the archive at most, so two rows of a file never become one.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from accounts.models import User
from desk.archive.checking import Archive, Row
from interviews.models import Interview, Interviewer, Position
from letters.models import Gift, Lesson
from reminders.models import Mailing


def here_already(table: str, user: User, archive: Archive) -> dict[int, int]:
    """Return the rows of a table that are in the account: the key in the file → the key of the row here.

    A table that has no rule of its own has none: its rows go with those they belong to.
    """
    rule = _RULES.get(table)
    return rule(user, archive) if rule else {}


def _people(user: User, archive: Archive) -> dict[int, int]:
    """By name, company and e-mail address, whatever the case."""

    names = ("name", "company", "email")

    def mark(*words: str) -> Hashable:
        return tuple(word.strip().casefold() for word in words)

    there = Interviewer.objects.filter(owner=user).order_by("pk").values_list("pk", *names)
    return _pairs(
        ((mark(*words), pk) for pk, *words in there),
        _marked(archive, "interviewers", lambda values: mark(*(values[name] for name in names))),
    )


def _positions(user: User, archive: Archive) -> dict[int, int]:
    """By title and company, and the start of one interview; without interviews by when they were noted."""
    starts: dict[int, list[Hashable]] = defaultdict(list)
    for row in archive.rows["interviews"]:
        starts[row.links["position"] or 0].append(row.values["starts_at"])
    starts_here: dict[int, list[Hashable]] = defaultdict(list)
    for position, at in Interview.objects.filter(position__owner=user).values_list("position", "starts_at"):
        starts_here[position].append(at)
    here: dict[Hashable, int] = {}
    for place in Position.objects.filter(owner=user).order_by("-pk"):
        here |= {
            (place.title.casefold(), place.company.casefold(), at): place.pk
            for at in starts_here[place.pk] or [place.created_at]
        }
    found: dict[int, int] = {}
    for row in archive.rows["positions"]:
        name = (row.values["title"].casefold(), row.values["company"].casefold())
        known = (here.get((*name, start)) for start in starts[row.key] or [row.values["created_at"]])
        same = next((pk for pk in known if pk and pk not in found.values()), None)
        if same:
            found[row.key] = same
    return found


def _gifts(user: User, archive: Archive) -> dict[int, int]:
    """By words, address and when they were noted."""
    names = ("text", "web", "created_at")
    there = Gift.objects.owned_by(user).order_by("pk").values_list("pk", *names)
    return _pairs(
        ((tuple(mark), pk) for pk, *mark in there),
        _marked(archive, "gifts", lambda values: tuple(values[name] for name in names)),
    )


def _lessons(user: User, archive: Archive) -> dict[int, int]:
    """By words, and the letters and part they are about."""
    names = ("text", "kind", "part")
    there = Lesson.objects.owned_by(user).order_by("pk").values_list("pk", *names)
    return _pairs(
        ((tuple(mark), pk) for pk, *mark in there),
        _marked(archive, "lessons", lambda values: tuple(values[name] for name in names)),
    )


def _mailings(user: User, archive: Archive) -> dict[int, int]:
    """By day and slot, of which there is one."""
    there = Mailing.objects.owned_by(user).order_by("pk").values_list("pk", "local_day", "slot")
    return _pairs(
        (((day, slot), pk) for pk, day, slot in there),
        _marked(archive, "mailings", lambda values: (values["local_day"], values["slot"])),
    )


_RULES: Mapping[str, Callable[[User, Archive], dict[int, int]]] = {
    "interviewers": _people,
    "positions": _positions,
    "gifts": _gifts,
    "lessons": _lessons,
    "mailings": _mailings,
}


def _marked(archive: Archive, table: str, mark: Callable[[Mapping[str, Any]], Hashable]) -> list[tuple[Row, Hashable]]:
    return [(row, mark(row.values)) for row in archive.rows[table]]


def _pairs(here: Iterable[tuple[Hashable, int]], rows: Iterable[tuple[Row, Hashable]]) -> dict[int, int]:
    """Return the rows whose mark is that of one here, the first with the first; each stands for one at most."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for mark, pk in here:
        waiting[mark].append(pk)
    return {row.key: waiting[mark].pop(0) for row, mark in rows if waiting[mark]}
