"""Working through many people, some at a time: an error about one of them must not hold up the others."""

import logging
from collections.abc import Callable, Iterable, Iterator
from traceback import extract_tb
from typing import TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.db.models import Model, QuerySet

from accounts.models import User

log = logging.getLogger("fairhand.outbox")

Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)

# Accounts that are worked on in one transaction. More would hardly cost fewer queries each, and let a person who writes
# meanwhile wait longer: for their turn, or for SQLite's one writer.
TOGETHER = 20

# Not about the person at hand: the database is away or busy, or the time is up.
NOT_ABOUT_ONE = (OperationalError, InterfaceError, SoftTimeLimitExceeded)


# Gone through by one task: some seconds of work, far from its time limit.
ACCOUNTS = 200


def first_of(accounts: QuerySet[User], after: int, go_on: Callable[[int], object]) -> list[User]:
    """Return the first of these accounts whose keys are beyond `after`, as many as one task goes through. Where there
    may be more, `go_on` takes the last key, for the next task.
    """
    # All read before the first is written: SQLite refuses to write while an older read is still open.
    found = list(accounts.filter(pk__gt=after).order_by("pk")[:ACCOUNTS])
    if len(found) == ACCOUNTS:
        go_on(found[-1].pk)
    return found


def said_of(error: Exception) -> str:
    """Return an error for the log: what and where, not its message, which may carry somebody's words."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].name}:{frames[-1].lineno}" if frames else type(error).__name__


def one_by_one(rows: Iterable[Row], act: Callable[[Row], object], log: logging.Logger, failed: str) -> None:
    """Do something with each row by itself, so that one with which it fails holds up no other. `log` is told of that
    one: `failed` is what was not done and to what ("letter not opened reminder"), before its key and the error.

    Raises what is not about one of them.
    """
    for row in rows:
        try:
            act(row)
        except NOT_ABOUT_ONE:
            raise
        except Exception as error:
            log.error("%s=%s error=%s", failed, row.pk, said_of(error))


def together(users: list[User], act: Callable[[list[User]], list[Item]], failed: str) -> list[Item]:
    """Do something for accounts, some at a time, and return what came of it. Where that fails, each is done by itself,
    as one_by_one does it.

    Raises what is not about one of them.
    """
    done: list[Item] = []
    for some in parted(users, TOGETHER):
        try:
            done.extend(act(some))
        except NOT_ABOUT_ONE:
            raise
        except Exception:  # it is met again, and logged, with the one that it is about
            one_by_one(some, lambda user: done.extend(act([user])), log, f"{failed} account")
    return done


def parted(items: list[Item], size: int) -> Iterator[list[Item]]:
    """Give a list in parts of this size."""
    return (items[start : start + size] for start in range(0, len(items), size))
