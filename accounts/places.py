"""Countries and the time zones in them, from the tables of the time zone database (zone.tab, iso3166.tab). Pure."""

from functools import cache
from importlib import resources


@cache
def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("tzdata.zoneinfo").joinpath(table).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Return (ISO 3166 code, English name), in the order of the names."""
    return tuple(sorted(((row[0], row[1]) for row in _rows("iso3166.tab")), key=lambda pair: pair[1]))


@cache
def zones() -> tuple[str, ...]:
    """Return the names of the zones people choose from: the geographical ones, and UTC."""
    return (*sorted({row[2] for row in _rows("zone.tab")}), "UTC")


def country_of(zone: str) -> str:
    """Return the country a zone lies in, or "" for UTC and the unknown."""
    return next((row[0] for row in _rows("zone.tab") if row[2] == zone), "")


def zone_of(country: str) -> str:
    """Return a country's first zone in the table, the one of its capital or most of its people; else UTC."""
    return next((row[2] for row in _rows("zone.tab") if row[0] == country), "UTC")


def country_in(accept_language: str) -> str:
    """Return the first country that an Accept-Language header (RFC 9110, 12.5.4) names, or ""."""
    known = {code for code, _ in countries()}
    for entry in accept_language[:400].split(","):
        parts = entry.split(";")[0].strip().split("-")
        for part in parts[1:]:
            if part.upper() in known:
                return part.upper()
    return ""
