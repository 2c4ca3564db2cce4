"""Reads damaged files by the thousand: `python -m tests.interviews.fuzz_readers --cases 100000`.

Each case is a sample with a few bytes or lines changed, by its number alone, so that a failure can be made again with
`--only NUMBER`. Prints the cases, the slowest of them, and the first failures; a reading that takes longer than two seconds
is one. Ends with 1 where there was any.
"""

import argparse
import random
import time
import traceback

from interviews.imports import read
from tests.interviews.hostile_files import hostile
from tests.interviews.reading_samples import READER, samples

LIMIT_S = 2.0
SHOWN = 10
SEEDS = [path.read_bytes() for kind in ("invitations", "cards") for path in samples(kind)]
_PIECES = [
    b"\r\n", b"\n ", b"\n\t", b"=\n", b":", b";", b",", b"\\", b"\\n", b'"', b"=", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"@", b"/",
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"BEGIN:VCARD\n", b"END:VCARD\n", b"BEGIN:VTIMEZONE\nTZID:x\n", b"DTSTART:20260329T013000\n",
    b"DTSTART;TZID=x:99991231T235959\n", b"DTEND:00010101T000000Z\n", b"RRULE:FREQ=SECONDLY\n", b"TZOFFSETTO:-9999\n", b"DURATION:P99999999W\n",
    b";ENCODING=QUOTED-PRINTABLE", b";ENCODING=b", b";CHARSET=utf-16", b";CHARSET=hex", b";TZID=", b"ATTENDEE;CN=\"", b"SEQUENCE:-1\n",
    b"Content-Type: multipart/mixed; boundary=\"\"\n", b"Content-Transfer-Encoding: base64\n", b"METHOD:CANCEL\n", b"+44", b"https://zoom.us/j/", b"<", b"9" * 40,
]  # fmt: skip


def mutated(seed: bytes, number: int) -> bytes:
    """Return a file with a few changes; the same number makes the same ones."""
    chance = random.Random(number)
    data = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            data[at:at] = chance.choice(_PIECES)
        elif kind == 1:
            del data[at : at + chance.choice((1, 2, 10, 100))]
        elif kind == 2 and data:
            data[at % len(data)] = chance.randrange(256)
        elif kind == 3:
            other = chance.choice(SEEDS)
            start = chance.randrange(len(other) + 1)
            data[at:at] = other[start : start + chance.choice((5, 50, 500))]
        elif kind == 4:
            data[at:at] = data[at : at + chance.choice((3, 30, 300))] * chance.choice((1, 2, 20))
        else:
            data[at:at] = chance.choice(_PIECES) * chance.choice((2, 20, 200))
    return bytes(data)


def case(number: int) -> bytes:
    """Return the file of a case."""
    return mutated(SEEDS[number % len(SEEDS)], number)


def main() -> int:
    """Read them all and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--only", type=int, help="read one case, by its number, and show what comes out")
    options = parser.parse_args()
    if options.only is not None:
        print(case(options.only))
        print(read(case(options.only), READER))
        return 0
    failures, slowest = 0, (0.0, "")
    named = list(hostile().items())
    read(SEEDS[0], READER)  # the tables are read once
    started = time.perf_counter()
    for number in range(-len(named), options.cases):
        name, data = named[number] if number < 0 else (f"case {number}", case(number))
        before = time.perf_counter()
        try:
            read(data, READER)
        except Exception:  # whatever it is, it is what is looked for
            failures += 1
            if failures <= SHOWN:
                print(f"{name}:\n{traceback.format_exc()}")
        took = time.perf_counter() - before
        if took > LIMIT_S:
            failures += 1
            print(f"{name} took {took:.2f} s.")
        slowest = max(slowest, (took, name))
    total = time.perf_counter() - started
    print(
        f"{len(named)} hostile files and {options.cases} damaged samples in {total:.0f} s; "
        f"the slowest took {slowest[0]:.2f} s ({slowest[1]}); {failures} failures"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
