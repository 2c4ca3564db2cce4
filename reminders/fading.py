"""Contact details of people fade once a person has chosen how long they are kept: who, when, and what of them.

Counted in months from the latest outcome among the positions for which somebody was met, written to or noted; from the
day they were noted where no position is left. While an answer is awaited or a letter to them is open nothing fades,
for somebody is still at it. The name, the role, what was said and every letter stay: they are the person's own story.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from interviews.models import Interviewer, KeepInTouch, PanelSeat, Position
from letters.models import Letter
from reminders.answers import add_months
from reminders.turns import take_turn

DETAILS = ("email", "phone", "street", "town", "region", "postcode", "country", "note")
"""The fields that are emptied."""

# Whose details are empty already do not fade.
_HAS_DETAILS = ~Q(**dict.fromkeys(DETAILS, ""))

# So long before their day they stand among what comes next: time enough to write once more, or to export.
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Fading:
    """Somebody whose details fade on the local day `on`, or as soon after it as the worker comes by."""

    person: Interviewer
    on: date


def fading_of(user: User, months: int | None = None) -> list[Fading]:
    """Return whose details fade, the first one first, in a number of queries that does not grow.

    `months`: as if the account had chosen so many; else what it has chosen. Empty where it has chosen nothing.
    """
    months = months or user.contacts_kept_months
    if months is None:
        return []
    people = Interviewer.objects.filter(_HAS_DETAILS, owner=user)
    places = _positions_of(user)
    outcomes = dict(Position.objects.filter(owner=user).values_list("pk", "outcome_on"))
    writing_to = set(Letter.objects.owned_by(user).open().values_list("recipient", flat=True))
    found = []
    for person in people:
        ended = [outcomes[place] for place in places[person.pk]]
        if person.pk not in writing_to and None not in ended:
            noted_on = person.created_at.astimezone(user.time_zone).date()
            found.append(Fading(person, add_months(max((day for day in ended if day), default=noted_on), months)))
    return sorted(found, key=lambda fading: (fading.on, fading.person.name, fading.person.pk))


def fading_soon(user: User, now: datetime) -> list[Fading]:
    """Return whose details fade within two months of `now` (UTC), the first one first."""
    until = (now + SOON).astimezone(user.time_zone).date()
    return [fading for fading in fading_of(user) if fading.on <= until]


@transaction.atomic
def fade(user: User, now: datetime) -> list[int]:
    """Empty the details of those whose day has come; return the keys of these people."""
    if not take_turn(user.pk):
        return []
    user.refresh_from_db()
    today = now.astimezone(user.time_zone).date()
    due = [fading.person.pk for fading in fading_of(user) if fading.on <= today]
    Interviewer.objects.filter(pk__in=due).update(**dict.fromkeys(DETAILS, ""))
    return due


def _positions_of(user: User) -> dict[int, set[int]]:
    """Return the keys of the positions that each of the account's people has to do with, by the person's."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs: Iterable[tuple[int | None, int]] = (
        *PanelSeat.objects.filter(interviewer__owner=user).values_list("interviewer", "interview__position"),
        *Position.objects.filter(owner=user, hr_contact__isnull=False).values_list("hr_contact", "pk"),
        *Letter.objects.owned_by(user).values_list("recipient", "position"),
        *KeepInTouch.objects.filter(position__owner=user).values_list("interviewer", "position"),
    )
    for person, position in pairs:
        if person is not None:
            found[person].add(position)
    return found
