"""What comes next and what was sent, as one person sees it: in their words, zone and order."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from reminders.kinds import KINDS
from reminders.models import Mailing, Reminder
from reminders.moments import day_of, moment_of
from reminders.sentences import Item, item_of

MOST_COMING, MOST_SENT = 50, 20
_NOT_AHEAD = [kind.key for kind in KINDS.values() if not kind.is_shown_ahead]


@dataclass(frozen=True)
class Coming:
    """A reminder that is open, in the words of today: "decides today" only today. `when` is the exact local time it
    is due, or was mailed.
    """

    item: Item
    title: str
    why: str
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
    found = Reminder.objects.owned_by(user).open().exclude(kind__in=_NOT_AHEAD, due_at__gt=now)
    return [_coming(reminder, now) for reminder in found.with_words().order_by("due_at", "pk")[:MOST_COMING]]


def _coming(reminder: Reminder, now: datetime) -> Coming:
    item, is_mailed = item_of(reminder), reminder.mailed_at is not None
    title, why = (item.title, item.why) if is_mailed or reminder.due_at <= now else _ahead(item)
    when = moment_of(reminder.mailed_at or reminder.due_at, reminder.user.time_zone, now)
    return Coming(item, title, why, when, is_mailed)


def _ahead(item: Item) -> tuple[str, str]:
    """Title and reason of what is still to come."""
    reminder = item.reminder
    title = item.title
    if reminder.kind == "decision_day":
        title = _("%(company)s decides") % {"company": reminder.position.company}
    elif reminder.kind == "post_today" and reminder.letter is not None:
        title = _("Last day to post: %(name)s") % {"name": reminder.letter.recipient.full_name}
    return title, _(KINDS[reminder.kind].opens)


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
