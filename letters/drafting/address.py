"""How a letter opens and closes: salutation, close, signature, and which part of a name is the family name.

Nothing is guessed. With an honorific the family name is the last word, with the small particles before it ("van den
Berg", "de la Cruz"). Where the order of the parts is in doubt, because the first word is a common family name or is not
plain Latin ("Nguyễn Văn An"), or a particle is written large ("Eddie Van Halen"), the whole name is used:
"Dear Ms Nguyễn Văn An," is never wrong.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from letters.drafting.facts import Recipient
from letters.drafting.half_caught import without_company
from letters.drafting.lexicon import lexicon_of
from letters.drafting.name_rules import common_given
from letters.drafting.people import called, calmed, titled
from letters.drafting.phrases import tidy
from letters.drafting.wordings import Wordings, fill


@dataclass(frozen=True)
class Name:
    """A name taken apart: honorific as typed or "", the whole name, and the parts that may be used alone."""

    honorific: str
    whole: str
    family: str
    given: str


def _plain(word: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return bare.casefold().strip(".,").replace("đ", "d")


def _joined(honorific: str, inside: list[str], rules: Mapping[str, Any]) -> str:
    """The honorific beside a title typed inside the name: the higher one; a foreign one keeps its place before it."""
    if not inside or not honorific:
        return honorific or (inside[0] if inside else "")
    said = {_plain(part) for part in honorific.split()}
    if said & {_plain(title) for title in inside}:
        return honorific
    if said <= set(rules["plain_honorifics"]):
        return inside[0]
    return honorific if said & set(rules["honorifics"]) else f"{honorific} {inside[0]}"


def _is_left_away(part: str, rules: Mapping[str, Any]) -> bool:
    """Whether the last word of a name is a degree, a lone letter, or a particle that such a letter left behind."""
    word = _plain(part).replace(".", "")
    is_opening = word in rules["family_openings"]  # "Pam Mc"
    is_letters = re.fullmatch(r"\w(?:-\w)*", word) is not None  # "Yuki T", "Dr Funke A-O"
    return word in rules["suffixes"] or is_letters or is_opening or part in rules["particles"]


def _is_listed_title(part: str, rules: Mapping[str, Any]) -> bool:
    word = _plain(part)
    return word in rules["titles"] or word in rules["honorifics"] or (len(word) > 1 and part.endswith("."))


def _may_be_title(part: str, rules: Mapping[str, Any]) -> bool:
    """Whether a word before a name may be a title, so that it names nobody by itself: "Sgt", "Frau", "Mag."."""
    word = _plain(part)
    # "PD Anna Bell", "WgCdr Bell", and "JP Smith" who are called we do not know how.
    is_short = len(word) > 1 and (part.isupper() or not re.search(r"[aeiouyøæ]", word))
    return (
        _is_listed_title(part, rules)
        or word in rules["trades_as_given"]
        or (is_short and word.isalpha() and len(word) < 5)
    )


def _is_said(part: str, said: set[str], rules: Mapping[str, Any]) -> bool:
    """Whether a word of the name repeats the title beside it, in full or in short: "Sister", "Sr Agnes"."""
    word, short = _plain(part), rules["titles_in_short"]
    in_full = {short.get(title, title) for title in said}
    return word not in rules["honorifics"] and short.get(word, word) in in_full


def _apart(parts: list[str], honorific: str, words: Wordings) -> tuple[list[str], list[str]]:
    """The titles typed into the name, and the name without them and without a title that is said already."""
    rules, lexicon = words.address["names"], lexicon_of(words.language)
    at = next((index for index, part in enumerate(parts[:-1]) if _plain(part) in rules["honorifics"]), 0)
    is_plain = _plain(parts[at]) in rules["plain_honorifics"] if parts else False
    told = [is_plain and not _may_be_title(part, rules) for part in parts[:at]]
    if all(
        is_what or part.islower() or lexicon.is_ordinary(part.capitalize())
        for is_what, part in zip(told, parts[:at], strict=True)
    ):
        parts = parts[at:]  # "Old Mr Tuckwell", "Postmistress Mrs Aggarwal"
    said = {_plain(part) for part in honorific.split()}
    while len(parts) > 1 and _is_said(parts[0], said, rules):
        parts = parts[1:]  # "Lord", "Lord Bell": the title is typed twice
    inside: list[str] = []
    while len(parts) > 1:
        if _plain(parts[0]) in rules["honorifics"]:
            inside.append(titled(parts[0], words))
        elif not (
            inside and parts[0].islower() and (parts[0].endswith(".") or parts[0] in rules["behind_titles"])
        ):  # "Dr. rer. nat.", but "Dr van Dijk"
            break
        parts = parts[1:]
    return inside, parts


def _is_doubtful(parts: list[str], rules: Mapping[str, Any]) -> bool:
    """Whether it cannot be told which part of a name is the family's, so that the whole name is used."""
    return (
        _plain(parts[0]) in rules["family_first"]
        or parts[0].lower().startswith(tuple(rules["family_openings"]))
        or any(_plain(part) in rules["never_alone"] for part in parts[:-1])
        or any(part in rules["child_of"] for part in parts[1:-1])
        or parts[0] in rules["particles"]  # "Dr van Dijk"
        or _plain(parts[0]) in rules["titles"]  # "Mrs Justice Bell"
        or any(ord(char) > 0x024F for char in unicodedata.normalize("NFC", " ".join(parts)) if char.isalpha())
        or any(
            _plain(part) in rules["particles"] and not part.islower() and part.lower() not in rules["particles_large"]
            for before, part in pairwise(parts[:-1])
            if len(part.strip(".")) > 1 and before not in rules["particles"]
        )
        or (len(parts) > 2 and parts[-1].isupper() and len(parts[-1]) > 1)
        or _plain(parts[0]) in rules["first_of_two"]
        or (len(parts) > 2 and _plain(parts[-2]) in rules["first_of_two"])
        or any(_plain(part) in rules["middle_of_three"] for part in parts[1:-1])
    )


