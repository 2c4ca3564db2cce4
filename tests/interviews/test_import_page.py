"""The log page reads a file: the form arrives filled in, what was typed stays, and nothing is stored."""

import re
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import pytest

from accounts.models import User
from interviews.models import Interview, Interviewer
from tests.factories import log_form, make_interview, make_position, make_user, seat
from tests.interviews.hostile_files import PICTURE, hostile
from tests.interviews.reading_samples import FOLDER
from tests.routes import rows, signed_in
from tests.test_bad_input import NASTY, Page

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
    return re.search(r'name="marks"[^>]*value="([^"]*)"', client.get("/interviews/log/").content.decode())[1]


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
        "name of tom.reyes@harbourfield.example": "Of tom.reyes@harbourfield.example only the address is known. Enter the name.",
    }
    row = response.context["form"].panel.forms[1]
    assert (
        row.fields["name"].help_text == "Of tom.reyes@harbourfield.example only the address is known. Enter the name."
    )
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
    assert not any(name.startswith("name of") for name in said(response))


def test_an_invitation_to_the_next_round_stays_one_of_its_position(me):
    position = make_interview(daniel()).position
    form = log_form(
        {"name": ""}, lead=None, read="yes", pasted=(FOLDER / "invitations" / "event-alone.ics").read_text()
    )
    response = me.post(f"/interviews/log/?position={position.pk}", form)
    assert response.context["position"] == position
    assert "Log the next round" in page_of(response)
    assert fields_of(response, "company", "title") == {"company": "Harbour & Field", "title": "Programme Manager"}


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
    assert (
        said(response)["starts_at"] == "The invitation names a day, Thursday 3 December, and no time. Enter the time."
    )
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


# Later editions of an invitation ----------------------------------------------------------------------------------

UID = "5c2k8e1q0h7m3p9r4t6v@google.com"


def invited(**fields):
    """Return Daniel's interview, logged from the invitation that the Google samples are about."""
    return make_interview(
        daniel(), **{"invitation_uid": UID, "where": "https://meet.google.com/qwe-rtyu-iop", **fields}
    )


def test_pasted_text_that_nobody_asked_to_read_stays_when_the_form_is_refused(me):
    page = me.post("/interviews/log/", log_form({"name": "Tom"}, company="", pasted="BEGIN:VCARD")).content.decode()
    assert re.search(r'<details class="fold import__paste"\s+open', page)
    assert ">BEGIN:VCARD</textarea>" in page


def test_a_cancellation_finds_its_interview_and_proposes_to_cancel_it(me):
    interview = invited()
    before = rows()
    response = send(me, sample("google-cancelled.ics"))
    assert "This calls off your interview at Harbour & Field on Wednesday 18 November, 14:00." in page_of(response)
    assert f'formaction="/interviews/{interview.pk}/cancel/"' in response.content.decode()
    assert rows() == before
    for _twice in range(2):
        assert me.post(f"/interviews/{interview.pk}/cancel/", {"held": "no"}).status_code == 302
        assert Interview.objects.get().is_cancelled
    assert "which is noted as cancelled already" in page_of(send(me, sample("google-cancelled.ics")))


def test_a_cancellation_of_nothing_that_is_logged_changes_nothing(me):
    other = make_interview(make_user(), invitation_uid=UID)
    before = rows()
    response = send(me, sample("google-cancelled.ics"), company="Lakeside")
    assert "which you have not logged from its invitation. Nothing was changed." in page_of(response)
    assert (fields_of(response, "company", "title"), f"/interviews/{other.pk}/" in response.content.decode()) == (
        {"company": "Lakeside", "title": ""}, False,
    )  # fmt: skip
    assert rows() == before


@pytest.mark.parametrize("name", ["notes-reply.ics", "counter-proposal.ics"])
def test_an_answer_is_named_as_one(me, name):
    invited()
    before = rows()
    page = page_of(send(me, sample(name)))
    assert "This is an answer to an invitation" in page
    assert ("Tom Reyes accepts." if name == "notes-reply.ics" else "Tom Reyes is not sure yet.") in page
    assert rows() == before


