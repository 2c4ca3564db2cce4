"""The sheets of a letter that is in the database, and the page that asks for addresses."""

from html import unescape

import pytest

from letters.models import Letter
from letters.sheets import call_sheet_of, copy_sheet_of, envelope_of
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, seat
from tests.letters.reading_pdf import pages_of, size_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

HERE = {"street": "4 Ferry Lane", "town": "Bristol", "postcode": "BS1 6XX"}
THERE = {"street": "12 Quay Street\nRedcliffe", "town": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}
ASKED_THERE = {f"to_{part}": value for part, value in THERE.items()} | {"whose": "company"}
ASKED_HERE = {f"from_{part}": value for part, value in HERE.items()}


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


@pytest.fixture
def addressed(letter, user):
    """The letter, with both addresses known."""
    for row, values in ((letter.position, THERE), (user, HERE)):
        type(row).objects.filter(pk=row.pk).update(**values)
    return Letter.objects.get(pk=letter.pk)


def lines(pdf, page=0):
    return [each.text for each in texts(pages_of(pdf)[page])]


def test_the_first_envelope_asks_for_both_addresses_and_leads_on(browser, letter, user):
    url = f"/letters/{letter.pk}/envelope.pdf"
    assert browser.get(url)["Location"] == f"/letters/{letter.pk}/address/"
    form = browser.get(f"/letters/{letter.pk}/address/").context["form"]
    assert list(form.fields) == [
        "whose", "to_street", "to_town", "to_region", "to_postcode", "to_country",
        "from_street", "from_town", "from_region", "from_postcode", "from_country",
    ]  # fmt: skip
    assert (form["to_country"].value(), form["from_country"].value()) == ("GB", "GB")
    response = browser.post(f"/letters/{letter.pk}/address/", ASKED_THERE | ASKED_HERE)
    assert response["Location"] == url
    response = browser.get(url)
    assert response["Content-Disposition"] == 'inline; filename="Envelope for Ifeoma Adeyemi.pdf"'
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "private, no-cache")
    assert lines(response.content) == [
        "Ms Ifeoma Adeyemi", "Harbour & Field", "12 Quay Street", "Redcliffe", "BRISTOL", "BS1 4DJ",
    ]  # fmt: skip
    assert lines(response.content, 1) == ["Daniel Osei", "4 Ferry Lane", "BRISTOL", "BS1 6XX"]
    assert size_of(pages_of(response.content)[0]) == (pytest.approx(229, abs=0.01), pytest.approx(162, abs=0.01))
    again = browser.get(url, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get(url + "?model=1", headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_a_name_like_a_template_is_shown_as_typed(browser, letter):
    type(letter.recipient).objects.filter(pk=letter.recipient_id).update(name="{{ 6173*7919 }}{% load x %}<b>")
    page = unescape(browser.get(f"/letters/{letter.pk}/address/").content.decode())
    assert ("To Ms {{ 6173*7919 }}{% load x %}<b></h2>" in page, "48883987" in page) == (True, False)


def test_only_what_is_missing_is_asked(browser, letter, user):
    type(letter.position).objects.filter(pk=letter.position_id).update(**THERE)
    response = browser.get(f"/letters/{letter.pk}/address/")
    assert list(response.context["form"].fields) == [
        "from_street", "from_town", "from_region", "from_postcode", "from_country",
    ]  # fmt: skip
    assert response.context["known"][-1] == "BS1 4DJ"
    assert len(browser.get(f"/letters/{letter.pk}/address/?all=1").context["form"].fields) == 11


def test_the_sender_may_be_left_out(browser, letter):
    response = browser.post(f"/letters/{letter.pk}/address/?model=1", ASKED_THERE)
    assert response["Location"] == f"/letters/{letter.pk}/envelope.pdf?model=1&bare=1"
    pdf = browser.get(response["Location"]).content
    assert "Ms Ifeoma Adeyemi" in lines(pdf)
    assert len(pages_of(pdf)) == 1


def test_an_address_of_their_own_wins_and_bears_no_company(browser, addressed):
    url = f"/letters/{addressed.pk}/address/?all=1"
    assert browser.post(url, ASKED_THERE | {"whose": "own", "to_street": "1 Home Close"}).status_code == 302
    addressed.refresh_from_db()
    assert envelope_of(addressed).recipient == ("Ms Ifeoma Adeyemi", "1 Home Close", "BRISTOL", "BS1 4DJ")
    assert addressed.position.street == THERE["street"]
    assert browser.post(url, ASKED_THERE).status_code == 302
    addressed = Letter.objects.get(pk=addressed.pk)
    assert envelope_of(addressed).recipient[:3] == ("Ms Ifeoma Adeyemi", "Harbour & Field", "12 Quay Street")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"to_street": " \n "}, {"to_street": ["Enter a street, or a box or building."]}),
        ({"to_town": ""}, {"to_town": ["Enter the town."]}),
        ({"to_postcode": ""}, {"to_postcode": ["The post there needs a postcode."]}),
        ({"to_country": "US"}, {"to_region": ["The post there needs a state or region."]}),
        ({"to_street": "a\nb\nc\nd\ne"}, {"to_street": ["Four lines at most fit on an envelope."]}),
        ({"to_street": "a\x00b"}, {"to_street": ["Null characters are not allowed."]}),
        ({"to_country": "XX"}, {"to_country": ["Choose one of these."]}),
        ({"whose": "nobody's"}, {"whose": ["Choose one of these."]}),
        ({"from_street": "1 Lane"}, {"from_town": ["Enter the town."], "from_postcode": ["The post there needs a postcode."]}),
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_a_field_error_and_keeps_what_was_typed(browser, letter, fields, wrong):
    response = browser.post(f"/letters/{letter.pk}/address/", ASKED_THERE | fields)
    assert response.status_code == 200
    assert response.context["form"].errors == wrong
    assert "Redcliffe" in response.content.decode() or "to_street" in fields
    letter.position.refresh_from_db()
    assert letter.position.town == ""


