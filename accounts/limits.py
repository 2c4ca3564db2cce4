"""How much costly work one account may ask for, so that nobody's haste costs the others their evening.

Sign-in, sign-up and what else a stranger could hammer at is limited by allauth; docs/limits.md has all of them in one
table, made from here and from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.core.cache import cache

from accounts.models import User
from accounts.refusals import TooMuch


@dataclass(frozen=True)
class Limit:
    """So many `times` in each window of `seconds`, counted from the full hour. `what`: in words, for the table."""

    what: str
    times: int
    seconds: int


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        # Somebody who leafs through a panel of twenty, all cards and pitches, comes to some sixty in five minutes.
        "sheet": Limit("printed sheets and pictures of their pages", 200, 300),
        "errand": Limit("packs, exports and other long work", 40, 3600),
        "file": Limit("invitations, cards and archives read", 100, 3600),
    }
)


def spend(user: User, name: str, now: datetime) -> None:
    """Count one piece of costly work of the account at `now` (UTC); raise TooMuch where there were too many.

    Two at the very same time may count as one: it bounds work, it keeps no account.
    """
    limit = LIMITS[name]
    window, gone = divmod(int(now.timestamp()), limit.seconds)
    key = f"limit:{name}:{user.pk}:{window}"
    if cache.add(key, 1, limit.seconds):
        return
    try:
        spent = cache.incr(key)
    except ValueError:  # the window closed in between
        return
    if spent > limit.times:
        raise TooMuch(retry_after_s=limit.seconds - gone)
