"""Where the time of sending a batch goes: timers around the parts of a send in one process. Needs Django set up."""

import smtplib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.utils import timezone

from reminders import delivery, outbox

COMPOSED = "composing: sentences, links, templates, inlined styles"
SERIALISED = "message to bytes (MIME)"
SPOKEN = "SMTP conversation, waiting for the server included"
ASKED = "asking what still applies, marking it sent"
REST = "all else: claiming and reading the batch, the loop"
PARTS = (COMPOSED, SERIALISED, SPOKEN, ASKED, REST)
QUERIES = "of all that, within the database's driver"


@dataclass
class Where:
    """Seconds by part, without the parts within it: by the clock, and of the processor for this process alone."""

    mails: int = 0
    clock: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    processor: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    queries: int = 0

    def report(self) -> None:
        """Print the table."""
        total, busy = (sum(seconds[part] for part in PARTS) for seconds in (self.clock, self.processor))
        print(
            f"\nWhere the time of one process goes ({self.mails} mails, {self.queries / self.mails:.1f} queries each)"
        )
        print(f"{'':<60}{'ms a mail':>10}{'%':>5}{'of CPU':>10}{'%':>5}")
        for part in (*PARTS, QUERIES):
            clock, processor = self.clock[part], self.processor[part]
            print(
                f"{part:<60}{1000 * clock / self.mails:>10.2f}{100 * clock / total:>5.0f}"
                f"{1000 * processor / self.mails:>10.2f}{100 * processor / busy:>5.0f}"
            )
        print(f"{'all':<60}{1000 * total / self.mails:>10.2f}{100:>5}{1000 * busy / self.mails:>10.2f}{100:>5}")


class Timers:
    """Times nested parts, each without what it calls of the others."""

    def __init__(self) -> None:
        self.where = Where()
        self._inner = [(0.0, 0.0)]

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what runs within as this part."""
        self._inner.append((0.0, 0.0))
        began, busy_before = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            took, busy = time.perf_counter() - began, time.process_time() - busy_before
            inner_took, inner_busy = self._inner.pop()
            self.where.clock[name] += took - inner_took
            self.where.processor[name] += busy - inner_busy
            outer_took, outer_busy = self._inner[-1]
            self._inner[-1] = outer_took + took, outer_busy + busy

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time counted."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.part(name):
                return function(*args, **kwargs)

        return timed

    def query(self, execute: Callable[..., Any], *args: Any) -> Any:
        """A wrapper for Django's queries: counted beside the parts, not as one of them."""
        began, busy_before = time.perf_counter(), time.process_time()
        try:
            return execute(*args)
        finally:
            self.where.queries += 1
            self.where.clock[QUERIES] += time.perf_counter() - began
            self.where.processor[QUERIES] += time.process_time() - busy_before


def where_it_goes(batches: Sequence[Sequence[int]]) -> Where:
    """Send these batches here, the first of them to warm up; return what the others took."""
    delivery.send_batch(batches[0], timezone.now)
    timers = Timers()
    with (
        patch.object(delivery, "message_for", timers.around(COMPOSED, delivery.message_for)),
        patch.object(delivery, "standing", timers.around(ASKED, delivery.standing)),
        patch.object(outbox, "mark_sent", timers.around(ASKED, outbox.mark_sent)),
        patch.object(EmailMultiAlternatives, "message", timers.around(SERIALISED, EmailMultiAlternatives.message)),
        patch.object(EmailBackend, "_send", timers.around(SERIALISED, EmailBackend._send)),
        patch.object(smtplib.SMTP, "sendmail", timers.around(SPOKEN, smtplib.SMTP.sendmail)),
        connection.execute_wrapper(timers.query),
        timers.part(REST),
    ):
        timers.where.mails = sum(delivery.send_batch(keys, timezone.now) for keys in batches[1:])
    return timers.where
