"""Sending a batch: a few mails claimed at a time, one query for what they need, one connection for all, and each mail
marked right after the 250.
"""

import logging
import smtplib
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError
from django.db import connection as database
from django.db.models import Prefetch

from reminders import outbox
from reminders.mail import message_for, standing
from reminders.models import Mailing, Reminder
from reminders.trouble import NOT_ABOUT_ONE, said_of

log = logging.getLogger("fairhand.delivery")

Clock = Callable[[], datetime]

# A batch begins no mail after so long; what is left is given back for the next task.
LONGEST_BATCH = outbox.LEASE / 4
# So many are claimed by one statement: what a worker had claimed when it was killed waits until its lease lapses.
AT_ONCE = 5
TEMPORARY = 500  # SMTP replies below are temporary (RFC 5321, 4.2.1)
CLOSING = 421  # "closing transmission channel", in answer to anything
SIGN_IN = {530, 534, 535, 538}  # it wants us signed in, or does not believe us (RFC 4954, 6)
# A database that was just started again is there within seconds; what a server has said must not be lost till then.
DATABASE_RETRIES_S = (0.1, 0.4, 1.0, 2.0, 4.0, 8.0)


class ServerAtFault(Exception):
    """The mail server cannot be used at all: wrong name, refused, no TLS, no sign-in, not from this sender.

    `mailing`: the one that was tried when it showed, through no fault of its own.
    """

    def __init__(self, said: str, mailing: Mailing | None = None) -> None:
        super().__init__(f"The mail server cannot be used: {said}.")
        self.mailing = mailing


class ServerHangs(Exception):
    """It did not answer in time: no worker waits for it a second time in one batch."""


def send_batch(keys: Sequence[int], clock: Clock) -> int:
    """Claim and send the mailings among `keys`, a few at a time; return how many were sent. `clock` gives the time in
    UTC.

    What it does not come to was never claimed: the next sweep hands it out again.
    """
    begun, sent = clock(), 0
    connection: BaseEmailBackend = get_connection()
    try:
        for start in range(0, len(keys), AT_ONCE):
            if clock() - begun > LONGEST_BATCH or outbox.is_paused(clock()):
                break
            for _mailing in _send_some(keys[start : start + AT_ONCE], connection, begun, clock):
                sent += 1
    except ServerHangs:
        pass
    finally:
        _close(connection)
    return sent


def _send_some(keys: Sequence[int], connection: BaseEmailBackend, begun: datetime, clock: Clock) -> Iterator[Mailing]:
    """Claim and send these, and yield each mailing that the server took; a server at fault pauses all sending.

    Raises ServerHangs.
    """
    token = outbox.claim(keys, clock())
    # By state too, for the index of claimed mailings: by the token alone all that were ever sent would be read.
    claimed = Mailing.objects.filter(claim_id=token, state=Mailing.State.SENDING).order_by("next_try_at", "pk")
    waiting = deque(
        claimed.select_related("user").prefetch_related(Prefetch("reminders", Reminder.objects.with_words()))
    )
    try:
        while waiting and clock() - begun <= LONGEST_BATCH:
            _open(connection)  # first: however long it takes, what applies is asked after it
            message, left_out = _composed(waiting[0], token, clock())
            mailing = waiting.popleft()
            if message is not None and _sent(connection, mailing, message, token, clock):
                if left_out:
                    outbox.leave_out(mailing, left_out, clock())
                yield mailing
    except ServerAtFault as fault:
        log.warning("sending paused reason=%s", fault)
        outbox.pause(clock(), str(fault))
        if fault.mailing is not None:
            waiting.appendleft(fault.mailing)
    finally:
        # Whatever ended it: what was not begun waits for nobody's lease.
        _surely(lambda: outbox.give_back(waiting, token, clock()))


def _composed(
    mailing: Mailing, token: uuid.UUID, now: datetime
) -> tuple[EmailMultiAlternatives | None, list[Reminder]]:
    """Return the message and what it leaves out, for it no longer applies; no message where none is to be sent."""
    try:
        carried = standing(mailing)
        message = message_for(mailing, now, carried)
    except NOT_ABOUT_ONE:
        raise
    except Exception as error:
        log.error("mailing not composed pk=%s error=%s", mailing.pk, said_of(error))
        outbox.defer(mailing, token, f"The mail could not be composed ({type(error).__name__}).", now)
        return None, []
    if message is None:
        outbox.mark_dropped(mailing, token, now)
    return message, [reminder for reminder in mailing.reminders.all() if reminder not in carried]


def _sent(
    connection: BaseEmailBackend, mailing: Mailing, message: EmailMultiAlternatives, token: uuid.UUID, clock: Clock
) -> bool:
    """Send one mail and note what came of it; return whether it was taken.

    Raises ServerAtFault, ServerHangs and whatever is not about this mail.
    """
    try:
        connection.send_messages([message])
    except smtplib.SMTPSenderRefused as error:
        raise _fault(error, mailing) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        _refused(mailing, token, code, text, clock())
        if code == CLOSING:
            _close(connection)
    except smtplib.SMTPResponseException as error:
        _refused(mailing, token, error.smtp_code, error.smtp_error, clock())
        _close(connection)  # after an odd reply the conversation is not to be trusted
    except (smtplib.SMTPException, OSError) as error:
        _broken(connection, mailing, token, error, clock())
    except NOT_ABOUT_ONE:
        raise
    except Exception as error:  # an address that no mail can carry
        log.error("mailing not sent pk=%s error=%s", mailing.pk, said_of(error))
        outbox.mark_failed(mailing, token, f"The mail could not be sent ({type(error).__name__}).")
    else:
        _surely(lambda: outbox.mark_sent(mailing, token, clock()))
        return True
    return False


def _open(connection: BaseEmailBackend) -> None:
    """Connect where there is no connection yet. What fails here is the server's fault and nobody's mail."""
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        raise _fault(error) from error


def _fault(error: Exception, mailing: Mailing | None = None) -> ServerAtFault:
    said = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    return ServerAtFault(f"{type(error).__name__}{said}", mailing)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None  # type: ignore[attr-defined]


def _refused(mailing: Mailing, token: uuid.UUID, code: int, text: bytes | str, now: datetime) -> None:
    """Note what the server said about one mail: failed, or to be tried again."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if code in SIGN_IN:
        raise ServerAtFault(f"it answered {code}", mailing)
    error = f"The mail server answered {code}: {said}"
    log.warning("mailing refused pk=%s code=%s", mailing.pk, code)
    if code >= TEMPORARY:
        _surely(lambda: outbox.mark_failed(mailing, token, error))
    else:
        _surely(lambda: outbox.defer(mailing, token, error, now))


def _broken(connection: BaseEmailBackend, mailing: Mailing, token: uuid.UUID, error: Exception, now: datetime) -> None:
    """The conversation broke: perhaps the mail was taken, so it is tried again under the same Message-ID."""
    log.warning("mailing deferred pk=%s error=%s", mailing.pk, type(error).__name__)
    said = f"The connection to the mail server broke ({type(error).__name__})."
    _surely(lambda: outbox.defer(mailing, token, said, now))
    _close(connection)
    # smtplib tells a silent server as one that is gone, and keeps the reason.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        raise ServerHangs


def _surely(note: Callable[[], object]) -> None:
    """Note what became of a mail, also while the database is being started again. Safe to repeat: by claim."""
    for pause_s in DATABASE_RETRIES_S:
        try:
            note()
        except (OperationalError, InterfaceError):
            database.close()
            time.sleep(pause_s)
        else:
            return
    note()
