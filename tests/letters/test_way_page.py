"""The way of a letter as a browser leads it: adviser, another way, e-mail, call, how to reach them."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from letters.models import Letter
from tests.conftest import NOW
from tests.factories import HELD_AT, LEAD, letter_to, make_interview, make_position, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WAYS_OUT = ("hand", "email", "call")

OWN_WORDS = (
    "Dear Ms Adeyemi,\n\nThe rota on the wall told me more than any description could.\n\nSincerely,\nDaniel Osei"
)
IFEOMA = seat("Ifeoma Adeyemi", honorific="Ms", is_lead=True, email="i.adeyemi@harbour.example", topics=["no-shows"])
TOM = seat("Tom Reyes", honorific="Mr", email="tom@harbour.example")
HA = seat("Nguyễn Thu Hà", email="ha@harbour.example")
OLA = seat("Ola Vik")


@pytest.fixture
def interview(user):
    return make_interview(user, panel=[IFEOMA, TOM, HA, OLA])


@pytest.fixture
def letter(interview):
    return letter_to(interview, "Ifeoma Adeyemi")


def page_of(browser, letter):
    return " ".join(browser.get(letter.get_absolute_url()).content.decode().split())


def press(browser, letter, text=OWN_WORDS, **fields):
    """Press a button of the letter's form; return what is said afterwards."""
    letter.refresh_from_db()
    data = {"text": text, "version": letter.version, **fields}
    answer = browser.post(letter.get_absolute_url(), data, follow=True)
    letter.refresh_from_db()
    return [str(message) for message in answer.context["messages"]]


def make_email(letter, text=OWN_WORDS, state="draft", covers=()):
    """Turn a letter into an e-mail of these words, without the browser."""
    Letter.objects.filter(pk=letter.pk).update(channel="email", text=text, state=state)
    letter.covers.set(letter.interview.seats.filter(interviewer__name__in=covers))
    letter.refresh_from_db()
    return letter


def covered(letter):
    return [seat.interviewer.name for seat in letter.covers.all()]


def test_the_page_says_that_the_letter_goes_as_advised_and_why(browser, letter):
    page = page_of(browser, letter)
    section = page.split('id="channel-title"')[1].split("</section>")[0]
    assert "By hand and post" in section
    assert "A letter in your own hand is there in time, and your own hand is what sets it apart." in section
    assert [verb for verb in ("Make it an e-mail", "Call instead", "E-mail now, a card after") if verb in section] == [
        "Make it an e-mail", "Call instead", "E-mail now, a card after",
    ]  # fmt: skip
    assert "They handed over no card, which would be leave to call." in section


def test_when_paper_comes_too_late_the_adviser_proposes_the_next_best(browser, user):
    interview = make_interview(user, panel=[IFEOMA], decides_on_day=(HELD_AT + timedelta(days=1)).date())
    page = page_of(browser, interview.letters.get())
    assert "Posted now it arrives about Friday 20 November, after they decide." in page
    assert "What is advised instead stands below: An e-mail now, a card after." in page
    assert "At present: By hand and post" in page
    assert "Posted now, a letter comes after they decide. An e-mail is there today, and a card can follow." in page
    assert 'name="way" value="email_then_card">E-mail now, a card after</button>' in page


def test_the_figure_of_the_post_is_called_what_it_is(browser, user, letter):
    assert (
        "A planning figure: 1st Class, 2 working days. After Royal Mail, quality of service 2024/25, read at second hand."
    ) in page_of(browser, letter)
    letter.recipient.country = "BR"
    letter.recipient.save()
    assert "International Standard, 7 working days." in page_of(browser, letter)
    user.country = "BR"
    user.save()
    assert "A planning figure: Letter, 5 working days. It is a margin of our own" in page_of(browser, letter)


