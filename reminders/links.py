"""The signed links of mails: one reminder, one version, one purpose; and those that stop the mail.

A reminder's link dies when its version moves; a stop can be repeated and its link lives on. Opening a link only asks;
a POST acts, because mail scanners open links.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from reminders.models import Reminder

SALT, STOP_SALT = "reminders.link", "reminders.stop"
PURPOSES = frozenset({"act", "undo", "undo_snooze"})
LIFETIME = timedelta(days=60)


@dataclass(frozen=True)
class Ticket:
    """What a token says. `purpose`: "act"; "undo" with the letters as they were before (key → state, and channel where
    that changed); "undo_snooze" with the reminder as it was (field → instant).
    """

    reminder: int
    version: int
    purpose: str = "act"
    was: dict[str, str] = field(default_factory=dict)


def token_for(ticket: Ticket) -> str:
    """Return the signed token of a ticket."""
    body = {"r": ticket.reminder, "v": ticket.version, "p": ticket.purpose, "w": ticket.was}
    return signing.dumps(body, salt=SALT)


def read(token: str) -> Ticket | None:
    """Return the ticket of a token, None where it is forged, of another kind or older than 60 days."""
    try:
        body = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    if body["p"] not in PURPOSES:
        return None
    return Ticket(body["r"], body["v"], body["p"], body["w"])


def path_for(reminder: Reminder) -> str:
    """Return the address of a reminder's page, below SITE_URL."""
    return reverse("reminders:link", args=[token_for(Ticket(reminder.pk, reminder.version))])


def absolute(path: str) -> str:
    """Return the address a mail can carry: under SITE_URL, whatever host a request came to."""
    return str(settings.SITE_URL) + path


@dataclass(frozen=True)
class StopTicket:
    """Whose mail a stop link stops: all of it, or what is about one interview."""

    user: int
    interview: int | None = None


def stop_path(ticket: StopTicket) -> str:
    """Return the address on which a POST stops mail, below SITE_URL."""
    body = {"u": ticket.user, "i": ticket.interview}
    return reverse("reminders:stop", args=[signing.dumps(body, salt=STOP_SALT)])


def read_stop(token: str) -> StopTicket | None:
    """Return what a stop link is about, None where it is forged or of another kind.

    It does not grow old: whoever finds last year's mail in their mailbox may still be done with ours.
    """
    try:
        body = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return StopTicket(body["u"], body["i"])
