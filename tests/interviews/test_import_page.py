"""The log page reads a file: the form arrives filled in, what was typed stays, and nothing is stored."""

import re
from html import unescape
from io import BytesIO

import pytest

from accounts.models import User
from interviews.models import Interview
from tests.factories import log_form, make_interview, make_position, make_user, seat
from tests.interviews.hostile_files import PICTURE
from tests.interviews.reading_samples import FOLDER
from tests.routes import rows, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def me():
    """A browser in which Daniel is signed in, whom the samples invite."""
    return signed_in(make_user(email="daniel.osei@example.org"))


def daniel():
    return User.objects.get(email="daniel.osei@example.org")


def file_of(data, name="invite.ics"):
    file = BytesIO(data)
    file.name = name
    return file


def sample(name):
    kind = "cards" if name.endswith(".vcf") else "invitations"
    return file_of((FOLDER / kind / name).read_bytes(), name)


def send(client, file=None, **fields):
    """Press "Read it" with a file, in a form that nobody has typed in but for these fields."""
    untouched = {"company": "", "title": "", "starts_at": "2026-11-18T15:00", "minutes": "60", "window": "unstated",
                 "window_number": "", "marks": marks_of(client)}  # fmt: skip
    data = log_form({"name": ""}, lead=None, **{**untouched, "read": "yes", **fields})
    return client.post("/interviews/log/", data | ({"file": file} if file is not None else {}))


def marks_of(client):
    return re.search(r'name="marks" value="([^"]*)"', client.get("/interviews/log/").content.decode())[1]


def fields_of(response, *names):
    form = response.context["form"]
    return {name: str(form[name].value() or "") for name in names}


def rows_of(response, *names):
    return [
        tuple(str(row[name].value() or "") for name in names if name in row.fields)
        for row in response.context["form"].panel
    ]


def said(response):
    """Return what is said beside the fields."""
    return {name: " ".join(sentences) for name, sentences in response.context["form"].said.items()}


