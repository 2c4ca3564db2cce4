"""The country that an address on a card is in."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from accounts.places import countries


def country_named(text: str) -> str:
    """Return the ISO 3166 code of a country by its code or name, "" where it is not known."""
    name = _plain(text)
    if re.fullmatch(r"[a-z]{2}", name) and name.upper() in dict(countries()):
        return name.upper()
    return _names().get(name, "")


def _plain(text: str) -> str:
    bare = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[\W_]", " ", bare).split())


@cache
def _names() -> Mapping[str, str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "countries.toml").read_text(encoding="utf-8"))
    others = {_plain(name): code for code, names in table["names"].items() for name in names}
    return {_plain(name): code for code, name in countries()} | others
