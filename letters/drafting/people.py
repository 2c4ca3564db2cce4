"""A name as it was typed, made ready for a letter: descriptions and doubts cut off, shouting calmed, nothing added."""

import re
from itertools import pairwise

from letters.drafting.half_caught import (
    apart,
    is_house,
    is_of_another,
    spelled_right,
    unhyphened,
    without_handles,
    without_placeholders,
)
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
_UNSURE = re.compile(r"[?!;:_<>\"“”]|[^\W\d_]{3,}\.[A-Z]")  # "Pam? Pat?", "Pam.HR"


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


def _turned(name: str, rules: NameRules) -> str:
    """ "Family, Given, Title" turned round; of a name and a description only the name."""
    pieces = [piece.strip() for piece in name.split(",")]
    is_joined = any(rules.holds("joined_by", word) for word in name.split())
    if (
        len([piece for piece in pieces if not (rules.is_title(piece) or rules.is_described(piece))]) > 2
        and not is_joined
    ):
        return ""  # "Amira, Leo, J"
    titles = [piece for piece in pieces[1:] if rules.is_title(piece)]
    name = ", ".join(piece for piece in pieces if piece not in titles)
    return " ".join([*titles, _given_first(name, rules)])


def _given_first(name: str, rules: NameRules) -> str:
    first, comma, rest = (part.strip() for part in name.partition(","))
    if not comma or all(rules.holds("suffixes", re.sub(r"[.,]", "", word.lower())) for word in rest.split()):
        return first
    is_whole = " " in first
    if rules.is_described(first) or (is_whole and rules.is_title(rest.split()[0])):
        return "" if rest.islower() else rest  # "Senior Clerk, Mr. Ray Dobbs"
    if is_whole and rest.isupper() and " " not in rest:
        return first  # "Jonno Pike, TSM"
    if rules.is_described(rest) or (rest.islower() and not first.islower()):
        return first
    if rest.islower():
        return ""  # "smith, john", but "sue, recep" as well
    if rules.is_small(rest.split()[0].replace("é", "e")):
        return first  # "Linda Moss, née Potts"
    if any(rules.holds("joined_by", word) for word in rest.split()):
        return name  # "Anna, Tom and Sue"
    return f"{rest} {first}"


def _named(parts: list[str], rules: NameRules) -> list[str]:
    """The words with a name behind a title, or behind a family name that comes first, written large: "Mrs bell"."""
    named = list(parts)
    for index, (before, part) in enumerate(pairwise(parts), start=1):
        is_kept = rules.is_title(part) or rules.holds("particles", part) or rules.holds("joined_by", part)
        is_before_name = rules.is_title(before) or (before[0].isupper() and rules.holds("family_first", before.lower()))
        if is_before_name and part.islower() and not is_kept and not rules.is_role(part):
            named[index] = part.capitalize()
        if rules.is_small_title(before) and part[0].isupper():
            named[index - 1] = before.capitalize()  # "bishop Mark"
    return named


def _without_roles(name: str, rules: NameRules) -> str:
    """ "Shift manager Kev", "Darren tl", "HR Anna" without what they are; "" for "Depot mgr", "Foley artist"."""
    if name.islower():
        return name
    parts = _named(name.split(), rules)
    if is_house(" ".join(parts[-1:]), rules.lists):
        return ""  # "Blue Arrow recruitment", but "agency Tim"
    if parts and parts[0].isupper() and rules.holds("roles_in_letters", parts[0].lower()):
        parts = parts[1:]  # "MD Janet", but "Dr Janet Reid MD"
    has_title = any(rules.is_title(part) for part in parts)
    while len(parts) > 1 and (rules.is_acronym(parts[-1]) or rules.is_small(parts[-1])):
        last = parts.pop()
        is_what = rules.is_role(last) or rules.holds("described", last) or (last.islower() and rules.is_ordinary(last))
        if is_what and not has_title and (len(parts) == 1 or all(map(rules.is_ordinary, parts))):
            return ""
        if has_title and rules.is_small(last) and not rules.is_behind_name(last):
            return ""  # "Mr PAM bell", "Mr Bell grumpy"
    told = [i for i, part in enumerate(parts) if rules.is_role(part) or rules.is_small(part) or rules.is_acronym(part)]
    rest = parts[told[-1] + 1 :] if told else parts
    if told and rest and rules.holds("departments", rest[0].lower()):
        return ""  # "QA Eng", "VP Sales Anna"
    if told and len(rest) == 1 and rules.holds("heads", parts[told[-1]].lower()):
        return ""  # "VP Kanban": what they head
    if told and all(part.isupper() and len(part) < LEAST_SHOUTED for part in rest):
        return ""  # "somebody's PA"
    return " ".join(rest)


def _with_title_first(name: str, rules: NameRules) -> str:
    """ "Moran Ms" as it is said."""
    *before, last = name.split() or [""]
    is_behind = bool(before) and rules.holds("plain_honorifics", last.lower().strip("."))
    return " ".join([last, *before]) if is_behind and not any(map(rules.is_title, before)) else name


def _is_open(name: str, said: set[str], rules: NameRules) -> bool:
    """Whether words speak of several of whom not each has a name: "Lorna & her mum", "CFO and Anita", "Moran et al"."""
    parts = name.lower().split()
    named = {part for part in parts if rules.holds("joined_by", part)}
    is_cut = bool(named & {*parts[:1], *parts[-1:]}) or len(named) < sum(rules.holds("joined_by", one) for one in said)
    return is_cut or (bool(named) and rules.holds("and_others", parts[-1].strip(".")))


