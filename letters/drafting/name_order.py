"""The words of a name put in their order, without those that tell what somebody is."""

import re
from itertools import pairwise, takewhile

from letters.drafting.half_caught import is_house
from letters.drafting.name_rules import LEAST_SHOUTED, NameRules, common_given


def turned(name: str, rules: NameRules) -> str:
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


def _is_family(parts: list[str], rules: NameRules) -> bool:
    """Whether two or more words are one family name: "van der Berg", "Garcia Marquez"."""
    return rules.holds("particles", parts[0].lower()) or rules.holds("first_of_two", parts[0].lower())


def _given_first(name: str, rules: NameRules) -> str:
    first, comma, rest = (part.strip() for part in name.partition(","))
    if not comma or all(rules.holds("suffixes", re.sub(r"[.,]", "", word.lower())) for word in rest.split()):
        return first
    is_whole = " " in first
    if rules.is_described(first) or (is_whole and rules.is_title(rest.split()[0])):
        return "" if rest.islower() else rest  # "Senior Clerk, Mr. Ray Dobbs"
    if is_whole and rest.isupper() and " " not in rest:
        return first  # "Jonno Pike, TSM"
    if any(rules.holds("joined_by", word) for word in rest.split()):
        return name  # "Anna, Tom and Sue"
    if is_whole and rules.is_title(first.split()[0]):
        return first  # "Mr. Ray Dobbs, Personalabteilung"
    commons = [part.lower() in common_given(rules.words) for part in (first, rest.split()[0])]
    if all(commons):
        return ""  # "Ron, Sue": two
    if first.islower() and rest.islower() and commons[1] and not is_whole:
        return f"{rest} {first}"  # "moss, sue"
    if rules.is_described(rest) or (rest.islower() and not first.islower()):
        return first
    if rest.islower():
        return ""  # "smith, john", but "sue, recep" as well
    if rules.is_small(rest.split()[0].replace("é", "e")):
        return first  # "Linda Moss, née Potts"
    if is_whole and not _is_family(first.split(), rules) and not commons[1]:
        return first if first.split()[0].lower() in common_given(rules.words) else ""  # "Anna Moss, Personalabteilung"
    return f"{rest} {first}"


def _named(parts: list[str], rules: NameRules) -> list[str]:
    """The words with a name behind a title, or behind a family name that comes first, written large: "Mrs bell"."""
    named, start = list(parts), 0
    for index, (before, part) in enumerate(pairwise(parts), start=1):
        is_kept = rules.is_title(part) or rules.holds("particles", part) or rules.holds("joined_by", part)
        is_before_name = rules.is_title(before) or (before[0].isupper() and rules.holds("family_first", before.lower()))
        if is_before_name and part.islower() and not is_kept and not rules.is_role(part):
            named[index] = part.capitalize()
        if rules.is_small_title(before) and part[0].isupper():
            named[index - 1] = before.capitalize()  # "bishop Mark", "Pastry chef Bo"
            is_told = not any(
                rules.is_title(word) or rules.holds("titles", word.lower()) for word in parts[: index - 1]
            )
            start = index - 1 if is_told else 0
    return named[start:]


def without_roles(name: str, rules: NameRules) -> str:
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
    leading = list(takewhile(str.islower, parts))
    if leading and len(parts) == len(leading) + 1 and not all(map(rules.may_be_told, leading)):
        return ""  # "lyn Kay"
    told = [i for i, part in enumerate(parts) if rules.is_role(part) or rules.is_small(part) or rules.is_acronym(part)]
    rest = parts[told[-1] + 1 :] if told else parts
    if told and rest and rules.holds("departments", rest[0].lower()):
        return ""  # "QA Eng", "VP Sales Anna"
    if told and len(rest) == 1 and rules.holds("heads", parts[told[-1]].lower()):
        return ""  # "VP Kanban": what they head
    if told and all(part.isupper() and len(part) < LEAST_SHOUTED for part in rest):
        return ""  # "somebody's PA"
    return " ".join(rest)


def with_title_first(name: str, rules: NameRules) -> str:
    """ "Moran Ms" as it is said."""
    *before, last = name.split() or [""]
    is_behind = bool(before) and rules.holds("spelled", last.lower().strip("."))
    return " ".join([last, *before]) if is_behind and not any(map(rules.is_title, before)) else name