def page_of(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


MAIN = ("company", "title", "starts_at", "how", "minutes", "where", "invitation_uid", "invitation_sequence")


def test_an_invitation_fills_the_form_and_stores_nothing(me):
    before = rows()
    response = send(me, sample("google-meet.ics"))
    assert response.status_code == 200
    assert fields_of(response, *MAIN) == {
        "company": "",
        "title": "Programme Manager",
        "starts_at": "2026-11-18T14:00",
        "how": "video",
        "minutes": "60",
        "where": "https://meet.google.com/qwe-rtyu-iop\n+442039567020,,913482675#",
        "invitation_uid": "5c2k8e1q0h7m3p9r4t6v@google.com",
        "invitation_sequence": "0",
    }
    assert rows_of(response, "name", "email") == [
        ("Ifeoma Adeyemi", "i.adeyemi@harbourfield.example"),
        ("", "tom.reyes@harbourfield.example"),
    ]
    assert said(response) == {
        "company": "The invitation does not name the company; they write from harbourfield.example.",
        "title": "Taken from “Interview: Programme Manager”. Check that this is the job’s title.",
        "panel": "Of tom.reyes@harbourfield.example only the address is known. Enter the name.",
    }
    assert "invalid-feedback" not in response.content.decode()
    assert rows() == before


def test_the_filled_form_is_logged_with_its_invitation(me):
    response = send(me, sample("google-meet.ics"))
    form = {name: value for name, value in response.context["form"].data.items() if name not in {"read", "file"}}
    assert (
        me.post("/interviews/log/", form | {"company": "Harbour & Field", "seats-1-name": "Tom Reyes"}).status_code
        == 302
    )
    interview = Interview.objects.get()
    assert (interview.invitation_uid, interview.invitation_sequence) == ("5c2k8e1q0h7m3p9r4t6v@google.com", 0)
    assert (interview.how, interview.minutes) == ("video", 60)
    assert interview.where == "https://meet.google.com/qwe-rtyu-iop\n+442039567020,,913482675#"
    assert [each.interviewer.name for each in interview.seats.all()] == ["Ifeoma Adeyemi", "Tom Reyes"]
    page = me.get(interview.get_absolute_url()).content.decode()
    assert 'href="https://meet.google.com/qwe-rtyu-iop"' in page


def test_what_somebody_typed_stays_and_is_said_to(me):
    typed = {"company": "Lakeside", "title": "Curator", "starts_at": "2026-11-18T09:30", "how": "phone", "minutes": "20",
             "where": "Bath", "key_message": "I turn lists into teams", "seats-0-name": "Ann Roe", "seats-0-topics": "rota"}  # fmt: skip
    response = send(me, sample("google-meet.ics"), **typed)
    assert fields_of(response, *MAIN[:6], "key_message") == {
        name: value for name, value in typed.items() if not name.startswith("seats")
    }
    assert [row[0] for row in rows_of(response, "name")] == ["Ann Roe", "Ifeoma Adeyemi", ""]
    assert rows_of(response, "topics")[0] == ("rota",)
    assert said(response)["starts_at"] == "The invitation says Wednesday 18 November, 14:00; what you typed stands."


def test_a_person_who_was_typed_is_not_proposed_twice(me):
    response = send(me, sample("google-meet.ics"), **{"seats-0-name": "ifeoma adeyemi", "seats-0-role": "Head"})
    assert rows_of(response, "name", "role", "email")[0] == ("ifeoma adeyemi", "Head", "i.adeyemi@harbourfield.example")
    assert len(rows_of(response, "name")) == 2


def test_a_second_invitation_replaces_the_first_where_nobody_has_typed(me):
    first = send(me, sample("several-events.ics"))
    data = {name: first.context["form"].data[name] for name in first.context["form"].data if name != "read"}
    data["offered"] = first.context["imported"]["sealed"]
    second = me.post("/interviews/log/", data | {"use-event": "0"})
    assert rows_of(second, "name") == [("Ifeoma Adeyemi",)]
    data = {**dict(second.context["form"].data.items()), "offered": data["offered"]}
    del data["use-event"]
    third = me.post("/interviews/log/", data | {"use-event": "1", "title": "Archivist"})
    assert rows_of(third, "name") == [("Tom Reyes",)]
    assert fields_of(third, "title", "starts_at") == {"title": "Archivist", "starts_at": "2026-11-19T11:00"}


def test_people_and_the_job_that_are_known_come_with_what_is_known(me):
    row = seat("Tom Reyes", honorific="Mr", role="Finance Lead", email="tom.reyes@harbourfield.example")
    make_interview(daniel(), panel=[row])
    response = send(me, sample("google-meet.ics"))
    assert rows_of(response, "honorific", "name", "role")[1] == ("Mr", "Tom Reyes", "Finance Lead")
    assert fields_of(response, "company") == {"company": "Harbour & Field"}
    assert "panel" not in said(response)


def test_a_company_that_is_named_is_known_by_its_position(me):
    make_position(daniel(), company="Lakeside Museum", title="Curator")
    response = send(me, sample("zoom.ics"))
    assert fields_of(response, "company", "title") == {"company": "Lakeside Museum", "title": "Curator"}


def test_a_floating_time_is_one_of_the_owners_zone_and_that_is_said(me):
    response = send(me, sample("zone-unknown.ics"))
    assert fields_of(response, "starts_at")["starts_at"] == "2026-11-19T14:00"
    assert said(response)["starts_at"] == (
        "The invitation is in a time zone that is not known here, “Mars/Phobos”. Its time is taken as one in Europe/London."
    )
    assert "Mars/Phobos" in page_of(response)


def test_a_time_elsewhere_is_shown_in_the_owners_zone_beside_that_of_the_invitation(me):
    response = send(me, sample("outlook-365-teams.ics"))
    assert fields_of(response, "starts_at")["starts_at"] == "2026-11-26T09:30"
    assert said(response)["starts_at"] == "In the invitation: Thursday 26 November, 10:30 (W. Europe Standard Time)."


def test_a_day_without_a_time_is_asked_for_its_time(me):
    response = send(me, sample("outlook-all-day.ics"))
    assert said(response)["starts_at"] == "The invitation names a day, Thursday 3 December, and no time. Enter the time."
    page = response.content.decode()
    assert re.search(
        r'type="date"[^>]*name="starts_at_0"[^>]*value="2026-12-03"|name="starts_at_0"[^>]*value="2026-12-03"', page
    )
    form = {name: value for name, value in response.context["form"].data.items() if name != "read"}
    form |= {"company": "Lakeside", "title": "Clerk", "seats-0-name": "Ann Roe"}
    refused = me.post("/interviews/log/", form)
    assert dict(refused.context["form"].errors) == {"starts_at": ["Enter day and time."]}
    assert 'value="2026-12-03"' in refused.content.decode()
    assert me.post("/interviews/log/", form | {"starts_at_1": "09:15"}).status_code == 302
    assert f"{Interview.objects.get().starts_at:%Y-%m-%dT%H:%M}" == "2026-12-03T09:15"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in it. Choose the file again, or paste its text."),
        (PICTURE, "It is a picture. Choose the invitation (.ics), the mail (.eml) or the card (.vcf) itself."),
        (b"<html></html>", "It is a web page. Save the invitation or the card itself, and choose that."),
        (b"Dear you", "It is no invitation (.ics), no mail (.eml) and no card (.vcf)."),
        (b"x" * 3_000_000, "It is too large: an invitation may have 1 MB, a file of cards 2 MB."),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x", "It breaks off in the middle. Save it once more, or copy all of its text."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_sentence_and_everything_typed_stays(me, data, sentence):
    before = rows()
    response = send(me, file_of(data), company="Lakeside", **{"seats-0-name": "Ann Roe", "seats-0-topics": "rota"})
    assert (response.status_code, response.context["imported"]["problem"]) == (200, sentence)
    assert sentence in page_of(response)
    assert (fields_of(response, "company")["company"], rows_of(response, "name", "topics")) == (
        "Lakeside",
        [("Ann Roe", "rota")],
    )
    assert rows() == before


def test_the_button_without_a_file_says_so(me):
    assert send(me).context["imported"]["problem"] == "Choose a file first, or paste its text."


def test_pasted_text_is_read_and_comes_back_where_it_cannot_be(me):
    text = (FOLDER / "invitations" / "event-alone.ics").read_text()
    assert fields_of(send(me, pasted=text), "starts_at")["starts_at"] == "2026-11-19T14:00"
    refused = send(me, pasted="Dear Daniel, come on Thursday")
    assert "Dear Daniel, come on Thursday" in refused.content.decode()
    assert refused.context["imported"]["problem"].startswith("It is no invitation")