def test_the_country_changes_how_long_the_post_takes(browser, letter):
    before = copy_sheet_of(letter, NOW).arrives
    away = {"to_country": "US", "to_region": "New York", "to_postcode": "10001", "to_town": "New York"}
    assert browser.post(f"/letters/{letter.pk}/address/", ASKED_THERE | away).status_code == 302
    assert copy_sheet_of(Letter.objects.get(pk=letter.pk), NOW).arrives != before


def test_an_address_that_no_face_has_is_asked_for_again(browser, addressed):
    type(addressed.position).objects.filter(pk=addressed.position_id).update(street="港区1")
    response = browser.get(f"/letters/{addressed.pk}/envelope.pdf", follow=True)
    assert response.redirect_chain == [(f"/letters/{addressed.pk}/address/?all=1", 302)]
    assert [str(each) for each in response.context["messages"]] == [
        "No face on the envelope has 港  区. Write the address in another alphabet."
    ]


def test_an_address_without_room_is_asked_for_again(browser, addressed, user):
    type(user).objects.filter(pk=user.pk).update(card="monarch")
    type(addressed.position).objects.filter(pk=addressed.position_id).update(
        street="\n".join(["W" * 74] * 4), town="W" * 100, company="W" * 120
    )
    type(addressed.recipient).objects.filter(pk=addressed.recipient_id).update(name="W" * 120, company="W" * 120)
    response = browser.get(f"/letters/{addressed.pk}/envelope.pdf?model=1", follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        "The address is too long for the Monarch envelope. Shorten a line or take one out."
    ]


