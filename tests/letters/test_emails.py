"""The e-mail for the person's own mail program: read back by the standard library, and sent to a real mail server."""

import smtplib
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.emails import LONGEST_LINK, Email, Mailbox
from tests.reminders.sink import smtp_sink

NOW = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
DANIEL = Mailbox("Daniel Osei", "daniel@example.org")
IFEOMA = Mailbox("Ms Ifeoma Adeyemi", "i.adeyemi@harbour.example")
HA = Mailbox("Nguyễn Thu Hà", "ha@harbour.example")
ELENI = Mailbox("Dr Ελένη Παπαδοπούλου", "eleni@harbour.example")
BODY = "Dear Ms Adeyemi,\n\nThank you & all the best: 100 % of “it” + more.\n\nSincerely,\nDaniel Osei"


def email(**fields: Any) -> Email:
    values = {
        "author": DANIEL,
        "to": IFEOMA,
        "copies": (HA, ELENI),
        "subject": "Thank you for our meeting",
        "body": BODY,
    }
    return Email(**{**values, **fields})


def read(message: Email) -> EmailMessage:
    found = message_from_bytes(message.eml(NOW), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def body_of(found: EmailMessage) -> str:
    return str(found.get_content()).replace("\r\n", "\n")


def people(message: Email, header: str) -> list[tuple[str, str]]:
    """Names and addresses of a header, decoded as RFC 2047 says: nothing between two encoded words."""
    raw = message_from_bytes(message.eml(NOW), policy=compat32)[header]
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([raw])] if raw else []


