"""What nobody should send: every form answers in words, never with an error of ours, and loses nothing typed."""

import io
import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter
from reminders.links import path_for
from reminders.mail import message_for
from reminders.models import Mailing, Reminder
from tests.conftest import NOW
from tests.factories import HELD_AT, PASSWORD, log_form, make_interview, make_user, seat
from tests.routes import rows, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NASTY = {
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "noncharacter": "a\ufffe\uffffb",
    "controls": "a\x01\x0b\x1b[31mb\x7f",
    "emoji": "a 👩🏽‍🌾🏴 b",
    "bidi": "a\u202eb\u2066c\u200fd",
    "invisible": "\u200b\u2060\ufeff",
    "empty": "",
    "space": " \t\u00a0\u3000",
    "breaks": "a\r\nb\rc\x85d\u2028e",
    "long": "x" * 20_000,
    "lines": "x\r\n" * 2_000,
    "number": "9" * 5_000,
    "markup": "<script>alert(1)</script>\"'>",
}
SINGLY = ("nul", "empty", "long", "number")
MARKUP = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load %}",
    "%(x)s %s %",
    "{0.__class__} {x}",
    "\"'></textarea>&amp;\\",
]

PERSON = {"name": "Ifeoma Adeyemi", "role": "Head", "email": "i@example.org", "topics": "rota", "honorific": "Ms",
          "phone": "1", "impressed_me": "wall", "concern": "doubt", "answered": "no", "answer": "words"}  # fmt: skip
REST = {"where": "here", "minutes": "60", "key_message": "key", "left_out": "out", "to_correct": "right",
        "decision_words": "soon", "window_on": "2026-11-30"}  # fmt: skip
SETTINGS = {"name": "Daniel", "time_zone": "Europe/London", "country": "GB"}
MAIL = {"morning": "08:00", "evening": "19:30", "days": "6", "kinds": "write", "paused_until": "2026-12-01"}
STATIONERY = {"card": "own", "card_width_mm": "120", "card_height_mm": "150", "pitch_mm": "8", "size": "measured",
              "mm_per_character": "3.2", "words_per_minute": "15", "printer_sheet": "a4"}  # fmt: skip
ADDRESS = {"whose": "company", "to_street": "12 Quay Street", "to_town": "Bristol", "to_region": "", "to_postcode": "BS1",
           "to_country": "GB", "from_street": "4 Ferry Lane", "from_town": "Bath", "from_postcode": "BA1"}  # fmt: skip

GIFT = {"kind": "article", "text": "a map of the mills", "web": "https://mills.example.org/", "found_on": "2026-11-18",
        "interviewer": "", "topic": "", "letter": ""}  # fmt: skip
LESSON = {"text": "Name the rota.", "kind": "thank_you", "part": "gratitude"}

REACH = {"written_so_far": "email", "email": "i@example.org", "phone": "0161 496 0142", "has_handed_card": "on"}

MET = {"name": "Ada Byrne", "honorific": "Dr", "role": "HR", "company": "Harbour", "email": "a@example.org", "phone": "1",
       "note": "back in May", "street": "12 Quay Street", "town": "Bristol", "region": "", "postcode": "BS1", "country": "GB",
       "hr_for": ""}  # fmt: skip


@pytest.fixture
def me(user: User) -> Client:
    """A browser in which the account is signed in."""
    return signed_in(user)


@dataclass(frozen=True)
class Page:
    """A form's page: its address, a browser, what a good form would send, and the fields that are judged by rules."""

    path: str
    client: Client
    good: dict[str, str]
    ruled: tuple[str, ...]

    def send(self, **fields: str) -> Any:
        """Post the form as a browser would, byte for byte, lone surrogates included."""
        pairs = {**self.good, **fields}.items()
        body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)
        return self.client.generic("POST", self.path, body, content_type="application/x-www-form-urlencoded")


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


