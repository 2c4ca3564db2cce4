"""What is put into a form: sensible values, and hostile ones by the kind of each field."""

import re
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from hypothesis import strategies as st

from tests.factories import PASSWORD
from tests.forms.finding import FAR, Found
from tests.forms.reading import CHOOSING, Field, Form

TEXTS = [
    "a\x00b", "a\ud800b", "\udfff", "a\ufffe\uffffb", "a\x01\x0b\x1b[31mb\x7f", "a 👩🏽‍🌾🏴 b", "a\u202eb\u2066c\u200fd", "\u2069\u202c",
    "\u200b\u2060\ufeff", "", " ", " \t\u00a0\u3000", "a\r\nb\rc\x85d\u2028e", "x" * 20_000, "word " * 1_201, "x\r\n" * 2_000,
    "9" * 5_000, "e\u0301" * 300, "o" + "\u0335\u0489" * 400, "<script>alert(1)</script>\"'>", "</textarea></form>&amp;\\",
    "{{ 7*7 }}{% load x %}", "%(x)s %s %", "{0.__class__} {x}", "Tom\r\nBcc: all@example.org\r\n\r\nText", "' OR 1=1 --",
    "=cmd|' /C calc'!A0", "＝1+1", "../../etc/passwd", "[...?]", "\\N{x}\\", "שלום \u202dabc", "ﷺ" * 40, "İıſß", "None", "null", "[]", "{}",
]  # fmt: skip
NUMBERS = ["-1", "0", "-0", "1", "9", "1e400", "NaN", "Infinity", "-Infinity", "9" * 5_000, "٣", "1,5", "1.5", "0x10", "1_000", " 5 ",
           "2147483648", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "0.0000001", "1e-400"]  # fmt: skip
DAYS = ["0000-01-01", "0001-01-01", "1969-12-31", "1970-01-01", "2100-12-31", "2101-01-01", "9999-12-31", "10000-01-01",
        "2027-02-29", "2026-11-31", "2026-11-18", "18/11/2026", "tomorrow", "-2026-11-18", "２０２６-11-18", ""]  # fmt: skip
TIMES = ["00:00", "24:00", "23:59:60", "25:61", "8", "08:00:00.1234567", "08:00+14:00", "noon", "08:00", ""]
ADDRESSES = ["a@b", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", '"a b"@example.org', f"{'a' * 320}@example.org",
             "ä@exämple.org", "a@xn--exmple-cua.org", "a@[127.0.0.1]", "@", "a@example.org"]  # fmt: skip
WEB = ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://[::1", "https://exämple.org/\u202e", "data:text/html,x",
       "https://" + "a" * 3_000 + ".example", "//evil.example"]  # fmt: skip
ZONES = ["Mars/Phobos", "../x", "localtime", "Europe/London", "Pacific/Kiritimati", "europe/london", "UTC+25"]
FILES = [b"", b"\x00", b"BEGIN:VCARD\r\nFN:a\x00\xff\r\nEND:VCARD\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:00010101T000000Z\r\n",
         b"PK\x03\x04" + b"\x00" * 80, b"\xff\xfe<\x00h\x00", b"<html>", b"\x89PNG\r\n\x1a\n", b"x" * 3_000_000]  # fmt: skip

CREDENTIALS = ["[" * 20_000, '{"a":' * 20_000, '{"id": ' + "9" * 5_000 + "}", "1" + "0" * 4_400, "{}", "[{}]", '"x"', '{"id": null}',
               '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}',
               '{"id": "eA", "rawId": "eA", "type": 5, "response": [1]}', '{"response": {"userHandle": 5}}', '{"response": "x"}',
               '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "o2M",'
               ' "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"}}']  # fmt: skip

SENSIBLE = {
    "email": "i@example.org", "url": "https://mills.example.org/", "tel": "0117 496 0000", "number": "9", "date": "2026-11-18",
    "time": "08:00", "datetime-local": "2026-11-18T14:00", "password": PASSWORD,
}  # fmt: skip


@dataclass(frozen=True)
class Sending:
    """What one click sends: the values of each name, in order, and perhaps a file in the place of a field."""

    values: dict[str, list[str]]
    files: dict[str, bytes]
    is_partial: bool = False

    def by(self, client: Client, action: str) -> HttpResponse:
        """Post it as a browser would, byte for byte, lone surrogates included."""
        headers = {"HX-Request": "true"} if self.is_partial else {}
        if self.files:
            return client.generic(
                "POST", action, self._parts(), f"multipart/form-data; boundary={_EDGE}", headers=headers
            )
        body = "&".join(f"{_quoted(name)}={_quoted(each)}" for name, values in self.values.items() for each in values)
        return client.generic("POST", action, body, "application/x-www-form-urlencoded", headers=headers)

    def _parts(self) -> bytes:
        parts = []
        for name, values in self.values.items():
            for each in values:
                parts += [
                    f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode(),
                    _bytes(each),
                    b"\r\n",
                ]
        for name, content in self.files.items():
            head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="../a\u202e.vcf"\r\n\r\n'
            parts += [head.encode(), content, b"\r\n"]
        return b"".join([*parts, f"--{_EDGE}--\r\n".encode()])