def _is_nobody(name: str, rules: NameRules) -> bool:
    """Whether titles, particles and lone letters are all there is: "Cpl", "Prof.", "Madame la", "W"."""
    parts = [part for part in name.split() if not rules.holds("particles", part)] or name.split()
    if not parts or all(len(part.strip(".")) < 2 for part in parts):
        return True
    if (rules.has_title or len(parts) > 1) and rules.holds("family_as_well", parts[-1].lower()):
        return False  # "Mr Bishop"
    return all(rules.holds("titles", part.lower().strip(".")) or rules.is_title(part) for part in parts)


def _is_sure(name: str, rules: NameRules) -> bool:
    """Whether words that are left as a name may stand behind "Dear": in doubt it is asked."""
    first, *rest = name.split()
    is_word = len(first) > 1 and (rules.is_word(first) or rules.holds("departments", first.lower()))
    is_known = is_word and not rules.holds("given_as_well", first.lower()) and not rules.has_title
    if is_known and rest and not _may_begin(first, rules):
        return False  # "Business Partner", "Quality Anna"
    is_read = _may_begin(first, rules) or rules.is_title(first) or first.endswith(".") or first.isupper()
    if not is_read and any(
        rules.is_title(part) and not rules.holds("plain_honorifics", part.lower().strip(".")) for part in rest[:-1]
    ):
        return False  # "Anaesthetist Dr Hans Bell"
    is_short = (
        len(rest) == 1 and rest[0].isupper() and 1 < len(rest[0].strip(".")) < LEAST_SHOUTED and not first.isupper()
    )
    is_letters = is_short and not rules.holds("family_first", rest[0].lower())
    return not (is_letters and not rules.holds("suffixes", rest[0].lower()) and not rules.is_title(first))


def _may_begin(part: str, rules: NameRules) -> bool:
    """Whether a word is a title, or a family name that comes first."""
    plain = part.lower().strip(".")
    return any(rules.holds(name, plain) for name in ("titles", "honorifics", "styles", "particles", "family_first"))


def _name_in(typed: str, rules: NameRules) -> str:
    """How somebody is called by one part of what was typed; "" for a part that only describes them."""
    before, colon, behind = typed.partition(":")
    is_label = any(char.isdigit() for char in before) or rules.is_described(before)
    if colon and (is_label or rules.is_title((behind.split() or [""])[0])):
        typed = behind  # "Year 6: Ella & Mo", "Dean: Prof. Bell"
    joined = rules.lists["named_with"]
    parts = [joined.get(part, part) for part in typed.split()]
    while len(parts) > 1 and rules.holds("spoken_to_with", parts[0].lower().strip(".,:")):
        parts = parts[1:]  # "Dear Pam", "FAO Pam"
    spoken = [part for part in parts if not re.search(r"\d", part) or rules.holds("titles", part.lower())]
    name = " ".join(filter(_SAID.search, spoken))
    name = re.sub(r"(?<=[^\W\d_]{4})\.$", "", _JUNK.sub("", name).strip())
    if is_of_another(name):
        return ""
    name = rules.without_surroundings(name)
    name = without_placeholders(name, rules.lists, is_titled=any(map(rules.is_title, name.split())))
    said = {part.lower().replace("’", "'") for part in name.split()}
    if (
        _UNSURE.search(name)
        or rules.is_either(name)
        or (name.islower() and any(map(rules.is_of_sentence, name.split()[1:])))
        or typed.strip().startswith("@")
        or sum(rules.holds("not_caught", part) for part in said) > 1
        or rules.holds("nameless", name.lower())
    ):
        return ""  # "Didn't catch her name"
    while len(name.split()) > 1 and rules.holds("courtesies_behind", name.split()[-1]):
        name = name.rpartition(" ")[0]  # "Mr Ravi sir"
    name = _with_title_first(_without_roles(_turned(name, rules), rules), rules)
    opening = name.split()[0].lower() if name.islower() else ""
    if opening and rules.is_word(opening) and not rules.holds("given_as_well", opening):
        return ""  # "nobody signed it"
    if _is_open(name, said, rules):
        return ""
    if _is_nobody(name, rules):
        return ""
    if rules.holds("nameless", name.lower()) or rules.is_described(name):
        return ""
    first, *rest = name.split()
    if rest and rules.holds("nicknamed_with", first.lower()):
        name, first = " ".join(rest), rest[0]  # "Big Steve"
    if not _is_sure(name, rules):
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
    if any(all(_is_one_word(part) and _name_in(part, rules) for part in (plain, aside)) for aside in asides):
        return True  # "Kelp (Nico)", "Margaret (Peggy)"
    named = [name for part in re.split(r"/|\b\|\b", plain) if (name := _name_in(part, rules))]
    titled_ones = [part for part in _PARTED.split(plain) if any(map(rules.is_title, part.split())) and part.split()[1:]]
    plain_titles = {word for word in re.findall(r"\w+", plain.lower()) if rules.holds("plain_honorifics", word)}
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
    told = [aside for aside in asides if not rules.is_told(aside)]
    behind = [other for other in (*others, *told) if not other.islower()]
    for part in sorted([first, *behind], key=lambda part: not any(map(rules.is_title, part.split()))):
        if name := _name_in(part, rules):
            return name if any(map(rules.is_title, name.split())) else title + name
    return ""


def titled(honorific: str, words: Wordings) -> str:
    """The honorific as it is written; one that is not listed stands as typed, with its capital."""
    plain = tidy(honorific)
    listed = words.address["names"]["spelled"].get(plain.lower().rstrip("."))
    if listed:
        return listed + ("." if plain.endswith(".") and listed.lower() not in words.address["names"]["in_full"] else "")
    return plain[:1].upper() + plain[1:]
