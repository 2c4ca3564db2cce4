"""A file from elsewhere to the document in it: bytes of a ZIP or of JSON in, bytes of JSON out. Pure.

Whoever sends a file chooses every number in it. So sizes are judged before anything is unpacked, names are never used
as paths, and only the one member that is wanted is unpacked, no further than it may be long.
"""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import IO

from desk.archive.problems import NotReadable, Problem

MEMBER = "fairhand.json"

MOST_BYTES = 50 * 2**20
"""How long an uploaded file may be."""
MOST_DOCUMENT_BYTES = 32 * 2**20
"""How long the document in it may be, unpacked."""
MOST_FILES = 10_000
MOST_UNPACKED_BYTES = 2**30
_MOST_DIRECTORY_BYTES = 300 * MOST_FILES

_END = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16, end of central directory record
_END_MARK, _ZIP64_MARK, _MEMBER_MARK = b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"
_ZIP64_LOCATOR_BYTES, _LONGEST_COMMENT = 20, 65_535
_IS_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def document_in(file: IO[bytes]) -> bytes:
    """Return the document of an export: of the ZIP, or the file itself where it is the JSON alone.

    Raise NotReadable for anything else. Reads from the start, at most MOST_BYTES; the file must be seekable.
    """
    file.seek(0, 2)
    length = file.tell()
    if length == 0:
        raise NotReadable(Problem.EMPTY)
    if length > MOST_BYTES:
        raise NotReadable(Problem.TOO_LARGE)
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start in {_MEMBER_MARK, _END_MARK}:
        return _unpacked(file, length)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in start:
        raise NotReadable(Problem.OTHER_CHARACTERS)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"{", b""}:
        raise NotReadable(Problem.NO_EXPORT)
    if length > MOST_DOCUMENT_BYTES:
        raise NotReadable(Problem.TOO_LARGE)
    return file.read()


def _unpacked(file: IO[bytes], length: int) -> bytes:
    _see_directory(file, length)
    try:
        with zipfile.ZipFile(file) as archive:
            member = _member(archive.infolist())
            with archive.open(member) as packed:
                data = packed.read(MOST_DOCUMENT_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
        # RuntimeError and its NotImplementedError: what zipfile has to say of methods and versions it does not know.
        raise NotReadable(Problem.DAMAGED) from error
    if len(data) > MOST_DOCUMENT_BYTES:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)
    return data


def _see_directory(file: IO[bytes], length: int) -> None:
    """Raise NotReadable unless the list of members is there and short enough to be read: reading it costs memory."""
    file.seek(max(0, length - _END.size - _LONGEST_COMMENT - _ZIP64_LOCATOR_BYTES))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise NotReadable(Problem.DAMAGED)
    _mark, _disk, _first_disk, _here, count, directory_bytes, _offset, _comment = _END.unpack_from(tail, at)
    is_zip64 = tail[max(0, at - _ZIP64_LOCATOR_BYTES) : at].startswith(_ZIP64_MARK)
    if is_zip64 or count > MOST_FILES or directory_bytes > _MOST_DIRECTORY_BYTES:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)


def _member(members: Sequence[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the document among the members, in the archive itself or in its one folder."""
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)
    found = [member for member in members if _is_document(member.filename.split("/"))]
    if len(found) != 1:
        raise NotReadable(Problem.NO_DOCUMENT)
    if found[0].flag_bits & _IS_ENCRYPTED:
        raise NotReadable(Problem.ENCRYPTED)
    if found[0].compress_type not in _METHODS:
        raise NotReadable(Problem.DAMAGED)
    if found[0].file_size > MOST_DOCUMENT_BYTES:
        raise NotReadable(Problem.TOO_MUCH_INSIDE)
    return found[0]


def _is_document(parts: Sequence[str]) -> bool:
    """Whether a member's name is the document's: some systems put a folder around what they pack again."""
    return parts[-1] == MEMBER and len(parts) <= 2
