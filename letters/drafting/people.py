"""A name as it was typed, made ready for a letter: descriptions and doubts cut off, shouting calmed, nothing added."""

import re
from collections.abc import Mapping
from typing import Any

from letters.drafting.lexicon import lexicon_of
from letters.drafting.phrases import tidy
from letters.drafting.wordings import Wordings

_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[\"“”«»][^\"“”«»]*[\"“”«»])\s*")
_PRONOUNS = re.compile(r"\s+\w{2,4}/\w{2,5}$")
_PARTED = re.compile(r"\s+[-–—/|@]\s+|\s*/\s*")
_JUNK = re.compile(r"^[^\w]+|(?:[^\w.'’)]|(?<=\.)\.+|(?<=\w)\.{2,})+$")
LEAST_SHOUTED = 4  # letters; fewer may be initials


def _is_described(text: str, words: Wordings) -> bool:
    """Whether words tell what somebody is, and not how they are called: "Head of HR", "finance", "the manager"."""
    rules, lexicon = words.address["names"], lexicon_of(words.language)
    parts = text.split()
    if not parts or {parts[0], parts[-1]} & {*rules["described"]} or any(_is_role(part, rules) for part in parts):
        return True
    if any(part.upper() in lexicon.spelled.values() for part in parts):
        return True
    if any(part[0].islower() and part.lower() in lexicon.prepositions for part in parts):
        return True
    is_one_name = len(parts) < 3 and text[0].isupper() and not text.isupper()  # "Rose", "Grace Baker"
    every = all(
        lexicon.is_ordinary(part.capitalize()) and "-" not in part and part.lower() not in rules["family_first"]
        for part in parts
    )
    return every and not is_one_name


def _is_role(part: str, rules: Mapping[str, Any]) -> bool:
    return part.lower().strip(".,") in rules["roles"]


def _is_title(part: str, rules: Mapping[str, Any]) -> bool:
    """An honorific, or what goes with one: "rer." of "Dr. rer. nat."."""
    return part.lower().strip(".") in rules["honorifics"] or (part.islower() and part.endswith("."))


def _is_no_name(part: str, rules: Mapping[str, Any]) -> bool:
    """Whether a word inside a name tells what somebody is: a role, or a small word that is no title and no particle."""
    is_small = part.islower() and part.isascii() and len(part) > 1 and not _is_title(part, rules)
    return _is_role(part, rules) or (is_small and not {part.strip(".")} & {*rules["particles"], *rules["joined_by"]})


def _cased(part: str, rules: Mapping[str, Any], *, is_first: bool) -> str:
    """One word of a name that was typed in one size of letters."""
    if not is_first and part.lower() in (*rules["particles"], *rules["joined_by"]):
        return part.lower()
    if not is_first and part.lower() in rules["suffixes"]:
        return part
    pieces = re.split(r"([-'’.])", part.lower())
    cased = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return re.sub(r"^Mc(\w)", lambda found: "Mc" + found[1].upper(), cased)


def calmed(name: str, words: Wordings) -> str:
    """A name typed all large or all small, as names are written; a short one in capitals may be initials."""
    rules, letters = words.address["names"], [char for char in name if char.isalpha()]
    if not letters or any(char.upper() == char.lower() for char in letters):
        return name
    is_large = len(letters) >= LEAST_SHOUTED and all(char.isupper() for char in letters)
    if not is_large and not all(char.islower() for char in letters):
        # "Jean DUPONT", as some write the family name; but "JP Smith", and "Jane Doe FRCS" has letters after it.
        first, *rest = name.split()
        is_family = len(rest) == 1 and rest[0].isupper() and len(rest[0]) >= LEAST_SHOUTED
        return f"{first} {_cased(rest[0], rules, is_first=True)}" if is_family and not first.isupper() else name
    return " ".join(_cased(part, rules, is_first=not index) for index, part in enumerate(name.split()))


def _cut(typed: str, rules: Mapping[str, Any]) -> str:
    """The name without what stands in brackets or behind a stroke, without numbers and without other signs."""
    name = re.sub(r"^[\"“«]([^\"“”«»]+)[\"”»](?=\s)", r"\1", tidy(typed))  # "“Spokes” Murphy"
    name = _ASIDE.sub(" ", name).strip()
    name = _PARTED.split(_PRONOUNS.sub("", name))[0]
    parts = [rules["named_with"].get(part, part) for part in name.split()]
    name = " ".join(part for part in parts if not any(char.isdigit() for char in part) or ":" in part)
    return _JUNK.sub("", name).strip()


