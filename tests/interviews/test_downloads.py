"""What can be taken along passes our own readers and those of others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.places import countries
from interviews.imports import read
from interviews.invitations import Invitation
from interviews.invited import uid_of
from interviews.models import Interviewer
from interviews.reading.events import Method, Reader
from interviews.reading.text import many_lines, one_line
from interviews.vcards import LONGEST, Card, Cards
from interviews.written_cards import card_file
from interviews.written_events import WrittenEvent, event_file
from tests.factories import make_interview, make_user, seat

TOM = Card("Tom Reyes", "Mr", "Finance Lead", "Harbour, Field; & Sons", "tom@x.example", "+441174960462",
           "12 Quay Street, Yard\nFloor 2", "Bristol", "Avon", "BS1 4DJ", "GB", "Likes choirs;\nplays the \\ horn")  # fmt: skip


def read_cards(data: bytes) -> tuple[Card, ...]:
    reading = read(data, Reader(country="GB"))
    assert isinstance(reading, Cards), reading
    return reading.cards


def test_a_card_comes_back_as_it_was_written() -> None:
    bare = Card("Nguyễn Thu Hà")
    assert read_cards(card_file([TOM, Card("", company="Nobody"), bare])) == (TOM, bare)


def test_another_program_reads_the_card_too() -> None:
    card = vobject.readOne(card_file([TOM]).decode())
    assert (card.fn.value, card.n.value.prefix, card.org.value) == ("Tom Reyes", "Mr", ["Harbour, Field; & Sons"])
    assert (card.email.value, card.tel.value, card.title.value) == ("tom@x.example", "+441174960462", "Finance Lead")
    assert (card.adr.value.street, card.adr.value.city, card.adr.value.country) == (
        "12 Quay Street, Yard\nFloor 2", "Bristol", "Britain (UK)",
    )  # fmt: skip
    assert card.note.value == "Likes choirs;\nplays the \\ horn"


words = st.text(max_size=40).map(one_line)
lines = st.text(max_size=60).map(many_lines)
plain_cards = st.builds(
    Card, name=words.filter(lambda name: name and "@" not in name), role=words, company=words,
    street=lines, town=words, region=words, postcode=words.map(lambda text: text[: LONGEST["postcode"]].strip()),
    country=st.sampled_from([code for code, _ in countries()]), note=lines,
)  # fmt: skip


@given(plain_cards)
def test_whatever_a_card_says_comes_back(card: Card) -> None:
    (found,) = read_cards(card_file([card]))
    named = card if not found.is_company else replace(card, name="")
    assert replace(found, remarks=(), name=found.name if found.honorific else named.name, honorific="") == named


AT = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=200))
def test_whatever_an_event_says_comes_back(summary: str, where: str, description: str) -> None:
    event = WrittenEvent("u@x", 3, summary, AT, AT + timedelta(minutes=45), AT, where, description)
    reading = read(event_file(event), Reader())
    assert isinstance(reading, Invitation)
    (found,) = reading.events
    assert (found.uid, found.sequence, found.start, found.minutes) == ("u@x", 3, AT, 45)
    assert (found.summary, found.place, found.people) == (one_line(summary), many_lines(where), ())


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_an_interview_is_taken_along_as_a_calendar(browser: Client, user) -> None:
    interview = make_interview(
        user, where="12 Quay Street\nhttps://meet.google.com/abc", invitation_uid="theirs", invitation_sequence=2
    )
    answer = browser.get(f"/interviews/{interview.pk}/interview.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="Interview at Harbour & Field.ics"'
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["UID"]), event["SEQUENCE"]) == (f"interview-{interview.pk}@localhost", 2)
    reading = read(answer.content, Reader())
    assert isinstance(reading, Invitation)
    (found,) = reading.events
    assert (found.uid, found.start, found.minutes) == (uid_of(interview), interview.starts_at, 60)
    assert (found.summary, found.where, found.method) == (
        "Interview: Programme Manager at Harbour & Field", interview.where, Method.INVITE,
    )  # fmt: skip
    assert browser.get(f"/interviews/{interview.pk}/interview.ics").content == answer.content


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_our_own_calendar_file_finds_its_interview(browser: Client, user) -> None:
    interview = make_interview(user, cancelled_at=AT)
    data = browser.get(f"/interviews/{interview.pk}/interview.ics").content
    page = browser.post("/interviews/log/", {"read": "yes", "pasted": data.decode()}).content.decode()
    assert "which is noted as cancelled already" in page
    assert "which you have not logged" in stranger_reading(data)


def stranger_reading(data: bytes) -> str:
    client = Client()
    client.force_login(make_user())
    return client.post("/interviews/log/", {"read": "yes", "pasted": data.decode()}).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_person_and_everybody_are_taken_along_as_cards(browser: Client, user) -> None:
    make_interview(user, panel=[seat("Tom Reyes", honorific="Mr", email="tom@x.example"), seat("Ann/../Roe")])
    make_interview(panel=[seat("Somebody Elses")])
    tom = Interviewer.objects.get(name="Tom Reyes")
    Interviewer.objects.filter(pk=tom.pk).update(street="12 Quay Street", town="Bristol", country="GB", note="Choirs")
    one = browser.get(f"/interviews/people/{tom.pk}/card.vcf")
    card = Card(
        "Tom Reyes",
        "Mr",
        "",
        "Harbour & Field",
        "tom@x.example",
        "",
        "12 Quay Street",
        "Bristol",
        "",
        "",
        "GB",
        "Choirs",
    )
    assert read_cards(one.content) == (card,)
    assert (one["Content-Type"], one["Cache-Control"]) == ("text/vcard; charset=utf-8", "private, no-store")
    every = browser.get("/interviews/people/cards.vcf")
    assert read_cards(every.content) == (Card("Ann/../Roe", company="Harbour & Field"), card)
    ann = Interviewer.objects.get(name="Ann/../Roe")
    assert (
        browser.get(f"/interviews/people/{ann.pk}/card.vcf")["Content-Disposition"]
        == 'attachment; filename="Ann .. Roe.vcf"'
    )
