"""What beat and workers run. Celery carries keys; the tables are the queue; everything is safe to run twice."""

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from reminders import delivery, outbox
from reminders.replan import replan


@shared_task(name="reminders.sweep", expires=55)
def sweep() -> None:
    """Give back, expire, open, make; then hand the keys of what is to be sent to workers. Beat calls it each minute."""
    for keys in outbox.sweep(timezone.now()):
        send_batch.delay(keys)


@shared_task(name="reminders.send_batch")
def send_batch(keys: list[int]) -> None:
    """Send the mailings among `keys` that nobody else has claimed."""
    delivery.send_batch(keys, timezone.now)


@shared_task(name="reminders.replan_all")
def replan_all() -> None:
    """Heal whatever a signal missed. Beat calls it each hour."""
    now = timezone.now()
    for user in User.objects.filter(is_active=True, positions__isnull=False).distinct().iterator(chunk_size=500):
        replan(user, now)