def _turned(name: str, words: Wordings) -> str:
    """ "Family, Given" turned round; of a name and a description only the name."""
    rules = words.address["names"]
    first, comma, rest = (part.strip() for part in name.partition(","))
    if not comma or all(word.lower().strip(".") in rules["suffixes"] for word in rest.split()):
        return first
    if _is_described(first, words):
        return rest
    if rest.islower() or _is_described(rest, words):
        return first
    if {*rest.split()} & {*rules["joined_by"]}:
        return name  # "Anna, Tom and Sue"
    return f"{rest} {first}"


def _without_roles(name: str, words: Wordings) -> str:
    """ "Shift manager Kev", "Darren tl", "HR Anna" without what they are."""
    rules = words.address["names"]
    lexicon = lexicon_of(words.language)
    acronyms = {full for full in lexicon.spelled.values() if full.isupper()}
    parts = name.split()
    if name.islower():
        return name
    kept = {*rules["particles"], *rules["joined_by"]}
    behind_title = [index for index, part in enumerate(parts) if index and _is_title(parts[index - 1], rules)]
    parts = [
        part.capitalize()
        if index in behind_title and part.islower() and part not in kept and not _is_title(part, rules)
        else part
        for index, part in enumerate(parts)
    ]
    is_named = any(_is_title(part, rules) for part in parts)
    while len(parts) > 1 and (parts[-1] in acronyms or (parts[-1].islower() and _is_no_name(parts[-1], rules))):
        is_role = _is_role(parts.pop(), rules)
        is_all = len(parts) == 1 or all(lexicon.is_ordinary(part.capitalize()) for part in parts)
        if is_role and is_all and not is_named:
            return ""  # "Branch manager", "Depot mgr"
    at = max((index for index, part in enumerate(parts) if _is_no_name(part, rules) or part in acronyms), default=-1)
    if at >= 0 and all(part.isupper() and len(part) < LEAST_SHOUTED for part in parts[at + 1 :]):
        return ""  # "somebody's PA"
    return " ".join(parts[at + 1 :])


def called(typed: str, words: Wordings) -> str:
    """How somebody is called; "" where only a description was typed."""
    name = _called(typed, words)
    aside = re.search(r"\(([^()]+)\)", typed)
    if name or aside is None or aside[1].islower():
        return name
    return _called(aside[1], words)  # "Branch manager (Sue?)"


def _called(typed: str, words: Wordings) -> str:
    rules = words.address["names"]
    name = _cut(typed, rules)
    before, colon, behind = name.partition(":")
    if colon and (any(char.isdigit() for char in before) or _is_described(before, words)):
        name = behind.strip()  # "Year 6: Ella & Mo"
    name = re.sub(r"(?<=\w)\s+the\s+[^\W\d_][\w\s]*$", "", name)  # "Mohammed the boss"
    name = re.sub(rf"(?<=\w)\s+(?:{'|'.join(rules['whence'])})\s+.*$", "", name)
    said = {part.lower().replace("’", "'") for part in name.split()}
    if name.lower() in rules["nameless"] or len(said & {*rules["not_caught"]}) > 1:
        return ""  # "Didn't catch her name"
    name = _without_roles(_turned(name, words), words)
    if not name or name.lower() in rules["nameless"] or _is_described(name, words):
        return ""
    first, *rest = name.split()
    if len(rest) == 1 and first.lower() in rules["nicknamed_with"]:
        name = first = rest[0]  # "Big Steve"
    if first.islower() and not (name.islower() or first in rules["particles"] or first.endswith(".")):
        name = name[0].upper() + name[1:]
    return calmed(name, words)


def titled(honorific: str, words: Wordings) -> str:
    """The honorific as it is written; one that is not listed stands as typed, with its capital."""
    plain = tidy(honorific)
    listed = words.address["names"]["spelled"].get(plain.lower().rstrip("."))
    if listed:
        return listed + ("." if plain.endswith(".") else "")
    return plain[:1].upper() + plain[1:]
