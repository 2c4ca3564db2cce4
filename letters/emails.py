"""An e-mail for the person's own mail program: as a mailto link (RFC 6068) and as an .eml file (RFC 5322).

Pure. Fairhand sends nothing itself. Names and subject are made of what somebody typed, so each is folded to one line
without controls before it comes near a header.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from urllib.parse import quote

LONGEST_LINK = 1900
"""Characters of a mailto link that every mail program takes; Windows hands over about 2,000."""

# What may stand in an address (RFC 6068); "+" and "&" are encoded all the same, since some programs misread them.
_IN_ADDRESS = "!$'*@"
_LINE_END = "\r\n"
_LINE_OF_ENCODED_WORDS = 72  # characters; 76 at most (RFC 2047), less what stands around them
_LONGEST_LINE = 600  # characters; with its name and an address a header line stays below the 998 of RFC 5322
# Headers stay as they are written here: folding them anew, the library puts spaces into long names (Python 3.11).
_AS_WRITTEN = SMTP.clone(refold_source="none")


@dataclass(frozen=True)
class Mailbox:
    """A person's name and e-mail address, as typed."""

    name: str
    address: str

    @property
    def ascii_address(self) -> str:
        """The address with its domain as mail servers know it (IDNA); "" where it is none that can be written to."""
        typed = self.address.strip()
        local, at, domain = typed.rpartition("@")
        if not typed.isprintable() or re.search(r"[\s,;<>]", typed):
            return ""
        try:
            address = Address(addr_spec=f"{local}{at}{domain.encode('idna').decode('ascii')}")
        except (HeaderParseError, ValueError, IndexError):
            return ""
        is_whole = address.username and address.domain and address.addr_spec.isascii()
        return address.addr_spec if is_whole else ""


@dataclass(frozen=True)
class Email:
    """A message to one person with others in copy. `body` has "\\n" line ends; `to` None where no address is known."""

    author: Mailbox
    to: Mailbox | None
    copies: tuple[Mailbox, ...]
    subject: str
    body: str

    @property
    def is_long(self) -> bool:
        """Whether the mailto link is longer than every mail program takes."""
        return len(self.mailto) > LONGEST_LINK

    @property
    def mailto(self) -> str:
        """The message as a mailto link: percent-encoded UTF-8, line ends as %0D%0A (RFC 6068, sections 2 and 5)."""
        to = quote(self.to.ascii_address, safe=_IN_ADDRESS) if self.to else ""
        copies = ",".join(quote(each.ascii_address, safe=_IN_ADDRESS) for each in _each_once(self.copies, self.to))
        body = quote(_clean(self.body).replace("\n", "\r\n"), safe="")
        fields = [*([f"cc={copies}"] if copies else []), f"subject={quote(_one_line(self.subject), safe='')}"]
        return f"mailto:{to}?{'&'.join([*fields, f'body={body}'])}"

    def eml(self, now: datetime) -> bytes:
        """Return the message as a file that a mail program opens as a draft to send (`X-Unsent: 1`), dated `now`."""
        to = [self.to] if self.to and self.to.ascii_address else []
        fields = [
            _mailboxes("From", [self.author] if self.author.ascii_address else []),
            _mailboxes("To", to),
            _mailboxes("Cc", _each_once(self.copies, self.to)),
            _line("Subject", _one_line(self.subject)),
            f"Date: {format_datetime(now)}\r\n",
            "X-Unsent: 1\r\n",
        ]
        message = message_from_string("".join(fields), policy=_AS_WRITTEN)
        message.set_content(_clean(self.body), charset="utf-8", cte="quoted-printable")
        return message.as_bytes()


def _each_once(copies: Sequence[Mailbox], to: Mailbox | None) -> list[Mailbox]:
    """Those in copy who can be written to, each address once, the recipient's left out."""
    seen = {to.ascii_address.casefold()} if to else set()
    found = []
    for copy in copies:
        address = copy.ascii_address.casefold()
        if address and address not in seen:
            seen.add(address)
            found.append(copy)
    return found


def _mailboxes(name: str, mailboxes: Sequence[Mailbox]) -> str:
    """A header of mailboxes, one a line; "" for none. A name that needs it is quoted, or encoded (RFC 2047)."""
    each = []
    for mailbox in mailboxes:
        display = _one_line(mailbox.name)
        if _needs_encoding(display):
            words, address = _encoded(display, len(name)), f"<{mailbox.ascii_address}>"
            is_room = len(name) + len(words.rpartition("\n")[2]) + len(address) < _LINE_OF_ENCODED_WORDS
            each.append(f"{words}{'' if is_room else _LINE_END} {address}")
        else:
            each.append(formataddr((display, mailbox.ascii_address)))
    return f"{name}: {f',{_LINE_END} '.join(each)}{_LINE_END}" if each else ""


def _line(name: str, text: str) -> str:
    """A header of text, encoded and folded where that is needed."""
    return f"{name}: {_encoded(text, len(name)) if _needs_encoding(text) else text}{_LINE_END}"


def _encoded(text: str, indent: int) -> str:
    """The text as encoded words, as many as it takes; the first stands `indent` characters further in."""
    return Header(text, "utf-8", header_name="x" * indent).encode(linesep=_LINE_END)


def _needs_encoding(text: str) -> bool:
    """Whether a text is more than ASCII, too long for one line, or would be taken for something encoded."""
    return not text.isascii() or len(text) > _LONGEST_LINE or "=?" in text


def _one_line(text: str) -> str:
    """The text on one line, without controls, direction marks and halves of characters."""
    return " ".join("".join(" " if _is_hidden(each) else each for each in text).split())


def _clean(text: str) -> str:
    """The text with its lines, without anything that is no character to read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