def pages_of(user: User) -> dict[str, Page]:
    """Return every form of the product, each about rows of this account."""
    interview, me = make_interview(user), signed_in(user)
    letter = interview.letters.first()
    reminder = Reminder.objects.get(user=user, kind="follow_up")
    log = log_form(PERSON, title="Archivist", **REST)
    ruled = (
        "starts_at",
        "how",
        "window_number",
        "minutes",
        "lead",
        "seats-0-email",
        "seats-0-topics",
        "seats-0-answered",
    )
    seats = [{"seat": str(each.pk), "name": each.interviewer.name} for each in interview.seats.all()]
    return {
        "log": Page("/interviews/log/", me, log, ruled),
        "edit": Page(f"/interviews/{interview.pk}/edit/", me, log_form(*seats, initial=2), ("company", "seats-0-seat", "lead")),
        "letter": Page(letter.get_absolute_url(), me, {"text": "Dear", "version": "0"}, ("text", "version", "state")),
        "fit": Page(f"/letters/{letter.pk}/fit/", me, {"text": "Dear"}, ("text",)),
        "outcome": Page(
            f"/interviews/positions/{interview.position_id}/outcome/", me, {"outcome": "offer", "on": "2026-11-18"},
            ("outcome", "on"),
        ),
        "settings": Page("/settings/", me, SETTINGS, ("name", "time_zone", "country")),
        "mail": Page("/reminders/settings/", me, MAIL, tuple(MAIL)),
        "stationery": Page("/letters/stationery/", me, STATIONERY, tuple(STATIONERY)),
        "address": Page(f"/letters/{letter.pk}/address/", me, ADDRESS, ("whose", "to_street", "to_town", "to_country")),
        "pack": Page(f"/letters/packs/{interview.pk}/", me, {"guides": "words", "envelopes": "true", "slips": "on"}, ("guides",)),
        "gift": Page("/gifts/add/", me, GIFT, tuple(GIFT)),
        "spot": Page(
            f"/letters/{letter.pk}/gift/", me,
            {"text": "Dear", "version": "0", "add": "1", **{f"gift-{name}": GIFT[name] for name in ("kind", "text", "web", "topic")}},
            ("text", "version", "gift-kind", "gift-text", "gift-web", "gift-topic"),
        ),
        "put": Page(f"/letters/{letter.pk}/gift/", me, {"text": "Dear", "version": "0", "put": "1"}, ("text", "version", "put")),
        "lesson": Page("/lessons/", me, LESSON, tuple(LESSON)),
        "way": Page(letter.get_absolute_url(), me, {"text": "Dear", "version": "0", "way": "email"}, ("way", "text")),
        "covers": Page(_email(interview), me, {"text": "Dear", "version": "0", "covering": "1", "covers": "1"}, ("covers", "covering")),
        "reach": Page(f"/letters/{letter.pk}/reach/", me, REACH, tuple(REACH)),
        "person": Page("/people/add/", me, MET, tuple(MET)),
        "merge": Page(
            f"/people/{letter.recipient_id}/merge/", me, {"with": str(interview.seats.last().interviewer_id), "name": "kept"},
            ("with", "name"),
        ),
        "snooze": Page(
            path_for(reminder), signed_out(), {"snooze": "1", "until": "on", "on": "2026-11-30"}, ("until", "on")
        ),
        "signup": Page(
            "/accounts/signup/", signed_out(),
            {"email": "new@example.org", "password1": PASSWORD, "time_zone": "Europe/London", "country": "GB"},
            ("email", "password1", "time_zone", "country"),
        ),
        "login": Page("/accounts/login/", signed_out(), {"login": "a@example.org", "password": "x"}, ("login", "password")),
        "keep": Page("/settings/data/keep/", me, {"months": "12", "sure_of": ""}, ("months", "sure_of")),
        "add": Page("/settings/data/import/add/", me, {"with_settings": "on"}, ("with_settings",)),
        "erase": Page("/settings/data/delete/", me, {"email": "x@example.org"}, ("email",)),
        "reset": Page("/accounts/password/reset/", signed_out(), {"email": "a@example.org"}, ("email",)),
    }  # fmt: skip


def _email(interview: Interview) -> str:
    """The page of the interview's last letter, turned into an e-mail."""
    letter = interview.letters.last()
    Letter.objects.filter(pk=letter.pk).update(channel="email")
    return letter.get_absolute_url()


FORMS = ("log", "edit", "letter", "fit", "outcome", "settings", "mail", "stationery", "address", "pack",
         "gift", "spot", "put", "lesson", "way", "covers", "reach", "person", "merge", "keep", "add", "erase", "snooze", "signup", "login", "reset")  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_no_field_of_any_form_breaks_it(form, user):
    page = pages_of(user)[form]
    codes = {}
    for kind, value in NASTY.items():
        for name in page.ruled if kind in SINGLY else ():
            codes[kind, name] = page.send(**{name: value}).status_code
        codes[kind, "all"] = page.send(**{name: value for name in page.good if "FORMS" not in name}).status_code
    assert {asked: code for asked, code in codes.items() if code >= 500} == {}