def move_in(response):
    return unescape(re.search(r'name="move" value="([^"]*)"', response.content.decode())[1])


def test_a_later_edition_proposes_to_move_the_interview_and_one_button_does(me):
    interview = invited(window="unstated", window_number=None)
    response = send(me, sample("google-moved.ics"))
    page = page_of(response)
    assert "Until now Wednesday 18 November, 14:00–15:00 https://meet.google.com/qwe-rtyu-iop" in page
    assert "From now on Thursday 19 November, 10:00–10:45 12 Quay Street, Bristol" in page
    assert Interview.objects.get().starts_at == interview.starts_at
    answer = me.post(f"/interviews/{interview.pk}/move/", {"move": move_in(response)}, follow=True)
    assert "Moved. Its reminders follow." in page_of(answer)
    moved = Interview.objects.get()
    assert (f"{moved.starts_at:%d %H:%M}", moved.minutes, moved.where) == ("19 10:00", 45, "12 Quay Street, Bristol")
    assert (moved.invitation_sequence, f"{moved.decides_on}") == (1, "2026-11-30")
    assert "You have logged this invitation already" in page_of(send(me, sample("google-moved.ics")))
    assert "This is an earlier edition of the invitation" in page_of(send(me, sample("google-meet.ics")))


def test_a_cancelled_interview_that_is_invited_to_anew_stands_again(me):
    interview = invited(cancelled_at=datetime(2026, 11, 17, tzinfo=UTC))
    response = send(me, sample("google-moved.ics"))
    assert "moved, it stands again" in page_of(response)
    me.post(f"/interviews/{interview.pk}/move/", {"move": move_in(response)})
    assert not Interview.objects.get().is_cancelled


@pytest.mark.parametrize("sealed", ["", "x", "another"])
def test_a_move_that_is_not_ours_moves_nothing(me, sealed):
    first, second = invited(), make_interview(daniel(), invitation_uid="another")
    other = move_in(send(me, sample("google-moved.ics")))
    before = rows()
    answer = me.post(f"/interviews/{second.pk}/move/", {"move": other if sealed == "another" else sealed}, follow=True)
    assert "This page has grown too old to move the interview." in page_of(answer)
    assert (rows(), first.pk) == (before, first.pk)


def test_an_edition_overtaken_by_a_later_one_moves_nothing(me):
    interview = invited()
    sealed = move_in(send(me, sample("google-moved.ics")))
    Interview.objects.update(invitation_sequence=5)
    answer = me.post(f"/interviews/{interview.pk}/move/", {"move": sealed}, follow=True)
    assert "A later edition of this invitation is known already." in page_of(answer)
    assert Interview.objects.get().starts_at == interview.starts_at


def test_a_later_edition_without_a_time_leads_to_the_page_where_it_can_be_put_in(me):
    interview = invited()
    data = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:"
        + UID.encode()
        + b"\nSEQUENCE:2\nDTSTART;VALUE=DATE:20261120\nEND:VEVENT\nEND:VCALENDAR"
    )
    response = send(me, file_of(data))
    assert "names no time that could be read" in page_of(response)
    assert f'href="/interviews/{interview.pk}/edit/"' in response.content.decode()


def test_an_invitation_logged_meanwhile_is_not_logged_twice(me):
    form = {
        name: value
        for name, value in send(me, sample("google-meet.ics")).context["form"].data.items()
        if name != "read"
    }
    interview = invited(panel=[])
    response = me.post("/interviews/log/", form | {"company": "Another", "seats-1-name": "Tom Reyes"})
    assert "You have logged this invitation already" in page_of(response)
    assert (response.status_code, list(Interview.objects.all())) == (200, [interview])


# Several events -----------------------------------------------------------------------------------------------------


