"""Whom the fault runs mail to, what they do meanwhile, and what became of it. Runs in the console's process."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Errand, User
from accounts.tasks import sweep_errands
from interviews.models import Interview, Position
from interviews.outcomes import cancel as cancel_interview
from letters.models import Letter
from letters.states import mark
from letters.tasks import pack_errand
from reminders import outbox
from reminders.models import Mailing, Reminder, Sending
from reminders.replan import replan
from tests.factories import LEAD, make_interview, seat
from tests.faults.newer import expand, go_back

__all__ = ["expand", "go_back"]  # the console finds them here, too

_A_DAY = timedelta(days=1)


def noon_zone(now: datetime) -> ZoneInfo:
    """A zone where it is between 12:00 and 13:00: mail may come, and no local day ends during a run."""
    ahead = 12 - now.hour
    return ZoneInfo(f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT")


def deciding(names: list[str], first_due_at: float, spread_s: float = 0) -> dict[str, float]:
    """Make people whose decision day is today; return when each is due, by address.

    The first is due at `first_due_at` (seconds since 1970), the others evenly within `spread_s` seconds after it.
    """
    now = timezone.now()
    zone = noon_zone(now)
    first = datetime.fromtimestamp(first_due_at, UTC).replace(microsecond=0)
    due = [first + timedelta(seconds=int(spread_s * place / max(1, len(names)))) for place in range(len(names))]
    held_at = now - 7 * _A_DAY
    with transaction.atomic():
        users = User.objects.bulk_create(
            User(email=f"{name}@example.org", time_zone=zone, country="GB", morning=at.astimezone(zone).time())
            for name, at in zip(names, due, strict=True)
        )
        positions = Position.objects.bulk_create(
            Position(owner=user, company="Harbour & Field", title="Programme Manager") for user in users
        )
        interviews = Interview.objects.bulk_create(
            Interview(
                position=position, starts_at=held_at, ends_at=held_at + timedelta(hours=1),
                window=Interview.Window.DATE, decides_on=first.astimezone(zone).date(), debriefed_at=held_at + _A_DAY,
            )
            for position in positions
        )  # fmt: skip
        # What the plan says of them, without the minute that a thousand plans take; each sweep asks the plan again.
        Reminder.objects.bulk_create(
            Reminder(
                user=user, position=interview.position, interview=interview, kind="decision_day", due_at=at,
                occasion=f"decision_day:interview:{interview.pk}",
            )
            for user, interview, at in zip(users, interviews, due, strict=True)
        )  # fmt: skip
        replan(users[0], now)
        assert Reminder.objects.get(user=users[0], state="open", kind="decision_day").due_at == due[0]
    return {user.email: at.timestamp() for user, at in zip(users, due, strict=True)}


def writing(names: list[str]) -> None:
    """Make people, all at once, who had an interview yesterday and have written to nobody yet."""
    now = timezone.now()
    with transaction.atomic():
        for name in names:
            user = _somebody(name, now)
            make_interview(user, panel=[LEAD], starts_at=now - _A_DAY)


def asleep(names: list[str], queued: list[str], days: int) -> None:
    """Make people whose interview was a day before the worker fell asleep, so many days ago; for `queued` it had made
    a mailing and not yet sent it.
    """
    then = timezone.now() - days * _A_DAY
    with transaction.atomic(), time_machine.travel(then, tick=False):
        for name in names:
            make_interview(_somebody(name, then), panel=[LEAD], starts_at=then - _A_DAY)
        others = Reminder.objects.exclude(user__email__in=[f"{name}@example.org" for name in queued])
        kept = list(others.filter(mailed_at__isnull=True).values_list("pk", flat=True))
        Reminder.objects.filter(pk__in=kept).update(mailed_at=then)
        outbox.sweep(then)
        Reminder.objects.filter(pk__in=kept).update(mailed_at=None)


def _somebody(name: str, now: datetime) -> User:
    user = User.objects.create(
        email=f"{name}@example.org", time_zone=noon_zone(now), country="GB", morning=time(8), evening=time(19)
    )
    user.refresh_from_db()
    return user


def keep_planning(seconds: float) -> int:
    """Plan every account anew, over and over, for so long; return how often."""
    until, count = timezone.now() + timedelta(seconds=seconds), 0
    while timezone.now() < until:
        for user in list(User.objects.all()):
            replan(user, timezone.now())
            count += 1
    return count


def post(name: str) -> None:
    """Post every letter of a person."""
    for letter in Letter.objects.filter(position__owner__email=f"{name}@example.org"):
        mark(letter, Letter.State.POSTED, timezone.now())


def cancel(name: str) -> None:
    """Cancel a person's interview."""
    cancel_interview(Interview.objects.get(position__owner__email=f"{name}@example.org"), timezone.now())


