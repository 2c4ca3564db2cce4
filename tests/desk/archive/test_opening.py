"""Files from elsewhere: each is the document in it, or one problem, soon and in little memory."""

import io
import random
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.archive import opening
from desk.archive.opening import MEMBER, document_in
from desk.archive.parsing import parsed
from desk.archive.problems import NotReadable, Problem

JSON = b'{"schema": "fairhand-export"}'


def packed(*members, method=zipfile.ZIP_DEFLATED, **attributes):
    """A ZIP of these (name, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


GOOD = packed(("README.txt", b"Hello"), (MEMBER, JSON), ("../letters/x.txt", b"Dear"))


def problem_of(data):
    """What is wrong with a file, None where it is read."""
    try:
        return parsed(document_in(io.BytesIO(data))) and None
    except NotReadable as found:
        return found.problem


def lying(data, old, new):
    assert data.count(old) >= 1
    return data.replace(old, new)


def with_zip64(data):
    at = data.rindex(b"PK\x05\x06")
    return data[:at] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + data[at:]


def locked(data):
    """The same archive with the bit set that says its members are encrypted."""
    found = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = found.find(mark)
        while place >= 0:
            found[place + at] |= 1
            place = found.find(mark, place + 1)
    return bytes(found)


def test_the_document_is_read_from_the_zip_from_its_folder_and_alone():
    for data in (GOOD, packed((f"my export/{MEMBER}", JSON)), JSON, b"\xef\xbb\xbf" + JSON, b"\n " + JSON):
        assert parsed(document_in(io.BytesIO(data))) == {"schema": "fairhand-export"}


def test_a_zip_with_a_comment_and_a_stored_member_is_read():
    out = io.BytesIO(packed((MEMBER, JSON), method=zipfile.ZIP_STORED))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"PK-free words " * 4000
    assert problem_of(out.getvalue()) is None


BAD = {
    "empty": (b"", Problem.EMPTY),
    "space": (b"  \n", Problem.EMPTY),
    "html": (b"<!DOCTYPE html><p>Hello", Problem.NO_EXPORT),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40), Problem.NO_EXPORT),
    "utf-16": ("{}".encode("utf-16"), Problem.OTHER_CHARACTERS),
    "utf-16 without a mark": ("{}".encode("utf-16-le"), Problem.OTHER_CHARACTERS),
    "latin-1": ('{"name": "é"}'.encode("latin-1"), Problem.OTHER_CHARACTERS),
    "a surrogate in bytes": (b'{"a": "\xed\xa0\x80"}', Problem.OTHER_CHARACTERS),
    "half a json": (JSON[:-4], Problem.NOT_JSON),
    "two jsons": (JSON + JSON, Problem.NOT_JSON),
    "a fraction": (b'{"a": 1.5}', Problem.NOT_JSON),
    "no number": (b'{"a": NaN}', Problem.NOT_JSON),
    "five thousand digits": (b'{"a": %s}' % (b"9" * 5000), Problem.NOT_JSON),
    "2,000 deep": (b'{"a":' + b"[" * 2000 + b"]" * 2000 + b"}", Problem.TOO_DEEP),
    "a million deep": (b'{"a":' * 1_000_000, Problem.TOO_DEEP),
    "nul": (b'{"a": "\\u0000"}', Problem.HALF_CHARACTER),
    "half a character": (b'{"a": [{"\\ud800": 1}]}', Problem.HALF_CHARACTER),
    "the other half": (b'{"a": "\\uDfff"}', Problem.HALF_CHARACTER),
    "too many values": (b'{"a": [' + b"1," * 2_000_000 + b"1]}", Problem.TOO_MUCH_INSIDE),
    "nested": (packed(("export.zip", GOOD)), Problem.NO_DOCUMENT),
    "no member": (packed(), Problem.NO_DOCUMENT),
    "two documents": (packed((MEMBER, JSON), (f"b/{MEMBER}", JSON)), Problem.NO_DOCUMENT),
    "deep in folders": (packed((f"../../{MEMBER}", JSON)), Problem.NO_DOCUMENT),
    "truncated": (GOOD[:-30], Problem.DAMAGED),
    "only the start": (GOOD[:60], Problem.DAMAGED),
    "wrong checksum": (GOOD.replace(struct.pack("<L", zlib.crc32(JSON)), b"abcd"), Problem.DAMAGED),
    "locked": (locked(packed((MEMBER, JSON))), Problem.ENCRYPTED),
    "bzip2": (packed((MEMBER, JSON), method=zipfile.ZIP_BZIP2), Problem.DAMAGED),
    "zip64": (with_zip64(GOOD), Problem.TOO_MUCH_INSIDE),
    "a bomb": (packed((MEMBER, bytes(40 * 2**20))), Problem.TOO_MUCH_INSIDE),
    "a bomb beside it": (
        lying(packed((MEMBER, JSON), ("x", bytes(12_345))), struct.pack("<L", 12_345), struct.pack("<L", 2**31)),
        Problem.TOO_MUCH_INSIDE,
    ),
    "many members": (packed((MEMBER, JSON), *((f"{i}", b"") for i in range(10_000))), Problem.TOO_MUCH_INSIDE),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_export_has_one_problem_within_two_seconds(kind):
    data, problem = BAD[kind]
    began = time.process_time()
    assert problem_of(data) is problem
    assert time.process_time() - began < 2


def test_a_member_that_is_longer_than_it_says_is_not_read_to_its_end():
    packed_bomb = packed((MEMBER, bytes(40 * 2**20)))
    assert problem_of(lying(packed_bomb, struct.pack("<L", 40 * 2**20), struct.pack("<L", 1000))) is Problem.DAMAGED


def test_one_byte_over_the_cap_is_too_large_and_none_is_not(monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", len(GOOD))
    assert problem_of(GOOD) is None
    assert problem_of(packed((MEMBER, JSON), ("x" * 200, b"more"))) is Problem.TOO_LARGE


def test_a_document_by_itself_may_be_as_long_as_one_in_a_zip(monkeypatch):
    monkeypatch.setattr(opening, "MOST_DOCUMENT_BYTES", len(JSON))
    assert problem_of(JSON) is None
    assert problem_of(JSON + b" ") is Problem.TOO_LARGE
    assert problem_of(packed((MEMBER, JSON + b" "))) is Problem.TOO_MUCH_INSIDE


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_have_a_problem(data):
    problem_of(data)
    problem_of(b"PK\x03\x04" + data)
    problem_of(b"{" + data)


@given(st.integers(0, 2**32))
def test_an_archive_with_some_bytes_changed_is_read_or_has_a_problem(seed):
    chance = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    problem_of(bytes(data))
    problem_of(bytes(data[: chance.randrange(len(data))]))