def test_several_events_are_each_offered_and_one_is_taken(me):
    before = rows()
    response = send(me, sample("several-events.ics"), company="Harbour & Field")
    page = page_of(response)
    assert "There are several events in it. Which one is the interview?" in page
    assert "Interview 2: Tom Reyes Thursday 19 November, 11:00 · Tom Reyes" in page
    assert fields_of(response, "company", "title", "starts_at") == {
        "company": "Harbour & Field", "title": "", "starts_at": "2026-11-18T15:00",
    }  # fmt: skip
    data = {**dict(response.context["form"].data.items()), "offered": response.context["imported"]["sealed"]}
    del data["read"]
    taken = me.post("/interviews/log/", data | {"use-event": "1"})
    assert (fields_of(taken, "starts_at"), rows_of(taken, "name")) == (
        {"starts_at": "2026-11-19T11:00"},
        [("Tom Reyes",)],
    )
    called_off = me.post("/interviews/log/", data | {"use-event": "2"})
    assert "which you have not logged from its invitation" in page_of(called_off)
    assert rows() == before


@pytest.mark.parametrize("number", ["3", "-1", "x", "", "9" * 5000, "\u0663"])
def test_an_event_that_is_not_there_leaves_the_choice(me, number):
    response = send(me, sample("several-events.ics"))
    answer = me.post(
        "/interviews/log/", log_form(offered=response.context["imported"]["sealed"], **{"use-event": number})
    )
    assert "Which one is the interview?" in page_of(answer)


@pytest.mark.parametrize("button", ["use-event", "keep-cards", "seat-cards"])
@pytest.mark.parametrize("offered", ["", "x", "e30:1abc:def"])
def test_an_offer_that_is_not_ours_is_said_to_be_too_old(me, button, offered):
    before = rows()
    answer = me.post("/interviews/log/", log_form(offered=offered, **{button: "0"}))
    assert (
        answer.context["imported"]["problem"] == "This page has grown too old to choose from. Read the file once more."
    )
    assert rows() == before


# Cards --------------------------------------------------------------------------------------------------------------

CARD_ROW = ("name", "honorific", "role", "email", "phone", "street", "town", "postcode", "country", "note")


def test_one_card_fills_one_seat_of_the_panel(me):
    before = rows()
    response = send(me, sample("version-4.vcf"), **{"seats-0-name": "Ann Roe"})
    assert rows_of(response, *CARD_ROW) == [
        ("Ann Roe", "", "", "", ""),
        ("Adaeze Obi", "Ms", "Owner", "adaeze@boathouse.example", "+441225960100 ext. 102", "Ferry Lane", "Bath", "BA1 5AN",
         "GB", "Opens late on Mondays."),
    ]  # fmt: skip
    assert fields_of(response, "company") == {"company": "The Boathouse"}
    assert response.context["form"].panel.forms[1]["has_handed_card"].value()
    assert "The card of Adaeze Obi is in the panel below." in page_of(response)
    assert rows() == before


def test_a_second_card_takes_the_next_seat(me):
    first = send(me, sample("version-4.vcf"))
    data = {name: value for name, value in first.context["form"].data.items() if name != "file"}
    second = me.post("/interviews/log/", data | {"file": sample("icloud.vcf")})
    assert [row[0] for row in rows_of(second, "name")] == ["Adaeze Obi", "Lena Brandt"]


def test_a_companys_card_names_the_company_and_seats_nobody(me):
    response = send(me, sample("apple-company.vcf"))
    assert (fields_of(response, "company"), rows_of(response, "name")) == ({"company": "Hafenwerk GmbH"}, [("",)])
    assert "The card names a company, Hafenwerk GmbH, and nobody in it." in page_of(response)


def test_what_a_card_could_not_say_is_said_beside_the_panel(me):
    assert said(send(me, sample("odd-values.vcf"))) == {
        "panel": "The country on the card is not known here: “Atlantis”. Choose it. The number is kept as it stands on the "
        "card: “ask for extension twelve”. The address on the card could not be read: “sam at lakeside”."
    }
    assert said(send(me, sample("address-for-a-name.vcf"))) == {
        "name of priya.raman@lakeside.example": "Of priya.raman@lakeside.example only the address is known. Enter the name."
    }


