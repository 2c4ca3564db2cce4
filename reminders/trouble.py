"""Errors while working through many people: what is about one of them must not hold up the others."""

import logging
from collections.abc import Callable, Iterator
from traceback import extract_tb
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from accounts.models import User

log = logging.getLogger("fairhand.outbox")

Item = TypeVar("Item")

# Accounts that are worked on in one transaction. More would hardly cost fewer queries each, and let a person who writes
# meanwhile wait longer: for their turn, or for SQLite's one writer.
TOGETHER = 20

# Not about the person at hand: the database is away or busy, or the time is up.
NOT_ABOUT_ONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


def said_of(error: Exception) -> str:
    """Return an error for the log: what and where, not its message, which may carry somebody's words."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].name}:{frames[-1].lineno}" if frames else type(error).__name__


def together(users: list[User], act: Callable[[list[User]], list[Item]], failed: str) -> list[Item]:
    """Do something for accounts, some at a time, and return what came of it. Where that fails, each is done by itself,
    so that one holds up nobody; `failed` says in the log what was not done.

    Raises what is not about one of them.
    """
    return [item for some in parted(users, TOGETHER) for item in _surely(some, act, failed)]


def _surely(users: list[User], act: Callable[[list[User]], list[Item]], failed: str) -> list[Item]:
    try:
        return act(users)
    except NOT_ABOUT_ONE:
        raise
    except Exception as error:
        if len(users) > 1:
            return [item for user in users for item in _surely([user], act, failed)]
        log.error("%s account=%s error=%s", failed, users[0].pk, said_of(error))
        return []


def parted(items: list[Item], size: int) -> Iterator[list[Item]]:
    """Give a list in parts of this size."""
    return (items[start : start + size] for start in range(0, len(items), size))
