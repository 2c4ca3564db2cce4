"""The ZIP file: what is in it, in which forms, and that nothing in it runs."""

import io
import json
import zipfile

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from desk.archive.cells import rows_of
from desk.archive.checking import checked
from desk.archive.collecting import document_of
from desk.archive.opening import document_in
from desk.archive.packing import file_name_of, packed, steps_of
from desk.archive.parsing import parsed
from interviews.models import Interviewer
from interviews.reading.mails import Part
from interviews.vcards import Card, read_cards
from interviews.written_cards import card_file
from tests.conftest import NOW
from tests.desk.archive.full import ODD, make_full_user
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pack(user, **options):
    """The files of the account's export, and what was told on the way."""
    told = []
    return opened(packed(user, NOW, told.append, **options)), told


def test_everything_is_in_one_file_and_is_told_step_by_step():
    user = make_full_user()
    files, told = pack(user)
    assert list(files) == [
        "README.txt", "fairhand.json", "interviews.csv", "people.csv", "letters.csv", "people.vcf", "calendar.ics",
        "letters/001 Thank-you letter - Ms Ifeoma Adeyemi.txt",  # the hand has no face for some of its characters
        "letters/002 Thank-you letter - Mr Tom Reyes.txt",
        "letters/002 Thank-you letter - Mr Tom Reyes.pdf",
        "letters/003 Thank-you letter - Ms Ifeoma Adeyemi.txt",  # an e-mail
    ]  # fmt: skip
    assert told == [1, 2, 3, 4, 5]
    assert steps_of(user) == 6


def test_the_document_in_it_is_that_of_the_account_and_is_read_again():
    user = make_full_user()
    data = packed(user, NOW, lambda _done: None)
    found = parsed(document_in(io.BytesIO(data)))
    assert found == json.loads(json.dumps(document_of(user, NOW)))
    assert len(checked(found).rows["interviews"]) == 3


def test_the_tables_show_formulas_and_give_the_original_back():
    user = make_full_user()
    Interviewer.objects.filter(owner=user, name="Tom Reyes").update(name="＝HYPERLINK(1)", phone="+44 20")
    files, _told = pack(user)
    assert "\"'=1+1 “Ελένη”".encode() in files["interviews.csv"]
    assert '"\'＝HYPERLINK(1)"'.encode() in files["people.csv"]
    assert b'"\'+44 20"' in files["people.csv"]
    interviews = rows_of(files["interviews.csv"])
    assert [row[0] for row in interviews] == ["When", "2026-10-09 15:00", "2026-11-18 14:00", "2026-11-27 14:00"]
    assert interviews[2][1:7] == [
        "Harbour & Field",
        "Programme Manager",
        "in person",
        ODD,
        "Ms Ifeoma Adeyemi, Mr ＝HYPERLINK(1)",
        "2026-11-25",
    ]
    assert {len(row) for row in interviews} == {11}
    assert {len(row) for row in rows_of(files["people.csv"])} == {12}
    assert {len(row) for row in rows_of(files["letters.csv"])} == {9}


def test_the_cards_are_read_by_our_own_reader():
    user = make_full_user()
    Interviewer.objects.filter(owner=user, name="Ifeoma Adeyemi").update(
        email="i.adeyemi@example.org", phone="+44 20 7946 0000", street="12 Quay Street\nFloor 3", town="Bristol",
        postcode="BS1 4DJ", country="GB",
    )  # fmt: skip
    files, _told = pack(user)
    read = read_cards([Part(files["people.vcf"])], "GB").cards
    assert [card.name for card in read] == ["Ifeoma Adeyemi", "Ifeoma Adeyemi", "Tom Reyes", "Tom Reyes"]
    lead = read[0]
    assert (lead.honorific, lead.role, lead.company, lead.email, lead.phone) == (
        "Ms", "Head of Programmes", "Harbour & Field", "i.adeyemi@example.org", "+442079460000",
    )  # fmt: skip
    assert (lead.street, lead.town, lead.postcode, lead.country) == (
        "12 Quay Street\nFloor 3",
        "Bristol",
        "BS1 4DJ",
        "GB",
    )


def test_a_card_says_what_its_person_says_whatever_is_in_it():
    odd = Card(name="Adeyemi; Ifeoma, \\Jr\x00\x1f", honorific="Dr", company="A;B,C\nD", role="x" * 200)
    read = read_cards([Part(card_file([odd, Card(name="Ελένη")]))], "GB").cards
    assert [card.name for card in read] == ["Adeyemi; Ifeoma, \\Jr", "Ελένη"]
    assert (read[0].honorific, read[0].company) == ("Dr", "A;B,C D")


def test_the_calendar_is_that_of_the_feed():
    files, _told = pack(make_full_user())
    events = Calendar.from_ical(files["calendar.ics"]).walk("VEVENT")
    assert "Interview: Harbour & Field" in {str(event["SUMMARY"]) for event in events}


def test_letters_are_text_and_sheets_and_an_email_is_no_sheet():
    user = make_full_user()
    files, _told = pack(user)
    texts = {name: files[name].decode() for name in files if name.endswith(".txt") and name != "README.txt"}
    assert list(texts.values())[1:] == ["Dear Mr Reyes, thank you.", "To all"]
    sheet = PdfReader(io.BytesIO(files["letters/002 Thank-you letter - Mr Tom Reyes.pdf"]))
    assert sheet.metadata.title == "Thank-you letter to Mr Tom Reyes"
    assert "letters/003 Thank-you letter - Ms Ifeoma Adeyemi.pdf" not in files["README.txt"].decode()


def test_what_could_not_be_printed_is_named_and_its_text_is_there():
    files, _told = pack(make_full_user(), seconds_of_sheets=0)
    readme = files["README.txt"].decode("utf-8-sig")
    assert [name for name in files if name.endswith(".pdf")] == []
    assert "These sheets could not be made; their texts are there:\r\n    letters/001" in readme


def test_names_of_people_are_no_paths():
    user = make_full_user()
    Interviewer.objects.filter(owner=user).update(name="../../etc/pass\nwd" + "x" * 90)
    files, _told = pack(user, seconds_of_sheets=0)
    assert any("etc" in name for name in files)
    for name in files:
        assert ".." not in name.split("/")
        assert name.count("/") <= 1
        assert name.isprintable()
        assert len(name) < 120


def test_an_empty_account_has_an_export_too():
    user = make_user()
    files, told = pack(user)
    assert list(files) == [
        "README.txt",
        "fairhand.json",
        "interviews.csv",
        "people.csv",
        "letters.csv",
        "people.vcf",
        "calendar.ics",
    ]
    assert (told, steps_of(user)) == ([1, 2], 3)
    assert file_name_of(NOW, user) == "fairhand-2026-11-18.zip"