_EDGE = "edge-of-a-part-that-nobody-types"


def arrived(text: str) -> str:
    """Return what a server reads of this: half a character arrives as the sign for one that is none."""
    return _bytes(text).decode("utf-8", "replace")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _quoted(text: str) -> str:
    return quote_from_bytes(_bytes(text), safe="")


def sensible(form: Form, button: tuple[str, str] | None = None) -> Sending:
    """Return the form filled in as somebody would, with what the page says left as it is."""
    values = {
        name: [*each.values]
        for name, each in form.fields.items()
        if name != "csrfmiddlewaretoken" and each.kind != "file"
    }
    for name, each in form.fields.items():
        if name in values and not any(values[name]):
            values[name] = [value] if (value := _sensible(each)) else values[name]
    if button is not None:
        values[button[0]] = [button[1]]
    return Sending({name: each for name, each in values.items() if each}, {})


def _sensible(field: Field) -> str:
    if field.kind in CHOOSING:
        return next(filter(None, field.choices), "") if field.kind == "radio" else ""
    if field.kind == "hidden":
        return ""
    if field.kind == "number":
        return field.least or SENSIBLE["number"]
    named = (
        "email" if field.name.endswith(("email", "login")) else "password" if "password" in field.name else field.kind
    )
    return SENSIBLE.get(named, f"Sensible {field.name.rpartition('-')[2]}")


def hostile(field: Field) -> st.SearchStrategy[str]:
    """Return what somebody means ill puts into a field of this kind."""
    text = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(), max_size=40))
    keys = st.sampled_from(strangers_keys())
    by_kind: dict[str, list[str]] = {
        "number": NUMBERS, "date": DAYS, "time": TIMES, "email": ADDRESSES, "url": WEB,
        "datetime-local": [f"{day}T{time}" for day in DAYS for time in TIMES], "hidden": [*NUMBERS, "x", *field.values],
    }  # fmt: skip
    special = by_kind.get(field.kind, [])
    if field.kind in CHOOSING:
        special = [*field.choices, "x", *NUMBERS]
    if field.name == "credential":
        special = CREDENTIALS
    if field.name.endswith("time_zone"):
        special = ZONES
    if field.name.endswith(("email", "login")):
        special = ADDRESSES
    return st.one_of(*([st.sampled_from(special)] if special else []), text, keys)


def strangers_keys() -> list[str]:
    """Return the keys of the stranger's rows, the first of each table."""
    firsts = (model._default_manager.values_list("pk", flat=True).order_by("pk").first() for model in apps.get_models())
    return sorted({str(key) for key in firsts if isinstance(key, int) and 0 < key < FAR})


@st.composite
def sendings(draw: st.DrawFn, found: Found) -> Sending:
    """Return what a hostile hand sends: mostly sensible, with some fields, or all, filled by `hostile`."""
    form = found.form
    button = draw(st.sampled_from([None, *form.buttons])) if form.buttons else None
    good = sensible(form, button)
    values, files = {name: [*each] for name, each in good.values.items()}, {}
    names = [name for name in form.fields if name != "csrfmiddlewaretoken"]
    if names:
        worst = draw(st.sampled_from([1, 1, 2, 3, len(names)]))
        for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=worst, unique=True)):
            field = form.fields[name]
            if field.kind == "file":
                files[name] = draw(st.one_of(st.sampled_from(FILES), st.binary(max_size=200)))
            else:
                values[name] = draw(st.lists(hostile(field), min_size=1, max_size=draw(st.sampled_from([1, 1, 1, 3]))))
    if button and draw(st.integers(0, 5)) == 0:
        values[button[0]] = [draw(hostile(Field(button[0], "radio", choices=[button[1]])))]
    mangle = draw(st.sampled_from(["", "", "", "", "drop", "unmanaged", "crowd"]))
    if mangle == "drop":
        for name in draw(st.lists(st.sampled_from(sorted(values)), max_size=3)) if values else ():
            values.pop(name, None)
    elif mangle == "unmanaged":
        values = {name: each for name, each in values.items() if not name.endswith("_FORMS")}
    elif mangle == "crowd":
        _crowd(values, draw(st.sampled_from([21, 60, 1_200])))
    return Sending(values, files, is_partial=draw(st.integers(0, 4)) == 0)


def _crowd(values: dict[str, list[str]], count: int) -> None:
    """Add rows to each set of rows, as many as that, like its first."""
    for total in [name for name in values if name.endswith("-TOTAL_FORMS")]:
        prefix = total.removesuffix("TOTAL_FORMS")
        row = {name: each for name, each in values.items() if re.match(rf"{prefix}0-", name)}
        for number in range(1, count):
            for name, each in row.items():
                values.setdefault(f"{prefix}{number}-{name.removeprefix(f'{prefix}0-')}", each)
        values[total] = [str(count)]
