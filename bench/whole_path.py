"""Mails per second through the whole path, beside what no outbox can be faster than. Needs Django set up."""

import json
import statistics
import time
from collections import defaultdict
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from bench.people import make_people
from bench.surroundings import Surroundings, wait_until
from bench.where import Where, where_it_goes
from config.celery import app
from reminders import outbox
from reminders.mail import message_for
from reminders.models import Mailing
from reminders.tasks import send_batch, sweep

State = Mailing.State
WARMING = 80  # mails that a fresh worker sends before it is measured
LONGEST_S = 150.0  # for one measurement; a run that does not end is a failure
RAW, BARE, OURS = "raw SMTP, one connection", "bare loop: claim, send, mark", "whole path: sweep, Celery, worker"
# Mails a second; milliseconds of processor time that the senders took for each, which no busy neighbour changes much.
Figures = tuple[float, float]


class WholePath:
    """One database with `mails` mailings, sent again and again."""

    def __init__(self, surroundings: Surroundings, mails: int) -> None:
        self.surroundings, self.mails = surroundings, mails
        self.measured: dict[tuple[str, int], list[Figures]] = defaultdict(list)
        now = timezone.now()
        make_people(mails + WARMING, now)
        self.made_per_s = self._make(now)
        self.keys = list(Mailing.objects.order_by("pk").values_list("pk", flat=True))
        assert len(self.keys) == mails + WARMING
        self._keep_a_message(now)
        (surroundings.folder / "keys.json").write_text(json.dumps(self.keys[WARMING:]))
        surroundings.start("redis")

    def _make(self, now: datetime) -> float:
        """Let sweeps make the mailings; return how many they made a second."""
        began = time.perf_counter()
        while Mailing.objects.count() < self.mails + WARMING:
            assert time.perf_counter() - began < LONGEST_S, "The sweeps do not make all mailings."
            outbox.sweep(now)
        return (self.mails + WARMING) / (time.perf_counter() - began)

    def _keep_a_message(self, now: datetime) -> None:
        """Keep one mail as it goes over the wire, for the floors to send."""
        token = outbox.claim(self.keys[:1], now)
        message = message_for(Mailing.objects.get(claim_id=token), now)
        assert message is not None
        self.message = message.message().as_bytes(linesep="\r\n")
        (self.surroundings.folder / "message.eml").write_bytes(self.message)

    def measure(self, rounds: int) -> None:
        """Measure everything so many times, in turns, so that a busy minute of the machine meets all alike."""
        for _ in range(rounds):
            for count in (1, 2):
                self.measured[RAW, count].append(self._floor("raw", count))
                self.measured[BARE, count].append(self._floor("bare", count))
                self.measured[OURS, count].append(self._ours(count))

    def _queue_again(self) -> None:
        now = timezone.now()
        Mailing.objects.update(
            state=State.QUEUED, attempts=0, next_try_at=now, expires_at=now + timedelta(days=1), sent_at=None,
            claim_id=None, claimed_at=None,
        )  # fmt: skip
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE reminders_mailing")
        self.surroundings.arrived()

    def _floor(self, kind: str, count: int) -> Figures:
        self._queue_again()
        folder, port = self.surroundings.folder, self.surroundings.smtp_port
        seconds, busy = self.surroundings.together("bench.floors", kind, port, folder, count=count)
        assert self.surroundings.arrived()["mails"] == self.mails + count  # one each before the clock began
        if kind == "bare":
            assert Mailing.objects.filter(state=State.SENT).count() == self.mails
        return self.mails / seconds, 1000 * busy / self.mails

    def _ours(self, count: int) -> Figures:
        self._queue_again()
        self.surroundings.start("worker", count)
        for start in range(0, WARMING, 10):
            send_batch.delay(self.keys[start : start + 10])
        self._until_sent(WARMING)
        began, busy_before = timezone.now(), self.surroundings.busy_s("worker")
        sweep.delay()
        self._until_sent(WARMING + self.mails)
        busy = self.surroundings.busy_s("worker") - busy_before
        self.surroundings.end("worker")
        total = WARMING + self.mails
        assert self.surroundings.arrived() == {"mails": total, "different": total}, "Lost or doubled."
        ended: datetime = Mailing.objects.aggregate(last=Max("sent_at"))["last"]
        return self.mails / (ended - began).total_seconds(), 1000 * busy / self.mails

    def _until_sent(self, total: int) -> None:
        try:
            wait_until(lambda: Mailing.objects.filter(state=State.SENT).count() == total, LONGEST_S)
        except TimeoutError:
            print(self.surroundings.logs())
            raise

    def where(self) -> Where:
        """Send it all once more, in this process and with timers."""
        self._queue_again()
        batches = [self.keys[start : start + outbox.BATCH] for start in range(0, len(self.keys), outbox.BATCH)]
        found = where_it_goes(batches[:10])
        assert found.mails == sum(map(len, batches[1:10]))
        return found

    def report(self) -> None:
        """Print the tables."""
        target = statistics.median(rate for rate, _ in self.measured[BARE, 2])
        rounds = len(self.measured[BARE, 2])
        print(f"\n{connection.vendor}: {self.mails} mails of {len(self.message)} bytes; medians of {rounds} rounds")
        print(f"{'':<36}{'senders':>8}{'mails/s':>9}{'slowest':>9}{'fastest':>9}{'of two bare':>13}{'CPU ms/mail':>13}")
        for name in (RAW, BARE, OURS):
            for count in (1, 2):
                rates, busy = zip(*self.measured[name, count], strict=True)
                rate = statistics.median(rates)
                print(
                    f"{name:<36}{count:>8}{rate:>9.0f}{min(rates):>9.0f}{max(rates):>9.0f}{rate / target:>13.2f}"
                    f"{statistics.median(busy):>13.2f}"
                )
        print(f"{'sweep: making the mailings':<36}{1:>8}{self.made_per_s:>9.0f}")
        self.where().report()
        app.close()