CARDS = b"".join(
    b"BEGIN:VCARD\nVERSION:3.0\n" + lines + b"\nEND:VCARD\n"
    for lines in (
        b"FN:Tom Reyes\nEMAIL:TOM@harbourfield.example\nTEL:0117 496 0462\nTITLE:Finance Lead",
        b"FN:Lena Brandt\nORG:Stadtmuseum\nADR:;;Am Park 5;Berlin;;10179;Germany",
        b"FN:Ann Roe\nEMAIL:ann@x.example",
        b"ORG:Hafenwerk",
        b"FN:Panel\nKIND:group",
        b"EMAIL:nameless@x.example",
    )
)


def test_a_file_of_cards_is_previewed_and_ends_with_what_became_of_each(me):
    make_interview(daniel(), panel=[
        seat("Tom Reyes", email="tom@harbourfield.example", phone="1"), seat("Ann Roe", email="ann@x.example"),
    ])  # fmt: skip
    before = rows()
    preview = send(me, file_of(CARDS), company="Lakeside")
    page = page_of(preview)
    assert "6 cards Tick whom you mean." in page
    assert re.findall(r'name="card"\s+value="(\d)"\s+id="\w+"\s+(checked)?', preview.content.decode()) == [
        ("0", "checked"), ("1", "checked"), ("2", "checked"), ("3", ""), ("4", ""), ("5", ""),
    ]  # fmt: skip
    assert rows() == before
    data = {**dict(preview.context["form"].data.items()), "offered": preview.context["imported"]["sealed"]}
    del data["read"]
    kept = me.post("/interviews/log/", data | {"keep-cards": "yes", "card": ["0", "1", "2", "3", "4", "5"]})
    assert [(each.title, each.outcome, each.why) for each in kept.context["imported"]["kept"]] == [
        ("Tom Reyes", "merged", "the same e-mail address as Tom Reyes"),
        ("Lena Brandt", "added", ""),
        ("Ann Roe", "skipped", "all of it is known already"),
        ("Hafenwerk", "skipped", "it names a company and nobody in it"),
        ("Panel", "skipped", "it is a list of people, not a person"),
        ("nameless@x.example", "skipped", "it has no name"),
    ]
    assert fields_of(kept, "company") == {"company": "Lakeside"}
    tom = Interviewer.objects.get(name="Tom Reyes")
    assert (tom.email, tom.phone, tom.role) == ("tom@harbourfield.example", "1", "Finance Lead")
    lena = Interviewer.objects.get(name="Lena Brandt")
    assert (lena.owner, lena.company, lena.town, lena.country) == (daniel(), "Stadtmuseum", "Berlin", "DE")
    stored = rows()
    again = me.post("/interviews/log/", data | {"keep-cards": "yes", "card": ["0", "1"]})
    assert [each.outcome for each in again.context["imported"]["kept"]] == ["skipped", "skipped"]
    assert rows() == stored


def test_ticked_cards_take_seats_on_the_panel(me):
    preview = send(me, file_of(CARDS))
    data = {**dict(preview.context["form"].data.items()), "offered": preview.context["imported"]["sealed"]}
    del data["read"]
    before = rows()
    response = me.post("/interviews/log/", data | {"seat-cards": "yes", "card": ["0", "1"]})
    assert [row[0] for row in rows_of(response, "name")] == ["Tom Reyes", "Lena Brandt"]
    assert fields_of(response, "company") == {"company": "Stadtmuseum"}
    assert rows() == before
    none = me.post("/interviews/log/", data | {"seat-cards": "yes"})
    assert none.context["imported"]["problem"] == "Tick at least one card."
    assert len(none.context["imported"]["cards"]) == 6


