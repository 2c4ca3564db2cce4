"""The outbox: what is due becomes mailings, mailings are claimed, and every claim ends in one of a few ways.

Every step is one conditional UPDATE, so that any number of beats and workers may run it at once: whoever changes the
row owns the step, everybody else walks away. Nothing here talks to a mail server; reminders/delivery.py does.
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from accounts.models import User
from letters.opening import open_for_lead
from reminders.hours import Sending as Moment
from reminders.hours import local_instant, next_sending
from reminders.models import Mailing, Reminder, Sending
from reminders.reading import hours_of
from reminders.replan import replan

State = Mailing.State

# Far longer than the busy timeout of the database and the timeout of the mail server together (20 s each).
LEASE = timedelta(minutes=3)
# Pauses after a temporary failure, ±20 %; after the last one the mailing has failed.
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
PAUSE = timedelta(minutes=5)
# A mail without a last useful day is still worth sending for so long.
USE = timedelta(days=3)
BATCH = 100
# So much is taken on in one sweep; the next one takes the rest.
MOST_DUE = 5000
MOST_USERS = 2000

# Kinds of reminder that open a letter of the same kind, to the lead.
OPENS_LETTER = {"follow_up", "last_follow_up", "after_answer"}


def sweep(now: datetime) -> list[list[int]]:
    """Do everything that is due at `now` (UTC) short of sending; return the keys of mailings to send, in batches.

    Empty while sending is paused. Safe to run twice at once.
    """
    give_back_lapsed(now)
    expire(now)
    open_due_letters(now)
    make_mailings(now)
    Sending.objects.update_or_create(pk=1, defaults={"swept_at": now})
    if is_paused(now):
        return []
    keys = list(Mailing.objects.sendable(now).order_by("next_try_at", "pk").values_list("pk", flat=True)[: 50 * BATCH])
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]


def give_back_lapsed(now: datetime) -> int:
    """Queue again what a dead worker had claimed; return how many."""
    return Mailing.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE).update(
        state=State.QUEUED, claim_id=None, claimed_at=None, next_try_at=now
    )


def expire(now: datetime) -> int:
    """Say of queued mailings that have outlived their use that they have; return how many."""
    return Mailing.objects.filter(state=State.QUEUED, expires_at__lte=now).update(state=State.EXPIRED)


def open_due_letters(now: datetime) -> None:
    """Open the letter to the lead that a reminder is about, once it is due."""
    due = Reminder.objects.due(now).filter(kind__in=OPENS_LETTER, letter__isnull=True, mailed_at__isnull=True)
    for reminder in due.select_related("interview__position__owner", "user")[:MOST_DUE]:
        if reminder.interview is None:
            continue
        with transaction.atomic():
            letter = open_for_lead(reminder.interview, reminder.kind)
            if letter is not None:
                Reminder.objects.filter(pk=reminder.pk, letter__isnull=True).update(letter=letter)


def make_mailings(now: datetime) -> int:
    """Put what is due into the outbox: for each person one mailing a local day and slot; return how many were made."""
    due = Reminder.objects.due(now).filter(mailed_at__isnull=True)
    users = User.objects.filter(is_active=True, pk__in=due.values("user")).order_by("pk")[:MOST_USERS]
    return sum(_make_for(user, now) for user in users)


def _make_for(user: User, now: datetime) -> int:
    if not _ready(user, now):
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
    taken = set(
        Mailing.objects.filter(user=user, local_day__in={moment.day for moment in ready}).values_list(
            "local_day", "slot"
        )
    )
    return {moment: carried for moment, carried in ready.items() if (moment.day, moment.slot) not in taken}


def _make_one(user: User, moment: Moment, carried: list[Reminder], now: datetime) -> int:
    last_days = [reminder.last_useful_on for reminder in carried]
    expires_at = now + USE
    if all(last_days):
        day_after = max(day for day in last_days if day) + timedelta(days=1)
        expires_at = local_instant(day_after, datetime.min.time(), hours_of(user).zone)
    with transaction.atomic():
        mailing, is_new = Mailing.objects.get_or_create(
            user=user, local_day=moment.day, slot=moment.slot,
            defaults={"message_id": _message_id(), "next_try_at": now, "expires_at": expires_at},
        )  # fmt: skip
        if not is_new:
            return 0  # today's mail is made already; what came due since waits for the next one
        taken = [
            reminder
            for reminder in carried
            if Reminder.objects.filter(pk=reminder.pk, state=Reminder.State.OPEN, mailed_at__isnull=True).update(
                mailed_at=now
            )
        ]
        mailing.reminders.set(taken)
        if not taken:
            mailing.delete()
            return 0
    return 1


def _message_id() -> str:
    """A Message-ID (RFC 5322, 3.6.4) that never changes, so that a mailbox can fold a second copy."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{uuid.uuid4().hex}@{domain}>"


def claim(keys: Sequence[int], now: datetime) -> uuid.UUID:
    """Claim the mailings among `keys` that are still to be sent, in one statement; return the claim's token."""
    token = uuid.uuid4()
    Mailing.objects.sendable(now).filter(pk__in=keys).update(
        state=State.SENDING, claim_id=token, claimed_at=now, attempts=F("attempts") + 1
    )
    return token


def mark_sent(mailing: Mailing, token: uuid.UUID, now: datetime) -> bool:
    """Mark a claimed mailing sent; False where the claim is no longer ours."""
    return _end(mailing, token, state=State.SENT, sent_at=now, last_error="")


def mark_dropped(mailing: Mailing, token: uuid.UUID) -> bool:
    """Nothing in it applied any more."""
    return _end(mailing, token, state=State.DROPPED)


def mark_failed(mailing: Mailing, token: uuid.UUID, error: str) -> bool:
    """The mail server refused it for good."""
    return _end(mailing, token, state=State.FAILED, last_error=error[:300])


def defer(mailing: Mailing, token: uuid.UUID, error: str, now: datetime) -> bool:
    """Try again later, with growing pauses; failed after the last of them."""
    if mailing.attempts > len(RETRIES):
        return mark_failed(mailing, token, error)
    pause = RETRIES[mailing.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311  # jitter, not a secret
    return _end(mailing, token, state=State.QUEUED, next_try_at=now + pause, last_error=error[:300])


def give_back(mailings: Iterable[Mailing], token: uuid.UUID, now: datetime) -> None:
    """Hand back what was claimed and not tried: nobody's attempt is burnt."""
    for mailing in mailings:
        _end(mailing, token, state=State.QUEUED, next_try_at=now, attempts=mailing.attempts - 1)


def _end(mailing: Mailing, token: uuid.UUID, **values: object) -> bool:
    mine = Mailing.objects.filter(pk=mailing.pk, claim_id=token, state=State.SENDING)
    return bool(mine.update(claim_id=None, claimed_at=None, **values))


def pause(now: datetime, reason: str) -> None:
    """Stop all sending for five minutes: the mail server itself is at fault, not a mail."""
    Sending.objects.update_or_create(pk=1, defaults={"paused_until": now + PAUSE, "reason": reason[:300]})


def is_paused(now: datetime) -> bool:
    """Whether sending rests."""
    return Sending.objects.filter(pk=1, paused_until__gt=now).exists()


def try_again(mailing: Mailing, now: datetime) -> bool:
    """Queue a failed or expired mailing once more, because its person asked."""
    stuck = Mailing.objects.filter(Q(state=State.FAILED) | Q(state=State.EXPIRED), pk=mailing.pk)
    return bool(stuck.update(state=State.QUEUED, attempts=0, next_try_at=now, expires_at=now + USE, last_error=""))
