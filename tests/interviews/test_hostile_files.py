"""Whatever the bytes are, the answer is a reading or one problem, and never an error."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.imports import Reading, read
from interviews.invitations import Invitation
from interviews.reading.kinds import LARGEST_CARDS, LARGEST_INVITATION
from interviews.reading.remarks import Problem, Unreadable
from interviews.vcards import Cards
from tests.interviews.fuzz_readers import SEEDS, mutated
from tests.interviews.hostile_files import CARD, EVENT, calendar, hostile
from tests.interviews.reading_samples import READER

HOSTILE = hostile()


@pytest.mark.long
def test_a_megabyte_of_anything_in_an_invitation_is_read() -> None:
    found = {name: _short(read(data, READER)) for name, data in HOSTILE.items() if name.startswith("a megabyte")}
    assert len(found) > 20
    assert found == dict.fromkeys(found, "1 event")


def test_a_hostile_file_gives_the_sentence_it_should_or_what_is_sound_in_it() -> None:
    found = {name: _short(read(data, READER)) for name, data in HOSTILE.items() if not name.startswith("a megabyte")}
    assert found == {
        "empty": "empty",
        "a web page": "web_page",
        "a picture": "picture",
        "zeros": "empty",
        "UTF-16 without a mark": "1 event",
        "half a UTF-16 character": "1 event",
        "truncated": "cut_short",
        "one byte over the cap": "too_large",
        "cards, one byte over the cap": "too_large",
        "51 cards": "too_many_cards",
        "2 MB of cards": "too_many_cards",
        "960 KB of events": "too_many_events",
        "events in events, 2,000 deep": "1 event",
        "calendars in calendars, 2,000 deep": "no_event",
        "cards in cards, 2,000 deep": "too_many_cards",
        "endless recurrence": "1 event",
        "endless zone": "1 event",
        "a card of one long name": "1 card",
        "a card of one long N": "1 card",
        "a card of one long number": "1 card",
        "a card of many numbers": "1 card",
        "a card of many addresses": "1 card",
        "a card of one picture": "1 card",
        "a card that never says so": "cut_short",
        "a mail in mails": "mail_tangled",
        "a mail of parts in parts": "mail_tangled",
        "a mail of many parts": "mail_tangled",
        "a digest of many parts": "mail_tangled",
        "a mail of many fields": "mail_without",
        "a mail of one long field": "mail_tangled",
        "a mail of one folded field": "mail_tangled",
        "a mail of one long name": "no_event",
        "a mail of base64": "too_many_events",
        "a mail in no alphabet": "1 event",
        "a mail of uuencode": "no_event",
    }


def _short(reading: Reading) -> str:
    if isinstance(reading, Unreadable):
        return str(reading.problem.value)
    return f"{len(reading.events)} event" if isinstance(reading, Invitation) else f"{len(reading.cards)} card"


@pytest.mark.long
@pytest.mark.parametrize(("data", "largest"), [(calendar(EVENT), LARGEST_INVITATION), (CARD, LARGEST_CARDS)])
def test_the_largest_file_is_read_and_one_byte_more_is_not(data: bytes, largest: int) -> None:
    assert not isinstance(read(data + b"\n" * (largest - len(data)), READER), Unreadable)
    assert read(data + b"\n" * (largest - len(data) + 1), READER) == Unreadable(Problem.TOO_LARGE)


def is_sound(reading: Reading) -> bool:
    """Whether a reading keeps to what forms and tables take."""
    if isinstance(reading, Unreadable):
        return True
    if re.search(r"\\x0\d|\\ud[89a-f]|\\u202[a-e]", ascii(reading)):
        return False  # what no database keeps, or what turns the direction of a page
    if isinstance(reading, Cards):
        return 0 < len(reading.cards) <= 50 and all(
            card.title
            and len(card.name) <= 120
            and len(card.phone) <= 40
            and len(card.email) <= 254
            and "\n" not in card.name
            for card in reading.cards
        )
    return 0 < len(reading.events) <= 50 and all(
        len(event.uid) <= 255 and 0 <= event.sequence < 2**31 and len(event.people) <= 20
        and (event.start is None or 1970 <= event.start.year <= 2100)
        and (event.minutes is None or 5 <= event.minutes <= 1440)
        and all(person.name or person.email for person in event.people)
        for event in reading.events
    )  # fmt: skip


@given(st.binary(max_size=500))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_sound(read(data, READER))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["DTSTART", "DTSTART;TZID=Europe/London", "DTEND", "DURATION", "SUMMARY", "LOCATION", "DESCRIPTION", "ATTENDEE",
                 "ORGANIZER;CN=a", "SEQUENCE", "UID", "BEGIN", "END", "N", "FN", "TEL", "ADR", "EMAIL", "NOTE", "ORG", "RRULE"]
            ),
            st.text(max_size=40) | st.sampled_from(["VEVENT", "VCARD", "VTIMEZONE", "STANDARD", "20261119T140000", "PT1H"]),
        ),
        max_size=20,
    ),
    st.sampled_from(["VCALENDAR\nBEGIN:VEVENT", "VCARD"]),
)  # fmt: skip
def test_any_lines_in_a_calendar_or_card_are_read_or_refused(lines: list[tuple[str, str]], component: str) -> None:
    text = "\n".join([f"BEGIN:{component}", *(f"{name}:{value}" for name, value in lines)])
    ends = "END:VEVENT\nEND:VCALENDAR" if "VEVENT" in component else "END:VCARD"
    assert is_sound(read(f"{text}\n{ends}\n".encode("utf-8", "surrogatepass"), READER))


@settings(max_examples=200)
@given(st.sampled_from(SEEDS), st.integers(0, 2**32))
def test_a_damaged_sample_is_read_or_refused(seed: bytes, number: int) -> None:
    assert is_sound(read(mutated(seed, number), READER))
