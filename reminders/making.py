"""What is due becomes mailings: for each person at most one a local day and slot, with all that is due then."""

import logging
import random
import time
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction

from accounts.models import User
from letters.opening import open_for_lead
from reminders.done import OPENS_LETTER
from reminders.hours import Sending as Moment
from reminders.hours import local_instant, next_sending
from reminders.models import Mailing, Reminder
from reminders.reading import hours_of
from reminders.replan import replan
from reminders.trouble import NOT_ABOUT_ONE, said_of
from reminders.turns import take_turn

log = logging.getLogger("fairhand.outbox")

# A mail without a last useful day is still worth sending for so long.
USE = timedelta(days=3)
# So much is taken on in one sweep; the next one takes the rest.
MOST_DUE = 5000
AT_ONCE = 100  # accounts read by one query
LONGEST_S = 25.0  # of work; the sweep has a minute, and must still hand out what it made


def expire(now: datetime) -> int:
    """Say of queued mailings that have outlived their use that they have; return how many.

    What they carried and what is still of use goes into the next mail.
    """
    old = Mailing.objects.filter(state=Mailing.State.QUEUED, expires_at__lte=now)
    count = 0
    for mailing in list(old.order_by("pk").select_related("user")[:MOST_DUE]):
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


def open_due_letters(now: datetime) -> None:
    """Open the letter to the lead that a reminder is about, once it is due."""
    for reminder in islice(_without_letter(now), MOST_DUE):
        try:
            _open_letter(reminder)
        except NOT_ABOUT_ONE:
            raise
        except Exception as error:
            log.error("letter not opened reminder=%s error=%s", reminder.pk, said_of(error))


def _without_letter(now: datetime) -> Iterator[Reminder]:
    """The due reminders of a letter to the lead that is not opened yet."""
    due = Reminder.objects.due(now).filter(kind__in=OPENS_LETTER, letter__isnull=True, mailed_at__isnull=True)
    led = due.filter(interview__seats__is_lead=True).select_related("interview__position__owner")
    for some in _portions(_waiting(now)):
        yield from led.filter(user__in=some)


@transaction.atomic
def _open_letter(reminder: Reminder) -> None:
    if reminder.interview is None or not take_turn(reminder.user_id):
        return
    letter = open_for_lead(reminder.interview, reminder.kind)
    if letter is not None:
        Reminder.objects.filter(pk=reminder.pk, letter__isnull=True).update(letter=letter)


def make_mailings(now: datetime) -> int:
    """Put what is due into the outbox: for each person one mailing a local day and slot; return how many were made.

    Who is not reached in time is reached by the next sweep: each begins with somebody else, so that thousands whose
    mail waits for their morning do not stand before everybody who comes after them.
    """
    until = time.monotonic() + LONGEST_S
    made = 0
    for user in _somewhere_first(now):
        try:
            made += _make_for(user, now)
        except NOT_ABOUT_ONE:
            raise
        except Exception as error:
            log.error("mailing not made account=%s error=%s", user.pk, said_of(error))
        if time.monotonic() > until:
            break
    return made


def _somewhere_first(now: datetime) -> Iterator[User]:
    """The people to whom something is due, beginning anywhere among them. No query stays open between them."""
    waiting = _waiting(now)
    first = random.randrange(len(waiting)) if waiting else 0  # noqa: S311  # fairness, not a secret
    for some in _portions((waiting[first:] + waiting[:first])[:MOST_DUE]):
        yield from User.objects.filter(is_active=True, pk__in=some).order_by("pk")


def _waiting(now: datetime) -> list[int]:
    """The keys of the accounts to which something is due, from the index that holds just these.

    Asked for more than keys, PostgreSQL takes the many that are due and mailed already for many that are due, and
    reads a million reminders (bench/million.py).
    """
    due = Reminder.objects.due(now).filter(mailed_at__isnull=True).order_by("due_at")
    return sorted(set(due.values_list("user_id", flat=True)))


def _portions(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _make_for(user: User, now: datetime) -> int:
    if not _ready(user, now):
        return 0
    with transaction.atomic():
        if not take_turn(user.pk):
            return 0
        # A worker that slept must not say this morning what was true last week.
        replan(user, now)
        return sum(_make_one(user, moment, carried, now) for moment, carried in _ready(user, now).items())


def _ready(user: User, now: datetime) -> dict[Moment, list[Reminder]]:
    """What may be mailed to a person now, by the day and slot it takes up; nothing where that is taken already."""
    hours = hours_of(user)
    if hours.is_always_quiet:
        return {}
    ready: dict[Moment, list[Reminder]] = defaultdict(list)
    for reminder in Reminder.objects.due(now).filter(user=user, mailed_at__isnull=True).order_by("due_at", "pk"):
        moment = next_sending(reminder.due_at, reminder.slot, hours, now)  # type: ignore[arg-type]
        if moment.at <= now and (reminder.last_useful_on is None or moment.day <= reminder.last_useful_on):
            ready[moment].append(reminder)
    made = Mailing.objects.filter(user=user, local_day__in={moment.day for moment in ready})
    taken = set(made.exclude(state=Mailing.State.DROPPED).values_list("local_day", "slot"))
    return {moment: carried for moment, carried in ready.items() if (moment.day, moment.slot) not in taken}


def _make_one(user: User, moment: Moment, carried: list[Reminder], now: datetime) -> int:
    last_days = [reminder.last_useful_on for reminder in carried]
    expires_at = now + USE
    if all(last_days):
        day_after = max(day for day in last_days if day) + timedelta(days=1)
        expires_at = local_instant(day_after, datetime.min.time(), hours_of(user).zone)
    values = {"message_id": new_message_id(), "next_try_at": now, "expires_at": expires_at}
    with transaction.atomic():
        mailing, is_new = Mailing.objects.get_or_create(
            user=user, local_day=moment.day, slot=moment.slot, defaults=values
        )
        # One that was dropped brought nothing: its day and slot are free, for another mail.
        dropped = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.DROPPED)
        if not is_new and not dropped.update(state=Mailing.State.QUEUED, attempts=0, last_error="", **values):
            return 0  # today's mail is made already; what came due since waits for the next one
        taken = [
            reminder
            for reminder in carried
            if Reminder.objects.filter(pk=reminder.pk, state=Reminder.State.OPEN, mailed_at__isnull=True).update(
                mailed_at=now
            )
        ]
        if not is_new:
            mailing.reminders.clear()
        mailing.reminders.add(*taken)
    return 1


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that never changes, so that a mailbox can fold a second copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{uuid.uuid4().hex}@{domain}>"
