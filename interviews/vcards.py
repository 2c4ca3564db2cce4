"""Business cards (vCard 2.1, 3.0 and 4.0; RFC 2426, RFC 6350): bytes in, readings out. Pure.

Pictures, sounds, keys and addresses of pages are never looked at. Whatever the bytes are, the answer is a reading or
one problem, never an error.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interviews.reading.blocks import Block, tree_of
from interviews.reading.choosing import best, is_voice
from interviews.reading.contacts import phone_as_stored
from interviews.reading.countries import country_named
from interviews.reading.lines import Line, line_of, name_of
from interviews.reading.mails import Part
from interviews.reading.people import address_in, titled
from interviews.reading.remarks import Problem, Remark, Said, Unreadable
from interviews.reading.text import in_eight_bits, logical_lines, many_lines, one_line, with_plain_breaks

MOST_CARDS = 50
LONGEST = {"name": 120, "role": 120, "company": 120, "phone": 40, "honorific": 20, "street": 300, "town": 100,
           "region": 100, "postcode": 20, "note": 1000}  # fmt: skip

_CARD = re.compile(rb"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD\b", re.IGNORECASE | re.MULTILINE)
_VERSION_2 = re.compile(rb"^[ \t]*VERSION[ \t]*:[ \t]*2\.", re.IGNORECASE | re.MULTILINE)
_READ = frozenset(
    {"ADR", "EMAIL", "FN", "KIND", "N", "NOTE", "ORG", "TEL", "TITLE", "ROLE", "X-ABADR", "X-ABSHOWAS",
     "X-ADDRESSBOOKSERVER-KIND"}
)  # fmt: skip
_MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says of one person, or of a company where it names nobody (`name` is then empty).

    `phone` is in E.164 where it parses. `street` may have several lines. `country` is an ISO 3166 code.
    """

    name: str
    honorific: str = ""
    role: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    note: str = ""
    is_list: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def is_company(self) -> bool:
        """Whether it names a company and no person."""
        return bool(self.company) and not self.name

    @property
    def title(self) -> str:
        """What the card is headed with."""
        return self.name or self.company or self.email or self.phone

    @property
    def has_address(self) -> bool:
        """Whether it says anything of a postal address."""
        return bool(self.street or self.town or self.region or self.postcode or self.country)


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a file, in its order."""

    cards: tuple[Card, ...]


def read_cards(parts: Iterable[Part], country: str) -> Cards | Unreadable:
    """Return the cards of a file or mail. Telephone numbers without a country code are of the card's, else `country`.

    A card that breaks off is not read, nor is one that says nothing; a file of more than fifty is not read at all.
    """
    found: dict[Card, None] = {}
    is_cut_short = False
    for part in parts:
        data = in_eight_bits(part.data)
        if len(_CARD.findall(with_plain_breaks(data))) > MOST_CARDS:
            return Unreadable(Problem.TOO_MANY_CARDS)
        lines = logical_lines(data, part.charset, keeps_folding_space=_VERSION_2.search(data) is not None)
        for block in tree_of(lines).named("VCARD"):
            if not block.is_whole:
                is_cut_short = True
                continue
            card = _card(block, country)
            if card.title:
                found[card] = None
    if not found:
        return Unreadable(Problem.CUT_SHORT if is_cut_short else Problem.NO_CARD)
    return Unreadable(Problem.CUT_SHORT) if is_cut_short else Cards(tuple(found))


def _card(block: Block, default_country: str) -> Card:
    known = (text for text in block.lines[:_MOST_LINES] if name_of(text).upper() in _READ)
    lines = [line for text in known if (line := line_of(text)) and line.value and not line.is_encoded]
    remarks: list[Remark] = []
    company = _company(lines)
    name, honorific = ("", "") if _is_company(lines, company) else _name(lines)
    address = _address(lines, remarks)
    said = {
        "name": name,
        "honorific": honorific,
        "role": one_line(_first(lines, "TITLE", "ROLE")),
        "company": company,
        "phone": _phone(lines, address["country"] or default_country, remarks),
        "note": many_lines(_first(lines, "NOTE")),
        **address,
    }
    kinds = {line.text.strip().lower() for line in lines if line.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"}}
    fitting = {field: _short(field, text, remarks) for field, text in said.items()}
    return Card(**fitting, email=_email(lines, remarks), is_list="group" in kinds, remarks=tuple(remarks))


def _first(lines: Sequence[Line], *names: str) -> str:
    """Return the text of the best line of the first of these names that says anything."""
    for name in names:
        for line in best(line for line in lines if line.name == name):
            if line.text.strip():
                return line.text
    return ""


def _company(lines: Sequence[Line]) -> str:
    line = next((line for line in lines if line.name == "ORG"), None)
    return one_line(next((part for part in line.parts() if part.strip()), "")) if line else ""


def _is_company(lines: Sequence[Line], company: str) -> bool:
    """Whether the card says that it is a company's, or calls nobody but the company."""
    if any(line.name == "X-ABSHOWAS" and line.text.strip().upper() == "COMPANY" for line in lines):
        return bool(company)
    if any(line.name == "KIND" and line.text.strip().lower() == "org" for line in lines):
        return True
    person = next((line.parts() for line in lines if line.name == "N"), [])
    shown = one_line(_first(lines, "FN"))
    return (
        bool(company) and not any(part.strip() for part in person[:3]) and shown.casefold() in {"", company.casefold()}
    )


