"""Errors while working through many people: what is about one of them must not hold up the others."""

from traceback import extract_tb

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

# Not about the person at hand: the database is away or busy, or the time is up.
NOT_ABOUT_ONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


def said_of(error: Exception) -> str:
    """Return an error for the log: what and where, not its message, which may carry somebody's words."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].name}:{frames[-1].lineno}" if frames else type(error).__name__
