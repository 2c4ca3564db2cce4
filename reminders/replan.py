"""Plan → rows: brings an account's reminders in line with what should exist, and never touches history."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from reminders.dates import note_changes
from reminders.facts import AccountFacts, Planned
from reminders.history import series_of
from reminders.hours import local_day
from reminders.links import LIFETIME
from reminders.models import Reminder
from reminders.plan import plan
from reminders.reading import facts_of
from reminders.trouble import together
from reminders.turns import take_turn, take_turns

State = Reminder.State
_FROM_PLAN = ("due_at", "last_useful_on", "slot", "position_id", "interview_id", "letter_id", "interviewer_id")


@transaction.atomic
def replan(user: User, now: datetime) -> None:
    """Bring the rows of one account in line with its plan at `now` (UTC).

    Made where missing; moved where the plan moved; dropped where the reason is gone; taken up again where a dropped
    reason came back (an outcome noted by mistake). What somebody marked done stays done. A mailed reminder stays
    open, for the person to act on, until its reason ends or the next of its series is mailed.
    """
    if take_turn(user.pk):
        replan_in_turn([user], now)


def heal(users: list[User], now: datetime) -> None:
    """Replan accounts, some at a time. Whom somebody else is at work on is planned by them."""
    together(users, lambda some: _replan_free(some, now), "account not planned")


@transaction.atomic
def _replan_free(users: list[User], now: datetime) -> list[User]:
    free = take_turns([user.pk for user in users])
    mine = [user for user in users if user.pk in free]
    replan_in_turn(mine, now)
    return mine


def replan_in_turn(users: Collection[User], now: datetime) -> None:
    """Do the same for several accounts, whose turns the caller has taken in this transaction: as many queries as for
    one.
    """
    facts = facts_of(users, now)
    planned = {user.pk: {item.occasion: item for item in plan(facts[user.pk], now)} for user in users}
    rows = _rows_of(users, {occasion for items in planned.values() for occasion in items}, now)
    fresh: list[Reminder] = []
    moved: list[Reminder] = []
    for user in users:
        own, there = planned[user.pk], rows[user.pk]
        fresh += [
            Reminder(user=user, **_values(item), kind=item.kind, occasion=item.occasion)
            for item in own.values()
            if item.occasion not in there
        ]
        moved += _moved(facts[user.pk], own, there, now)
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    Reminder.objects.bulk_update(moved, [*_FROM_PLAN, "state", "closed_at", "version", "mailed_at", "snoozed_until"])
    for user in users:
        note_changes(user, now)


def _rows_of(users: Collection[User], planned: Collection[str], now: datetime) -> dict[int, dict[str, Reminder]]:
    """Each account's rows that the plan may touch, by occasion."""
    found: dict[int, dict[str, Reminder]] = {user.pk: {} for user in users}
    touched = Reminder.objects.filter(user__in=users).filter(
        Q(occasion__in=planned)
        | Q(state=State.OPEN)
        # A link that still lives must find its reminder open again when a dropped reason comes back.
        | Q(state=State.DROPPED, mailed_at__gt=now - LIFETIME)
    )
    for row in touched:
        found[row.user_id][row.occasion] = row
    return found


def _moved(
    facts: AccountFacts, planned: dict[str, Planned], rows: dict[str, Reminder], now: datetime
) -> Iterator[Reminder]:
    """Bring an account's rows in line with its plan; give those that changed."""
    standing = _standing(facts, now) if any(row.mailed_at for row in rows.values()) else frozenset()
    latest = _latest_mailed(rows.values())
    for row in rows.values():
        item = planned.get(row.occasion)
        if item is not None:
            changed = _follow(row, item)
        elif row.mailed_at and row.state != State.DONE and _still_stands(row, standing, latest):
            changed = _open_again(row)
        else:
            changed = row.is_open and _close(row, now)
        if changed:
            yield row


def _standing(facts: AccountFacts, now: datetime) -> frozenset[str]:
    """The series whose reason still holds, mailed or not: what would be due by today had nothing been mailed.

    Quiet days and pauses put off a mail and not its reason. An interview moved to this afternoon or to next week does:
    its debrief must not be mailed now, although its mailing is made.
    """
    hours = replace(facts.hours, quiet_weekdays=frozenset(), quiet_holidays=False, paused_until=None)
    today = local_day(now, hours.zone)
    ahead = {one.id for position in facts.positions for one in position.interviews if one.ends_at > now}
    return frozenset(
        series_of(item.occasion)
        for item in plan(replace(facts, hours=hours, mailed={}, snoozed={}), now)
        if local_day(item.due_at, hours.zone) <= today and not (item.kind == "debrief" and item.interview_id in ahead)
    )


def _latest_mailed(rows: Iterable[Reminder]) -> dict[str, str]:
    """The last occasion of each series that was mailed: its links are the ones in somebody's hands."""
    mailed = sorted((row.mailed_at, row.occasion) for row in rows if row.mailed_at)
    return {series_of(occasion): occasion for _, occasion in mailed}


def _still_stands(row: Reminder, standing: frozenset[str], latest: dict[str, str]) -> bool:
    own = series_of(row.occasion)
    return own in standing and latest[own] == row.occasion


def _values(item: Planned) -> dict[str, object]:
    return {name: getattr(item, name) for name in _FROM_PLAN}


def _follow(row: Reminder, item: Planned) -> bool:
    """Bring a row in line with its plan; return whether it changed."""
    if row.state == State.DONE:
        return False
    before = [getattr(row, name) for name in (*_FROM_PLAN, "state", "mailed_at")]
    for name, value in _values(item).items():
        setattr(row, name, value)
    _open_again(row)
    # Planned although it was mailed: it was snoozed, and comes once more.
    row.mailed_at = None
    return before != [getattr(row, name) for name in (*_FROM_PLAN, "state", "mailed_at")]


def _open_again(row: Reminder) -> bool:
    """Open a dropped row; return whether it was dropped."""
    was_dropped = row.state == State.DROPPED
    if was_dropped:
        row.state, row.closed_at, row.version = State.OPEN, None, row.version + 1
    return was_dropped


def _close(row: Reminder, now: datetime) -> bool:
    row.state, row.closed_at, row.version = State.DROPPED, now, row.version + 1
    return True
