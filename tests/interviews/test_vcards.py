"""The rules by which a business card is read."""

from dataclasses import replace

import pytest

from interviews.imports import read
from interviews.reading.events import Reader
from interviews.reading.remarks import Problem, Remark, Said, Unreadable
from interviews.vcards import MOST_CARDS, Card, Cards

ME = Reader(country="GB")


def vcard(*lines: str, version: str = "3.0") -> bytes:
    """Return a card that has these lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def cards(data: bytes) -> tuple[Card, ...]:
    """Return the cards that are read from a file."""
    reading = read(data, ME)
    assert isinstance(reading, Cards), reading
    return reading.cards


def one(*lines: str, version: str = "3.0") -> Card:
    """Return what is read from a card with these lines."""
    (card,) = cards(vcard(*lines, version=version))
    return card


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_card_of_any_version_says_who_where_and_how_to_reach_them(version: str) -> None:
    lines = ("N:Reyes;Tom;;Mr.;", "FN:Tom Reyes", "ORG:Harbour & Field;Finance", "TITLE:Finance Lead",
             "EMAIL:tom@x.example", "TEL:0117 496 0462", "ADR:;Floor 2;12 Quay Street;Bristol;Avon;BS1 4DJ;UK",
             "NOTE:Likes choirs")  # fmt: skip
    assert one(*lines, version=version) == Card(
        "Tom Reyes", "Mr", "Finance Lead", "Harbour & Field", "tom@x.example", "+441174960462",
        "12 Quay Street\nFloor 2", "Bristol", "Avon", "BS1 4DJ", "GB", "Likes choirs",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "name", "honorific"),
    [
        (("FN:Jane Doe, PhD",), "Jane Doe, PhD", ""),
        (("FN:Jane Doe\\, PhD",), "Jane Doe, PhD", ""),
        (("FN:Doe, Jane",), "Doe, Jane", ""),
        (("FN:Doe, Jane", "N:Doe;Jane"), "Jane Doe", ""),
        (("FN:Doe\\, Jane Q.", "N:Doe;Jane;Q."), "Jane Q. Doe", ""),
        (("N:Doe;Jane;Q.;Dr.;Jr.",), "Jane Q. Doe Jr.", "Dr"),
        (("N:Doe;Jane", "FN:Dr. Jane Doe"), "Jane Doe", "Dr"),
        (("N:Doe;Jane;;Prof. Dr.", "FN:Prof. Dr. Jane Doe"), "Jane Doe", "Prof. Dr."),
        (("N:Doe;Jane;;Ms", "FN:Jane Doe"), "Jane Doe", "Ms"),
        (("N:Nguyễn;Hà;Thu", "FN:Nguyễn Thu Hà"), "Nguyễn Thu Hà", ""),
        (("FN:jane@x.example", "N:Doe;Jane"), "Jane Doe", ""),
        (("FN:Drake Dr",), "Drake Dr", ""),
    ],
)
def test_the_name_is_the_one_that_is_shown_and_a_comma_belongs_to_it(
    lines: tuple[str, ...], name: str, honorific: str
) -> None:
    card = one(*lines)
    assert (card.name, card.honorific) == (name, honorific)


@pytest.mark.parametrize(
    ("lines", "is_company"),
    [
        (("ORG:Harbour", "FN:Harbour"), True),
        (("ORG:Harbour",), True),
        (("ORG:Harbour", "FN:harbour", "N:;;;;"), True),
        (("ORG:Harbour", "FN:Harbour", "N:Harbour;Ann"), False),
        (("ORG:Harbour", "FN:Ann", "N:;;;;"), False),
        (("ORG:Harbour", "FN:Ann Harbour", "N:Harbour;Ann", "X-ABShowAs:COMPANY"), True),
        (("KIND:org", "ORG:Harbour", "FN:The Harbour People"), True),
        (("FN:Ann",), False),
    ],
)
def test_a_card_without_a_person_is_a_companys(lines: tuple[str, ...], is_company: bool) -> None:
    assert one(*lines).is_company is is_company


@pytest.mark.parametrize(
    ("lines", "phone"),
    [
        (("TEL:0117 496 0462",), "+441174960462"),
        (("TEL:+49 (30) 901820-11",), "+493090182011"),
        (("TEL:0049 30 90182011",), "+493090182011"),
        (("TEL;VALUE=uri:tel:+44-117-496-0462",), "+441174960462"),
        (("TEL:0117 496 0462 ext 7",), "+441174960462 ext. 7"),
        (("TEL:030 90182011", "ADR:;;Weg 1;Berlin;;;Germany"), "+493090182011"),
        (("TEL:reception",), "reception"),
        (("TEL:123",), "123"),
        (("TEL;TYPE=HOME:0117 496 0001", "TEL;TYPE=WORK:0117 496 0002"), "+441174960002"),
        (("TEL;TYPE=WORK:0117 496 0001", "TEL;TYPE=CELL,PREF:07700 900123"), "+447700900123"),
        (("TEL;TYPE=HOME,PREF:0117 496 0001", "TEL;TYPE=WORK:0117 496 0002"), "+441174960002"),
        (("TEL;TYPE=CELL:07700 900123", "TEL;PREF=1:0117 496 0002"), "+441174960002"),
        (("TEL;WORK;FAX:0117 496 0001", "TEL;HOME:0117 496 0002"), "+441174960002"),
        (("TEL;TYPE=FAX:0117 496 0001",), ""),
    ],
)
def test_a_telephone_number_is_stored_in_one_form_or_as_it_was_typed(lines: tuple[str, ...], phone: str) -> None:
    card = one("FN:Tom Reyes", *lines)
    said = tuple(remark.said for remark in card.remarks)
    assert (card.phone, said) == (phone, (Said.AS_TYPED,) if phone in {"reception", "123"} else ())


@pytest.mark.parametrize(
    ("lines", "town", "country", "remarks"),
    [
        (("ADR;TYPE=HOME:;;x;Bath;;;", "ADR;TYPE=WORK:;;x;York;;;"), "York", "", ()),
        (("ADR;TYPE=HOME,PREF:;;x;Bath;;;", "ADR;TYPE=WORK:;;x;York;;;"), "York", "", ()),
        (("ADR:;;x;Bath;;;", "ADR;PREF:;;x;York;;;"), "York", "", ()),
        (("ADR;TYPE=WORK:;;;;;;", "ADR;TYPE=HOME:;;x;Bath;;;"), "Bath", "", ()),
        (("ADR:;;x;Wien;;;Österreich",), "Wien", "AT", ()),
        (("ADR:;;x;Wien;;;at",), "Wien", "AT", ()),
        (("ADR;CC=KE:;;x;Nairobi;;;",), "Nairobi", "KE", ()),
        (("a.ADR:;;x;Lyon;;;", "a.X-ABADR:fr"), "Lyon", "FR", ()),
        (("ADR:;;x;Rlyeh;;;Atlantis",), "Rlyeh", "", (Remark("country", Said.UNKNOWN_COUNTRY, "Atlantis"),)),
        (("ADR:x",), "", "", ()),
    ],
)
def test_the_address_is_the_preferred_or_the_one_of_work(
    lines: tuple[str, ...], town: str, country: str, remarks: tuple[Remark, ...]
) -> None:
    card = one("FN:Tom Reyes", *lines)
    assert (card.town, card.country, card.remarks) == (town, country, remarks)


@pytest.mark.parametrize(
    ("lines", "email", "remarks"),
    [
        (("EMAIL:mailto:tom@x.example",), "tom@x.example", ()),
        (("EMAIL;TYPE=HOME:a@x.example", "EMAIL;TYPE=WORK:b@x.example"), "b@x.example", ()),
        (("EMAIL:nonsense", "EMAIL:b@x.example"), "b@x.example", ()),
        (
            ("EMAIL:a@x.example\\nBcc: b@x.example",),
            "",
            (Remark("email", Said.ODD_ADDRESS, "a@x.example Bcc: b@x.example"),),
        ),
        (("EMAIL:a\x00@x.exa\u202emple",), "a@x.example", ()),
        (("EMAIL:a@x.example,b@x.example",), "", (Remark("email", Said.ODD_ADDRESS, "a@x.example,b@x.example"),)),
        (("EMAIL:" + "a" * 320 + "@x.example",), "", (Remark("email", Said.ODD_ADDRESS, "a" * 80),)),
    ],
)
def test_an_address_is_one_address_or_none(lines: tuple[str, ...], email: str, remarks: tuple[Remark, ...]) -> None:
    card = one("FN:Tom Reyes", *lines)
    assert (card.email, card.remarks) == (email, remarks)


@pytest.mark.parametrize(
    "line",
    ["PHOTO;VALUE=uri:file:///etc/passwd", "LOGO:http://127.0.0.1/", "SOUND;ENCODING=b:AAAA", "URL:http://127.0.0.1/",
     "KEY:x", "X-PHONETIC-LAST-NAME:x", "GEO:1,2", "NOTE;ENCODING=b:AAAA"],
)  # fmt: skip
def test_what_a_card_points_to_is_never_looked_at(line: str) -> None:
    assert one("FN:Tom Reyes", line) == Card("Tom Reyes")


def test_quoted_printable_goes_over_its_line_breaks_in_its_own_alphabet() -> None:
    lines = ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =", "M=C3=BCll=", "er",
             "TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-2:=D8editel", "NOTE;QUOTED-PRINTABLE:a=0D=0A=", "b")  # fmt: skip
    assert one(*lines, version="2.1") == Card("Jürgen Müller", role="Ředitel", note="a\nb")


def test_fifty_cards_are_read_and_one_more_is_refused() -> None:
    fifty = b"".join(vcard(f"FN:Person {n}") for n in range(MOST_CARDS))
    assert len(cards(fifty)) == MOST_CARDS
    assert read(fifty + vcard("FN:One More"), ME) == Unreadable(Problem.TOO_MANY_CARDS)


def test_the_same_card_twice_is_one_and_an_empty_one_is_none() -> None:
    assert cards(vcard("FN:A") + vcard("FN:A") + vcard("N:;;;;") + vcard("FN:B")) == (Card("A"), Card("B"))


def test_what_does_not_fit_is_shortened_and_said() -> None:
    card = one(f"FN:{'x' * 121}")
    assert card == replace(Card("x" * 120), remarks=(Remark("name", Said.SHORTENED, "120"),))
