"""The signed links of mails: one reminder, one version, one purpose.

A link dies when its reminder's version moves. Opening it only asks; a POST acts, because mail scanners open links.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from reminders.models import Reminder

SALT = "reminders.link"
PURPOSES = frozenset({"act", "undo"})
LIFETIME = timedelta(days=60)


@dataclass(frozen=True)
class Ticket:
    """What a token says. `purpose`: "act", or "undo" with the states the letters had before (key → state)."""

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