def _family(parts: list[str], rules: Mapping[str, Any]) -> str:
    """The last word, with the particles before it."""
    inner = range(1, len(parts) - 1)
    starts = (at for at in inner if parts[at] in rules["particles"] or parts[at].lower() in rules["particles_large"])
    return " ".join(parts[next(starts, len(parts) - 1) :])


@lru_cache(maxsize=1024)  # advice asks for the names of a panel with every few words that are typed
def name_of(recipient: Recipient, words: Wordings) -> Name:
    """The recipient's name in its parts; a part that cannot be told from the others is the whole name."""
    rules = words.address["names"]
    honorific = titled(recipient.honorific, words)
    typed = without_company(tidy(recipient.name), tidy(recipient.company))
    parts = called(typed, words, has_title=bool(honorific)).split()
    if {*parts} & {*rules["joined_by"]}:  # "Mr & Mrs Pugh": several, who are called as they were typed
        both = " ".join(titled(part, words) if _plain(part) in rules["honorifics"] else part for part in parts)
        return Name("", both, both, both)
    inside, parts = _apart(parts, honorific, words)
    if parts and parts[0].islower() and parts[0].endswith("."):
        parts[0] = parts[0].capitalize()  # "dhr. Kees de Bruin"
    honorific = _joined(honorific, inside, rules)
    parts = calmed(" ".join(parts), words).split()
    is_turned = bool(parts) and _plain(parts[0]) in rules["family_first"]  # "Nguyen Van B."
    while (
        len(parts) > 1 and not is_turned and _is_left_away(parts[-1], rules) and not _is_listed_title(parts[-2], rules)
    ):
        parts.pop()  # "Jane Doe, Ph.D.", "Yuki T", "Ludwig van B."
    whole = " ".join(parts)
    if len(parts) < 2:
        return Name(honorific, whole, whole, f"{honorific} {whole}" if inside else whole)
    if _is_doubtful(parts, rules):
        return Name(honorific, whole, whole, whole)
    before = any(_plain(part) in rules["honorifics"] for part in parts[1:-1])  # "Assoc Prof Jane Reid"
    is_given = _plain(parts[0]) in common_given(words) or _plain(parts[0]) in rules["given_as_well"]
    is_behind = not is_given and _plain(parts[1]) in common_given(words)  # "Comrade Ted"
    is_whole = len(parts) == 2 and (parts[0] == parts[1] or is_behind)  # "Dee Dee"
    is_alone = not is_whole and len(parts[0].strip(".")) > 1 and not before and not _may_be_title(parts[0], rules)
    given = parts[0] if is_alone else whole  # among first names "Sgt Barry Lund" is not "Sgt"
    is_given_used = {*map(_plain, honorific.split())} & {*rules["with_whole_name"]}
    return Name(honorific, whole, whole if is_given_used else _family(parts, rules), given)


def salutation(recipient: Recipient, formality: str, words: Wordings) -> str:
    """The line that opens the letter, with its comma."""
    forms = words.address["salutation"]
    name = name_of(recipient, words)
    if not name.whole:
        return str(forms["none"])
    values = {"honorific": name.honorific, "family": name.family, "given": name.given, "name": name.whole}
    if formality == "friendly":
        return fill(forms["given"], values)
    return fill(forms["honorific" if name.honorific else "name"], values)


def close(formality: str, words: Wordings) -> str:
    """The line above the signature, with its comma."""
    return str(words.address["close"]["friendly" if formality == "friendly" else "formal"])


def signature(writer: str, words: Wordings) -> str:
    """The writer's name, or a gap that asks for it."""
    return tidy(writer) or str(words.address["signature"]["none"])
