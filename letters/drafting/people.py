"""A name as it was typed, made ready for a letter: descriptions and doubts cut off, shouting calmed, nothing added."""

import re
from collections.abc import Mapping
from typing import Any

from letters.drafting.lexicon import lexicon_of
from letters.drafting.phrases import tidy
from letters.drafting.wordings import Wordings

_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[\"“”«»][^\"“”«»]*[\"“”«»])\s*")
_TRAIL = re.compile(r"[\s?!:;]+$")


def _is_description(text: str, words: Wordings) -> bool:
    """Whether words tell what somebody is, and not how they are called: "Head of HR", "finance", "the manager"."""
    rules, lexicon = words.address["names"], lexicon_of(words.language)
    parts = text.split()
    if (
        not parts
        or {parts[0], parts[-1]} & {*rules["described"]}
        or any(part.lower() in rules["roles"] for part in parts)
    ):
        return True
    return any(
        part.upper() in lexicon.spelled.values() or (part[0].islower() and part.lower() in lexicon.prepositions)
        for part in parts
    ) or all(lexicon.is_ordinary(part.capitalize()) and part.lower() not in rules["family_first"] for part in parts)


def _cased(part: str, rules: Mapping[str, Any], *, is_first: bool) -> str:
    """One word of a name that was typed in one size of letters."""
    if not is_first and part.lower() in (*rules["particles"], *rules["suffixes"]):
        return part.lower() if part.lower() in rules["particles"] else part
    pieces = re.split(r"([-'’.])", part.lower())
    cased = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return re.sub(r"^Mc(\w)", lambda found: "Mc" + found[1].upper(), cased)


def calmed(name: str, words: Wordings) -> str:
    """A name typed all large or all small, as names are written; a short one in capitals may be initials."""
    rules, letters = words.address["names"], [char for char in name if char.isalpha()]
    is_large = len(letters) >= len("ABCD") and all(char.isupper() for char in letters)
    is_small = bool(letters) and all(char.islower() for char in letters)
    if not letters or any(char.upper() == char.lower() for char in letters):
        return name
    if not (is_large or is_small):
        # "Jean DUPONT", as some write the family name; but "JP Smith", and "Jane Doe FRCS" has letters after it.
        first, *rest = name.split()
        is_family = len(rest) == 1 and rest[0].isupper() and len(rest[0]) >= len("ABCD")
        return f"{first} {_cased(rest[0], rules, is_first=True)}" if is_family and not first.isupper() else name
    return " ".join(_cased(part, rules, is_first=not index) for index, part in enumerate(name.split()))


def called(typed: str, words: Wordings) -> str:
    """How somebody is called, "Family, Given" turned round; "" where only a description was typed."""
    rules = words.address["names"]
    name = _TRAIL.sub("", _ASIDE.sub(" ", tidy(typed))).strip()
    name = re.split(r"\s+[-–—/|]\s+|\s*/\s*", name)[0]
    before, colon, behind = name.partition(":")
    if colon and (any(char.isdigit() for char in before) or _is_description(before, words)):
        name = behind.strip()  # "Year 6: Ella & Mo"
    name = " ".join(rules["named_with"].get(part, part) for part in name.split())
    name = re.sub(r"(?<=\w)\s+the\s+[^\W\d_][\w\s]*$", "", name)  # "Mohammed the boss"
    whence = "|".join(rules["whence"])
    name = re.sub(rf"(?<=\w)\s+(?:{whence})\s+.*$", "", name)
    first, comma, rest = (part.strip() for part in name.partition(","))
    is_suffix = all(word.lower().strip(".") in rules["suffixes"] for word in rest.split())
    if comma and rest and not is_suffix:
        if _is_description(first, words):
            name = rest
        elif rest.islower() or _is_description(rest, words):
            name = first
        else:
            name = f"{rest} {first}"
    elif comma:
        name = first
    at = max((index for index, part in enumerate(name.split()) if _is_no_name(part, rules)), default=-1)
    after = name.split()[at + 1 :]
    if at >= 0 and after and all(part[0].isupper() for part in after):
        name = " ".join(after)  # "Shift manager Kev"
    parts = name.split()
    while len(parts) > 1 and _is_no_name(parts[-1], rules) and not name.islower():
        parts.pop()  # "Darren tl"
    name = " ".join(parts)
    if name[:1].islower() and name.split()[0] not in rules["particles"]:
        name = name[0].upper() + name[1:] if not name.islower() else name
    return "" if name and _is_description(name, words) and not _is_one_name(name, rules) else calmed(name, words)


def _is_no_name(part: str, rules: Mapping[str, Any]) -> bool:
    """Whether a word inside a name tells what somebody is: a role, or a small word that is no particle."""
    is_small = part.islower() and not {part.strip(".")} & {*rules["particles"], *rules["named_with"].values()}
    return part.lower() in rules["roles"] or (is_small and part.isascii() and len(part) > 1)


def _is_one_name(name: str, rules: Mapping[str, Any]) -> bool:
    """Whether a lone word with a capital may be a name after all: "Rose", "Grace", "Baker"."""
    is_role = any(part.lower() in rules["roles"] for part in name.split())
    return len(name.split()) < 3 and name[0].isupper() and not name.isupper() and not is_role


def titled(honorific: str, words: Wordings) -> str:
    """The honorific as it is written; one that is not listed stands as typed, with its capital."""
    plain = tidy(honorific)
    listed = words.address["names"]["spelled"].get(plain.lower().rstrip("."))
    if listed:
        return listed + ("." if plain.endswith(".") else "")
    return plain[:1].upper() + plain[1:]
