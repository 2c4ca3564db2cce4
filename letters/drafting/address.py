"""How a letter opens and closes: salutation, close, signature, and which part of a name is the family name.

Nothing is guessed. With an honorific the family name is the last word, with the small particles before it ("van den
Berg", "de la Cruz"). Where the order of the parts is in doubt, because the first word is a common family name or is not
plain Latin ("Nguyễn Văn An"), or a particle is written large ("Eddie Van Halen"), the whole name is used:
"Dear Ms Nguyễn Văn An," is never wrong.
"""

import unicodedata
from dataclasses import dataclass

from letters.drafting.facts import Recipient
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


def name_of(recipient: Recipient, words: Wordings) -> Name:
    """The recipient's name in its parts; a part that cannot be told from the others is the whole name."""
    rules = words.address["names"]
    honorific = tidy(recipient.honorific)
    family, comma, rest = tidy(recipient.name).partition(",")
    if comma and rest.strip() and not all(_plain(word) in rules["suffixes"] for word in rest.split()):
        parts = [*rest.split(), *family.split()]
    else:
        parts = family.split()
    if parts and len(parts) > 1 and _plain(parts[0]) in rules["honorifics"]:
        honorific, parts = honorific or parts[0], parts[1:]
    while len(parts) > 1 and _plain(parts[-1]) in rules["suffixes"]:
        parts.pop()
    whole = " ".join(parts)
    if len(parts) < 2:
        return Name(honorific, whole, whole, whole)
    is_doubtful = (
        _plain(parts[0]) in rules["family_first"]
        or any(ord(char) > 0x024F for char in unicodedata.normalize("NFC", whole) if char.isalpha())
        or any(
            _plain(part) in rules["particles"] and not part.islower() and part.lower() not in rules["particles_large"]
            for part in parts[1:-1]
            if len(part.strip(".")) > 1
        )
    )
    if is_doubtful:
        return Name(honorific, whole, whole, whole)
    start = next(
        (
            index
            for index in range(1, len(parts) - 1)
            if parts[index] in rules["particles"] or parts[index].lower() in rules["particles_large"]
        ),
        len(parts) - 1,
    )
    given = parts[0] if len(parts[0].strip(".")) > 1 else whole
    family = whole if _plain(honorific) in rules["with_whole_name"] else " ".join(parts[start:])
    return Name(honorific, whole, family, given)


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