def test_the_same_name_at_the_same_company_is_one_person_without_two_addresses(me):
    make_interview(daniel(), panel=[seat("Tom Reyes"), seat("Ann Roe", email="ann@x.example")])
    cards = b"".join(
        b"BEGIN:VCARD\nFN:%s\nORG:Harbour & Field\nEMAIL:%s\nEND:VCARD\n" % pair
        for pair in ((b"TOM REYES", b"tom@x.example"), (b"Ann Roe", b"other@x.example"))
    )
    preview = send(me, file_of(cards))
    kept = me.post(
        "/interviews/log/",
        log_form(offered=preview.context["imported"]["sealed"], **{"keep-cards": "yes", "card": ["0", "1"]}),
    )
    assert [(each.outcome, each.why) for each in kept.context["imported"]["kept"]] == [
        ("merged", "the same name and company"), ("added", ""),
    ]  # fmt: skip


def test_more_cards_than_seats_are_said(me):
    cards = b"".join(b"BEGIN:VCARD\nFN:Person %d\nEND:VCARD\n" % n for n in range(22))
    preview = send(me, file_of(cards))
    ticked = [str(n) for n in range(22)]
    response = me.post(
        "/interviews/log/",
        log_form(offered=preview.context["imported"]["sealed"], **{"seat-cards": "yes", "card": ticked}),
    )
    assert len(response.context["form"].panel.forms) == 20
    assert said(response)["panel"] == "There is no seat left for Person 20. There is no seat left for Person 21."


# What nobody should send --------------------------------------------------------------------------------------------


def test_markup_in_a_file_is_shown_as_it_stands(me):
    page = send(me, sample("hostile-attachments.ics")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}%(x)s" in page


NAMED_IN_TRUST = (
    "empty", "a web page", "a picture", "UTF-16 without a mark", "truncated", "one byte over the cap", "51 cards",
    "events in events, 2,000 deep", "endless recurrence", "960 KB of events",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMED_IN_TRUST)
def test_no_hostile_file_breaks_the_page_or_stores_anything(me, name):
    before = rows()
    assert send(me, file_of(hostile()[name])).status_code == 200
    assert rows() == before


@pytest.mark.long
@pytest.mark.parametrize("kind", ["nul", "surrogate", "emoji", "bidi", "empty", "long", "number", "markup"])
def test_no_field_of_the_import_breaks_the_page(me, kind):
    before = rows()
    invitation = (FOLDER / "invitations" / "several-events.ics").read_text()
    for name in ("pasted", "marks", "offered", "use-event", "keep-cards", "card", "starts_at", "starts_at_0", "invitation_uid",
                 "invitation_sequence", "seats-0-street", "seats-0-country", "lead"):  # fmt: skip
        good = {"read": "yes", "pasted": invitation, "marks": "title=1 row-0=2", "offered": "x", "seats-0-note": "x"}
        answer = Page("/interviews/log/", me, log_form({"name": "Ann Roe"}) | good, ()).send(**{name: NASTY[kind]})
        assert (name, answer.status_code) == (name, 200)
    assert rows() == before


@pytest.mark.parametrize("kind", ["nul", "long", "number", "markup"])
def test_what_an_invitation_brought_along_is_judged_when_it_is_logged(me, kind):
    uid = me.post("/interviews/log/", log_form({"name": "Ann Roe"}, invitation_uid=NASTY[kind]))
    assert uid.status_code == (302 if kind == "markup" else 200) or len(NASTY[kind]) <= 255
    sequence = me.post("/interviews/log/", log_form({"name": "Ann Roe"}, title="x", invitation_sequence=NASTY[kind]))
    assert list(sequence.context["form"].errors) == ["invitation_sequence"]


def test_a_request_that_is_far_too_long_is_refused_in_words(me):
    answer = me.generic(
        "POST", "/interviews/log/", b"--b", content_type="multipart/form-data; boundary=b", CONTENT_LENGTH=60_000_000
    )
    assert (answer.status_code, "This request could not be read." in answer.content.decode()) == (413, True)


def test_reading_needs_the_forms_token(me):
    client = signed_in(daniel(), enforce_csrf_checks=True)
    assert client.post("/interviews/log/", {"read": "yes", "file": sample("google-meet.ics")}).status_code == 403
