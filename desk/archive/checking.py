"""A document from elsewhere to rows that fit their tables; whatever does not is told in a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import NOT_PROVIDED
from django.utils.translation import gettext as _

from accounts.models import User
from desk.archive import document as schema
from desk.archive.document import SCHEMA
from desk.archive.fields import Field, Read, Unfit, reader_of
from desk.archive.occasions import with_keys
from desk.archive.problems import NotReadable, Problem
from desk.archive.tables import ACCOUNT, BY_MODEL, BY_NAME, TABLES, Table

MOST_ROWS = 100_000
_TOLD_EACH = 500  # rows


class DoesNotFit(Exception):
    """Something in the document fits no table; its sentence is for the person."""


@dataclass(frozen=True)
class Row:
    """A row of the file: what it says by itself, the key of each row it names, and the keys where it names several."""

    key: int
    values: Mapping[str, Any]
    links: Mapping[str, int | None]
    many: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Archive:
    """An export that fits: when it was made (UTC), the account's own values, and the rows of each table, in order."""

    made_at: datetime
    account: Mapping[str, Any]
    rows: Mapping[str, tuple[Row, ...]]


def checked(found: object, tell: Callable[[int, int], None] = lambda _done, _all: None) -> Archive:
    """Return the archive of a document; `tell` hears meanwhile how many rows of how many are done.

    Raise NotReadable where it is no export of ours, DoesNotFit for the first thing in it that fits nowhere.
    """
    body, is_older = _body(found)
    account = _account(body["account"], is_older)
    by_table = _lists(body["tables"], is_older)
    rows: dict[str, tuple[Row, ...]] = {}
    done, all_rows = 0, sum(map(len, by_table.values()))
    for table in TABLES:
        read = _Reader(table, is_older, {name: {row.key for row in known} for name, known in rows.items()})
        found_rows = []
        for place, raw in enumerate(by_table[table.name], 1):
            found_rows.append(read.row(place, raw))
            done += 1
            if done % _TOLD_EACH == 0:
                tell(done, all_rows)
        rows[table.name] = tuple(found_rows)
    _see_agreement(rows)
    return Archive(_instant(body["made_at"]), account, rows)


def _body(found: object) -> tuple[dict[str, Any], bool]:
    """Return the document's outermost object, and whether an older Fairhand wrote it."""
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise NotReadable(Problem.NO_EXPORT)
    version = found.get("version")
    if type(version) is not int:
        raise NotReadable(Problem.NO_EXPORT)
    if version > schema.VERSION:
        raise NotReadable(Problem.NEWER)
    if version < schema.OLDEST:
        raise NotReadable(Problem.OLDER)
    _see_names(_("The file"), found, {"schema", "version", "made_at", "account", "tables"}, frozenset())
    if not isinstance(found["account"], dict) or not isinstance(found["tables"], dict):
        raise NotReadable(Problem.NO_EXPORT)
    return found, version < schema.VERSION


def _instant(raw: object) -> datetime:
    try:
        found: datetime = reader_of(User._meta.get_field("joined_at"))(raw)
    except Unfit as unfit:
        raise DoesNotFit(_("“%(field)s” %(what)s.") % {"field": "made_at", "what": unfit}) from unfit
    return found


def _lists(tables: dict[str, Any], is_older: bool) -> dict[str, list[Any]]:
    known = {table.name for table in TABLES}
    _see_names(_("“tables”"), tables, known, known if is_older else frozenset())
    for name, rows in tables.items():
        if not isinstance(rows, list):
            raise DoesNotFit(_("“%(table)s” is not a list of rows.") % {"table": name})
    if sum(map(len, tables.values())) > MOST_ROWS:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)
    return {name: tables.get(name, []) for name in known}


def _account(raw: dict[str, Any], is_older: bool) -> dict[str, Any]:
    reader = _Reader(ACCOUNT, is_older, {})
    return {name: value for name, value in reader.values(_("“account”"), raw).items() if name not in ACCOUNT.told}


def _see_names(where: str, raw: Mapping[str, Any], known: Iterable[str], may_lack: Iterable[str]) -> None:
    """Raise DoesNotFit unless these names and no others are there."""
    if strange := sorted(set(raw) - set(known)):
        raise DoesNotFit(_("%(where)s has “%(name)s”, which nobody knows.") % {"where": where, "name": strange[0][:60]})
    if lost := sorted(set(known) - set(raw) - set(may_lack)):
        raise DoesNotFit(_("%(where)s lacks “%(name)s”.") % {"where": where, "name": lost[0]})


