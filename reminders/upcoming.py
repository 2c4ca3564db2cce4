"""What comes next and what was sent, as one person sees it: in their words, zone and order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from reminders.kinds import KINDS
from reminders.models import Mailing, Reminder
from reminders.moments import day_of, moment_of
from reminders.sentences import Item, item_of

ON_A_PAGE = 30
_NOT_AHEAD = [kind.key for kind in KINDS.values() if not kind.is_shown_ahead]


@dataclass(frozen=True)
class Coming:
    """A reminder that is open, in the words of today: "decides today" only today. `when` is the exact local time it
    is due, or was mailed; `is_late`: it is due and no mail took it along.
    """

    item: Item
    title: str
    why: str
    when: str
    is_mailed: bool
    is_late: bool


@dataclass(frozen=True)
class Mail:
    """A mailing: the day it was for, when it went ("" before), and a line for each thing it carried."""

    mailing: Mailing
    day: str
    when: str
    next_try: str
    carried: tuple[str, ...]


class _Told(Paginator):
    """Pages of rows, each told in words."""

    def __init__(self, rows: QuerySet[Any], tell: Callable[[Any], object]) -> None:
        super().__init__(rows, ON_A_PAGE)
        self.tell = tell

    def page(self, number: Any) -> Page:
        """Return this page; only its own rows are told."""
        page = super().page(number)
        page.object_list = [self.tell(row) for row in page.object_list]
        return page


def coming(user: User, now: datetime, number: str | int | None = 1) -> Page:
    """Return a page of `Coming` for an account, the first one first; a number that is none is the first page."""
    found = Reminder.objects.owned_by(user).open().exclude(kind__in=_NOT_AHEAD, due_at__gt=now)
    return _Told(found.with_words().order_by("due_at", "pk"), lambda row: _coming(row, now)).get_page(number)


def _coming(reminder: Reminder, now: datetime) -> Coming:
    item, is_mailed = item_of(reminder), reminder.mailed_at is not None
    title, why = (item.title, item.why) if is_mailed or reminder.due_at <= now else _ahead(item)
    when = moment_of(reminder.mailed_at or reminder.due_at, reminder.user.time_zone, now)
    return Coming(item, title, why, when, is_mailed, not is_mailed and reminder.due_at <= now)


def _ahead(item: Item) -> tuple[str, str]:
    """Title and reason of what is still to come."""
    reminder = item.reminder
    title = item.title
    if reminder.kind == "decision_day":
        title = _("%(company)s decides") % {"company": reminder.position.company}
    elif reminder.kind == "post_today" and reminder.letter is not None:
        title = _("Last day to post: %(name)s") % {"name": reminder.letter.recipient.full_name}
    return title, _(KINDS[reminder.kind].opens)


def sent(user: User, now: datetime, number: str | int | None = 1) -> Page:
    """Return a page of `Mail`: the mailings of an account, whatever became of them, the latest first."""
    carried = Prefetch("reminders", Reminder.objects.with_words().order_by("due_at", "pk"))
    mailings = Mailing.objects.owned_by(user).prefetch_related(carried)
    return _Told(mailings, lambda row: _mail(row, user, now)).get_page(number)


def _mail(mailing: Mailing, user: User, now: datetime) -> Mail:
    return Mail(
        mailing,
        day_of(mailing.local_day, now.astimezone(user.time_zone).date()),
        moment_of(mailing.sent_at, user.time_zone, now) if mailing.sent_at else "",
        _next_try(mailing, user, now),
        tuple(f"{item.kind_label}: {item.about}" for item in map(item_of, mailing.reminders.all())),
    )


def _next_try(mailing: Mailing, user: User, now: datetime) -> str:
    """When a mail that was deferred is tried again."""
    if mailing.state != Mailing.State.QUEUED or not mailing.attempts:
        return ""
    return moment_of(mailing.next_try_at, user.time_zone, now)