def _name(lines: Sequence[Line]) -> tuple[str, str]:
    """Return the name as it is shown, without the title before it, and that title.

    A comma in it belongs to it, escaped or not; only where the card itself says which part is the family name, and the
    family name stands before the comma, it is put behind the first name.
    """
    line = next((line for line in lines if line.name == "N"), None)
    parts = [one_line(part) for part in line.parts()] if line else []
    family, given, middle, prefix, suffix = (*parts, *[""] * 5)[:5]
    shown = one_line(_first(lines, "FN"))
    if family and given and shown.casefold().startswith(f"{family}, {given}".casefold()):
        shown = f"{shown[len(family) + 1 :].strip()} {family}"
    if "@" in shown:
        shown = ""
    name = shown or " ".join(part for part in (given, middle, family, suffix) if part and "@" not in part)
    if prefix and name.casefold().startswith(f"{prefix.casefold()} "):
        honorific, name = prefix, name[len(prefix) :].strip()
    else:
        honorific, name = titled(name)
    honorific = honorific or prefix
    plain, rest = titled(f"{honorific} x")
    return name, plain if rest == "x" else honorific


def _email(lines: Sequence[Line], remarks: list[Remark]) -> str:
    typed = [line.text for line in best(line for line in lines if line.name == "EMAIL") if line.text.strip()]
    found = next((address for text in typed if (address := address_in(text))), "")
    if typed and not found:
        remarks.append(Remark("email", Said.ODD_ADDRESS, one_line(typed[0])[:80]))
    return found


def _phone(lines: Sequence[Line], country: str, remarks: list[Remark]) -> str:
    numbers = [line for line in best(line for line in lines if line.name == "TEL") if is_voice(line)]
    typed = one_line(numbers[0].text) if numbers else ""
    stored = phone_as_stored(typed, country)
    if typed and stored == typed and not typed.startswith("+"):
        remarks.append(Remark("phone", Said.AS_TYPED, typed[:40]))
    return stored.removeprefix("tel:")


def _address(lines: Sequence[Line], remarks: list[Remark]) -> dict[str, str]:
    """Return the parts of the best address that says anything."""
    for line in best(line for line in lines if line.name == "ADR"):
        parts = (*line.parts(), *[""] * 7)[:7]
        if not any(part.strip() for part in parts):
            continue
        box, extended, street, town, region, postcode, country = parts
        box = f"PO Box {box.strip()}" if box.strip().isdigit() else box
        code = country_named(country) or country_named(_code_beside(line, lines))
        if country.strip() and not code:
            remarks.append(Remark("country", Said.UNKNOWN_COUNTRY, one_line(country)[:80]))
        return {
            "street": many_lines("\n".join([street, extended, box])),
            "town": one_line(town),
            "region": one_line(region),
            "postcode": one_line(postcode),
            "country": code,
        }
    return dict.fromkeys(("street", "town", "region", "postcode", "country"), "")


def _code_beside(line: Line, lines: Sequence[Line]) -> str:
    """Return the code of an address's country where one stands beside it: CC (RFC 8605), or Apple's way."""
    apples = (other.text for other in lines if other.name == "X-ABADR" and line.group and other.group == line.group)
    return line.parameter("CC") or next(apples, "")


def _short(field: str, text: str, remarks: list[Remark]) -> str:
    longest = LONGEST.get(field, len(text))
    if len(text) <= longest:
        return text
    remarks.append(Remark(field, Said.SHORTENED, str(longest)))
    return text[:longest].rstrip()
