"""Files that nobody should send: what trust.md names, and what readers of such files have stumbled over."""

import base64

from interviews.reading.kinds import LARGEST_CARDS, LARGEST_INVITATION

EVENT = b"BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261119T140000Z\r\nSUMMARY:Interview\r\nEND:VEVENT\r\n"
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tom Reyes\r\nEND:VCARD\r\n"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_MAIL = b"From: a@x.example\nTo: b@x.example\nMIME-Version: 1.0\n"


def calendar(inside: bytes) -> bytes:
    """Return a calendar with this in it."""
    return b"BEGIN:VCALENDAR\r\n" + inside + b"END:VCALENDAR\r\n"


def filled(start: bytes, piece: bytes, end: bytes, size: int = LARGEST_INVITATION) -> bytes:
    """Return a file of at most so many bytes, made of as many pieces as fit."""
    return start + piece * ((size - len(start) - len(end)) // len(piece)) + end


def event_of(line: bytes, piece: bytes, end: bytes = b"\r\n") -> bytes:
    """Return a calendar of one event that one line (or many) fills up."""
    before, _, after = calendar(EVENT).partition(b"SUMMARY")
    return filled(before + line, piece, end + b"SUMMARY" + after)


def hostile() -> dict[str, bytes]:
    """Return the files by what is wrong with them."""
    return {
        "empty": b"",
        "a web page": b"<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>",
        "a picture": PICTURE,
        "zeros": bytes(1000),
        "UTF-16 without a mark": calendar(EVENT).decode().encode("utf-16-be"),
        "half a UTF-16 character": calendar(EVENT).decode().encode("utf-16")[:-1],
        "truncated": calendar(EVENT)[: len(calendar(EVENT)) // 2],
        "one byte over the cap": calendar(EVENT).ljust(LARGEST_INVITATION + 1),
        "cards, one byte over the cap": CARD.ljust(LARGEST_CARDS + 1),
        "51 cards": CARD * 51,
        "2 MB of cards": filled(b"", CARD, b"", LARGEST_CARDS),
        "960 KB of events": filled(b"BEGIN:VCALENDAR\r\n", EVENT, b"END:VCALENDAR\r\n", 960 * 1024),
        "events in events, 2,000 deep": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 2000 + b"END:VEVENT\r\n" * 2000,
        "calendars in calendars, 2,000 deep": b"BEGIN:VCALENDAR\r\n" * 2000 + EVENT + b"END:VCALENDAR\r\n" * 2000,
        "cards in cards, 2,000 deep": b"BEGIN:VCARD\r\n" * 2000 + b"FN:x\r\n" + b"END:VCARD\r\n" * 2000,
        "endless recurrence": event_of(b"RRULE:FREQ=SECONDLY\r\nRDATE:", b"20261119T140000Z,"),
        "endless zone": calendar(
            b"BEGIN:VTIMEZONE\r\nTZID:Z\r\n"
            + b"BEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nTZOFFSETTO:+0000\r\n"
            b"RRULE:FREQ=SECONDLY;BYSECOND=61\r\nEND:STANDARD\r\n" * 5000
            + b"END:VTIMEZONE\r\n" + EVENT.replace(b"DTSTART:", b"DTSTART;TZID=Z:").replace(b"00Z", b"00")
        ),
        "a megabyte of one line": event_of(b"DESCRIPTION:", b"x"),
        "a megabyte of folds": event_of(b"DESCRIPTION:", b"\r\n x"),
        "a megabyte of raw lines": event_of(b"DESCRIPTION:", b"\nx"),
        "a megabyte of soft breaks": event_of(b"DESCRIPTION;ENCODING=QUOTED-PRINTABLE:", b"=\n"),
        "a megabyte of quotes": event_of(b"ATTENDEE;CN=", b'"'),
        "a megabyte of parameters": event_of(b"ATTENDEE", b";A=b", b":mailto:a@x.example\r\n"),
        "a megabyte of colons": event_of(b"ATTENDEE", b": ", b"\r\n"),
        "a megabyte of backslashes": event_of(b"DESCRIPTION:", b"\\"),
        "a megabyte of people": event_of(b"", b"ATTENDEE;CN=A:mailto:a@x.ex\r\n"),
        "a megabyte of links": event_of(b"DESCRIPTION:", b"https://zoom.us/j/1 "),
        "a megabyte of numbers": event_of(b"DESCRIPTION:", b"+441174960123 "),
        "a megabyte of figures": event_of(b"DESCRIPTION:", b"1"),
        "a megabyte of brackets": event_of(b"DESCRIPTION:", b"<"),
        "a megabyte of open tags": event_of(b"DESCRIPTION:", b"<br "),
        "a megabyte of places": event_of(b"LOCATION:", b"a; "),
        "a megabyte of names": event_of(b"ORGANIZER;CN=\"", b"a, ", b'":mailto:a@x.example\r\n'),
        "a megabyte of addresses": event_of(b"ORGANIZER:mailto:", b"a.", b"@x\r\n"),
        "a megabyte of spaces": event_of(b"ORGANIZER:", b" "),
        "a megabyte of empty lines": event_of(b"", b"\r\n"),
        "a megabyte of returns": event_of(b"", b"\r"),
        "a megabyte of figures in a number": event_of(b"SEQUENCE:", b"9"),
        "a megabyte of figures in a length": event_of(b"DURATION:P", b"9"),
        "a megabyte of figures in a start": event_of(b"DTSTART:", b"9"),
        "a megabyte of one zone's name": event_of(b"DTSTART;TZID=", b"x/", b":20261119T140000\r\n"),
        "a card of one long name": filled(b"BEGIN:VCARD\nFN:", b"a, ", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card of one long N": filled(b"BEGIN:VCARD\nN:", b"a;", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card of one long number": filled(b"BEGIN:VCARD\nFN:x\nTEL:", b"1", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card of many numbers": filled(b"BEGIN:VCARD\nFN:x\n", b"TEL:1\n", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card of many addresses": filled(b"BEGIN:VCARD\nFN:x\n", b"ADR:;;;\n", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card of one picture": filled(b"BEGIN:VCARD\nFN:x\nPHOTO;ENCODING=b:", b"QUJD", b"\nEND:VCARD\n", LARGEST_CARDS),
        "a card that never says so": filled(b"BEGIN:VCARD", b"\nBEGIN", b":VCARD\n"),
        "a mail in mails": filled(_MAIL, b"Content-Type: message/rfc822\n\n", b"x"),
        "a mail of parts in parts": _MAIL + b"".join(
            b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(10_000)
        ),
        "a mail of many parts": filled(_MAIL + b"Content-Type: multipart/mixed; boundary=a\n\n", b"--a\n\n", b"--a--\n"),
        "a digest of many parts": filled(_MAIL + b"Content-Type: multipart/digest; boundary=a\n\n", b"--a\n\n", b"--a--\n"),
        "a mail of many fields": filled(_MAIL, b"a:b\n", b"\nx"),
        "a mail of one long field": filled(_MAIL + b"Content-Type: text/calendar", b";a", b"\n\nx"),
        "a mail of one folded field": filled(_MAIL + b"Content-Type: text/calendar", b";\n a=b", b"\n\nx"),
        "a mail of one long name": filled(_MAIL + b"Content-Type: text/calendar; name*0*=", b"%zz", b"\n\nx", 4000),
        "a mail of base64": _MAIL + b"Content-Type: text/calendar\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(filled(b"BEGIN:VCALENDAR\r\n", EVENT, b"", 700_000)),
        "a mail in no alphabet": _MAIL + b"Content-Type: text/calendar; charset=unicode_escape\n\n\\N{x}\xff" + calendar(EVENT),
        "a mail of uuencode": _MAIL + b"Content-Type: text/calendar\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n\xff\xff\n",
    }  # fmt: skip
