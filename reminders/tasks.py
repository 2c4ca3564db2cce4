"""What beat and workers run. Celery carries keys; the tables are the queue; everything is safe to run twice."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from reminders import delivery, outbox
from reminders.replan import heal
from reminders.trouble import first_of


@shared_task(name="reminders.sweep", expires=55)
def sweep() -> None:
    """Give back, expire; open letters and make mailings; hand the keys of what is to be sent to workers. Beat calls it
    each minute.
    """
    for keys in outbox.sweep(timezone.now(), make_mailings.delay):
        send_batch.delay(keys)


# What is not begun before the next sweep is found by that one again.
@shared_task(name="reminders.make_mailings", expires=55)
def make_mailings(keys: list[int]) -> None:
    """Make the mailings of these accounts, and hand them to whoever sends."""
    made = outbox.fill(keys, timezone.now())
    if made:
        send_batch.delay(made)


@shared_task(
    name="reminders.send_batch",
    # Dead long before its claim lapses, so that no two workers ever hold one mail; and not before the last mail that
    # a batch may begin has had the mail server's timeout.
    soft_time_limit=settings.OUTBOX_LEASE_SECONDS * 5 // 12,
    time_limit=settings.OUTBOX_LEASE_SECONDS // 2,
)
def send_batch(keys: list[int]) -> None:
    """Send the mailings among `keys` that nobody else has claimed."""
    delivery.send_batch(keys, timezone.now)


@shared_task(name="reminders.replan_all", expires=3500)
def replan_all(after: int = 0) -> None:
    """Heal whatever a signal missed, some hundred accounts a task, from the key `after` on. Beat calls it each hour."""
    planned = User.objects.filter(is_active=True, positions__isnull=False).distinct()
    heal(first_of(planned, after, replan_all.delay), timezone.now())
