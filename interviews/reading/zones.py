"""Time zones by whatever name a calendar gives them.

IANA names, the names of Windows, the names that Outlook shows, paths that end in an IANA name, offsets. What is none of
these may still be defined in the file (`definitions`); where it is not, the time is floating.
"""

import html
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_TABLES = tomllib.loads((Path(__file__).parent / "data" / "zones.toml").read_text(encoding="utf-8"))
_OFFSET_BEFORE = re.compile(
    r"^\s*\(\s*(?:UTC|GMT)\s*(?:([+-])?(\d{1,2})(?:[:.]?(\d{2}))?)?\s*\)\s*(?=\S)", re.IGNORECASE
)
_OFFSET_ALONE = re.compile(r"^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE)
_LONGEST_NAME = 120
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})


def zone_named(name: str) -> tzinfo | None:
    """Return the zone of this name, None where it is blank or unknown."""
    if len(name) > _LONGEST_NAME:
        return None
    name = html.unescape(name).strip().strip("\"'").strip()
    if not name:
        return None
    key = _iana(name) or _windows().get(_plain(name)) or _shown(name)
    return ZoneInfo(key) if key else _fixed(name)


def is_certain(name: str) -> bool:
    """Whether the name says all by itself, whatever the file defines under it; "GMT" or "EST" may mean anything."""
    name = name.strip().strip("\"'").strip()
    return "/" in name or _plain(name) in _windows() or _OFFSET_BEFORE.match(name) is not None


def local(naive: datetime, zone: tzinfo) -> datetime:
    """Return a local time as an instant with its offset at that date: daylight saving is the event's, not today's."""
    there = naive.replace(tzinfo=zone)
    return naive.replace(tzinfo=timezone(there.utcoffset() or timedelta()))


def _fixed(name: str) -> tzinfo | None:
    found = _OFFSET_ALONE.match(name)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes)) if minutes <= 14 * 60 else None


def _iana(name: str) -> str:
    """Return the IANA name that this is, in any case, or that a path ends in."""
    parts = [part for part in name.replace(" ", "_").split("/") if part]
    for length in (3, 2, 1):
        if len(parts) >= length and (length > 1 or len(parts) == 1):
            key = _iana_names().get("/".join(parts[-length:]).casefold())
            if key:
                return key
    return ""


def _shown(name: str) -> str:
    """Return the IANA name of a zone as Outlook shows it: by the table, else by a city of it that has that offset."""
    found = _OFFSET_BEFORE.match(name)
    rest = name[found.end() :] if found else name
    key = str(_shown_names().get(_plain(rest), ""))
    if key or found is None:
        return key
    minutes = int(found[2] or 0) * 60 + int(found[3] or 0)
    offset = timedelta(minutes=-minutes if found[1] == "-" else minutes)
    for city in re.split(r"[,/;&]", rest):
        for candidate in _cities().get(_plain(city), ()):
            if offset in {ZoneInfo(candidate).utcoffset(datetime(2026, month, 1)) for month in (1, 7)}:  # noqa: DTZ001
                return candidate
    return ""


def _plain(name: str) -> str:
    """Return a name without case, accents and signs, to compare it by."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9+]", " ", bare.replace("utc-", "utc minus ")).split())


@cache
def _iana_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones()) if name not in _NO_PLACES}


@cache
def _windows() -> Mapping[str, str]:
    table = {**WINDOWS_TO_OLSON, **_TABLES["windows"]}
    return {_plain(name): key for name, key in table.items()}


@cache
def _shown_names() -> Mapping[str, str]:
    return {_plain(name): key for name, key in _TABLES["shown"].items()}


@cache
def _cities() -> Mapping[str, tuple[str, ...]]:
    cities: dict[str, tuple[str, ...]] = {}
    for name in sorted(available_timezones()):
        if "/" in name and not name.startswith("Etc/"):
            city = _plain(name.rpartition("/")[2].replace("_", " "))
            cities[city] = (*cities.get(city, ()), name)
    return cities
