"""What comes next and what was sent, as one person sees it: in their words, zone and order."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from accounts.models import User
from reminders.models import Mailing, Reminder
from reminders.moments import day_of, moment_of
from reminders.sentences import Item, item_of

MOST_COMING, MOST_SENT = 50, 20


@dataclass(frozen=True)
class Coming:
    """A reminder that is open. `when` is the exact local time it is due, or was mailed."""

    item: Item
    when: str
    is_mailed: bool


@dataclass(frozen=True)
class Mail:
    """A mailing: the day it was for, when it went ("" before), and a line for each thing it carried."""

    mailing: Mailing
    day: str
    when: str
    next_try: str
    carried: tuple[str, ...]


def coming(user: User, now: datetime) -> list[Coming]:
    """The next open reminders of an account, the first one first."""
    found = Reminder.objects.owned_by(user).open().with_words().order_by("due_at", "pk")[:MOST_COMING]
    return [
        Coming(
            item_of(reminder),
            moment_of(reminder.mailed_at or reminder.due_at, user.time_zone, now),
            is_mailed=reminder.mailed_at is not None,
        )
        for reminder in found
    ]


def sent(user: User, now: datetime) -> list[Mail]:
    """The latest mailings of an account, whatever became of them, the latest first."""
    carried = Prefetch("reminders", Reminder.objects.with_words().order_by("due_at", "pk"))
    mailings = Mailing.objects.owned_by(user).prefetch_related(carried)[:MOST_SENT]
    today = now.astimezone(user.time_zone).date()
    return [
        Mail(
            mailing,
            day_of(mailing.local_day, today),
            moment_of(mailing.sent_at, user.time_zone, now) if mailing.sent_at else "",
            _next_try(mailing, user, now),
            tuple(f"{item.kind_label}: {item.about}" for item in map(item_of, mailing.reminders.all())),
        )
        for mailing in mailings
    ]


def _next_try(mailing: Mailing, user: User, now: datetime) -> str:
    """When a mail that was deferred is tried again."""
    if mailing.state != Mailing.State.QUEUED or not mailing.attempts:
        return ""
    return moment_of(mailing.next_try_at, user.time_zone, now)
