"""An archive's rows into an account: what is there already is recognised, everything else is added with new keys.

Nothing in the account is changed by it but, where wanted, the account's own settings. Adding the same archive twice
adds nothing the second time.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signals import account_changed
from desk.archive.checking import Archive, DoesNotFit, Row
from desk.archive.likeness import here_already
from desk.archive.occasions import with_keys
from desk.archive.tables import BY_MODEL, TABLES, Table
from desk.indexing import refresh_account
from reminders.making import new_message_id
from reminders.turns import take_turn

AT_ONCE = 500  # rows written by one statement


@dataclass
class Plan:
    """What becomes of the rows, by table: those to be added, the key of the row here that another one is (file →
    account), and the keys of those that stay away with what they belong to.
    """

    fresh: dict[str, list[Row]] = field(default_factory=dict)
    same: dict[str, dict[int, int]] = field(default_factory=dict)
    away: dict[str, set[int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows are added."""
        return sum(map(len, self.fresh.values()))

    def added(self, table: str) -> int:
        """How many rows of a table are added."""
        return len(self.fresh[table])

    def stayed(self, table: str) -> int:
        """How many rows of a table are there already, or belong to what is."""
        return len(self.same[table]) + len(self.away[table])


def plan_of(user: User, archive: Archive) -> Plan:
    """Return what adding the archive to the account would do as it stands now.

    A row that is recognised (desk/archive/likeness.py) is not added, nor is what belongs to it: a position that is
    here keeps its interviews and letters as they are. Only people are shared: what is new may be about somebody known.
    """
    plan = Plan()
    for table in TABLES:
        known = here_already(table.name, user, archive)
        plan.fresh[table.name], plan.same[table.name], plan.away[table.name] = [], {}, set()
        for row in archive.rows[table.name]:
            if table.is_told or _belongs_away(table, row, plan):
                plan.away[table.name].add(row.key)
            elif row.key in known:
                plan.same[table.name][row.key] = known[row.key]
            else:
                plan.fresh[table.name].append(row)
    return plan


def _belongs_away(table: Table, row: Row, plan: Plan) -> bool:
    """Whether a row belongs to one that is not added; people belong to nobody."""
    for each in table.links:
        target = BY_MODEL[each.remote_field.model].name  # type: ignore[union-attr]
        key = row.links[each.name]
        if key in plan.away[target] or (target != "interviewers" and key in plan.same[target]):
            return True
    several = [(BY_MODEL[each.remote_field.model].name, row.many[each.name]) for each in table.many]
    return any(keys and all(key in plan.away[target] for key in keys) for target, keys in several)


def add(user: User, archive: Archive, *, with_settings: bool) -> Plan:
    """Add the archive to the account, all of it or nothing; plan anew and let it be found. Return what was done.

    Raise DoesNotFit where rows contradict each other in a way that only the database sees.
    """
    plan = _add_all(user, archive, with_settings)
    with transaction.atomic():  # of its own: planning takes as long again, and others wait to write
        account_changed.send(User, user=user)
    refresh_account(user)
    return plan


@transaction.atomic
def _add_all(user: User, archive: Archive, with_settings: bool) -> Plan:
    if not take_turn(user.pk):
        raise DoesNotFit(_("The account is no longer there."))
    plan = plan_of(user, archive)
    keys = {name: dict(same) for name, same in plan.same.items()}
    for table in TABLES:
        if plan.fresh[table.name]:
            _add_rows(table, plan.fresh[table.name], user, keys)
    if with_settings:
        _contradiction_told("account", lambda: User.objects.filter(pk=user.pk).update(**archive.account))
        user.refresh_from_db()
    return plan


def _add_rows(table: Table, rows: list[Row], user: User, keys: dict[str, dict[int, int]]) -> None:
    made = [_made(table, row, user, keys) for row in rows]
    manager = table.model._default_manager
    added = _contradiction_told(table.name, lambda: manager.bulk_create(made, batch_size=AT_ONCE))
    keys[table.name].update({row.key: each.pk for row, each in zip(rows, added, strict=True)})
    for many in table.many:
        here, there = many.m2m_field_name(), many.m2m_reverse_field_name()
        target = keys[BY_MODEL[many.remote_field.model].name]
        through = many.remote_field.through
        links = [
            through(**{f"{here}_id": each.pk, f"{there}_id": target[key]})
            for row, each in zip(rows, added, strict=True)
            for key in row.many[many.name]
            if key in target
        ]
        through._default_manager.bulk_create(links, batch_size=AT_ONCE)


def _made(table: Table, row: Row, user: User, keys: Mapping[str, Mapping[int, int]]) -> Model:
    values: dict[str, Any] = dict(row.values)
    for each in table.links:
        key = row.links[each.name]
        target = keys[BY_MODEL[each.remote_field.model].name]  # type: ignore[union-attr]
        values[each.attname] = None if key is None else target[key]
    if "__" not in table.owned:
        values[f"{table.owned}_id"] = user.pk
    if table.name == "reminders":
        values["occasion"] = with_keys(values["occasion"], lambda target, key: _new_key(keys[target], key))
    if table.name == "mailings":
        values["message_id"] = new_message_id()
    return table.model(**values)


def _new_key(known: Mapping[int, int], key: str) -> str:
    """Return the key that stands behind a noun of an occasion; one of a row that is gone stays that of no row."""
    return str(known[int(key)]) if key.isdecimal() and int(key) in known else f"gone{secrets.token_hex(4)}"


def _contradiction_told(table: str, write: Callable[[], Any]) -> Any:
    try:
        with transaction.atomic():
            return write()
    except (IntegrityError, DataError) as error:
        raise DoesNotFit(_("Rows of “%(table)s” contradict each other or themselves.") % {"table": table}) from error
