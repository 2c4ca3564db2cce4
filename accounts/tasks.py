"""What beat has workers do about errands."""

from celery import current_app, shared_task
from django.utils import timezone

from accounts import errands


@shared_task(name="accounts.sweep_errands", expires=55)
def sweep_errands() -> None:
    """Hand what waits to workers again, give back what was lost, forget old files. Beat calls it each minute."""
    for errand in errands.sweep(timezone.now()):
        task = current_app.tasks.get(errand.kind)
        if task is not None:
            task.delay(errand.pk)
