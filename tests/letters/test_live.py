"""What stands beside the letter while it is written, and the calmer words that one click puts in."""

import pytest
from django.db.models import prefetch_related_objects

from interviews.models import Position
from letters.examples import examples
from letters.known import advice_facts_of
from letters.live import applied
from letters.models import Letter
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

EAGER = "Dear Ms Adeyemi,\n\nI was thrilled to hear about the volunteer no-shows. It was an amazing hour.\n\nSincerely,\nDaniel Osei"
CALM = EAGER.replace("was thrilled", "was glad")


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


def fragment(browser, letter, text):
    return " ".join(browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).content.decode().split())


def press(browser, letter, text, key, **headers):
    letter.refresh_from_db()
    data = {"text": text.replace("\n", "\r\n"), "version": letter.version, "apply": key}
    return browser.post(letter.get_absolute_url(), data, follow=True, headers=headers)


def now_is(letter):
    letter.refresh_from_db()
    return letter.text


def test_a_finding_is_shown_with_its_words_its_reason_and_its_calmer_words(browser, letter):
    page = fragment(browser, letter, EAGER)
    assert '<q class="finding">thrilled</q>' in page
    assert "one particular thing you liked says more." in page
    assert 'name="apply" value="gushing:24"' in page
    assert "Write “glad”" in page
    assert "instead of “thrilled”" in page


def test_a_part_says_whether_it_is_there_in_words_too(browser, letter):
    page = fragment(browser, letter, "Thank you for walking me through the volunteer rota. We met.")
    assert '<span>Thanks for something particular</span> <span class="visually-hidden"> (there) </span>' in page
    assert '<span>A small gift of information</span> <span class="visually-hidden"> (still open) </span>' in page
    assert "It shows that you listened, thought of them and got it done" in page


def test_the_plain_note_is_told_apart_from_the_extra_mile(browser, letter):
    page = fragment(browser, letter, "Thank you for the meeting. I would like to do this work. Please call.")
    assert (
        "extra mile, it still lacks: thanks for something particular; a reason why you fit; a small gift of information."
        in page
    )
    assert "the plain note that gets you by" not in fragment(browser, letter, "We met.")


def test_one_click_puts_the_calmer_words_in_and_saves(browser, letter):
    response = press(browser, letter, EAGER, "gushing:24")
    assert now_is(letter) == CALM
    assert response.redirect_chain == [(letter.get_absolute_url(), 302)]


def test_a_click_on_words_that_were_changed_meanwhile_changes_nothing_and_says_so(browser, letter):
    response = press(browser, letter, CALM, "gushing:24")
    assert now_is(letter) == CALM
    assert "That passage reads differently by now, so it was left as it is." in response.content.decode()


@pytest.mark.parametrize("key", ["", "gushing", "gushing:x", ":", "nonsense:24", "i_i_i:0", "\x00", "a" * 10000])
def test_a_strange_key_changes_no_word(browser, letter, key):
    press(browser, letter, EAGER, key)
    assert now_is(letter) == EAGER


def test_calmer_words_in_an_old_tab_lose_neither_text(browser, letter):
    press(browser, letter, "Another text.", "")
    data = {"text": EAGER, "version": 0, "apply": "gushing:24"}
    response = browser.post(letter.get_absolute_url(), data)
    assert (response.status_code, now_is(letter)) == (409, "Another text.")
    assert "was glad to hear" in response.content.decode()
    swapped = browser.post(letter.get_absolute_url(), data, headers={"HX-Request": "true"})
    assert (swapped.status_code, swapped["HX-Retarget"], swapped["HX-Reselect"]) == (200, "#main", "#main")


def test_the_longest_text_that_is_too_long_is_kept_and_not_rewritten(browser, letter):
    text = EAGER + "a" * 6000
    page = press(browser, letter, text, "gushing:24").content.decode()
    assert "Take out" in page
    assert "a" * 6000 in page
    assert now_is(letter) == ""