class _Reader:
    """Reads the rows of one table; `there`: the keys of the tables before it."""

    def __init__(self, table: Table, is_older: bool, there: Mapping[str, set[int]]) -> None:
        self.table = table
        self.readers: dict[str, Read] = {
            each.name: reader_of(each, table.checks.get(each.name), **_most(table, each)) for each in table.fields
        }
        self.links = {each.name: (_target(each), each.null) for each in table.links}
        self.many = {each.name: _target(each) for each in table.many}
        self.there = {**there, table.name: set()}
        self.names = {*self.readers, *self.links, *self.many}
        self.defaults = {
            each.name: each for each in (*table.fields, *table.links) if each.null or each.default is not NOT_PROVIDED
        }
        self.may_lack = {*self.defaults, *self.many, *self._blank()} if is_older else set[str]()

    def _blank(self) -> set[str]:
        return {each.name for each in self.table.fields if each.blank and each.empty_strings_allowed}

    def row(self, place: int, raw: object) -> Row:
        """Return the row at this place of its table."""
        where = _("Row %(place)s of “%(table)s”") % {"place": place, "table": self.table.name}
        if not isinstance(raw, dict):
            raise DoesNotFit(_("%(where)s is no row.") % {"where": where})
        key = raw.get("key")
        if type(key) is not int or key < 1 or key in self.there[self.table.name]:
            raise DoesNotFit(_("%(where)s has no key of its own.") % {"where": where})
        body = {name: value for name, value in raw.items() if name != "key"}
        values = self.values(where, body)
        links = {name: self._link(where, name, body.get(name)) for name in self.links}
        many = {name: self._several(where, name, body.get(name, [])) for name in self.many}
        self.there[self.table.name].add(key)
        if "occasion" in values:
            self._see_occasion(where, values["occasion"])
        return Row(key, values, links, many)

    def values(self, where: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a row says by itself."""
        _see_names(where, raw, self.names, self.may_lack)
        found = {}
        for name, read in self.readers.items():
            if name not in raw:
                found[name] = self.defaults[name].get_default() if name in self.defaults else ""
                continue
            try:
                found[name] = read(raw[name])
            except Unfit as unfit:
                raise DoesNotFit(
                    _("%(where)s: “%(field)s” %(what)s.") % {"where": where, "field": name, "what": unfit}
                ) from unfit
        if not self.table.fits(found):
            raise DoesNotFit(_("%(where)s contradicts itself.") % {"where": where})
        return found

    def _link(self, where: str, name: str, raw: object) -> int | None:
        table, may_lack = self.links[name]
        if raw is None and may_lack:
            return None
        if type(raw) is not int or raw not in self.there[table]:
            raise DoesNotFit(
                _("%(where)s: “%(field)s” names no row of “%(table)s”.")
                % {"where": where, "field": name, "table": table}
            )
        return raw

    def _several(self, where: str, name: str, raw: object) -> tuple[int, ...]:
        table = self.many[name]
        keys = raw if isinstance(raw, list) else [None]
        if any(type(key) is not int or key not in self.there[table] for key in keys) or len(set(keys)) < len(keys):
            raise DoesNotFit(
                _("%(where)s: “%(field)s” names no rows of “%(table)s”.")
                % {"where": where, "field": name, "table": table}
            )
        return tuple(keys)

    def _see_occasion(self, where: str, occasion: str) -> None:
        """Raise DoesNotFit for an occasion about a row that is neither in the file nor told as gone."""

        def key_for(table: str, key: str) -> str:
            if not key.startswith("gone") and not (key.isdecimal() and len(key) < 9 and int(key) in self.there[table]):
                raise DoesNotFit(
                    _("%(where)s: “%(field)s” names no row of “%(table)s”.")
                    % {"where": where, "field": "occasion", "table": table}
                )
            return key

        with_keys(occasion, key_for)


def _most(table: Table, each: Field) -> dict[str, int]:
    return {"most": table.most[each.name]} if each.name in table.most else {}


def _target(each: Field) -> str:
    assert each.remote_field is not None  # noqa: S101  # by Table.links
    return BY_MODEL[each.remote_field.model].name


def _see_agreement(rows: Mapping[str, tuple[Row, ...]]) -> None:
    """Raise DoesNotFit where two ways that must lead to one row lead to two."""
    by_key = {name: {row.key: row for row in found} for name, found in rows.items()}
    for table in TABLES:
        for one, other in table.agrees:
            for place, row in enumerate(rows[table.name], 1):
                ends = [_end_of(way, table, row, by_key) for way in (one, other)]
                if None not in ends and ends[0] != ends[1]:
                    where = _("Row %(place)s of “%(table)s”") % {"place": place, "table": table.name}
                    raise DoesNotFit(_("%(where)s contradicts itself.") % {"where": where})


def _end_of(way: str, table: Table, row: Row, by_key: Mapping[str, Mapping[int, Row]]) -> int | None:
    key: int | None = None
    for name in way.split("."):
        key = row.links[name]
        if key is None:
            return None
        target = next(_target(each) for each in table.links if each.name == name)
        table, row = BY_NAME[target], by_key[target][key]
    return key
