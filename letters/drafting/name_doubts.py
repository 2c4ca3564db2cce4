"""Whether what is left of a name may stand behind "Dear": in doubt it is asked for."""

import re

from letters.drafting.name_rules import LEAST_SHOUTED, NameRules

_VOWELLESS = re.compile(r"[b-df-hj-np-tv-xz]{2,}")
_UNSURE = re.compile(r"[?!;:_<>\"“”]|[^\W\d_]{3,}\.[A-Z]")  # "Pam? Pat?", "Pam.HR"


def _is_sentence(name: str, rules: NameRules) -> bool:
    """Whether known words in small letters stand inside what was typed small, without a title: "lyn likes dogs"."""
    first, *inside = name.split()[:-1] or [""]
    return name.islower() and not rules.is_title(first) and any(map(rules.is_known_word, inside))


def is_not_caught(name: str, rules: NameRules) -> bool:
    """Whether words say that a name was not caught, guess at it, or tell of somebody in a sentence."""
    said = {part.lower().replace("’", "'") for part in name.split()}
    return (
        _UNSURE.search(name) is not None
        or rules.is_either(name)
        or (name.islower() and any(map(rules.is_of_sentence, name.split()[1:])))
        or _is_sentence(name, rules)
        or any(part in rules.lexicon.private and not rules.holds("family_as_well", part) for part in said)
        or (name.islower() and bool(_VOWELLESS.fullmatch(name)) and not rules.holds("family_first", name))  # "gf"
        or any(rules.holds("likenesses", part) for part in name.split()[-1:])  # "Capt Sully type"
        or sum(rules.holds("not_caught", part) for part in said) > 1  # "Didn't catch her name"
        or rules.holds("nameless", name.lower())
    )


def is_open(name: str, heard: str, rules: NameRules) -> bool:
    """Whether words speak of several of whom not each has a name: "Lorna & her mum", "CFO and Anita", "Moran et al".

    `heard`: the words before those that only tell what somebody is were left away.
    """
    parts = name.lower().split()
    joiners = {part for part in parts if rules.holds("joined_by", part)}
    is_cut = bool(joiners & {*parts[:1], *parts[-1:]})
    last = max((at for at, part in enumerate(parts) if part in joiners), default=-1)
    is_cut = is_cut or (bool(joiners) and is_nobody(" ".join(parts[last + 1 :]), rules))  # "O'Brien and Prof."
    is_lost = not {part for part in heard.lower().split() if rules.holds("joined_by", part)} <= joiners
    return is_cut or is_lost or (bool(joiners) and rules.holds("and_others", parts[-1].strip(".")))


def is_nobody(name: str, rules: NameRules) -> bool:
    """Whether titles, degrees, particles and lone letters are all there is: "Cpl", "Prof. MSc", "Madame la", "W"."""
    parts = [part for part in name.split() if not rules.holds("particles", part)] or name.split()
    parts = [part for part in parts if part.istitle() or len(part) < 3 or not rules.holds("suffixes", part.lower())]
    if not parts or all(len(part.strip(".")) < 2 for part in parts):
        return True
    if (rules.has_title or len(parts) > 1) and rules.holds("family_as_well", parts[-1].lower()):
        return False  # "Mr Bishop"
    if all(rules.holds("nicknamed_with", part) for part in parts):
        return True  # "tall"
    return all(rules.holds("titles", part.lower().strip(".")) or rules.is_title(part) for part in parts)


def _is_known(first: str, rules: NameRules) -> bool:
    """Whether the first word of a name is one that people are not called: "Business Partner", "Quality Anna"."""
    is_listed = rules.is_word(first) or rules.holds("departments", first.lower()) or rules.is_place_or_firm(first)
    is_word = len(first) > 1 and is_listed
    is_name = rules.holds("given_as_well", first.lower()) or rules.has_title or _may_begin(first, rules)
    return is_word and not is_name


def _is_before_high_title(first: str, rest: list[str], rules: NameRules) -> bool:
    """Whether something unknown stands before a title like "Dr": "Anaesthetist Dr Hans Bell"."""
    is_read = _may_begin(first, rules) or rules.is_title(first) or first.endswith(".") or first.isupper()
    high = [part for part in rest[:-1] if rules.is_title(part)]
    return not is_read and not all(rules.holds("plain_honorifics", part.lower().strip(".")) for part in high)


def _has_letters_behind(first: str, rest: list[str], rules: NameRules) -> bool:
    """Whether a given name is followed by letters alone, which may be anything: "Trudy APT"."""
    while rest and rules.is_title(first):
        first, *rest = rest
    if len(rest) != 1 or first.isupper():
        return False
    is_short = rest[0].isupper() and "-" not in rest[0] and 1 < len(rest[0].strip(".")) < LEAST_SHOUTED
    return is_short and not any(rules.holds(name, rest[0].lower()) for name in ("family_first", "suffixes"))


def is_sure(name: str, rules: NameRules) -> bool:
    """Whether words that are left as a name may stand behind "Dear"."""
    first, *rest = name.split()
    if rest and _is_known(first, rules):
        return False
    if (
        first.islower()
        and first.endswith(".")
        and not _may_begin(first, rules)
        and not rules.holds("behind_titles", first)
    ):
        return False  # "conc. Alfonso"
    return not _is_before_high_title(first, rest, rules) and not _has_letters_behind(first, rest, rules)


def _may_begin(part: str, rules: NameRules) -> bool:
    """Whether a word is a title, or a family name that comes first."""
    plain = part.lower().strip(".")
    return any(rules.holds(name, plain) for name in ("titles", "honorifics", "styles", "particles", "family_first"))