@pytest.mark.parametrize("kind", ["nul", "noncharacter", "controls", "bidi", "emoji"])
def test_whatever_was_kept_can_be_shown_mailed_and_printed(me, kind, user):
    value = NASTY[kind].replace("\x00", "\ufffd")
    fields = dict.fromkeys(("where", "key_message", "left_out", "to_correct", "decision_words"), value)
    person = dict.fromkeys(("name", "role", "topics", "honorific", "phone", "impressed_me", "concern", "answer"), value)
    response = me.post("/interviews/log/", log_form(person, company=value, title=value, **fields))
    assert response.status_code == 302
    me.post("/settings/", SETTINGS | {"name": value})
    interview = Interview.objects.get()
    letter = interview.letters.get()
    Reminder.objects.update(due_at=HELD_AT)
    found = f"/search/?{urlencode({'q': value})}"
    seen = ["/", "/people/", f"/people/{interview.seats.get().interviewer_id}/", "/calendar/", "/search/?q=a", found,
            "/interviews/", response.url, f"{response.url}edit/", "/letters/", letter.get_absolute_url(), "/reminders/next/",
            "/settings/", path_for(Reminder.objects.get(kind="follow_up"))]  # fmt: skip
    assert {path: me.get(path).status_code for path in seen} == dict.fromkeys(seen, 200)
    assert mail_of(user).subject.isprintable() or kind in {"controls", "bidi", "noncharacter", "emoji"}
    me.post(letter.get_absolute_url(), {"text": "Dear all,\n\nThank you.", "version": 0})
    assert me.get(f"{letter.get_absolute_url()}copy-sheet.pdf")["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("form", ["log", "letter", "settings", "gift", "lesson", "signup"])
def test_a_character_that_no_database_keeps_is_an_error_of_its_field(form, user):
    page, before = pages_of(user)[form], rows()
    free = {name for name in page.good if name.rpartition("-")[2] in FREE}
    for name in sorted(free):
        response = page.send(**{name: NASTY["nul"]})
        wrong = errors_of(response)
        assert (response.status_code, list(wrong)) == (200, [name])
        said = "cannot be kept (NUL)" if form == "letter" else "Null characters are not allowed."
        assert [said in sentence for sentence in wrong[name]] == [True]
        shown = unescape(response.content.decode())
        assert [
            value for other, value in page.good.items() if other != name and value not in shown and "pass" not in other
        ] == []
    assert rows() == before


def test_half_a_character_is_kept_as_the_sign_for_one(user):
    page = pages_of(user)["letter"]
    page.send(text=NASTY["surrogate"])
    assert Letter.objects.get(text__startswith="a").text == "a\ufffd\ufffd\ufffdb"


FREE = {"company", "title", "where", "key_message", "left_out", "to_correct", "decision_words", "name", "role", "topics",
        "honorific", "phone", "impressed_me", "concern", "answer", "text", "password1"}  # fmt: skip


def errors_of(response):
    """Return the sentences of every field that has one, rows of a panel included, and those of the form ("")."""
    form = response.context["form"]
    panel = getattr(form, "panel", ())
    found = {**form.errors, **{f"{row.prefix}-{name}": errors for row in panel for name, errors in row.errors.items()}}
    if panel and panel.non_form_errors():
        found[""] = panel.non_form_errors()
    return {name: list(errors) for name, errors in found.items()}


# Days and times ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "at", "sentence"),
    [
        ("Europe/London", "2027-03-28T01:30", "couldn’t be interpreted in time zone Europe/London"),
        ("Europe/London", "2026-10-25T01:30", "couldn’t be interpreted in time zone Europe/London"),
        ("America/New_York", "2027-03-14T02:30", "couldn’t be interpreted in time zone America/New_York"),
        ("America/New_York", "2026-11-01T01:30", "couldn’t be interpreted in time zone America/New_York"),
        ("Pacific/Kiritimati", "0001-01-01T00:00", "Enter a year from 1970 to 2100."),
        ("Pacific/Pago_Pago", "9999-12-31T23:59", "Enter a year from 1970 to 2100."),
        ("Pacific/Pago_Pago", "1969-12-31T23:59", "Enter a year from 1970 to 2100."),
        ("Europe/London", "2101-01-01T00:00", "Enter a year from 1970 to 2100."),
        ("Europe/London", "2027-02-29T10:00", "Enter the day and the time of day."),
        ("Europe/London", "2026-11-18T25:00", "Enter the day and the time of day."),
    ],
)
def test_a_time_that_cannot_be_is_an_error_of_its_field(zone, at, sentence):
    response = signed_in(make_user(time_zone=zone)).post("/interviews/log/", log_form(PERSON, starts_at=at))
    wrong = errors_of(response)
    assert (list(wrong), sentence in wrong["starts_at"][0]) == (["starts_at"], True)
    assert f'value="{at}"' in response.content.decode()


