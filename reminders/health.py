"""Whether reminders are being kept, seen from outside: /healthz, and a plain line on the desk."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

from reminders.models import Mailing, Sending

# Beat sweeps each minute; after five without one something is wrong.
LATE = timedelta(minutes=5)


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


def is_worker_late(now: datetime) -> bool:
    """Whether the desk should say that mail is late: sweeps were running and have stopped."""
    age = sweep_age(now)
    return age is not None and age > LATE


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
