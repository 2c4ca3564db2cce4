"""Whether reminders are being kept, seen from outside: /healthz, `manage.py check_reminders`, a line on the desk."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from django.conf import settings
from django.db import Error
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from accounts.models import User
from reminders import outbox
from reminders.hours import Sending as Moment
from reminders.hours import Slot, next_sending
from reminders.models import Mailing, Reminder, Sending
from reminders.reading import hours_of

# Beat sweeps each minute; after five without one something is wrong.
LATE = timedelta(minutes=5)
# More than this of one kind says nothing new; and so many due reminders are looked at.
MOST_LINES, MOST_DUE = 100, 5000


@dataclass(frozen=True)
class Health:
    """`sweep_age_s` and `overdue_s` in seconds: since the last sweep (None: there was none), and how long the oldest
    mailing has been waiting beyond its time.
    """

    database: bool
    broker: bool
    sweep_age_s: int | None
    overdue_s: int

    @property
    def is_well(self) -> bool:
        return (
            self.database
            and self.broker
            and self.sweep_age_s is not None
            and max(self.sweep_age_s, self.overdue_s) < LATE.total_seconds()
        )


def sweep_age(now: datetime) -> timedelta | None:
    """Return how long ago the last sweep was, None before the first."""
    swept_at = Sending.objects.filter(pk=1).values_list("swept_at", flat=True).first()
    return now - swept_at if swept_at else None


def sending_state(now: datetime) -> Literal["", "held", "late"]:
    """Return why nobody's mail goes, for a line on the pages of people: "held" since a backup was put back, till
    `resume_sending`; "late": sweeps were running and have stopped. The five minutes after a fault of the mail server
    are no news.
    """
    row = Sending.objects.filter(pk=1).values_list("swept_at", "paused_until").first()
    swept_at, paused_until = row or (None, None)
    if paused_until and paused_until > now + outbox.PAUSE:
        return "held"
    return "late" if swept_at and now - swept_at > LATE else ""


def health(now: datetime) -> Health:
    """Return how things stand. A database that is away makes everything unknown but that."""
    try:
        age = sweep_age(now)
        oldest = Mailing.objects.filter(state=Mailing.State.QUEUED).aggregate(at=Min("next_try_at"))["at"]
    except Error:
        return Health(database=False, broker=_broker_answers(), sweep_age_s=None, overdue_s=0)
    overdue = max(now - oldest, timedelta()) if oldest else timedelta()
    return Health(
        database=True,
        broker=_broker_answers(),
        sweep_age_s=int(age.total_seconds()) if age is not None else None,
        overdue_s=int(overdue.total_seconds()),
    )


def problems(now: datetime) -> list[str]:
    """Return a line for everything that is overdue or has failed at `now` (UTC), with keys and figures only."""
    age = sweep_age(now)
    lines = []
    if age is None:
        lines.append("sweep never")
    elif age > LATE:
        lines.append(f"sweep late age_s={age.total_seconds():.0f}")
    paused_until = Sending.objects.filter(pk=1, paused_until__gt=now).values_list("paused_until", flat=True).first()
    if paused_until:
        lines.append(f"sending paused until={paused_until:%Y-%m-%dT%H:%M:%SZ}")
    lines += [f"mailing overdue pk={pk} late_s={(now - at).total_seconds():.0f}" for pk, at in _overdue_mailings(now)]
    lines += [f"reminder overdue pk={pk} late_s={(now - at).total_seconds():.0f}" for pk, at in _overdue_reminders(now)]
    failed = Mailing.objects.failed_lately(now).order_by("pk").values_list("pk", "attempts")[:MOST_LINES]
    lines += [f"mailing failed pk={pk} attempts={attempts}" for pk, attempts in failed]
    return lines


def _overdue_mailings(now: datetime) -> list[tuple[int, datetime]]:
    """Key and instant of the mailings that should have been tried, or finished, five minutes ago."""
    waiting = Mailing.objects.filter(state=Mailing.State.QUEUED, next_try_at__lt=now - LATE)
    begun = Mailing.objects.filter(state=Mailing.State.SENDING, claimed_at__lt=now - outbox.LEASE - LATE)
    found = [
        *waiting.values_list("pk", "next_try_at").order_by("next_try_at")[:MOST_LINES],
        *begun.values_list("pk", "claimed_at").order_by("claimed_at")[:MOST_LINES],
    ]
    return [(pk, at) for pk, at in found if at is not None]


def _overdue_reminders(now: datetime) -> list[tuple[int, datetime]]:
    """Key and due instant of the reminders that could have gone into a mailing five minutes ago and did not."""
    then = now - LATE
    due = Reminder.objects.due(then).filter(
        mailed_at__isnull=True, created_at__lt=then, user__is_active=True, user__mail_stopped_at__isnull=True
    )
    found = []
    for reminder in due.select_related("user").order_by("due_at", "pk")[:MOST_DUE]:
        hours = hours_of(reminder.user)
        if hours.is_always_quiet:
            continue
        moment = next_sending(reminder.due_at, cast(Slot, reminder.slot), hours, then)
        if moment.at <= then and moment.is_of_use(reminder.last_useful_on) and not _has_mailing(reminder.user, moment):
            found.append((reminder.pk, reminder.due_at))
        if len(found) == MOST_LINES:
            break
    return found


def _has_mailing(user: User, moment: Moment) -> bool:
    """Whether the day and slot are taken: what came due since waits for the next mail."""
    return Mailing.objects.owned_by(user).filter(local_day=moment.day, slot=moment.slot).exists()


def _broker_answers() -> bool:
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    try:
        with Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5) as redis:
            return bool(redis.ping())
    except (RedisError, OSError):
        return False


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when reminders are being kept, 503 when not; figures and no names either way."""
    found = health(timezone.now())
    response = JsonResponse({"well": found.is_well, **asdict(found)}, status=200 if found.is_well else 503)
    response["Cache-Control"] = "no-store"
    return response