@pytest.mark.parametrize(
    ("way", "channel", "said"),
    [
        ("email", "email", "This letter goes by e-mail now. Its words are kept."),
        ("call", "call", "This is a call now. The words are kept as notes for it."),
    ],
)
def test_one_button_sends_the_letter_another_way_with_what_was_typed(browser, letter, way, channel, said):
    assert press(browser, letter, way=way) == [said]
    assert (letter.channel, letter.text) == (channel, OWN_WORDS)
    assert press(browser, letter, way="hand") == ["This letter goes by hand and post now. Its words are kept."]
    assert (letter.channel, letter.text) == ("hand", OWN_WORDS)


def test_a_letter_that_nobody_wrote_in_stays_a_draft_of_its_new_way(browser, letter):
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    press(browser, letter, shown, way="email")
    assert (letter.channel, letter.text, letter.version) == ("email", "", 0)


def test_email_now_and_a_card_after_leads_to_the_email(browser, interview, letter):
    said = press(browser, letter, way="email_then_card")
    assert said == ["First the e-mail to Ms Ifeoma Adeyemi. The card that follows has a letter of its own beside it."]
    card = interview.letters.get(recipient=letter.recipient, channel="hand")
    page = page_of(browser, card)
    assert "This card follows the e-mail to Ms Ifeoma Adeyemi. Send that one first." in page
    assert "The e-mail brings the thanks in time; the card after it brings your own hand." in page


def test_what_stands_in_the_way_is_said_with_a_link(browser, interview, letter):
    press(browser, letter, way="email_then_card")
    card = interview.letters.get(recipient=letter.recipient, channel="hand")
    assert press(browser, card, way="email") == [
        f'There is an e-mail to Ms Ifeoma Adeyemi already. Go on with that one. <a href="/letters/{letter.pk}/">Open it</a>'
    ]
    assert (card.channel, card.text) == ("hand", OWN_WORDS)


@pytest.mark.parametrize("way", ["", "pigeon", "\x00", "hand" * 500])
def test_a_way_that_is_none_changes_nothing_but_keeps_the_words(browser, letter, way):
    assert press(browser, letter, way=way) == ["That is none of the ways a letter can go. Load the page again."]
    assert (letter.channel, letter.text) == ("hand", OWN_WORDS)


def test_a_second_window_takes_no_way_before_the_texts_are_sorted_out(browser, letter):
    press(browser, letter)
    answer = browser.post(letter.get_absolute_url(), {"text": "another", "version": 0, "way": "email"})
    letter.refresh_from_db()
    assert (answer.status_code, letter.channel, letter.text) == (409, "hand", OWN_WORDS)


def test_the_page_of_an_email_names_everybody(browser, interview, letter):
    make_email(letter, covers=["Tom Reyes"])
    page = page_of(browser, letter)
    section = page.split('id="email-title"')[1].split("</section>")[0]
    assert '<bdi>Ms Ifeoma Adeyemi</bdi> <span class="row__meta">i.adeyemi@harbour.example</span>' in section
    assert "Thank you for our meeting on Wednesday: the Programme Manager position" in section
    assert "No e-mail address is noted for Ola Vik, so this does not reach them." in section
    assert re.findall(r'name="covers"[^>]*value="(\d+)"[^>]*form="letter-form"\s*(checked)?\s*>', section) == [
        (str(interview.seats.get(interviewer__name="Tom Reyes").pk), "checked"),
        (str(interview.seats.get(interviewer__name="Nguyễn Thu Hà").pk), ""),
    ]
    assert [
        word for word in ("In the post", "Copy sheet (PDF)", "Lines used", "Copy from the screen") if word in page
    ] == []


def test_whom_the_email_covers_is_kept_with_every_button(browser, interview, letter):
    make_email(letter, covers=["Tom Reyes"])
    seats = {row.interviewer.name: row.pk for row in interview.seats.all()}
    press(browser, letter, covering="1", covers=[seats["Nguyễn Thu Hà"], seats["Tom Reyes"]])
    assert covered(letter) == ["Tom Reyes", "Nguyễn Thu Hà"]
    press(browser, letter, covering="1")
    assert covered(letter) == []
    press(browser, letter, covers=[seats["Tom Reyes"]])  # a page without the boxes
    assert covered(letter) == []


