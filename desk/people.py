"""Everyone an account has met: the list, and how somebody is entered, corrected and taken out."""

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils.translation import ngettext

from accounts.models import User
from desk.doubles import Double, Entered, doubles
from desk.folding import contains, folded, words_of
from desk.indexing import refresh_around
from desk.models import SearchEntry
from interviews.models import Interviewer, KeepInTouch, PanelSeat, Position
from interviews.signals import interview_changed
from letters import undo
from letters.models import Gift
from reminders.models import Reminder
from reminders.replan import replan
from reminders.turns import take_turn

# Reminders that are a time to be in touch with somebody.
IN_TOUCH = ("follow_up", "last_follow_up", "check_in", "after_answer", "keep_in_touch")
_ROWS = (*Entered._fields, "honorific", "role", "phone")
_KEPT_LINKS = "removed:links"

Session = MutableMapping[str, Any]


@dataclass(frozen=True)
class Directory:
    """The people of an account that a filter lets through: their keys by name, and who may be entered twice."""

    keys: list[int]
    doubles: tuple[Double, ...]
    total: int


@dataclass(frozen=True)
class Acquaintance:
    """Somebody in the list: how often they were met, the local day of the last time, and the next to be in touch, which
    may be over.
    """

    person: Interviewer
    times: int
    last_met_on: date | None
    next_on: date | None
    is_due: bool
    is_hr_contact: bool


def directory_of(user: User, query: str = "") -> Directory:
    """Return the people of an account whose names and details hold all words of the query; one query."""
    rows = list(Interviewer.objects.owned_by(user).values_list(*(_ROWS if query.strip() else Entered._fields)))
    words = words_of(query)
    there = [
        (folded(row[1]), row[0]) for row in rows if not query.strip() or (words and contains(" ".join(row[1:]), words))
    ]
    entered = (Entered(*row[:4]) for row in rows)
    return Directory([pk for _name, pk in sorted(there)], doubles(entered), len(rows))


def twins_of(person: Interviewer) -> tuple[Double, ...]:
    """Return the pairs in which somebody may be one person entered twice, of those who bear the name or the address."""
    entries = SearchEntry.objects.filter(owner=person.owner_id, kind=SearchEntry.Kind.PERSON)
    named = entries.containing(words_of(person.name)).values("person")
    alike = Q(pk__in=named) | Q(search_entry=None) | Q(email__iexact=person.email, email__gt="")
    people = Interviewer.objects.filter(alike, owner=person.owner_id).values_list(*Entered._fields)
    pairs = doubles(Entered(*row) for row in people)
    return tuple(double for double in pairs if person.pk in {double.first.pk, double.second.pk})


def acquaintances(user: User, keys: Sequence[int], today: date) -> list[Acquaintance]:
    """Return the people of these keys, in their order, in a number of queries that does not grow."""
    people = Interviewer.objects.owned_by(user).in_bulk(keys)
    met = {
        person: (times, last)
        for person, times, last in PanelSeat.objects.filter(interviewer__in=people)
        .values_list("interviewer").annotate(Count("pk"), Max("interview__starts_at"))
    }  # fmt: skip
    ahead = dict(
        Reminder.objects.owned_by(user).open().filter(interviewer__in=people, kind__in=IN_TOUCH)
        .values_list("interviewer").annotate(Min("due_at"))
    )  # fmt: skip
    hr_contacts = set(Position.objects.filter(hr_contact__in=people).values_list("hr_contact", flat=True))

    def day(instant: datetime | None) -> date | None:
        return instant.astimezone(user.time_zone).date() if instant else None

    rows = []
    for key in keys:
        if key in people:
            times, last = met.get(key, (0, None))
            next_on = day(ahead.get(key))
            is_due = next_on is not None and next_on <= today
            rows.append(Acquaintance(people[key], times, day(last), next_on, is_due, key in hr_contacts))
    return rows


