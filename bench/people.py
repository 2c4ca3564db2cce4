"""Accounts whose mail is due: each had an interview yesterday with a panel of two, and has written to neither yet."""

import re
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from interviews.models import Interview, Interviewer, PanelSeat, Position, Topic
from letters.models import Letter
from reminders.models import Reminder
from reminders.replan import replan
from tests.faults.people import noon_zone

_A_DAY = timedelta(days=1)
PANEL = (
    ("Ms", "Ifeoma Adeyemi", "Head of Programmes", ("volunteer no-shows", "Cézanne")),
    ("Mr", "Tom Reyes", "Finance Lead", ("budgets",)),
)
ADDRESS = {"street": "12 Quayside", "town": "Bristol", "postcode": "BS1 4AA", "country": "GB"}


@transaction.atomic
def make_people(count: int, now: datetime) -> list[User]:
    """Make so many accounts where it is noon at `now` (UTC), with every row the product would have made for them."""
    zone, held_at = noon_zone(now), now - _A_DAY
    users = User.objects.bulk_create(
        User(email=f"person{number}@example.org", name="Daniel Osei", country="GB", time_zone=zone)
        for number in range(1, count + 1)
    )
    positions = Position.objects.bulk_create(
        Position(owner=user, company="Harbour & Field", title="Programme Manager", **ADDRESS) for user in users
    )
    interviews = Interview.objects.bulk_create(
        Interview(
            position=position, starts_at=held_at, ends_at=held_at + timedelta(hours=1), debriefed_at=now,
            window=Interview.Window.WEEKS, window_number=2, decides_on=(held_at + 14 * _A_DAY).date(),
        )
        for position in positions
    )  # fmt: skip
    for place, (honorific, name, role, topics) in enumerate(PANEL):
        people = Interviewer.objects.bulk_create(
            Interviewer(owner=user, honorific=honorific, name=name, role=role, company="Harbour & Field")
            for user in users
        )
        seats = PanelSeat.objects.bulk_create(
            PanelSeat(interview=interview, interviewer=person, place=place, is_lead=place == 0, voice=place)
            for interview, person in zip(interviews, people, strict=True)
        )
        Topic.objects.bulk_create(Topic(seat=seat, text=text) for seat in seats for text in topics)
        Letter.objects.bulk_create(
            Letter(position=interview.position, interview=interview, recipient=person, kind=Letter.Kind.THANK_YOU)
            for interview, person in zip(interviews, people, strict=True)
        )
    users = list(User.objects.filter(pk__in=[user.pk for user in users]).order_by("pk"))
    _plan_all(users, interviews, now)
    return users


def _plan_all(users: list[User], interviews: list[Interview], now: datetime) -> None:
    """Plan the first account, and give all others the same: planning thousands would take minutes."""
    replan(users[0], now)
    planned = list(Reminder.objects.filter(user=users[0]))
    assert any(reminder.due_at <= now for reminder in planned)
    letters: dict[int | None, list[Letter]] = defaultdict(list)
    for letter in Letter.objects.filter(interview__in=interviews).order_by("pk"):
        letters[letter.interview_id].append(letter)
    model = letters[interviews[0].pk]
    copies = []
    for user, interview in zip(users[1:], interviews[1:], strict=True):
        own = letters[interview.pk]
        letter_for = {theirs.pk: mine.pk for theirs, mine in zip(model, own, strict=True)}
        keys = {"interview": {interviews[0].pk: interview.pk}, "letter": letter_for}
        person_for = {theirs.recipient_id: mine.recipient_id for theirs, mine in zip(model, own, strict=True)}
        copies += [
            Reminder(
                user=user, kind=reminder.kind, slot=reminder.slot, due_at=reminder.due_at,
                last_useful_on=reminder.last_useful_on, position_id=interview.position_id, interview=interview,
                letter_id=letter_for.get(reminder.letter_id or 0),
                interviewer_id=person_for.get(reminder.interviewer_id or 0),
                occasion=_renamed(reminder.occasion, keys),
            )
            for reminder in planned
        ]  # fmt: skip
    Reminder.objects.bulk_create(copies)
    before = list(Reminder.objects.filter(user=users[-1]).values())
    replan(users[-1], now)
    assert list(Reminder.objects.filter(user=users[-1]).values()) == before, "The plan says something else of a copy."


def _renamed(occasion: str, keys: dict[str, dict[int, int]]) -> str:
    """The occasion as it is called for another account."""
    return re.sub(r"(interview|letter):(\d+)", lambda found: f"{found[1]}:{keys[found[1]][int(found[2])]}", occasion)
