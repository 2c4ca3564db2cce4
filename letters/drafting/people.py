"""A name as it was typed, made ready for a letter: descriptions and doubts cut off, shouting calmed, nothing added."""

import re

from letters.drafting.half_caught import (
    apart,
    is_of_another,
    spelled_right,
    unhyphened,
    without_handles,
    without_placeholders,
)
from letters.drafting.name_doubts import is_nobody, is_not_caught, is_open, is_sure
from letters.drafting.name_order import turned, with_title_first, without_roles
from letters.drafting.name_rules import LEAST_SHOUTED, NameRules
from letters.drafting.phrases import tidy
from letters.drafting.wordings import Wordings

_NICKNAME_FIRST = re.compile(r"(?:^|(?<=[:/–-]\s))[\"“«'‘]([^\"“”«»'‘’]+)[\"”»'’](?=\s)")  # "“Spokes” Murphy"
_ASIDE = re.compile(
    r"\s*(?:\((?P<said>[^()]*)\)|\[[^\[\]]*\]|[\"“”«»][^\"“”«»]*[\"“”«»]|(?<=\s)['‘][^'’]+['’](?=\s))\s*"
)
_QUOTED = re.compile(r"[\"'“‘]([^\"'“”‘’]+)[\"'”’]")  # all of it
_PRONOUNS = re.compile(r"\s+\w{2,4}/\w{2,5}$")
_PARTED = re.compile(r"\s+[-–—/|@]\s+|\s*/\s*")
_JUNK = re.compile(r"^[^\w]+|(?:[^\w.'’)]|(?<=\.)\.+|(?<=\w)\.{2,})+$")
_SAID = re.compile(r"[^\W_]|&")


def _cased(part: str, rules: NameRules, *, is_first: bool) -> str:
    """One word of a name that was typed in one size of letters."""
    small = part.lower()
    if not is_first and (rules.holds("particles", small) or rules.holds("joined_by", small)):
        return small
    if not is_first and rules.holds("suffixes", small):
        return part
    pieces = re.split(r"([-'’.])", small)
    cased = "".join(piece[:1].upper() + piece[1:] for piece in pieces)
    return re.sub(r"^Mc(\w)", lambda found: "Mc" + found[1].upper(), cased)


def calmed(name: str, words: Wordings) -> str:
    """A name typed all large or all small, as names are written; a short one in capitals may be initials."""
    rules, letters = NameRules(words), [char for char in name if char.isalpha()]
    if not letters or any(char.upper() == char.lower() for char in letters):
        return name
    is_large = len(letters) >= LEAST_SHOUTED and all(char.isupper() for char in letters)
    if not is_large and not all(char.islower() for char in letters):
        # "Jean DUPONT", as some write the family name; but "JP Smith", and "Jane Doe FRCS" has letters after it.
        first, *rest = name.split()
        is_family = len(rest) == 1 and rest[0].isupper() and len(rest[0]) >= LEAST_SHOUTED
        return f"{first} {_cased(rest[0], rules, is_first=True)}" if is_family and not first.isupper() else name
    return " ".join(_cased(part, rules, is_first=not index) for index, part in enumerate(name.split()))


def _without_label(typed: str, rules: NameRules) -> str:
    """What stands behind a label: "Year 6: Ella & Mo", "Dean: Prof. Bell"."""
    before, colon, behind = typed.partition(":")
    is_label = any(char.isdigit() for char in before) or rules.is_described(before) or is_of_another(before)
    return behind if colon and (is_label or rules.is_title((behind.split() or [""])[0])) else typed


def _heard(typed: str, rules: NameRules) -> str:
    """The words of a name, without numbers, signs, greetings, and where somebody works."""
    joined = rules.lists["named_with"]
    parts = [joined.get(part, part) for part in typed.split()]
    while len(parts) > 1 and rules.holds("spoken_to_with", parts[0].lower().strip(".,:")):
        parts = parts[1:]  # "Dear Pam", "FAO Pam"
    parts = [part for part in parts if _SAID.search(part)]
    spoken = [part for part in parts if not re.search(r"\d", part) or rules.holds("titles", part.lower())]
    while len(spoken) > 1 and spoken[-1].lower().strip(".,!") in rules.lexicon.chatter:
        spoken.pop()  # "Lyn lol"
    if any(rules.holds("joined_by", part) for part in spoken[:1] + spoken[-1:]):
        return ""  # "Kay & ?"
    name = _JUNK.sub("", " ".join(spoken)).strip()
    name = re.sub(r"(?<=[^\W\d_]{4})\.$", "", name)  # "Sharon."
    if is_of_another(name):
        return ""
    name = rules.without_surroundings(name)
    if is_of_another(f"{name} "):
        return ""
    return without_placeholders(name, rules.lists, is_titled=any(map(rules.is_title, name.split())))


