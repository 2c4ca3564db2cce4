"""How fast mailings are made when many people's mail is due at one time. Needs Django set up."""

import os
import time
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.people import make_people
from bench.surroundings import Surroundings, wait_until
from config.celery import app
from reminders import outbox
from reminders.models import Mailing, Reminder
from reminders.tasks import sweep
from reminders.trouble import TOGETHER

WORKERS = (1, 2, 4)
LONGEST_S = 300.0


class Making:
    """So many people to whom something is due now."""

    def __init__(self, surroundings: Surroundings, people: int) -> None:
        self.surroundings, self.people = surroundings, people
        self.users = make_people(people, timezone.now())
        outbox.pause(timezone.now() + timedelta(days=1), "Only making is measured.")
        surroundings.start("redis")

    def _due_again(self, people: int) -> None:
        """As if nobody had been mailed; to so many something is due."""
        Mailing.objects.all().delete()
        Reminder.objects.update(mailed_at=timezone.now())
        Reminder.objects.filter(user__in=self.users[:people]).update(mailed_at=None)

    def _make_all(self, people: int) -> None:
        self._due_again(people)
        sweep.delay()
        wait_until(lambda: Mailing.objects.count() == people, LONGEST_S)

    def report(self) -> None:
        """Print mailings a second by how many worker processes make them, and the queries of one."""
        some = [user.pk for user in self.users[: TOGETHER * 5]]
        with CaptureQueriesContext(connection) as queries:
            outbox.fill(some, timezone.now())
        each = len(queries) / len(some)
        print(f"{connection.vendor}: {self.people} people's mail is due; {each:.1f} queries for each mailing")
        print(f"{'worker processes':<20}{'mailings/s':>12}{'CPU ms each':>13}")
        for count in WORKERS:
            self.surroundings.start("worker", count)
            self._make_all(1)  # the worker is there now
            self._due_again(self.people)
            began, busy = time.perf_counter(), self.surroundings.busy_s("worker")
            sweep.delay()
            wait_until(lambda: Mailing.objects.count() == self.people, LONGEST_S)
            took = time.perf_counter() - began
            busy = self.surroundings.busy_s("worker") - busy
            self.surroundings.end("worker")
            print(f"{count:<20}{self.people / took:>12.0f}{1000 * busy / self.people:>13.1f}", flush=True)
        print("load of the machine", ", ".join(f"{one:.1f}" for one in os.getloadavg()))
        app.close()
