"""The outbox: mailings are claimed, and every claim ends in one of a few ways. reminders/making.py fills it.

Every step is one conditional UPDATE, so that any number of beats and workers may run it at once: whoever changes the
row owns the step, everybody else walks away. Nothing here talks to a mail server; reminders/delivery.py does.
"""

import random
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from reminders.making import USE, expire, make_for, portions, put_back
from reminders.models import Mailing, Reminder, Sending
from reminders.opening import open_due_letters
from reminders.turns import take_turn

State = Mailing.State

# After this a claim has lapsed: whoever made it is dead, for its time limit is half of that.
LEASE = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
# Pauses after a temporary failure, ±20 %; after the last one the mailing has failed.
RETRIES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
PAUSE = timedelta(minutes=5)
BATCH = 100


def sweep(now: datetime, hand_out: Callable[[list[int]], object] | None = None) -> list[list[int]]:
    """Do everything that is due at `now` (UTC) short of sending; return the keys of mailings to send, in batches.

    Of many accounts it makes the mailings of the first portion itself; `hand_out` takes the keys of each other, for
    workers to fill. Without it, all are made here. Empty while sending is paused. Safe to run twice at once.
    """
    give_back_lapsed(now)
    expire(now)
    Sending.objects.update_or_create(pk=1, defaults={"swept_at": now})
    own, *others = portions(now) or [[]]
    for keys in others:
        if hand_out is None:
            fill(keys, now)
        else:
            hand_out(keys)
    fill(own, now)
    return _to_send(now)


def fill(keys: Collection[int], now: datetime) -> list[int]:
    """Open the letters and make the mailings that are due to these accounts; return the keys of the mailings."""
    open_due_letters(keys, now)
    return make_for(keys, now)


def _to_send(now: datetime) -> list[list[int]]:
    """Return the keys of the mailings to send, in batches; none while sending is paused."""
    if is_paused(now):
        return []
    keys = list(Mailing.objects.sendable(now).order_by("next_try_at", "pk").values_list("pk", flat=True)[: 50 * BATCH])
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]


def give_back_lapsed(now: datetime) -> int:
    """Queue again what a dead worker had claimed; return how many."""
    return Mailing.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE).update(
        state=State.QUEUED, claim_id=None, claimed_at=None, next_try_at=now
    )


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


@transaction.atomic
def leave_out(mailing: Mailing, left_out: Sequence[Reminder], now: datetime) -> None:
    """Take out of a mailing that was sent what it did not bring, for it no longer applied."""
    take_turn(mailing.user_id)
    mailing.reminders.remove(*left_out)
    put_back(mailing.user, left_out, now)


@transaction.atomic
def mark_dropped(mailing: Mailing, token: uuid.UUID, now: datetime) -> bool:
    """Nothing in it applied any more. What comes to apply again will be mailed again, for this was not."""
    take_turn(mailing.user_id)
    is_ours = _end(mailing, token, state=State.DROPPED)
    if is_ours:
        put_back(mailing.user, mailing.reminders.all(), now)
    return is_ours


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
    stuck = Mailing.objects.filter(pk=mailing.pk, state__in=Mailing.STUCK)
    return bool(stuck.update(state=State.QUEUED, attempts=0, next_try_at=now, expires_at=now + USE, last_error=""))