def test_nobody_is_covered_who_is_not_on_the_panel_or_has_no_address(browser, interview, letter):
    make_email(letter, covers=["Tom Reyes"])
    stranger = make_interview(make_user(), panel=[TOM]).seats.get()
    own = interview.seats.get(interviewer__name="Ifeoma Adeyemi")
    no_address = interview.seats.get(interviewer__name="Ola Vik")
    for seat_pk in (stranger.pk, own.pk, no_address.pk, 0, "x", "9" * 500):
        said = press(browser, letter, covering="1", covers=[seat_pk])
        assert said[0] == "Somebody in copy is no longer on the panel. Choose again."
        assert covered(letter) == ["Tom Reyes"]


def test_boxes_are_shown_as_they_were_ticked_when_the_page_comes_again(browser, interview, letter):
    make_email(letter, covers=[])
    tom = interview.seats.get(interviewer__name="Tom Reyes").pk
    answer = browser.post(
        letter.get_absolute_url(), {"text": "a" * 6001, "version": 0, "covering": "1", "covers": [tom]}
    )
    page = " ".join(answer.content.decode().split())
    assert re.findall(r'value="(\d+)" form="letter-form" checked', page) == [str(tom)]


def test_an_email_is_offered_to_the_mail_program_once_nothing_is_missing(browser, letter):
    make_email(letter, OWN_WORDS.replace("The rota", "[... what was it?] The rota"))
    assert "mailto:" not in page_of(browser, letter)
    make_email(letter)
    page = page_of(browser, letter)
    link = unescape(re.search(r'href="(mailto:[^"]+)"', page)[1])
    assert link.startswith("mailto:i.adeyemi@harbour.example?subject=Thank%20you")
    assert dict(parse_qsl(link.partition("?")[2]))["body"] == OWN_WORDS.replace("\n", "\r\n")
    assert "It is long" not in page
    make_email(letter, OWN_WORDS.replace("The rota", "Word " * 500 + "The rota"))
    assert "It is long: some mail programs cut off what is handed over" in page_of(browser, letter)


