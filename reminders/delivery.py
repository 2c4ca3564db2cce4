"""Sending a claimed batch: one query for what it needs, one connection, each mail marked right after the 250."""

import logging
import smtplib
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from reminders import outbox
from reminders.mail import message_for
from reminders.models import Mailing

log = logging.getLogger("fairhand.delivery")

# A batch may take so long in all; what is left is given back for the next task.
LONGEST_BATCH = timedelta(seconds=45)
# With less than this left of its lease, a mail is not begun: the slowest server answers in 20 s.
SAFETY = timedelta(minutes=1)
TEMPORARY = 500  # SMTP replies below are temporary (RFC 5321, 4.2.1)


class ServerAtFault(Exception):
    """The mail server cannot be used at all: wrong name, refused, no TLS, no sign-in."""


def send_batch(keys: Sequence[int], clock: Callable[[], datetime]) -> int:
    """Claim and send the mailings among `keys`; return how many were sent. `clock` gives the time in UTC."""
    begun = clock()
    if outbox.is_paused(begun):
        return 0
    token = outbox.claim(keys, begun)
    mailings = list(
        Mailing.objects.filter(claim_id=token).order_by("next_try_at", "pk").select_related("user")
        .prefetch_related(
            "reminders__position", "reminders__letter", "reminders__interviewer",
            "reminders__interview__position", "reminders__interview__seats__interviewer",
            "reminders__interview__seats__topics", "reminders__interview__letters__recipient",
        )
    )  # fmt: skip
    if not mailings:
        return 0
    connection: BaseEmailBackend = get_connection()
    sent = 0
    try:
        for index, mailing in enumerate(mailings):
            now = clock()
            if now - begun > min(LONGEST_BATCH, outbox.LEASE - SAFETY):
                outbox.give_back(mailings[index:], token, now)
                break
            try:
                sent += _send_one(connection, mailing, token, clock)
            except ServerAtFault as fault:
                log.warning("sending paused reason=%s", fault)
                outbox.pause(clock(), str(fault))
                outbox.give_back(mailings[index:], token, clock())
                break
    finally:
        _close(connection)
    return sent


def _send_one(connection: BaseEmailBackend, mailing: Mailing, token: uuid.UUID, clock: Callable[[], datetime]) -> int:
    """Send one mailing and note what came of it; return 1 where it was sent. Raises ServerAtFault."""
    message = message_for(mailing, clock())
    if message is None:
        outbox.mark_dropped(mailing, token)
        return 0
    try:
        _open(connection)
        connection.send_messages([message])
    except ServerAtFault:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        _refused(mailing, token, code, text, clock())
    except smtplib.SMTPResponseException as error:
        _refused(mailing, token, error.smtp_code, error.smtp_error, clock())
        _close(connection)  # after an odd reply the conversation is not to be trusted
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mailing deferred pk=%s error=%s", mailing.pk, type(error).__name__)
        outbox.defer(mailing, token, f"The connection to the mail server broke ({type(error).__name__}).", clock())
        _close(connection)
    else:
        outbox.mark_sent(mailing, token, clock())
        return 1
    return 0


def _open(connection: BaseEmailBackend) -> None:
    """Connect where there is no connection yet. What fails here is the server's fault and nobody's mail."""
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise ServerAtFault(f"The mail server cannot be used: {type(error).__name__}.") from error


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None  # type: ignore[attr-defined]


def _refused(mailing: Mailing, token: uuid.UUID, code: int, text: bytes | str, now: datetime) -> None:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    error = f"The mail server answered {code}: {said}"
    log.warning("mailing refused pk=%s code=%s", mailing.pk, code)
    if code >= TEMPORARY:
        outbox.mark_failed(mailing, token, error)
    else:
        outbox.defer(mailing, token, error, now)