def test_the_guide_sheet_comes_with_and_without_the_words(browser, letter):
    url = f"/letters/{letter.pk}/guide-sheet.pdf"
    plain, worded = browser.get(url), browser.get(url + "?words=1")
    assert plain["Content-Disposition"] == 'inline; filename="Guide sheet for Ifeoma Adeyemi.pdf"'
    assert "Dear Ms Adeyemi," not in lines(plain.content)
    assert "Dear Ms Adeyemi," in lines(worded.content)
    assert browser.get(url, headers={"If-None-Match": plain["ETag"]}).status_code == 304
    assert browser.get(url, headers={"If-None-Match": worded["ETag"]}).status_code == 200


def test_words_that_cannot_be_written_do_not_keep_the_rules_back(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text="Dear Ms 山,")
    url = f"/letters/{letter.pk}/guide-sheet.pdf"
    assert browser.get(url).status_code == 200
    assert browser.get(url + "?words=1")["Location"] == f"/letters/{letter.pk}/"


def test_the_slip_of_a_gift_is_on_the_copy_sheet(browser, letter, user):
    user.gifts.create(letter=letter, text="A tip, with nowhere to look it up")
    assert copy_sheet_of(Letter.objects.get(pk=letter.pk), NOW).slip is None
    user.gifts.create(letter=letter, text="An essay on asking", web="https://example.org/asking")
    pdf = browser.get(f"/letters/{letter.pk}/copy-sheet.pdf").content
    assert {"An essay on asking", "https://example.org/asking", "from Daniel Osei"} <= set(lines(pdf, -1))


def test_the_call_sheet_is_one_page_with_number_thanks_and_questions(browser, user):
    maria = seat("Maria Sol", role="HR", phone="+44 117 496 0123", has_handed_card=True, topics=["rotas"], is_lead=True)
    interview = make_interview(user, panel=[maria], decision_words="by the end of next week")
    interview.seats.update(my_question="Who plans the rota?")
    letter = letter_to(interview, "Maria Sol")
    response = browser.get(f"/letters/{letter.pk}/call-sheet.pdf")
    assert response["Content-Disposition"] == 'inline; filename="Call sheet for Maria Sol.pdf"'
    (page,) = pages_of(response.content)
    said = " ".join(page.extract_text().split())
    for words in (
        "Call Maria Sol",
        "HR · Programme Manager, Harbour & Field",
        "+44 117 496 0123",
        "They handed you their card: that is leave to call.",
        "“Good day, this is Daniel Osei. Do you have two minutes, or is another time better?”",
        "“I am calling to thank you for the interview on Wednesday 18 November.”",
        "rotas",
        "“How did the conversation seem to you? Is there anything I left open?”",
        "Who plans the rota?",
        "You noted about the decision: “by the end of next week”. “Does that still stand?”",
    ):
        assert words in said


def test_the_fullest_call_sheet_is_still_one_page(browser, user):
    full = seat("N" * 120, role="r " * 60, phone="9" * 40, topics=["t " * 149] * 5, is_lead=True)
    interview = make_interview(user, panel=[full], decision_words="w " * 249)
    interview.seats.update(my_question="q " * 499)
    letter = letter_to(interview, "N" * 120)
    for printer in ("a4", "letter"):
        type(user).objects.filter(pk=user.pk).update(printer_sheet=printer)
        (page,) = pages_of(browser.get(f"/letters/{letter.pk}/call-sheet.pdf").content)
        assert "“Thank you for your time. I look forward to hearing from you.”" in page.extract_text()


def test_a_call_sheet_without_anything_noted_still_says_what_to_ask(user):
    sheet = call_sheet_of(letter_to(make_interview(user), "Tom Reyes"))
    assert (sheet.phone, sheet.has_card, sheet.topics, sheet.question, sheet.decision_words) == (
        "", False, ("budgets",), "", "",
    )  # fmt: skip


def test_the_sheets_of_somebody_else_are_not_found(client, addressed):
    client.force_login(make_user())
    for name in ("copy-sheet.pdf", "guide-sheet.pdf", "envelope.pdf", "call-sheet.pdf", "address/"):
        assert client.get(f"/letters/{addressed.pk}/{name}").status_code == 404