def test_the_file_is_a_draft_for_the_mail_program(browser, interview, letter):
    make_email(letter, state="ready", covers=["Tom Reyes", "Nguyễn Thu Hà"])
    answer = browser.get(f"/letters/{letter.pk}/mail.eml")
    found = message_from_bytes(answer.content, policy=default)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "message/rfc822", 'attachment; filename="E-mail to Ms Ifeoma Adeyemi.eml"',
    )  # fmt: skip
    assert (str(found["To"]), str(found["Cc"])) == (
        "Ms Ifeoma Adeyemi <i.adeyemi@harbour.example>",
        "Mr Tom Reyes <tom@harbour.example>, Nguyễn Thu Hà <ha@harbour.example>",
    )
    assert str(found["From"]) == f"Daniel Osei <{letter.position.owner.email}>"
    assert found["X-Unsent"] == "1"
    assert found.get_content().replace("\r\n", "\n") == OWN_WORDS + "\n"
    again = browser.get(f"/letters/{letter.pk}/mail.eml", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_a_company_with_line_breaks_adds_no_header_and_no_path(browser, user):
    position = make_position(user, company="x\r\nBcc: y", title="a\r\nBcc: z")
    nasty = seat("../..\\Tom\r\nBcc: q", email="tom@harbour.example", is_lead=True)
    letter = make_email(make_interview(user, position=position, panel=[nasty]).letters.get(), state="ready")
    answer = browser.get(f"/letters/{letter.pk}/mail.eml")
    found = message_from_bytes(answer.content, policy=default)
    assert "Bcc" not in found
    assert found["Subject"] == "Thank you for our meeting on Wednesday: the Bcc (z) position"
    assert answer["Content-Disposition"] == 'attachment; filename="E-mail to .. .. Tom Bcc q.eml"'


def test_a_letter_with_gaps_or_by_hand_is_no_file(browser, letter):
    answer = browser.get(f"/letters/{letter.pk}/mail.eml", follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["This letter does not go by e-mail."]
    make_email(letter, OWN_WORDS.replace("The rota", "[... what was it?]"))
    answer = browser.get(f"/letters/{letter.pk}/mail.eml", follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["A gap is still open: what was it?"]


def test_an_email_goes_from_draft_to_sent_and_says_whom_it_thanked(browser, interview, letter):
    make_email(letter, covers=["Tom Reyes", "Nguyễn Thu Hà"])
    assert press(browser, letter, state="ready") == [
        "Ready. Open it in your mail program, send it there, and mark it sent here."
    ]
    assert press(browser, letter, state="sent") == [
        "Sent. Nothing more to do about this one; mail comes when the next thing is due. "
        "It thanks Mr Tom Reyes and Nguyễn Thu Hà as well, so those letters are set aside."
    ]
    assert [(one.channel, one.state) for one in interview.letters.order_by("pk")] == [
        ("email", "sent"), ("hand", "set_aside"), ("hand", "set_aside"), ("hand", "draft"),
    ]  # fmt: skip
    tom = letter_to(interview, "Tom Reyes")
    assert "The e-mail to Ms Ifeoma Adeyemi has thanked Mr Tom Reyes as well, so nothing is owed here." in page_of(
        browser, tom
    )
    assert press(browser, letter, back="1") == ["Taken back."]
    assert {one.state for one in interview.letters.exclude(pk=letter.pk)} == {"draft"}
    assert letter.state == "ready"


def test_somebody_covered_by_an_open_email_can_have_a_card_as_well(browser, interview, letter):
    make_email(letter, covers=["Tom Reyes"])
    tom = letter_to(interview, "Tom Reyes")
    page = page_of(browser, tom)
    assert "The e-mail to Ms Ifeoma Adeyemi will thank Mr Tom Reyes as well, so nothing is owed here." in page
    press(browser, tom, way="email_then_card")
    assert (tom.is_second, tom.text) == (True, OWN_WORDS)


@pytest.mark.parametrize("state", ["copied", "posted", "called"])
def test_an_email_has_no_step_of_another_channel(browser, letter, state):
    make_email(letter, state="ready")
    assert press(browser, letter, state=state) == ["A letter that goes this way has no such step. Load the page again."]
    assert letter.state == "ready"


def test_a_call_shows_what_to_say_and_the_number(browser, user):
    panel = [
        seat(
            "Ifeoma Adeyemi",
            honorific="Ms",
            is_lead=True,
            phone="0161 496 0142",
            has_handed_card=True,
            topics=["no-shows"],
        )
    ]
    interview = make_interview(user, panel=panel, decision_words="by Friday")
    interview.seats.update(my_question="How does the spring look?")
    letter = interview.letters.get()
    press(browser, letter, way="call")
    page = page_of(browser, letter)
    section = page.split('id="call-title"')[1].split("</section>")[0]
    for words in (
        'href="tel:+44-161-496-0142">Call 0161 496 0142</a>', "They handed you their card: that is leave to call.",
        "“I am calling to thank you for the interview on Wednesday 18 November.”", "They cared about: no-shows",
        "“How did the conversation seem to you?", "How does the spring look?", "You noted about the decision: “by Friday”.",
        f'href="/letters/{letter.pk}/call-sheet.pdf"', ">I have called</button>",
    ):  # fmt: skip
        assert words in section
    assert "Copy sheet (PDF)" not in page


def test_a_call_without_number_or_leave_says_so(browser, interview, letter):
    press(browser, letter, way="call")
    page = page_of(browser, letter)
    assert "No number is noted." in page
    assert "They handed over no card: ring the front desk" in page
    assert "tel:" not in page


def test_a_call_goes_from_draft_to_called(browser, letter):
    press(browser, letter, way="call")
    assert press(browser, letter, state="ready") == ["Ready. Call when it suits them, and mark it here."]
    assert press(browser, letter, state="called") == [
        "Called. Nothing more to do about this one; mail comes when the next thing is due."
    ]
    assert (letter.state, letter.closed_at) == ("called", NOW)
    press(browser, letter, back="1")
    assert letter.state == "ready"


def test_a_call_may_be_over_before_its_notes_are_ready(browser, letter):
    press(browser, letter, "[... what?]", way="call")
    press(browser, letter, "[... what?]", state="called")
    assert letter.state == "called"


def test_how_to_reach_them_is_noted_and_the_advice_goes_by_it(browser, interview, letter):
    path = f"/letters/{letter.pk}/reach/"
    assert "How they have written so far is not noted." in page_of(browser, letter)
    answer = browser.post(
        path, {"written_so_far": "phone", "email": "new@harbour.example", "phone": "0161 496 0142", "has_handed_card": "on"},
        follow=True,
    )  # fmt: skip
    assert [str(message) for message in answer.context["messages"]] == ["Noted. The advice goes by it."]
    ifeoma = person(interview.position.owner, "Ifeoma Adeyemi")
    assert (ifeoma.email, ifeoma.phone, ifeoma.has_handed_card) == ("new@harbour.example", "0161 496 0142", True)
    page = page_of(browser, letter)
    assert "Advised: By a call" in page
    assert "They have called so far, and a card handed over is leave to call back." in page
    assert "They have written by phone so far." in page


def test_an_address_that_is_none_is_named_and_nothing_is_kept(browser, interview, letter):
    answer = browser.post(f"/letters/{letter.pk}/reach/", {"written_so_far": "email", "email": "nobody", "phone": "1"})
    page = answer.content.decode()
    assert "Enter an e-mail address, such as ana@example.org." in page
    assert 'value="nobody"' in page
    interview.position.refresh_from_db()
    assert interview.position.written_so_far == ""


def queries_of(client, channel, people):
    """How many queries the page of a letter takes."""
    user = make_user()
    client.force_login(user)
    panel = [seat(f"Person {n}", email=f"p{n}@example.org", topics=["a"]) for n in range(people)]
    interview = make_interview(user, panel=panel)
    letter = interview.letters.first()
    Letter.objects.filter(pk=letter.pk).update(channel=channel)
    letter.covers.set(interview.seats.all())
    with CaptureQueriesContext(connection) as asked:
        client.get(letter.get_absolute_url())
    return len(asked)


def test_the_page_takes_the_same_queries_by_every_way_whatever_the_panel(client):
    counts = {(channel, people): queries_of(client, channel, people) for channel in WAYS_OUT for people in (1, 20)}
    assert counts == dict.fromkeys(counts, counts["hand", 1])


def test_a_strangers_letter_has_no_file_and_is_not_reached(letter):
    stranger = Client()
    stranger.force_login(make_user())
    for path in (f"/letters/{letter.pk}/mail.eml", f"/letters/{letter.pk}/reach/"):
        assert stranger.get(path).status_code == 404
    assert LEAD.name == letter.recipient.name


NASTY = "a\u202eb <script>\"'{{ 7*7 }}%(x)s {0.__class__} \x01\x85\u2028 👩🏽‍🌾 \ufffe"


def test_whatever_was_noted_can_be_shown_called_and_put_into_a_file(browser, user):
    person = seat(NASTY, honorific="<b>", is_lead=True, email="a+b&c@example.org", phone=NASTY[:40], topics=[NASTY])
    position = make_position(user, company=NASTY, title=NASTY)
    interview = make_interview(user, position=position, panel=[person, TOM], decision_words=NASTY)
    letter = make_email(interview.letters.first(), NASTY, covers=["Tom Reyes"])
    for channel in ("email", "call", "hand"):
        Letter.objects.filter(pk=letter.pk).update(channel=channel)
        page = browser.get(letter.get_absolute_url()).content.decode()
        assert '<script>"' not in page
    Letter.objects.filter(pk=letter.pk).update(channel="email", state="ready")
    found = message_from_bytes(browser.get(f"/letters/{letter.pk}/mail.eml").content, policy=default)
    assert [address.addr_spec for address in found["To"].addresses] == ["a+b&c@example.org"]
    assert found.defects == []