@pytest.mark.parametrize("at", ["1970-01-01T00:00", "2100-12-31T23:59"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_are_kept_and_shown(zone, at):
    me = signed_in(make_user(time_zone=zone))
    response = me.post(
        "/interviews/log/", log_form(PERSON, starts_at=at, minutes="1440", window="weeks", window_number="365")
    )
    assert response.status_code == 302
    interview = Interview.objects.get()
    pages = [
        "/",
        response.url,
        f"{response.url}edit/",
        "/letters/",
        interview.letters.get().get_absolute_url(),
        "/reminders/next/",
    ]
    assert {path: me.get(path).status_code for path in pages} == dict.fromkeys(pages, 200)
    assert f'value="{at}"' in me.get(f"{response.url}edit/").content.decode()


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1969-12-31", "2101-01-01", "9999-12-31", "2027-02-29", "2026-11-31", "x", ""]
)
@pytest.mark.parametrize("form", ["outcome", "snooze"])
def test_a_day_that_cannot_be_is_an_error_of_its_field(form, day, user):
    page = pages_of(user)[form]
    before = rows()
    response = page.send(on=day)
    assert (response.status_code, list(errors_of(response))) == (200, ["on"])
    assert f'value="{day}"' in response.content.decode() or not day
    assert rows() == before


# The panel's rows -------------------------------------------------------------------------------------------------


FORGED = [
    {"seats-TOTAL_FORMS": "9999"},
    {"seats-TOTAL_FORMS": "-1"},
    {"seats-TOTAL_FORMS": "x"},
    {"seats-TOTAL_FORMS": ""},
    {"seats-TOTAL_FORMS": "1"},
    {"seats-TOTAL_FORMS": "9" * 5000},
    {"seats-TOTAL_FORMS": "٢"},
    {"seats-INITIAL_FORMS": "-5"},
    {"seats-INITIAL_FORMS": "x"},
    {"seats-INITIAL_FORMS": "9" * 5000},
]


@pytest.mark.parametrize("forged", FORGED)
def test_a_panel_that_lies_about_its_rows_is_shown_again_with_every_word(me, forged, user):
    before = rows()
    form = log_form(PERSON, {"name": "Tom Reyes", "topics": "budgets"}, **REST) | forged
    for _again in range(2):
        response = me.post("/interviews/log/", form)
        shown = unescape(response.content.decode())
        assert response.status_code == 200
        assert [value for name, value in form.items() if "FORMS" not in name and value not in shown] == []
        assert rows() == before
    assert errors_of(response) == {"": ["The form arrived damaged. Look through the rows below and save it again."]}
    again = dict(re.findall(r'name="(seats-[A-Z]+_FORMS)" value="(\w+)"', shown))
    assert me.post("/interviews/log/", form | again).status_code == 302
    assert [each.interviewer.name for each in PanelSeat.objects.all()] == ["Ifeoma Adeyemi", "Tom Reyes"]


def test_a_panel_without_any_count_is_shown_again_with_every_word(me, user):
    form = {name: value for name, value in log_form(PERSON, **REST).items() if "FORMS" not in name}
    response = me.post("/interviews/log/", form)
    shown = unescape(response.content.decode())
    assert (response.status_code, [value for value in form.values() if value not in shown]) == (200, [])
    assert not Interview.objects.exists()


def test_a_count_that_lies_about_what_was_there_takes_nobody_off_the_panel(me, user):
    interview = make_interview(user)
    rows_there = [{"seat": each.pk, "name": each.interviewer.name} for each in interview.seats.all()]
    me.post(f"/interviews/{interview.pk}/edit/", log_form(*rows_there, initial=0))
    assert sorted(each.interviewer.name for each in interview.seats.all()) == ["Ifeoma Adeyemi", "Tom Reyes"]
    assert Interviewer.objects.count() == 2


@pytest.mark.parametrize("key", ["0", "-1", "x", str(2**63), "9" * 5000, "\x00"])
def test_a_seat_that_is_not_of_this_panel_is_refused(me, key, user):
    interview = make_interview(user)
    before = rows()
    response = me.post(
        f"/interviews/{interview.pk}/edit/",
        log_form({"seat": key, "name": "Somebody New", "role": "Unheard of"}, initial=1),
    )
    assert response.status_code == 200
    assert "Unheard of" in response.content.decode()
    assert rows() == before


def test_a_seat_of_somebody_elses_panel_is_refused_and_stays_theirs(me, user):
    theirs, mine = make_interview(), make_interview(user)
    before = rows()
    stolen = {"seat": str(theirs.seats.first().pk), "name": "Stolen", "topics": "gone"}
    for path in (f"/interviews/{mine.pk}/edit/", "/interviews/log/"):
        response = me.post(path, log_form(stolen, title="Another"))
        assert errors_of(response) == {"": ["This row belongs to another interview. Load the page again."]}
    assert rows() == before


@pytest.mark.parametrize("lead", ["seats-7", "seats-", "", "x", "seats-1-name", "\x00", "__prefix__"])
def test_a_lead_that_names_no_row_leaves_the_first_to_lead(me, lead, user):
    form = log_form(PERSON, {"name": "Tom Reyes"}) | {"lead": lead}
    assert me.post("/interviews/log/", form).status_code == 302
    assert [each.is_lead for each in PanelSeat.objects.all()] == [True, False]


@pytest.mark.parametrize(
    "twice",
    [
        [{"name": "Tom Reyes"}, {"name": "tom reyes"}],
        [{"name": "Tom Reyes", "email": "t@example.org"}, {"name": "T. Reyes", "email": "T@example.org"}],
        [{"name": "Tom Reyes", "email": "t@example.org"}, {"name": "Tom Reyes"}],
    ],
)
def test_one_person_in_two_rows_is_named_and_no_word_of_either_is_lost(me, twice, user):
    first, second = twice
    form = log_form(first | {"topics": "budgets"}, second | {"topics": "choir"})
    response = me.post("/interviews/log/", form)
    assert errors_of(response) == {
        "seats-1-name": ["This person has a row above. Put both into one, or tell them apart by mail."]
    }
    assert [word for word in ("budgets", "choir") if word not in response.content.decode()] == []
    assert me.post("/interviews/log/", form | {"seats-0-DELETE": "on"}).status_code == 302


def test_twenty_one_rows_are_too_many_and_all_of_them_come_back(me, user):
    response = me.post("/interviews/log/", log_form(*({"name": f"Person No{n}."} for n in range(21))))
    assert errors_of(response) == {"": ["A panel has at most 20 people here. Take some of the rows off."]}
    assert [n for n in range(21) if f"Person No{n}." not in response.content.decode()] == []


# Printed as typed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_is_printed_as_typed_on_every_page_in_the_mail_and_on_paper(me, typed, user):
    assert me.post("/settings/", SETTINGS | {"name": f"W{typed}"}).status_code == 302
    names = ("where", "key_message", "left_out", "to_correct", "decision_words")
    rest = {name: f"{name[0].upper()}{typed}" for name in names}
    person = {
        name: f"{name[0].upper()}{typed}" for name in ("name", "role", "topics", "impressed_me", "concern", "answer")
    }
    response = me.post("/interviews/log/", log_form(person, company=f"O{typed}", title=f"J{typed}", **rest))
    assert response.status_code == 302
    letter = Interview.objects.get().letters.get()
    me.post(letter.get_absolute_url(), {"text": f"Dear you,\n\nI said {typed} and meant it.", "version": 0})
    Reminder.objects.update(due_at=HELD_AT)
    shown = {
        "/": "NOJ",
        "/interviews/": "NOJ",
        response.url: "NOJRTCWKLTD",
        f"{response.url}edit/": "NOJRTICAWKLTD",
        f"{response.url}delete/": "OJ",
        f"/interviews/positions/{letter.position_id}/outcome/": "O",
        "/letters/": "NOJ",
        "/people/": "NRO",
        f"/people/{letter.recipient_id}/": "NRTICAOJ",
        "/calendar/": "NOJ",
        letter.get_absolute_url(): "NOJRTCI",
        "/reminders/next/": "NOJ",
        path_for(Reminder.objects.get(kind="follow_up")): "NOJT",
        "/settings/": "W",
    }
    missing = {}
    for path, letters in shown.items():
        page = me.get(path).content.decode().replace("\u00a0", " ")  # where a line does not end
        missing[path] = [each for each in letters if escape(each + typed) not in page.replace("&#39;", "&#x27;")]
        assert "<script>alert" not in page
        assert "</textarea>&amp;" not in page
    assert missing == {path: [] for path in shown}
    assert f"I said {typed} and meant it." in unescape(me.get(letter.get_absolute_url()).content.decode())
    message = mail_of(user)
    assert f"N{typed}" in message.subject
    assert f"T{typed}" in message.body
    ((html, _kind),) = message.alternatives
    assert f"T{typed}" in unescape(html)
    assert "<script>" not in html
    assert "</textarea>" not in html
    sheet = PdfReader(io.BytesIO(me.get(f"{letter.get_absolute_url()}copy-sheet.pdf").content))
    printed = "".join("".join(each.extract_text() for each in sheet.pages).split())
    assert "".join(typed.split()) in printed
    assert "".join(f"N{typed}".split()) in printed
    assert sheet.metadata.title == f"Thank-you letter to N{typed}"


def test_a_draft_made_of_markup_carries_it_as_typed(me, user):
    for typed in MARKUP:
        panel = [seat(f"N{typed}", topics=[f"the rota {typed}"], impressed_me=f"the wall {typed}")]
        letter = make_interview(user, panel=panel, left_out=f"I ran it {typed}").letters.get()
        page = unescape(me.get(letter.get_absolute_url()).content.decode())
        text = page[page.index("<textarea") : page.rindex("</textarea>")]
        assert re.search(r"\nDear \S", text)  # with what can be read of the name, or a gap that asks for it
        assert f"the rota {typed}" in text


def test_a_name_cannot_add_a_header_to_a_mail(user):
    name = "Tom\r\nBcc: all@example.org\r\n\r\nText"
    make_interview(user, panel=[seat(name, is_lead=True)])
    Reminder.objects.update(due_at=HELD_AT)
    message = mail_of(user).message()
    assert (message["Bcc"], message["To"]) == (None, user.email)
    assert "\n" not in message["Subject"].replace("\n ", "")


# Letters -----------------------------------------------------------------------------------------------------------

LETTERS = {
    "the longest": "word " * 1200,
    "one word": "w" * 6000,
    "line breaks": "a\n" * 2000,
    "blank lines": "a" + "\n" * 2000 + "b",
    "astral": "𝒳" * 6000,
    "wide and narrow": "Wi" * 3000,
    "hyphens": "aa-" * 2000,
    "nothing to see": "\u200b" * 6000,
    "spaces": " " * 6000,
    "gaps": "[...?]" * 1000,
    "brackets": "[" * 6000,
    "sample sentences": "Thank you for your time. " * 240,
}


@pytest.mark.parametrize("kind", LETTERS)
def test_the_longest_letters_are_kept_shown_and_printed(me, kind, user):
    text = LETTERS[kind]
    letter = make_interview(user).letters.first()
    assert me.post(letter.get_absolute_url(), {"text": text, "version": 0, "state": "ready"}).status_code == 302
    letter.refresh_from_db()
    assert letter.text == text
    assert me.get(letter.get_absolute_url()).status_code == 200
    response = me.get(f"{letter.get_absolute_url()}copy-sheet.pdf")
    assert response.status_code == (302 if kind in {"astral", "line breaks"} else 200)


def test_one_character_too_many_is_counted_and_comes_back(me, user):
    letter = make_interview(user).letters.first()
    for text in ("a" * 6001, "𝒳" * 6001, "w" * 20_000, "a\r\n" * 3_001):
        response = me.post(letter.get_absolute_url(), {"text": text, "version": 0})
        there = len(text.replace("\r\n", "\n"))
        assert errors_of(response)["text"] == [
            f"The letter has {there} characters; at most 6000 are kept. Take out {there - 6000}."
        ]
        assert text.replace("\r\n", "\n") in unescape(response.content.decode()).replace("\r\n", "\n")
        letter.refresh_from_db()
        assert (letter.text, letter.version) == ("", 0)


def test_the_second_tab_is_told_and_both_texts_are_on_the_page(me, user):
    letter = make_interview(user).letters.first()
    me.post(letter.get_absolute_url(), {"text": "The first <b>tab</b>.", "version": 0})
    for step in ({}, {"state": "ready"}, {"state": "posted"}, {"back": "1"}, {"state": "dropped"}):
        response = me.post(letter.get_absolute_url(), {"text": "The second {{ tab }}.", "version": 0, **step})
        page = response.content.decode()
        assert response.status_code == 409
        assert "The first &lt;b&gt;tab&lt;/b&gt;." in page
        assert "The second {{ tab }}.</textarea>" in page
        assert "was saved since you opened this page" in page
    letter.refresh_from_db()
    assert (letter.text, letter.version, letter.state) == ("The first <b>tab</b>.", 1, "draft")
    kept = me.post(letter.get_absolute_url(), {"text": "Both.", "version": response.context["form"]["version"].value()})
    letter.refresh_from_db()
    assert (kept.status_code, letter.text) == (302, "Both.")


@pytest.mark.parametrize("version", ["", "x", "-1", "7", str(2**63), "9" * 5000, None])
def test_a_letter_with_a_version_that_never_was_overwrites_nothing(me, version, user):
    letter = make_interview(user).letters.first()
    me.post(letter.get_absolute_url(), {"text": "Saved.", "version": 0})
    fields = {"text": "Forged."} | ({} if version is None else {"version": version})
    response = me.post(letter.get_absolute_url(), fields)
    assert (response.status_code, "Forged.</textarea>" in response.content.decode()) == (409, True)
    letter.refresh_from_db()
    assert letter.text == "Saved."


@pytest.mark.parametrize(
    ("step", "state"), [({}, "draft"), ({"state": "posted"}, "posted"), ({"state": "dropped"}, "dropped")]
)
def test_a_double_click_on_a_letters_button_counts_once(me, step, state, user):
    letter = make_interview(user).letters.first()
    for _click in range(2):
        response = me.post(letter.get_absolute_url(), {"text": "My words.", "version": 0, **step})
        assert response.status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.text, letter.version) == (state, "My words.", 1)


