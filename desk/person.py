"""All that is known of one person: what was said, sent and given, and when to be in touch again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from accounts.models import User
from desk.people import IN_TOUCH, why_kept
from interviews.models import Interviewer, KeepInTouch, PanelSeat, Position
from letters.addresses import Address, lines_of
from letters.models import Gift, Letter
from reminders.models import Reminder
from reminders.moments import day_of
from reminders.sentences import Item, item_of


@dataclass(frozen=True)
class Next:
    """A time to be in touch: what to do, and the day in words."""

    item: Item
    day: str
    is_due: bool


@dataclass(frozen=True)
class Known:
    """What the page of a person shows. `given` is what they had, `found` what is meant for them."""

    person: Interviewer
    seats: list[PanelSeat]
    letters: list[Letter]
    given: list[Gift]
    found: list[Gift]
    next: list[Next]
    ties: list[KeepInTouch]
    hr_for: list[Position]
    address: tuple[str, ...]
    why_kept: str


def known_of(person: Interviewer, user: User, now: datetime) -> Known:
    """Return all that an account knows of somebody it has met, in a number of queries that does not grow."""
    today = now.astimezone(user.time_zone).date()
    seats = (
        PanelSeat.objects.filter(interviewer=person).select_related("interview__position")
        .prefetch_related("topics", "concerns").order_by("-interview__starts_at", "-pk")
    )  # fmt: skip
    letters = (
        Letter.objects.owned_by(user).filter(Q(recipient=person) | Q(covers__interviewer=person)).distinct()
        .select_related("position", "interview", "recipient").order_by("-created_at", "-pk")
    )  # fmt: skip
    given = Gift.objects.owned_by(user).had_by(person).distinct()
    return Known(
        person=person,
        seats=list(seats),
        letters=list(letters),
        given=list(given.order_by("-given_at", "-pk")),
        found=list(Gift.objects.owned_by(user).filter(_meant_for(person), given_at=None).select_related("letter")),
        next=_next(person, user, today),
        ties=list(person.ties.select_related("position")),
        hr_for=list(person.hr_for.order_by("-created_at", "-pk")),
        address=_address(person, user),
        why_kept=why_kept(person),
    )


def _meant_for(person: Interviewer) -> Q:
    """Gifts in a letter to somebody, and those found for them that are in no letter that may leave."""
    is_free = Q(letter=None) | Q(letter__state__in=Letter.GIVEN_UP)
    return Q(letter__recipient=person) | (Q(interviewer=person) & is_free)


def _next(person: Interviewer, user: User, today: date) -> list[Next]:
    reminders = (
        Reminder.objects.owned_by(user).open().filter(Q(interviewer=person) | Q(letter__recipient=person))
        .filter(kind__in=IN_TOUCH).order_by("due_at", "pk")
        .select_related("position", "letter__recipient", "interviewer", "interview__position", "user")
    )  # fmt: skip
    items = [item_of(reminder) for reminder in reminders]
    return [Next(item, day_of(item.due_on, today), item.due_on <= today) for item in items]


def _address(person: Interviewer, user: User) -> tuple[str, ...]:
    """Their own address, line by line as an envelope has it, without the name."""
    if not person.has_address:
        return ()
    street = tuple(person.street.splitlines())
    whole = Address("", "", street, person.town, person.region, person.postcode, person.country)
    return lines_of(whole, user.country)
