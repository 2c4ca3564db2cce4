"""One at a time for one account: planning, making a mailing and acting on a reminder never overlap for one person."""

from collections.abc import Collection

from accounts.models import User


def take_turn(user_id: int) -> bool:
    """Wait until nobody else is at work on the account and keep it until the transaction ends; False where it is gone.

    Whoever writes an account's reminders takes it first, before any other row: a plan read before a mailing was made
    would otherwise be written over it, and two writers would wait for each other. Only turns exclude each other;
    foreign keys may still be written. SQLite has one writer anyway.
    """
    locked = User.objects.select_for_update(no_key=True).filter(pk=user_id).values_list("pk", flat=True)
    return locked.first() is not None


def take_turns(user_ids: Collection[int]) -> set[int]:
    """Take the turns of several accounts and return those it got: whom somebody else is at work on it leaves to a
    later time, so that two sweeps go past each other.
    """
    free = User.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=user_ids)
    return set(free.order_by("pk").values_list("pk", flat=True))
