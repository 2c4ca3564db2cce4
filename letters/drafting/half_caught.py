"""A name as it was half caught: what is surely no part of it goes, and what may be two guesses is no name at all."""

import re
from collections.abc import Mapping
from typing import Any

_ADDRESS = re.compile(r"[<(\[]?\S*(?:\w@\w|://|www\.|\w\.\w+/)\S*")
_DOUBT = re.compile(r"[=→]|->|[^\W\d_]\([^\W\d_]+\)")
_NUMBER = re.compile(r"(?<!\S)\d[:.)]")
_HANDLE = re.compile(r"[a-z]+(?:[._][a-z]{2,})+")
_STROKE = re.compile(r"(?<!\S)[^\W\d_]/[^\W\d_](?!\S)")
_OWNER = re.compile(r"\w['’]s(?=\s)")
Lists = Mapping[str, Any]


def _core(word: str) -> str:
    return word.lower().strip(".,:;()?!")


def apart(typed: str, lists: Lists) -> str:
    """What was typed with blanks around the signs between two names, "" where people are numbered: "Pam&Ken".

    A bracket inside a word is a doubt ("Mr(s) Bell"), and an arrow or "=" tells of two.
    """
    if _DOUBT.search(typed) or len(_NUMBER.findall(typed)) > 1:
        return ""
    between = re.compile(r"(?<=[^\W\d_]{2})([&+])(?=[^\W\d_]{2})")
    return between.sub(lambda found: f" {lists['named_with'].get(found[1], found[1])} ", typed)


def without_handles(typed: str) -> str:
    """What was typed without addresses of mail and web, handles and abbreviations with a stroke.

    Nobody is called "j.smith@bell.example" or "sarah.jones", and of "S/N Bola" no part is a name but the last.
    """
    plain = _STROKE.sub("", re.sub(r"(?<=\w) c/o .*", "", _ADDRESS.sub("", typed))).strip()
    return "" if _HANDLE.fullmatch(plain) else plain


def unhyphened(typed: str, lists: Lists) -> str:
    """What was typed with blanks in place of the hyphens that tell where somebody is from: "Lisa-from-agency"."""
    whence = "|".join(map(re.escape, lists["whence"]))
    return re.sub(rf"\S+-(?:{whence})-\S+", lambda found: found[0].replace("-", " "), typed)


def spelled_right(typed: str, lists: Lists) -> str:
    """A misspelt title before a name as titles are written: "Proffessor Lin", "Mr.Lin"."""
    titles = "|".join(map(re.escape, lists["honorifics"]))
    typed = re.sub(rf"\b({titles})\.(?=[^\W\d_]{{2}})", r"\1. ", typed, flags=re.IGNORECASE)
    large = "|".join(re.escape(title.capitalize()) for title in lists["honorifics"])
    typed = re.sub(rf"\b({large})(?=[A-Z][^\W\d_])", r"\1 ", typed)  # "DrLin"
    *before, last = typed.split() or [""]
    return " ".join([*(lists["misspelt"].get(_core(word), word) for word in before), last])


def without_placeholders(name: str, lists: Lists, *, is_titled: bool) -> str:
    """A name without the word that stands where a part was not caught; "" where that leaves the wrong half.

    "Tom something" is Tom, and "Mr something Patel" Mr Patel; but "Mr Tom something" and "something Patel" are not
    known well enough. `is_titled`: whether a title stands in the name.
    """
    words = name.split()
    likened = [_core(word).endswith(tuple(lists["placeholder_endings"])) for word in words]
    missing = [is_it or _core(word) in lists["placeholders"] for is_it, word in zip(likened, words, strict=True)]
    if not any(missing):
        return name
    is_last = missing[-1] and not any(missing[:-1])
    is_between = not missing[0] and not missing[-1] and not any(likened)
    is_sound = is_between if is_titled else is_last
    return " ".join(word for word, is_it in zip(words, missing, strict=True) if not is_it) if is_sound else ""


def is_of_another(name: str) -> bool:
    """Whether somebody is told of by somebody else: "Karen's deputy", but "Tom from Macy's" is Tom."""
    return _OWNER.search(name) is not None


def is_house(name: str, lists: Lists) -> bool:
    """Whether a name is a company's: "Acme Ltd", "Blue Arrow recruitment"."""
    return any(_core(word) in lists["houses"] for word in name.split())


def without_company(typed: str, company: str) -> str:
    """What was typed into the name without the company itself: "Sam, Acme" is Sam at Acme, and "Acme" nobody."""
    if not company:
        return typed
    house = re.escape(company)
    behind = re.sub(rf"(?:\s*[,/|@(–—]|\s+-)\s*{house}\)?$", "", typed, flags=re.IGNORECASE)
    rest = re.sub(rf"^{house}(?:\s*[,/|:(–—]\s*|\s+-\s+|$)", "", behind, flags=re.IGNORECASE)
    *before, last = rest.split() or [""]
    is_letters = bool(before) and len(last) > 1 and last.isupper() and last in company.split()
    return " ".join(before) if is_letters and not rest.isupper() else rest  # "Gov Marsh HMP" of "HMP Leyhill"