def close(name: str) -> None:
    """Close a person's account."""
    User.objects.filter(email=f"{name}@example.org").update(is_active=False)


def delete(name: str) -> None:
    """Delete a person's account with all that is theirs."""
    User.objects.get(email=f"{name}@example.org").delete()


def packing(names: list[str], each: int) -> None:
    """Make people who have written to all six of their panel and ask for that pack so many times, all at once."""
    now = timezone.now()
    with transaction.atomic():
        interviews = [
            make_interview(_somebody(name, now), panel=[seat(f"Person {place}") for place in "ABCDEF"])
            for name in names
        ]
        for letter in Letter.objects.filter(position__in=[interview.position_id for interview in interviews]):
            letter.text = f"Dear {letter.recipient.name},\n\n" + "Thank you for the hour in your workshop. " * 12
            letter.save(update_fields=["text"])
        packs = Errand.objects.bulk_create(
            Errand(
                owner=interview.position.owner, kind=pack_errand.name, total=8,
                arguments={
                    "interview": interview.pk, "ticked": {"guides": "words"}, "title": "Letters",
                    "file_name": f"letters-{place}.pdf",
                },
            )
            for interview in interviews
            for place in range(each)
        )  # fmt: skip
    for errand in packs:
        pack_errand.delay(errand.pk)


def packs() -> dict[str, int]:
    """Return how many packs there are in each state."""
    return dict(Counter(Errand.objects.values_list("state", flat=True)))


def lose_packs() -> None:
    """Whoever has a pack in hand has had it for so long that it counts as lost; what waits is handed out again."""
    Errand.objects.filter(state="running").update(started_at=timezone.now() - _A_DAY)
    sweep_errands()


def signed_in(name: str) -> dict[str, str]:
    """Make a person, and return the cookies of a browser in which they are signed in."""
    user = _somebody(name, timezone.now())
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}


def logged() -> dict[str, int]:
    """Return how many interviews each person has logged."""
    return dict(Counter(Interview.objects.values_list("position__owner__email", flat=True)))


def mailings(word: str = "") -> dict[str, list[str | int]]:
    """Return state, attempts and last error of the mailing of each person, by name."""
    rows = Mailing.objects.filter(user__email__startswith=word).order_by("pk").select_related("user")
    return {row.user.email.partition("@")[0]: [row.state, row.attempts, row.last_error] for row in rows}


def states() -> dict[str, int]:
    """Return how many mailings there are in each state, and how many reminders are due and in none."""
    found = Counter(Mailing.objects.values_list("state", flat=True))
    waiting = Reminder.objects.due(timezone.now()).filter(mailed_at__isnull=True, user__is_active=True)
    return {**found, "waiting": waiting.count()}


def carried(name: str) -> list[str]:
    """Return the kinds of reminder that a person's sent mailing carries."""
    sent = Mailing.objects.get(user__email=f"{name}@example.org", state="sent")
    return sorted(sent.reminders.values_list("kind", flat=True))


def sending() -> dict[str, str | bool]:
    """Return whether sending is paused, why, and when the last sweep was."""
    row = Sending.objects.filter(pk=1).first() or Sending()
    return {
        "paused": row.paused_until is not None and row.paused_until > timezone.now(),
        "reason": row.reason,
        "swept_at": row.swept_at.isoformat() if row.swept_at else "",
    }


def pause() -> None:
    """Let mailings be made and none be sent."""
    outbox.pause(timezone.now() + timedelta(hours=1), "The test wants it so.")


def let_pauses_pass() -> None:
    """What waits for another try need not wait any longer."""
    Mailing.objects.filter(state="queued").update(next_try_at=timezone.now())
    Sending.objects.update(paused_until=None)


def let_leases_lapse(after_s: float = 0) -> int:
    """Claims older than this are as old as if their lease had passed; return how many there were."""
    old = Mailing.objects.filter(state="sending", claimed_at__lt=timezone.now() - timedelta(seconds=after_s))
    return old.update(claimed_at=timezone.now() - _A_DAY)


def forget_everybody() -> None:
    """Begin anew: no accounts, no mail."""
    User.objects.all().delete()
    Sending.objects.update(paused_until=None, reason="")