def _name_in(typed: str, rules: NameRules) -> str:
    """How somebody is called by one part of what was typed; "" for a part that only describes them."""
    heard = _heard(_without_label(typed, rules), rules)
    if not heard or is_not_caught(heard, rules) or typed.strip().startswith("@"):
        return ""
    name = heard
    while len(name.split()) > 1 and rules.holds("courtesies_behind", name.split()[-1]):
        name = name.rpartition(" ")[0]  # "Mr Ravi sir"
    name = with_title_first(without_roles(turned(name, rules), rules), rules)
    if is_open(name, heard, rules) or is_nobody(name, rules) or rules.is_described(name):
        return ""
    first, *rest = name.split()
    if rest and rules.holds("nicknamed_with", first.lower()):
        name, first = " ".join(rest), rest[0]  # "Big Steve"
    if rules.holds("nameless", name.lower()) or not is_sure(name, rules):
        return ""
    if first.islower() and not (name.islower() or rules.holds("particles", first) or first.endswith(".")):
        name = name[0].upper() + name[1:]
    return calmed(name, rules.words)


def _is_one_word(part: str) -> bool:
    return len(part.split()) == 1 and part[0].isupper()  # "田中 (たなか)" tells how to say it


def _are_several(plain: str, asides: list[str], rules: NameRules) -> bool:
    """Whether two guesses were typed, or two people, of whom none may be left out."""
    if any(rules.is_either(aside) or rules.holds("joined_by", aside.split()[0].lower()) for aside in asides):
        return True  # "Mark (or Mike)", "Prof Ward (and Bell)"
    is_one = len(plain.split()) == 1 and plain.isascii() and bool(_name_in(plain, rules))
    if is_one and any(_is_one_word(aside) and _name_in(aside, rules) for aside in asides):
        return True  # "Kelp (Nico)", "Margaret (Peggy)", "boatman (Sparrow)"
    sides = [side for side in re.split(r"/|\b\|\b", plain) if plain.islower() or not side.islower()]  # "Jo / spa"
    named = [side for side in sides if _name_in(side, rules)] if len(sides) > 1 else []
    titled_ones = [
        part
        for each in _PARTED.split(plain)
        for part in each.split(",")
        if any(map(rules.is_title, part.split())) and part.split()[1:]
    ]
    plain_titles = {
        word for word in re.findall(r"\w+", " ".join([plain, *asides]).lower()) if rules.holds("plain_honorifics", word)
    }
    are_joined = any(rules.holds("joined_by", word) for word in plain.lower().split())
    return len(named) > 1 or len(titled_ones) > 1 or (len(plain_titles) > 1 and not are_joined)


def called(typed: str, words: Wordings, *, has_title: bool = False) -> str:
    """How somebody is called; "" where only a description was typed.

    `has_title`: an honorific was noted beside the name, so that any word may be one: "Little".
    What stands before a stroke or a bracket is tried first, then what stands behind it: "Karen (HR)", "Manager (Sue)".
    """
    lists = words.address["names"]
    plain = spelled_right(unhyphened(without_handles(apart(tidy(typed), lists)), lists), lists)
    if quoted := _QUOTED.fullmatch(plain):
        plain = quoted[1]
    whole = _NICKNAME_FIRST.sub(r"\1", plain)
    rules = NameRules(words, has_title or whole != plain)
    asides = [said for found in _ASIDE.finditer(whole) if (said := (found["said"] or "").strip())]
    plain = _PRONOUNS.sub("", _ASIDE.sub(" ", whole).strip()).replace(" ,", ",")
    first, *others = _PARTED.split(plain)
    if _are_several(plain, asides, rules):
        return ""
    title = next((f"{aside} " for aside in asides if rules.holds("honorifics", aside.lower().strip("."))), "")
    is_of_two = any(rules.holds("joined_by", part) for part in first.split())  # then a bracket tells of one of them
    is_named = any(map(rules.is_title, first.split()))  # "Mr C Head (HoD)": a bracket names nobody else
    told = [] if is_of_two or is_named else [aside for aside in asides if not rules.is_told(aside)]
    behind = [other for other in (*others, *told) if not other.islower()]
    for part in sorted([first, *behind], key=lambda part: not any(map(rules.is_title, part.split()))):
        if name := _name_in(part, rules):
            is_titled = any(rules.is_title(part) or re.fullmatch(r"\w{2,}\.", part) for part in name.split()[:-1])
            return name if is_titled else title + name
    return ""


def titled(honorific: str, words: Wordings) -> str:
    """The honorific as it is written; one that is not listed stands as typed, with its capital."""
    plain = tidy(honorific)
    listed = words.address["names"]["spelled"].get(plain.lower().rstrip("."))
    if listed:
        return listed + ("." if plain.endswith(".") and listed.lower() not in words.address["names"]["in_full"] else "")
    return plain[:1].upper() + plain[1:]
