"""Finds what somebody has kept: by words in any order, in groups, each hit with its words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from desk.folding import Piece, excerpt, marked, words_of
from desk.indexing import behind
from desk.models import THINGS, SearchEntry
from desk.searchable import Searchable, Thing, searchable
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter

FIRST_OF_EACH = 5
ON_A_PAGE = 20
MOST_EXCERPTS = 3


@dataclass(frozen=True)
class Excerpt:
    """Some words of a thing around a hit; `label` is what they are."""

    label: str | Promise
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    """One thing that was found. `about` says what it belongs to, `on` the local day it is of."""

    url: str
    title: tuple[Piece, ...]
    about: tuple[Piece, ...]
    state: str | Promise
    on: date | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True)
class Group:
    """The hits of one kind: all of their number, and those shown."""

    kind: str
    label: str | Promise
    count: int
    hits: tuple[Hit, ...]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


@dataclass(frozen=True)
class Results:
    """What was found. `page` is the page of the one group that was asked for, None where all are shown."""

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    page: Page | None = None

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def search(user: User, query: str, *, kind: str = "", page: int | str | None = 1) -> Results:
    """Return what an account has kept with all the words of a query, in a number of queries that does not grow.

    With a kind (SearchEntry.Kind) a page of that group, else the first of each.
    """
    words = words_of(query)
    if not words:
        return Results((), ())
    found = _found(user, words)
    if kind in SearchEntry.Kind.values:
        pages = Paginator(found[kind], ON_A_PAGE).get_page(page)
        shown = {kind: list(pages.object_list)}
    else:
        pages = None
        shown = {each: keys[:FIRST_OF_EACH] for each, keys in found.items()}
    hits = _hits(user, [key for keys in shown.values() for key in keys], words)
    groups = tuple(
        Group(each, SearchEntry.Kind(each).label, len(found[each]), tuple(hits[key] for key in keys if key in hits))
        for each, keys in shown.items()
        if keys
    )
    return Results(words, groups, pages)


_Key = tuple[str, int]  # a column of SearchEntry that names a thing, or "entry", and the key there


def _found(user: User, words: tuple[str, ...]) -> dict[str, list[_Key]]:
    """The things that hold all words, by kind: letters that were just written first, then the latest."""
    found: dict[str, list[_Key]] = {each: [] for each in SearchEntry.Kind.values}
    fresh = behind(user)
    for thing in fresh:
        there = thing.folded
        if all(word in there for word in words):
            found[thing.kind].append((thing.column, thing.pk))
    entries = SearchEntry.objects.owned_by(user).containing(words).order_by("-at", "-pk")
    if fresh:
        entries = entries.exclude(letter__in=[thing.pk for thing in fresh if thing.column == "letter"])
    for pk, kind in entries.values_list("pk", "kind"):
        found[kind].append(("entry", pk))
    return found


def _hits(user: User, keys: Sequence[_Key], words: Sequence[str]) -> dict[_Key, Hit]:
    """The things of these keys, read in a number of queries that does not grow, as hits."""
    shown = [pk for column, pk in keys if column == "entry"]
    named: dict[_Key, _Key] = {key: key for key in keys if key[0] != "entry"}
    for entry, *pks in SearchEntry.objects.filter(pk__in=shown).values_list("pk", *THINGS):
        column, pk = next((column, pk) for column, pk in zip(THINGS, pks, strict=True) if pk is not None)
        named[column, pk] = ("entry", entry)
    of: dict[str, list[int]] = {}
    for column, pk in named:
        of.setdefault(column, []).append(pk)
    things: list[Thing] = [
        *Interviewer.objects.owned_by(user).filter(pk__in=of.get("person", ())),
        *Position.objects.owned_by(user).filter(pk__in=of.get("position", ())),
        *Interview.objects.owned_by(user).filter(pk__in=of.get("interview", ())).select_related("position"),
        *PanelSeat.objects.filter(pk__in=of.get("seat", ()), interview__position__owner=user)
        .select_related("interviewer", "interview__position").prefetch_related("topics", "concerns"),
        *Letter.objects.owned_by(user).filter(pk__in=of.get("letter", ())).select_related("recipient", "position"),
    ]  # fmt: skip
    return {
        named[said.column, said.pk]: _hit(thing, said, user, words) for thing in things if (said := searchable(thing))
    }


def _hit(thing: Thing, said: Searchable, user: User, words: Sequence[str]) -> Hit:
    title, about, state, at, url = _shown(thing)
    excerpts = [Excerpt(one.label, excerpt(one.text, words)) for one in said.said]
    told = [one for one in excerpts if any(piece.is_hit for piece in one.pieces)]
    return Hit(
        url=url,
        title=marked(title, words),
        about=marked(about, words),
        state=state,
        on=at.astimezone(user.time_zone).date() if at else None,
        excerpts=tuple(told[:MOST_EXCERPTS]),
    )


def _shown(thing: Thing) -> tuple[str, str, str | Promise, datetime | None, str]:
    """Title, what it belongs to, state, instant and address of a thing."""
    match thing:
        case Interviewer():
            about = ", ".join(filter(None, [thing.role, thing.company]))
            return thing.full_name, about, "", None, reverse("people:detail", args=[thing.pk])
        case Position():
            return (
                thing.title,
                thing.company,
                thing.get_outcome_display(),
                None,
                reverse("interviews:position", args=[thing.pk]),
            )
        case Interview():
            return _("Interview"), str(thing.position), "", thing.starts_at, thing.get_absolute_url()
        case PanelSeat():
            interview = thing.interview
            name, about = thing.interviewer.full_name, str(interview.position)
            return name, about, "", interview.starts_at, interview.get_absolute_url()
        case Letter():
            title = _("%(kind)s to %(name)s") % {"kind": thing.get_kind_display(), "name": thing.recipient.full_name}
            at = thing.closed_at or thing.saved_at
            return title, str(thing.position), thing.get_state_display(), at, thing.get_absolute_url()
