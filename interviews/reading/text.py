"""Bytes to lines of text, as calendar programs and telephones of every age have written them."""

import quopri
import re
import unicodedata
from collections.abc import Iterable, Iterator

# Encodings that files of this kind are written in. A name that is not among them is not believed: Python knows
# encodings that are no alphabets at all (zip, rot13).
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d{1,2}|windows-?125\d|cp-?125\d|koi8-?[ru]|"
    r"gb2312|gbk|gb18030|big5|shift[-_]jis|sjis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|macintosh|tis-620"
)
# These look like plain ASCII until they are decoded.
_IN_SEVEN_BITS = re.compile(r"iso-2022-")
_QUOTED_PRINTABLE = re.compile(rb"[;=]\s*QUOTED-PRINTABLE\b", re.IGNORECASE)
_LINE_CHARSET = re.compile(rb";\s*CHARSET\s*=\s*\"?([\w-]{1,40})", re.IGNORECASE)
_RETURNS = re.compile(rb"\r+\n?")
_FOLD = re.compile(rb"\n[ \t]")
_KEPT_FOLD = re.compile(rb"\n(?=[ \t])")
# Controls, and marks that turn the direction of what follows them: no name or place needs one.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def known_charset(name: str) -> str:
    """Return the name of an encoding in lower case, or "" for one that is not known or no alphabet."""
    name = name.strip().strip("\"'").lower()
    return name if _CHARSETS.fullmatch(name) else ""


def decoded(data: bytes, charset: str = "") -> str:
    """Return the text: UTF-8 where it is that, else the declared encoding, else Windows-1252. Never raises."""
    declared = known_charset(charset)
    tried = [declared, "utf-8"] if _IN_SEVEN_BITS.match(declared) else ["utf-8", declared]
    for name in filter(None, tried):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def logical_lines(data: bytes, charset: str = "", *, keeps_folding_space: bool = False) -> list[str]:
    """Return the lines of a calendar or card, unfolded, each decoded for itself.

    Folds are taken out of the bytes, because one may lie inside a character. `keeps_folding_space`: the way of vCard
    2.1, in which the space that marks a fold belongs to the text. Lines in quoted-printable are joined over their soft
    breaks and stay encoded. UTF-16 is known by its mark, or by its zeros where that is missing.
    """
    data = in_eight_bits(data)
    raw = with_plain_breaks(data)
    unfolded = (_KEPT_FOLD if keeps_folding_space else _FOLD).sub(b"", raw)
    joined = [b"".join(pieces) for pieces in _over_soft_breaks(unfolded.split(b"\n"))]
    return [decoded(line, _charset_of(line) or charset) for line in joined]


def _over_soft_breaks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Return the pieces of each line, those of one in quoted-printable together."""
    pieces: list[bytes] = []
    for line in lines:
        goes_on = line.endswith(b"=") and (bool(pieces) or _is_quoted_printable(line))
        piece = line.lstrip(b" \t") if pieces else line
        pieces.append(piece[:-1] if goes_on else piece)
        if not goes_on:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def in_eight_bits(data: bytes) -> bytes:
    """Return the bytes without a byte order mark; UTF-16 becomes UTF-8."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:]
    wide = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = "utf-16"
    elif data[:1] and data[1:2] == b"\0" and data[3:4] == b"\0":
        wide = "utf-16-le"
    elif data[:1] == b"\0" and data[2:3] == b"\0":
        wide = "utf-16-be"
    return data.decode(wide, "replace").encode("utf-8", "replace") if wide else data


def with_plain_breaks(data: bytes) -> bytes:
    """Return the bytes with every line break as "\\n": CRLF, CR alone, and the CR CR LF that some mails come to."""
    return _RETURNS.sub(lambda found: b"\n" if found[0].endswith(b"\n") else b"\n" * min(len(found[0]), 2), data)


def from_quoted_printable(value: str, charset: str = "") -> str:
    """Return a value that stood in quoted-printable as text."""
    return decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset)


def unescaped(value: str) -> str:
    """Return an escaped value as it is meant (RFC 5545, 3.3.11; RFC 6350, 3.4); a lone backslash stands for itself."""
    if "\\" not in value:
        return value
    return re.sub(r"\\([nN,;:\"\\])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def split_escaped(value: str, separator: str) -> list[str]:
    """Return the parts between the separators that are not escaped; the parts stay escaped."""
    parts, start, index = [], 0, 0
    while index < len(value):
        if value[index] == "\\":
            index += 1
        elif value[index] == separator:
            parts.append(value[start:index])
            start = index + 1
        index += 1
    return [*parts, value[start:]]


def one_line(text: str) -> str:
    """Return text on one line, without what cannot be seen, with single spaces."""
    return " ".join(_UNSEEN.sub("", _BREAKS.sub(" ", unicodedata.normalize("NFC", text))).split())


def many_lines(text: str) -> str:
    """Return text with its line breaks as "\\n", without what cannot be seen and without blank lines."""
    lines = (one_line(line) for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def _is_quoted_printable(line: bytes) -> bool:
    return _QUOTED_PRINTABLE.search(line[:400].partition(b":")[0]) is not None


def _charset_of(line: bytes) -> str:
    found = _LINE_CHARSET.search(line[:400].partition(b":")[0])
    return found[1].decode("ascii", "replace") if found else ""