@transaction.atomic
def keep(person: Interviewer, now: datetime, *, hr_for: Position | None = None) -> Interviewer:
    """Write somebody down, or what was corrected of them; return them as kept.

    Entered twice by a double click, they are there once. Posting days follow from where they are.
    """
    owner = person.owner
    take_turn(owner.pk)
    if person.pk is None:
        same = {field.name: getattr(person, field.name) for field in _details()}
        person = Interviewer.objects.owned_by(owner).filter(**same).first() or person
    person.save()
    if hr_for is not None:
        hr_for.hr_contact = person
        hr_for.save(update_fields=["hr_contact"])
        interview_changed.send(Position, position=hr_for, interview=None)
    replan(owner, now)
    refresh_around(owner.pk, people=[person.pk])
    return person


def _details() -> Iterable[Any]:
    """What is known of somebody, without whose they are and since when."""
    return (field for field in Interviewer._meta.concrete_fields if field.name not in {"id", "owner", "created_at"})


def why_kept(person: Interviewer) -> str:
    """Return why somebody cannot be taken out of the list, in a sentence; "" where they can."""
    seats, letters = person.seats.count(), person.letters.count()
    if seats:
        return ngettext(
            "%(name)s sat on the panel of an interview, and what was said there is kept with them. "
            "To take them out of your people, take them off the panel first.",
            "%(name)s sat on the panels of %(count)d interviews, and what was said there is kept with them. "
            "To take them out of your people, take them off the panels first.",
            seats,
        ) % {"name": person.full_name, "count": seats}
    if letters:
        return ngettext(
            "There is a letter to %(name)s, and it would go with them.",
            "There are %(count)d letters to %(name)s, and they would go with them.",
            letters,
        ) % {"name": person.full_name, "count": letters}
    return ""


@transaction.atomic
def take_out(person: Interviewer, session: Session, now: datetime) -> str:
    """Take somebody out whom nothing holds, so that `put_back` finds them for half an hour; return "" then, else why
    they stay.

    Gifts found for them stay on the shelf, for anybody.
    """
    take_turn(person.owner_id)
    if reason := why_kept(person):
        return reason
    gifts = Gift.objects.filter(interviewer=person)
    session[_KEPT_LINKS] = {
        "person": person.pk,
        "hr_for": list(person.hr_for.values_list("pk", flat=True)),
        "gifts": list(gifts.values_list("pk", flat=True)),
        "ties": list(person.ties.values("position_id", "after_3", "after_6", "after_12")),
    }
    gifts.update(interviewer=None)
    undo.remove(person, session, now)
    replan(person.owner, now)
    return ""


@transaction.atomic
def put_back(user: User, session: Session, now: datetime) -> Interviewer | None:
    """Bring back whom `take_out` took, with what they had to do with as far as it is still free; None where nobody is
    to be brought back.
    """
    links = session.pop(_KEPT_LINKS, None)
    take_turn(user.pk)
    if not undo.bring_back(Interviewer, session, now) or links is None:
        return None
    person: Interviewer | None = Interviewer.objects.owned_by(user).filter(pk=links["person"]).first()
    if person is None:
        return None
    Position.objects.filter(owner=user, pk__in=links["hr_for"], hr_contact=None).update(hr_contact=person)
    Gift.objects.owned_by(user).filter(pk__in=links["gifts"], interviewer=None).update(interviewer=person)
    there = set(Position.objects.filter(owner=user).values_list("pk", flat=True))
    KeepInTouch.objects.bulk_create(
        KeepInTouch(interviewer=person, **tie) for tie in links["ties"] if tie["position_id"] in there
    )
    replan(user, now)
    refresh_around(user.pk, people=[person.pk])
    return person


def hr_positions(user: User) -> list[Position]:
    """Return the open positions of an account, the latest first, for which somebody may be the HR contact."""
    open_ones = Position.objects.filter(outcome=Position.Outcome.OPEN, owner=user).select_related("hr_contact")
    return list(open_ones.order_by("-created_at", "-pk"))