def test_a_double_click_on_one_step_back_takes_one(me, user):
    letter = make_interview(user).letters.first()
    me.post(letter.get_absolute_url(), {"text": "My words.", "version": 0, "state": "posted"})
    for _click in range(2):
        assert me.post(letter.get_absolute_url(), {"text": "My words.", "version": 1, "back": "1"}).status_code == 302
    letter.refresh_from_db()
    assert letter.state == "copied"


# Sent twice ----------------------------------------------------------------------------------------------------------


def test_the_log_form_sent_twice_makes_one_interview(me, user):
    form = log_form(PERSON, {"name": "Tom Reyes"}, **REST)
    first = me.post("/interviews/log/", form)
    before = rows()
    second = me.post("/interviews/log/", form, follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assert "You had logged this already. Here it is." in second.content.decode()
    assert rows() == before


def test_the_log_form_sent_twice_without_a_name_yet_makes_one_interview():
    me = signed_in(make_user(name=""))
    for _click in range(2):
        assert me.post("/interviews/log/", log_form({"name": "tom"}, writer="Daniel Osei")).status_code == 302
    assert (Interview.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "more",
    [{"key_message": "another"}, {"seats-0-topics": "another"}, {"seats-0-role": "another"}, {"window_number": "3"},
     {"seats-0-name": "Another"}],
)  # fmt: skip
def test_the_log_form_sent_again_with_more_in_it_says_where_it_belongs_and_loses_no_word(me, more, user):
    form = log_form(PERSON, **REST)
    there = me.post("/interviews/log/", form).url
    before = rows()
    response = me.post("/interviews/log/", form | more)
    page = response.content.decode()
    assert response.status_code == 200
    assert "You have logged this interview already" in page
    assert f'<a href="{there}edit/">correct it</a>' in page
    assert [value for value in (form | more).values() if escape(value) not in page] == []
    assert rows() == before


def test_another_time_another_title_and_a_cancelled_one_are_interviews_of_their_own(me, user):
    for fields in ({}, {"starts_at": "2026-11-18T15:00"}, {"title": "Archivist"}):
        assert me.post("/interviews/log/", log_form(PERSON, **fields)).status_code == 302
    me.post(f"/interviews/{Interview.objects.first().pk}/cancel/")
    assert me.post("/interviews/log/", log_form(PERSON, role="another")).status_code == 302
    assert Interview.objects.count() == 4


def test_the_same_interview_of_another_account_is_no_twin(user):
    for owner in (user, make_user()):
        assert signed_in(owner).post("/interviews/log/", log_form(PERSON)).status_code == 302
    assert Interview.objects.count() == 2


def test_the_example_asked_for_twice_comes_once(me, user):
    for _click in range(2):
        me.post("/example/")
    assert Position.objects.filter(is_example=True).count() == 2


# More than was asked for ---------------------------------------------------------------------------------------------


def test_fields_that_no_form_has_change_nothing(me, user):
    other = make_user()
    theirs = make_interview(other)
    more = {
        "id": "999", "pk": "999", "owner": other.pk, "user": other.pk, "position": theirs.position_id,
        "is_staff": "on", "is_superuser": "1", "is_active": "", "email": "evil@example.org", "password": "x",
        "interview": theirs.pk, "recipient": "1", "kind": "follow_up", "channel": "email", "closed_at": "2020-01-01",
        "is_example": "on", "outcome": "refusal", "decides_on": "2020-01-01", "debriefed_at": "", "language": "xx",
        "stopped_at": "2020-01-01", "due_at": "2020-01-01", "version": "0",
    }  # fmt: skip
    there = rows_of(other)
    me.post("/interviews/log/", log_form(PERSON) | more)
    interview = Interview.objects.get(position__owner=user)
    assert (interview.decides_on.isoformat(), interview.stopped_at) == ("2026-11-25", None)
    assert (interview.position.outcome, interview.position.is_example) == ("open", False)
    letter = interview.letters.get()
    me.post(letter.get_absolute_url(), more | {"text": "Mine."})
    letter.refresh_from_db()
    assert (letter.text, letter.kind, letter.channel, letter.state, letter.closed_at, letter.interview) == (
        "Mine.", "thank_you", "hand", "draft", None, interview,
    )  # fmt: skip
    me.post("/settings/", more | SETTINGS)
    me.post("/letters/stationery/", more | STATIONERY)
    me.post(
        f"/interviews/{interview.pk}/edit/", log_form({"seat": interview.seats.get().pk, **PERSON}, initial=1) | more
    )
    me.post(f"/interviews/positions/{interview.position_id}/outcome/", more | {"outcome": "open", "on": "2026-11-18"})
    signed_out().post(
        path_for(Reminder.objects.get(user=user, kind="follow_up")), more | {"snooze": "1", "until": "tomorrow"}
    )
    fresh = User.objects.get(pk=user.pk)
    assert (fresh.email, fresh.is_staff, fresh.is_superuser, fresh.is_active, fresh.language, fresh.password) == (
        user.email, False, False, True, "en", user.password,
    )  # fmt: skip
    assert rows_of(other) == there
    assert {each.owner_id for each in Interviewer.objects.filter(seats__interview=interview)} == {user.pk}
    sign_up = {"email": "new@example.org", "password1": PASSWORD, "name": "x"}
    signed_out().post("/accounts/signup/", more | sign_up)
    new = User.objects.get(email="new@example.org")
    assert (new.is_staff, new.is_superuser, new.is_active, new.name) == (False, False, True, "")


def rows_of(user):
    """Return what an account has, as values."""
    return [
        list(model.objects.filter(**{path: user}).order_by("pk").values())
        for model, path in ((Position, "owner"), (Interviewer, "owner"), (Interview, "position__owner"),
                            (PanelSeat, "interview__position__owner"), (Letter, "position__owner"), (Reminder, "user"))
    ]  # fmt: skip


def test_more_than_the_server_reads_is_refused_in_words(me):
    many = me.post("/settings/", SETTINGS | {f"x{n}": "" for n in range(1001)})
    body = "name=" + "x" * 3_000_000
    large = me.generic("POST", "/settings/", body, content_type="application/x-www-form-urlencoded")
    garbled = me.generic("POST", "/settings/", b"--x", content_type="multipart/form-data; boundary=" + "y" * 300)
    assert [answer.status_code for answer in (many, large, garbled)] == [400, 413, 400]
    for answer in (many, large, garbled):
        assert "This request could not be read." in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\x00"]
)
def test_the_way_back_after_a_sign_in_leads_to_ourselves_only(target):
    user = make_user()
    response = signed_out().post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": target})
    assert (response.status_code, response.url) == (302, "/")


def mail_of(user):
    """Return the mail with everything due for the account, as the worker would send it."""
    mailing = Mailing.objects.create(
        user=user, local_day=NOW.date(), slot="morning", message_id="<1@example.org>", next_try_at=NOW, expires_at=NOW,
        state="sending", claimed_at=NOW, claim_id="00000000-0000-0000-0000-000000000001",
    )  # fmt: skip
    mailing.reminders.set(Reminder.objects.filter(user=user, state="open"))
    return message_for(Mailing.objects.prefetch_related("reminders").get(pk=mailing.pk), NOW)


@pytest.mark.parametrize("trouble", ["database is locked", "database or disk is full"])
def test_a_database_in_trouble_is_said_in_a_plain_page_and_the_next_try_is_taken(me, user, trouble):
    def refuse(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")) and '"interviews_' in sql:
            raise OperationalError(trouble)
        return execute(sql, params, many, context)

    before = rows()
    with connection.execute_wrapper(refuse):
        answer = me.post("/interviews/log/", log_form(PERSON, **REST))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert trouble not in answer.content.decode()
    assert rows() == before
    assert me.post("/interviews/log/", log_form(PERSON, **REST)).status_code == 302
