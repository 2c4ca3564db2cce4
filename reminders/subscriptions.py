"""The secret address of a person's calendar. Only its digest is kept: who reads the database cannot read calendars."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from accounts.models import User
from reminders.dates import note_changes
from reminders.turns import take_turn


@transaction.atomic
def subscribe(user: User, now: datetime) -> str:
    """Give the account a new address and return its token, this once. A former address is dead."""
    take_turn(user.pk)
    token = secrets.token_urlsafe(32)
    user.feed_digest = _digest(token)
    user.save(update_fields=["feed_digest"])
    note_changes(user, now)
    return token


@transaction.atomic
def unsubscribe(user: User) -> None:
    """Take the address away. Sequences are kept: whoever subscribes again must not see them fall."""
    take_turn(user.pk)
    user.feed_digest = None
    user.save(update_fields=["feed_digest"])


def subscriber(token: str) -> User | None:
    """Return whose calendar a token opens, None for an unknown one.

    Looked up by its digest, so the time an answer takes says nothing about any token that is close to it.
    """
    return User.objects.filter(feed_digest=_digest(token), is_active=True).first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
