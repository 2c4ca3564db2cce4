"""What is due becomes mailings: for each person at most one a local day and slot, with all that is due then."""

import random
import uuid
from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from reminders.hours import Sending as Moment
from reminders.hours import local_instant, next_sending
from reminders.models import Mailing, Reminder
from reminders.reading import hours_of
from reminders.replan import replan, replan_in_turn
from reminders.trouble import parted, together
from reminders.turns import take_turn, take_turns

# A mail without a last useful day is still worth sending for so long.
USE = timedelta(days=3)
# So many expire, and so many accounts are handed out, in one sweep; the next one takes the rest.
MOST_EXPIRING, MOST_DUE = 5000, 50_000
PORTION = 100  # accounts whose mailings are made by one task


def expire(now: datetime) -> int:
    """Say of queued mailings that have outlived their use that they have; return how many.

    What they carried and what is still of use goes into the next mail.
    """
    old = Mailing.objects.filter(state=Mailing.State.QUEUED, expires_at__lte=now)
    count = 0
    for mailing in list(old.order_by("pk").select_related("user")[:MOST_EXPIRING]):
        with transaction.atomic():
            take_turn(mailing.user_id)
            if old.filter(pk=mailing.pk).update(state=Mailing.State.EXPIRED):
                put_back(mailing.user, mailing.reminders.all(), now)
                count += 1
    return count


def put_back(user: User, reminders: Iterable[Reminder], now: datetime) -> None:
    """Let what a mailing took up and did not bring be mailed once it is due again: plan it as never mailed. In the
    account's turn.
    """
    pks = [reminder.pk for reminder in reminders]
    Reminder.objects.filter(pk__in=pks).exclude(state=Reminder.State.DONE).update(mailed_at=None)
    replan(user, now)


def portions(now: datetime) -> list[list[int]]:
    """Return the keys of the accounts to which something is due, parted for tasks that can run side by side.

    Each time they begin with somebody else, so that thousands whose mail waits for their morning do not stand before
    everybody who comes after them.
    """
    waiting = _waiting(now)
    first = random.randrange(len(waiting)) if waiting else 0  # noqa: S311  # fairness, not a secret
    return list(parted((waiting[first:] + waiting[:first])[:MOST_DUE], PORTION))


def make_for(keys: Collection[int], now: datetime) -> list[int]:
    """Put what is due to these accounts into the outbox: for each person one mailing a local day and slot. Return the
    keys of the mailings. Safe to run twice at once.
    """
    users = list(User.objects.filter(is_active=True, mail_stopped_at__isnull=True, pk__in=keys).order_by("pk"))
    return together(users, lambda some: _make(some, now), "mailing not made")


def _waiting(now: datetime) -> list[int]:
    """The keys of the accounts to which something is due, from the index that holds just these.

    Asked for more than keys, PostgreSQL takes the many that are due and mailed already for many that are due, and
    reads a million reminders (bench/million.py).
    """
    due = Reminder.objects.due(now).filter(mailed_at__isnull=True).order_by("due_at")
    return sorted(set(due.values_list("user_id", flat=True)))


def _make(users: list[User], now: datetime) -> list[int]:
    users = _only(users, _ready(users, now))
    if not users:
        return []
    with transaction.atomic():
        users = _only(users, take_turns([user.pk for user in users]))
        # A worker that slept must not say this morning what was true last week.
        replan_in_turn(users, now)
        return _put_into_mailings(users, _ready(users, now), now)


def _only(users: list[User], keys: Container[int]) -> list[User]:
    return [user for user in users if user.pk in keys]


def _ready(users: list[User], now: datetime) -> dict[int, dict[Moment, list[Reminder]]]:
    """What may be mailed to each person now, by the day and slot it takes up; nothing where that is taken already."""
    hours = {user.pk: hours_of(user) for user in users}
    awake = [pk for pk, own in hours.items() if not own.is_always_quiet]
    ready: dict[tuple[int, Moment], list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.due(now).filter(user__in=awake, mailed_at__isnull=True).order_by("due_at", "pk"):
        moment = next_sending(reminder.due_at, reminder.slot, hours[reminder.user_id], now)  # type: ignore[arg-type]
        if moment.at <= now and moment.is_of_use(reminder.last_useful_on):
            ready[reminder.user_id, moment].append(reminder)
    made = Mailing.objects.filter(user__in=awake, local_day__in={moment.day for _, moment in ready})
    taken = set(made.exclude(state=Mailing.State.DROPPED).values_list("user_id", "local_day", "slot"))
    free: dict[int, dict[Moment, list[Reminder]]] = defaultdict(dict)
    for (user, moment), carried in ready.items():
        if (user, moment.day, moment.slot) not in taken:
            free[user][moment] = carried
    return free


def _put_into_mailings(
    users: list[User], ready: dict[int, dict[Moment, list[Reminder]]], now: datetime
) -> list[int]:  # fmt: skip
    """Make the mailings of accounts whose turn it is; return their keys."""
    days = {moment.day for moments in ready.values() for moment in moments}
    # One that was dropped brought nothing: its day and slot are free, for another mail.
    dropped = {
        (mailing.user_id, mailing.local_day, mailing.slot): mailing
        for mailing in Mailing.objects.filter(user__in=users, local_day__in=days, state=Mailing.State.DROPPED)
    }
    carried: list[tuple[Mailing, list[Reminder]]] = []
    for user in users:
        for moment, reminders in ready[user.pk].items():
            mailing = dropped.get((user.pk, moment.day, moment.slot))
            mailing = mailing or Mailing(user=user, local_day=moment.day, slot=moment.slot)
            mailing.state, mailing.attempts, mailing.last_error = Mailing.State.QUEUED, 0, ""
            mailing.message_id, mailing.next_try_at = new_message_id(), now
            mailing.expires_at = _expires_at(user, reminders, now)
            carried.append((mailing, reminders))
    Mailing.objects.bulk_create([mailing for mailing, _ in carried if mailing.pk is None])
    again = [mailing for mailing, _ in carried if (mailing.user_id, mailing.local_day, mailing.slot) in dropped]
    Mailing.objects.bulk_update(again, ["state", "attempts", "last_error", "message_id", "next_try_at", "expires_at"])
    _carry(carried, again, now)
    return [mailing.pk for mailing, _ in carried]


def _carry(carried: list[tuple[Mailing, list[Reminder]]], again: list[Mailing], now: datetime) -> None:
    """Note which reminders are in which mailing, and that they are mailed."""
    wanted = [reminder.pk for _, reminders in carried for reminder in reminders]
    open_still = Reminder.objects.filter(pk__in=wanted, state=Reminder.State.OPEN, mailed_at__isnull=True)
    taken = set(wanted)
    if open_still.update(mailed_at=now) < len(wanted):
        taken = set(Reminder.objects.filter(pk__in=wanted, mailed_at=now).values_list("pk", flat=True))
    links = Mailing.reminders.through
    if again:
        links.objects.filter(mailing__in=again).delete()
    links.objects.bulk_create(
        links(mailing_id=mailing.pk, reminder_id=reminder.pk)
        for mailing, reminders in carried
        for reminder in reminders
        if reminder.pk in taken
    )


def _expires_at(user: User, carried: list[Reminder], now: datetime) -> datetime:
    last_days = [reminder.last_useful_on for reminder in carried]
    if not all(last_days):
        return now + USE
    day_after = max(day for day in last_days if day) + timedelta(days=1)
    return local_instant(day_after, datetime.min.time(), hours_of(user).zone)


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that never changes, so that a mailbox can fold a second copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{uuid.uuid4().hex}@{domain}>"
