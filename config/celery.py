"""The Celery application, and the one way in which a request wakes a worker."""

import logging
import os

from celery import Celery, Task
from celery.exceptions import CeleryError
from celery.signals import beat_init
from django.db import transaction
from kombu.exceptions import KombuError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

log = logging.getLogger("fairhand.celery")

app = Celery("fairhand")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def sweep_at_once(**_: object) -> None:
    """Sweep when beat starts: otherwise the first minute of a new installation looks ill to /healthz. And fill the
    search, which an upgrade may have left empty.
    """
    app.send_task("reminders.sweep", ignore_result=True)
    app.send_task("desk.index_all", ignore_result=True)


def nudge(task: Task, *args: int | str | list[int]) -> None:
    """Wake a worker for `task(*args)` once the current transaction is committed.

    Only a nudge: the tables are the queue, and the next sweep finds what a nudge missed. So a broker that is down or
    frozen costs the request a tenth of a second and no error.
    """

    def send() -> None:
        try:
            with app.connection_for_write(
                connect_timeout=0.1,
                transport_options={"socket_timeout": 0.1, "socket_connect_timeout": 0.1, "max_retries": 0},
            ) as connection:
                task.apply_async(args=args, connection=connection, retry=False)  # type: ignore[call-arg]
        except (CeleryError, KombuError, OSError) as error:
            log.warning("nudge missed task=%s error=%s", task.name, type(error).__name__)

    transaction.on_commit(send, robust=True)