def test_every_button_on_the_page_does_what_it_says(browser, letter):
    text = "Dear Ms Adeyami,\n\nI beg you! I really need this job. The work at Harbor & Field is a dream job.\n\nDaniel Osei"
    keys = [
        shown.finding.key
        for shown in browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).context["findings"]
        if shown.has_button
    ]
    assert keys == ["misspelt_name:8", "exclamation:27", "pleading:29", "misspelt_company:65", "gushing:83"]
    for key in keys:
        assert applied(letter, text, key, NOW) not in (None, text)


def test_a_letter_that_has_left_is_not_advised_on(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(text=EAGER, state="posted", closed_at=letter.created_at)
    page = browser.get(letter.get_absolute_url()).content.decode()
    assert "Worth another look" not in page
    press(browser, letter, EAGER, "gushing:24")
    assert now_is(letter) == EAGER


def test_a_sentence_of_a_colleagues_letter_is_found_in_this_one(browser, letter):
    other = letter_to(letter.interview, "Tom Reyes")
    Letter.objects.filter(pk=other.pk).update(
        text="Dear Mr Reyes,\n\nThe budget you showed me was braver than any I have run."
    )
    assert "stands in your letter to Tom Reyes, too" in fragment(
        browser, letter, "Dear Ms Adeyemi,\n\nThe budget you showed me was braver than any I have run."
    )
    Letter.objects.filter(pk=other.pk).update(state="dropped", closed_at=other.created_at)
    assert "Tom Reyes, too" not in fragment(browser, letter, "The budget you showed me was braver than any I have run.")


def test_advice_asks_the_database_for_the_names_elsewhere_alone(letter, django_assert_num_queries):
    owner, _recipient = letter.position.owner, letter.recipient
    Position.objects.create(owner=owner, company="Quill Press", title="Binder")
    make_interview(owner, panel=[seat("Ola Vik")])
    prefetch_related_objects([letter], "gifts__topic", "interview__seats__interviewer", "interview__seats__topics",
                             "interview__seats__concerns", "interview__letters__recipient")  # fmt: skip
    with django_assert_num_queries(2):
        facts = advice_facts_of(letter)
    assert (facts.companies, facts.people) == (("Quill Press", "Harbour & Field"), ("Ola Vik",))


def test_names_of_other_positions_are_found_while_typing(browser, letter):
    owner = letter.position.owner
    Position.objects.create(owner=owner, company="Quill Press", title="Binder")
    make_interview(owner, panel=[seat("Ola Vik")])
    make_interview(make_user(), panel=[seat("Una Stone")])
    text = "Dear Ms Adeyemi,\n\nThe work at Quill Press is what I want, as I told Ola Vik and Una Stone."
    found = browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).context["findings"]
    leftovers = {shown.finding.rule: shown.words for shown in found if shown.finding.rule.startswith("other_")}
    assert leftovers == {"other_company": ("Quill Press",), "other_person": ("Ola Vik",)}
    assert "Quill Press" in browser.post(letter.get_absolute_url(), {"text": "a" * 6001 + text}).content.decode()


def test_a_gift_in_a_colleagues_letter_is_found_while_typing(browser, letter):
    other = letter_to(letter.interview, "Tom Reyes")
    Letter.objects.filter(pk=other.pk).update(text="Dear Mr Reyes,\n\nThank you.")
    letter.position.owner.gifts.create(letter=other, text="Cézanne's letters", web="https://courtauld.ac.uk/letters")
    text = "Dear Ms Adeyemi,\n\nAn evening hour: www.courtauld.ac.uk/letters."
    found = browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).context["findings"]
    assert "same_gift" in [shown.finding.rule for shown in found]


def test_people_of_this_panel_are_no_strangers_to_it(letter):
    assert person(letter.position.owner, "Tom Reyes").name not in advice_facts_of(letter).people


def test_the_examples_are_all_on_their_page(browser):
    page = browser.get("/letters/examples/").content.decode()
    assert [example.name for example in examples() if f'id="{example.name}"' in page] == [
        each.name for each in examples()
    ]
    assert "Dear Dr Weidner,<br>" not in page
    assert "Dear Dr Weidner," in page


def test_the_examples_are_for_those_who_are_signed_in(client):
    make_user()
    assert client.get("/letters/examples/").status_code == 302