def test_the_file_is_a_draft_with_every_name_and_line_as_typed():
    found = read(email())
    assert {name: str(value) for name, value in found.items()} == {
        "From": "Daniel Osei <daniel@example.org>",
        "To": "Ms Ifeoma Adeyemi <i.adeyemi@harbour.example>",
        "Cc": "Nguyễn Thu Hà <ha@harbour.example>, Dr Ελένη Παπαδοπούλου <eleni@harbour.example>",
        "Subject": "Thank you for our meeting",
        "Date": "Wed, 18 Nov 2026 16:00:00 +0000",
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    assert parsedate_to_datetime(found["Date"]) == NOW
    assert body_of(found) == BODY + "\n"
    assert found.defects == []


def test_the_file_keeps_to_the_lines_of_mail():
    raw = email(body=BODY + "\n" + "word " * 1500, copies=(HA,) * 3 + (ELENI,)).eml(NOW)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("place", ["to", "author", "copies", "subject"])
def test_no_name_and_no_company_adds_a_header(place):
    nasty = "x\r\nBcc: y@evil.example\r\n\r\nbody\x00\x85\u2028Bcc: z"
    mailbox = Mailbox(nasty, "tom@example.org")
    message = email(**{place: {"copies": (mailbox,), "subject": nasty}.get(place, mailbox)})
    found = read(message)
    assert "Bcc" not in found
    assert body_of(found) == BODY + "\n"
    assert "\n" not in unquote(message.mailto.split("&body=")[0])
    assert "bcc=" not in message.mailto.casefold()
    if place == "subject":
        assert found["Subject"] == "x Bcc: y@evil.example body Bcc: z"
        assert dict(parse_qsl(message.mailto.partition("?")[2]))["subject"] == "x Bcc: y@evil.example body Bcc: z"


@pytest.mark.parametrize("address", ["", "nobody", "@x.example", "a@", "a b@x.example", "a@x.example, b@y.example",
                                     "a@x.example\r\nBcc: b@y.example", "a@\u2028x", "<a@x.example>", "ä@x.example", "a@" + "x" * 64 + ".example"])  # fmt: skip
def test_what_is_no_address_is_left_out(address):
    message = email(to=Mailbox("Tom", address), copies=(Mailbox("Tom", address), HA), author=Mailbox("D", address))
    found = read(message)
    assert ("To" in found, "From" in found, str(found["Cc"])) == (False, False, "Nguyễn Thu Hà <ha@harbour.example>")
    assert message.mailto.startswith("mailto:?cc=ha@harbour.example&subject=")


def test_a_domain_of_another_alphabet_is_written_as_mail_servers_know_it():
    assert Mailbox("Bo", "bo@bücher.example").ascii_address == "bo@xn--bcher-kva.example"


def test_each_address_is_written_to_once():
    twice = email(copies=(HA, Mailbox("Hà", "HA@harbour.example"), Mailbox("Ifeoma", "I.Adeyemi@harbour.example")))
    assert people(twice, "Cc") == [("Nguyễn Thu Hà", "ha@harbour.example")]
    assert twice.mailto.count("@") == 2


def test_names_with_commas_and_quotes_stay_one_name():
    names = [
        "Reyes, Tom",
        'Tom "the Ledger" Reyes',
        "Tom (Finance) Reyes",
        "=?utf-8?q?Tom?=",
        "Reyes, Nguyễn",
        "T. Reyes \\",
    ]
    copies = tuple(Mailbox(name, f"t{place}@example.org") for place, name in enumerate(names))
    assert people(email(copies=copies), "Cc") == [(each.name, each.address) for each in copies]


NAMES = st.text(max_size=60) | st.sampled_from(
    [
        "Reyes, Tom",
        "Nguyễn Thu Hà",
        "Ελένη Παπαδοπούλου",
        "Wolfeschlegelsteinhausenbergerdorff" * 3,
        "ü" * 90,
        "x\r\nBcc: y",
        "=?a?b?c?=",
    ]
)
MAILBOXES = st.builds(
    Mailbox, NAMES, st.sampled_from([f"{name}@{domain}" for name in ("tom", "b.c+d", "long." * 9 + "name") for domain in ("example.org", "bücher.example")])
)  # fmt: skip


@given(MAILBOXES, st.lists(MAILBOXES, max_size=20), NAMES, st.text(max_size=200))
def test_whatever_is_typed_comes_back_from_the_file_and_the_link(to, copies, subject, body):
    message = email(to=to, copies=tuple(copies), subject=subject, body=body)
    found = read(message)
    assert set(found.keys()) <= {"From", "To", "Cc", "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type",
                                 "Content-Transfer-Encoding"}  # fmt: skip
    assert len(set(found.keys())) == len(found.keys())
    wanted = dict.fromkeys(each.ascii_address for each in copies)
    wanted.pop(to.ascii_address, None)
    assert [address for _, address in people(message, "To")] == [to.ascii_address]
    assert [address for _, address in people(message, "Cc")] == list(wanted)
    fields = dict(parse_qsl(message.mailto.partition("?")[2], keep_blank_values=True, errors="strict"))
    raw = message_from_bytes(message.eml(NOW), policy=compat32)
    assert str(make_header(decode_header(raw["Subject"]))) == fields["subject"]
    assert body_of(found).rstrip("\n") == fields["body"].replace("\r\n", "\n").rstrip("\n")
    assert "\n" not in fields["body"].replace("\r\n", "")


def test_the_link_is_that_of_the_standard():
    assert email(copies=(HA,), body="A & B\n50 % + 1 = ?\nÜ").mailto == (
        "mailto:i.adeyemi@harbour.example?cc=ha@harbour.example&subject=Thank%20you%20for%20our%20meeting"
        "&body=A%20%26%20B%0D%0A50%20%25%20%2B%201%20%3D%20%3F%0D%0A%C3%9C"
    )
    assert email(to=Mailbox("X", "a+b&c=d/e%f?g#h@x.example"), copies=()).mailto.startswith(
        "mailto:a%2Bb%26c%3Dd%2Fe%25f%3Fg%23h@x.example?subject="
    )


def test_a_link_that_programs_may_cut_is_known_to_be_long():
    room = LONGEST_LINK - len(email(body="").mailto)
    assert [email(body="a" * length).is_long for length in (room, room + 1)] == [False, True]
    assert email(body="ế" * (room // 9 + 1)).is_long


def test_a_mail_server_takes_the_file_as_it_is():
    with smtp_sink() as sink, smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as server:
        raw = email().eml(NOW)
        refused = server.sendmail(DANIEL.address, [IFEOMA.address, HA.address, ELENI.address], raw)
        assert refused == {}
        (got,) = sink.messages
    assert str(got["Cc"]) == "Nguyễn Thu Hà <ha@harbour.example>, Dr Ελένη Παπαδοπούλου <eleni@harbour.example>"
    assert body_of(got) == BODY + "\n"
