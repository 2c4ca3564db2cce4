"""Keeps what is searched in line with what is kept.

What one verb changes (a person, a position with its interviews and notes) is folded anew when the verb tells its news,
inside its transaction. A letter's text changes with every few words that are typed, without news: there the entry
carries the version of the text that it folds, and desk/search.py reads what is behind from the letter itself. So
nothing that was saved is missed, and nobody who types waits for it. `refresh_account` heals the rest: beat calls it
hourly, `manage.py index_search` at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType

from django.db import transaction
from django.db.models import F, Q, QuerySet

from accounts.models import User
from desk.models import THINGS, SearchEntry
from desk.searchable import Searchable, Thing, searchable
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter
from reminders.turns import take_turn

AT_ONCE = 500  # rows written by one statement
_FIELDS = ["kind", "version", "at", "folded"]
_COLUMNS = dict(zip((Interviewer, Position, Interview, PanelSeat, Letter), THINGS, strict=True))


@transaction.atomic
def refresh_account(user: User) -> None:
    """Bring all of an account's entries in line, in its turn (reminders/turns.py)."""
    if take_turn(user.pk):
        _bring_in_line(user.pk, SearchEntry.objects.owned_by(user), _things(user.pk))


@transaction.atomic
def refresh_around(owner_id: int, *, positions: Collection[int] = (), people: Collection[int] = ()) -> None:
    """Bring in line what has to do with these positions and people of an account (keys), or bears their names.

    The people of a position are those on its panels, its HR contact and those who were written to about it.
    """
    met_for = Q(seats__interview__position__in=positions) | Q(hr_for__in=positions)
    met_for |= Q(letters__position__in=positions)
    met = set(Interviewer.objects.filter(met_for, owner=owner_id).values_list("pk", flat=True)) | set(people)
    around = {
        "person": Q(pk__in=met),
        "position": Q(pk__in=positions),
        "interview": Q(position__in=positions),
        "seat": Q(interview__position__in=positions) | Q(interviewer__in=met),
        "letter": Q(position__in=positions) | Q(recipient__in=met),
    }
    entries = SearchEntry.objects.filter(
        Q(person__in=met) | Q(position__in=positions) | Q(interview__position__in=positions)
        | Q(seat__interview__position__in=positions) | Q(seat__interviewer__in=met)
        | Q(letter__position__in=positions) | Q(letter__recipient__in=met),
        owner=owner_id,
    )  # fmt: skip
    _bring_in_line(owner_id, entries, _things(owner_id, around))


def refresh(owner_id: int, things: Collection[Thing]) -> None:
    """Bring the entries of these in line, whose names are what they were."""
    of = [Q(**{_COLUMNS[type(thing)]: thing.pk}) for thing in things]
    _bring_in_line(owner_id, SearchEntry.objects.filter(reduce(or_, of), owner=owner_id), things)


def behind(user: User) -> list[Searchable]:
    """Return what is to be read from the things themselves: letters whose entry is missing or folds an older text, and
    people without one, as a card brings them that nobody has met yet.
    """
    people = Interviewer.objects.owned_by(user).filter(search_entry=None)
    things: list[Thing] = [*people, *_letters_behind(user)]
    return list(filter(None, map(searchable, things)))


def _letters_behind(user: User) -> QuerySet[Letter]:
    # Prefetched: these are few, and joins would be made for every letter before the few are known.
    return (
        Letter.objects.owned_by(user).filter(Q(search_entry=None) | ~Q(search_entry__version=F("version")))
        .prefetch_related("recipient", "position")
    )  # fmt: skip


def _things(owner_id: int, around: Mapping[str, Q] = MappingProxyType({})) -> Iterator[Thing]:
    """The things of an account, with what is read of them; of a column in `around` only those it lets through."""

    def those(column: str) -> Q:
        return around.get(column, Q())

    yield from Interviewer.objects.filter(those("person"), owner=owner_id)
    yield from Position.objects.filter(those("position"), owner=owner_id)
    yield from Interview.objects.filter(those("interview"), position__owner=owner_id).select_related("position")
    yield from (
        PanelSeat.objects.filter(those("seat"), interview__position__owner=owner_id)
        .select_related("interviewer", "interview__position").prefetch_related("topics", "concerns")
    )  # fmt: skip
    yield from Letter.objects.filter(those("letter"), position__owner=owner_id).select_related("recipient", "position")


def _bring_in_line(owner_id: int, entries: QuerySet[SearchEntry], things: Iterable[Thing]) -> None:
    """Make, change and take away entries, so that `entries` are those of the things that say something."""
    there = {_key(entry): entry for entry in entries}
    fresh, changed = [], []
    for thing in filter(None, map(searchable, things)):
        entry = there.pop((thing.column, thing.pk), None)
        if entry is None:
            fresh.append(entry_of(owner_id, thing))
        elif (entry.kind, entry.version, entry.at, entry.folded) != _values(thing):
            changed.append(_filled(entry, thing))
    SearchEntry.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)
    SearchEntry.objects.bulk_update(changed, _FIELDS, batch_size=AT_ONCE)
    if there:
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in there.values()]).delete()


def entry_of(owner_id: int, thing: Searchable) -> SearchEntry:
    """Return the entry of something that has none yet."""
    return _filled(SearchEntry(owner_id=owner_id, **{f"{thing.column}_id": thing.pk}), thing)


def _key(entry: SearchEntry) -> tuple[str, int]:
    return next((thing, key) for thing in THINGS if (key := getattr(entry, f"{thing}_id")) is not None)


def _values(thing: Searchable) -> tuple[object, ...]:
    return thing.kind, thing.version, thing.at, thing.folded


def _filled(entry: SearchEntry, thing: Searchable) -> SearchEntry:
    entry.kind, entry.version, entry.at, entry.folded = thing.kind, thing.version, thing.at, thing.folded
    return entry
