"""A gift into a letter that stands, and out of it again; what is proposed, and to whom never."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from interviews.models import Topic
from letters.drafting import gift_sentences
from letters.gift_place import fitting
from letters.gifts import facts_with
from letters.models import Gift, Letter
from letters.states import mark
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NOTE = "Dear Ms Adeyemi,\n\nThe rota on the wall told me a lot.\n\nI look forward to hearing from you.\n\nSincerely,\nDaniel Osei"
WEB = "https://courtauld.example/letters"
SPOT = {
    "add": "1",
    "gift-kind": "website",
    "gift-text": "a map of the old mills",
    "gift-web": "https://mills.example.org/map",
}
TODAY = date(2026, 11, 18)


@pytest.fixture
def letter(user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    Letter.objects.filter(pk=letter.pk).update(text=NOTE, version=1)
    return Letter.objects.get(pk=letter.pk)


def shelve(owner, text="the letters of Cézanne in the Courtauld", **fields):
    return Gift.objects.create(owner=owner, text=text, **{"kind": "article", "found_on": TODAY, **fields})


def press(browser, letter, text=NOTE, **fields):
    data = {"text": text.replace("\n", "\r\n"), "version": letter.version, **fields}
    return browser.post(f"/letters/{letter.pk}/gift/", data, follow=True)


def now_is(letter):
    letter.refresh_from_db()
    return letter.text


def words_of(letter, gift, said=""):
    return " ".join(each.text for each in gift_sentences(facts_with(letter, gift), said))


def page_of(browser, letter):
    return " ".join(browser.get(letter.get_absolute_url()).content.decode().split())


def said(response):
    return [str(message) for message in response.context["messages"]]


def proposed(letter, **fields):
    letter = Letter.objects.select_related("position__owner", "interview", "recipient").get(pk=letter.pk)
    prefetch_related_objects([letter], "interview__seats__topics")
    return [(shelved.gift.text, shelved.reason) for shelved in fitting(letter, TODAY)]


# Put in and taken out -------------------------------------------------------------------------------------------------


def test_the_note_comes_first_and_then_the_gift(browser, letter, user):
    shelve(user)
    Letter.objects.update(text="")
    assert "First the note, then the gift" in page_of(browser, letter)
    assert "Put into the letter" not in page_of(browser, letter)
    Letter.objects.update(text=NOTE)
    page = page_of(browser, letter)
    assert "the letters of Cézanne in the Courtauld" in page
    assert "An article · free for anybody · found today" in page
    assert f'formaction="/letters/{letter.pk}/gift/"' in page


def test_one_button_puts_the_sentence_of_the_drafts_own_words_in(browser, letter, user):
    topic = Topic.objects.get(text="Cézanne")
    gift = shelve(user, topic=topic, interviewer=letter.recipient, web=WEB)
    response = press(browser, letter, put=gift.pk)
    words = words_of(letter, gift)
    assert "Cézanne" in words.partition(".")[0]
    assert now_is(letter) == NOTE.replace("I look forward", f"{words}\n\nI look forward")
    gift.refresh_from_db()
    assert (gift.letter, gift.given_at, letter.version) == (letter, None, 2)
    assert said(response) == ["The gift is in the letter. Make its sentence your own."]
    page = page_of(browser, letter)
    assert "The note stands" not in page
    assert "the letter does not name it yet" not in page
    assert "Its address is printed on a slip with a code" in page


def test_what_was_typed_and_not_saved_yet_is_saved_with_it(browser, letter, user):
    gift = shelve(user)
    typed = NOTE.replace("told me a lot", "told me more than you think")
    press(browser, letter, typed, put=gift.pk)
    assert now_is(letter) == typed.replace("I look forward", f"{words_of(letter, gift)}\n\nI look forward")


def test_a_draft_that_was_only_shown_is_kept_with_the_gift(browser, letter, user):
    gift = shelve(user)
    Letter.objects.update(text="", version=0)
    letter.refresh_from_db()
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    press(browser, letter, shown, put=gift.pk)
    assert now_is(letter).replace(f"{words_of(letter, gift, shown)}\n\n", "") == shown


def test_a_ready_letter_with_a_new_sentence_is_a_draft_again(browser, letter, user):
    gift = shelve(user)
    Letter.objects.update(state="ready")
    press(browser, letter, put=gift.pk)
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_a_gift_pressed_twice_comes_in_once(browser, letter, user):
    gift = shelve(user)
    for _click in range(2):
        assert press(browser, letter, put=gift.pk).status_code == 200
    assert now_is(letter).count(words_of(letter, gift)) == 1
    assert Gift.objects.count() == 1
    assert letter.version == 2


def test_taken_out_the_letter_is_as_it_was_and_the_gift_on_the_shelf(browser, letter, user):
    gift = shelve(user)
    press(browser, letter, put=gift.pk)
    text = now_is(letter)
    response = press(browser, letter, text, take_out=gift.pk)
    assert said(response) == ["It is back on your shelf, and its sentence is out of the letter."]
    assert now_is(letter) == NOTE
    gift.refresh_from_db()
    assert gift.is_free


def test_a_sentence_that_was_made_ones_own_stays_when_the_gift_is_taken_out(browser, letter, user):
    gift = shelve(user, letter=letter)
    own = NOTE.replace("I look", "Cézanne’s letters are at the Courtauld.\n\nI look")
    response = press(browser, letter, own, take_out=gift.pk)
    assert said(response) == ["It is back on your shelf. What the letter says of it is left to you."]
    assert now_is(letter) == own


def test_a_gift_that_the_shelf_tied_to_the_letter_gets_its_sentence_by_a_button(browser, letter, user):
    gift = shelve(user, letter=letter)
    assert "the letter does not name it yet" in page_of(browser, letter)
    press(browser, letter, put=gift.pk)
    assert words_of(letter, gift) in now_is(letter)


def test_a_sentence_with_a_gap_in_it_is_there_already(browser, letter, user):
    gift = shelve(user, "has she read it?", letter=letter)
    assert "Put its sentence in" in page_of(browser, letter)
    press(browser, letter, put=gift.pk)
    assert '"has she read it?" [...' in now_is(letter)
    assert "Put its sentence in" not in page_of(browser, letter)


def test_another_window_that_saved_first_is_told_and_neither_text_is_lost(browser, letter, user):
    gift = shelve(user)
    Letter.objects.update(text="The other window.", version=2)
    response = press(browser, letter, NOTE.replace("a lot", "a great deal"), put=gift.pk)
    page = response.content.decode()
    assert response.status_code == 409
    assert "The other window." in page
    assert "told me a great deal." in page
    assert words_of(letter, gift) not in page.split("<textarea")[1].split("</textarea>")[0]
    assert now_is(letter) == "The other window."
    gift.refresh_from_db()
    assert gift.letter is None


@pytest.mark.parametrize(("length", "is_in"), [(5000, True), (5990, False), (6000, False)])
def test_a_letter_without_room_for_the_sentence_is_saved_without_it(browser, letter, user, length, is_in):
    gift = shelve(user)
    text = ("word " * 1200)[: length - 1] + "."
    response = press(browser, letter, text, put=gift.pk)
    assert (words_of(letter, gift) in now_is(letter)) is is_in
    assert letter.text.replace(words_of(letter, gift), "").strip() == text
    assert ("Shorten it first." in " ".join(said(response))) is not is_in


def test_a_letter_that_is_too_long_itself_comes_back_whole(browser, letter, user):
    text = "word " * 1300
    response = press(browser, letter, text, put=shelve(user).pk)
    assert "Take out 500." in response.content.decode()
    assert text in response.content.decode()
    assert now_is(letter) == NOTE


@pytest.mark.parametrize("state", ["posted", "dropped"])
def test_a_closed_letter_takes_no_gift_and_gives_none_back(browser, letter, user, state):
    mark(letter, state, NOW)
    gift = shelve(user)
    assert said(press(browser, letter, put=gift.pk))[0] == "This letter is closed, so nothing was put into it."
    Gift.objects.update(letter=letter, given_at=NOW)
    letter.refresh_from_db()
    assert said(press(browser, letter, take_out=gift.pk))[0] == "This letter is closed, so nothing was taken out of it."
    gift.refresh_from_db()
    assert gift.letter == letter
    assert now_is(letter) == NOTE


def test_one_gift_is_enough(browser, letter, user):
    shelve(user, letter=letter)
    response = press(browser, letter, put=shelve(user, "a map").pk)
    assert said(response)[0] == "The letter has a gift already. Take that one out first."
    assert Gift.objects.get(text="a map").letter is None


def test_a_gift_in_another_letter_stays_there(browser, letter, user):
    other = letter_to(letter.interview, "Tom Reyes")
    gift = shelve(user, letter=other)
    assert said(press(browser, letter, put=gift.pk))[0] == "This gift is in the letter to Mr Tom Reyes."
    gift.refresh_from_db()
    assert gift.letter == other


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "٣", "1" * 30, str(2**63), "\x00"])
@pytest.mark.parametrize("button", ["put", "take_out"])
def test_a_key_that_names_no_gift_loses_no_word(browser, letter, key, button):
    typed = NOTE.replace("a lot", "everything")
    response = press(browser, letter, typed, **{button: key})
    assert said(response)[0] == "That gift is not on your shelf any more."
    assert now_is(letter) == typed


def test_somebody_elses_gift_is_not_on_the_shelf(browser, letter):
    theirs = shelve(make_user(), "theirs")
    for button in ("put", "take_out"):
        response = press(browser, letter, **{button: theirs.pk})
        assert "theirs" not in response.content.decode()
        letter.refresh_from_db()
    theirs.refresh_from_db()
    assert (theirs.letter, "theirs" in now_is(letter)) == (None, False)


def test_somebody_elses_letter_takes_no_gift(client, letter):
    stranger = make_user()
    client.force_login(stranger)
    gift = shelve(stranger)
    assert press(client, letter, put=gift.pk).status_code == 404
    assert press(client, letter, **SPOT).status_code == 404
    assert (now_is(letter), Gift.objects.filter(letter__isnull=False).exists()) == (NOTE, False)


# On the spot ----------------------------------------------------------------------------------------------------------


def test_a_gift_found_on_the_spot_goes_on_the_shelf_and_into_the_letter(browser, letter, user):
    topic = Topic.objects.get(text="Cézanne")
    press(browser, letter, **SPOT, **{"gift-topic": topic.pk})
    gift = Gift.objects.get()
    assert (gift.owner, gift.interviewer, gift.topic, gift.letter, gift.kind, gift.text, gift.web, gift.found_on) == (
        user, letter.recipient, topic, letter, "website", SPOT["gift-text"], SPOT["gift-web"], TODAY,
    )  # fmt: skip
    assert words_of(letter, gift) in now_is(letter)


def test_on_the_spot_the_topics_are_those_of_the_reader(browser, letter):
    page = page_of(browser, letter)
    assert ">Cézanne</option>" in page
    assert ">budgets</option>" not in page
    budgets = Topic.objects.get(text="budgets")
    assert "Choose one of these." in press(browser, letter, **SPOT, **{"gift-topic": budgets.pk}).content.decode()
    assert not Gift.objects.exists()


def test_a_voucher_on_the_spot_is_refused_and_every_word_stays_on_the_page(browser, letter):
    typed = NOTE.replace("a lot", "everything")
    response = press(browser, letter, typed, **SPOT | {"gift-text": "a Starbucks voucher"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "A coffee card or certificate is not the gift that is meant." in page
    assert [each for each in ("told me everything.", "a Starbucks voucher", SPOT["gift-web"]) if each not in page] == []
    assert " autofocus" in page.split('name="gift-text"')[1].split(">")[0]
    assert (now_is(letter), Gift.objects.exists()) == (typed, False)
    assert response.context["form"]["version"].value() == letter.version


def test_a_draft_that_was_only_shown_stays_untouched_where_the_gift_is_refused(browser, letter):
    Letter.objects.update(text="", version=0)
    letter.refresh_from_db()
    shown = browser.get(letter.get_absolute_url()).context["form"]["text"].value()
    page = press(browser, letter, shown, **SPOT | {"gift-text": ""}).content.decode()
    assert "Write a few words." in page
    assert now_is(letter) == ""


def test_a_refused_gift_overwrites_no_other_window(browser, letter):
    Letter.objects.update(text="The other window.", version=2)
    response = press(browser, letter, NOTE, **SPOT | {"gift-text": "a £20 note"})
    page = response.content.decode()
    assert [
        each for each in ("told me a lot.", "a £20 note", "Money turns thanks into a payment") if each not in page
    ] == []
    assert (now_is(letter), response.context["form"]["version"].value()) == ("The other window.", "1")
    assert press(browser, letter, NOTE, **SPOT, version=1).status_code == 409


def test_a_refused_gift_and_a_letter_too_long_both_come_back(browser, letter):
    page = press(browser, letter, "word " * 1300, **SPOT | {"gift-text": "a £20 note"}).content.decode()
    assert [each for each in ("word " * 1300, "Take out 500.", "a £20 note") if each not in page] == []
    assert now_is(letter) == NOTE


def test_a_gift_begun_on_the_spot_stays_on_the_page_when_the_letter_cannot_be_saved(browser, letter):
    Letter.objects.update(text="The other window.", version=2)
    begun = {"text": NOTE, "version": 0, "gift-kind": "tip", "gift-text": "ask for the map room"}
    page = browser.post(letter.get_absolute_url(), begun).content.decode()
    assert re.search(r'<textarea name="gift-text"[^>]*>\s*ask for the map room</textarea>', page)
    assert Gift.objects.count() == 0


def test_who_signed_in_again_on_the_way_finds_the_letter(browser, letter):
    assert browser.get(f"/letters/{letter.pk}/gift/").url == letter.get_absolute_url()


def test_the_fields_on_the_spot_come_along_with_the_letters_form(browser, letter):
    page = page_of(browser, letter)
    spot = page[page.index("Add one on the spot") : page.index("Add it and put it into the letter")]
    assert spot.count('form="letter-form"') == 5  # kind, text, address, topic, and the button
    assert "<input" not in spot  # in one of these the Enter key would press the letter's first button


def test_a_gift_on_the_spot_waits_on_the_shelf_where_another_window_saved_first(browser, letter, user):
    Letter.objects.update(text="The other window.", version=2)
    response = press(browser, letter, **SPOT)
    assert response.status_code == 409
    assert said(response) == ["The gift waits on your shelf.", "The gift is not in the letter yet."]
    assert Gift.objects.values_list("text", "letter", "interviewer").get() == (
        SPOT["gift-text"], None, letter.recipient_id,
    )  # fmt: skip


def test_the_form_on_the_spot_sent_twice_makes_one_gift(browser, letter):
    for _click in range(2):
        press(browser, letter, **SPOT)
    assert Gift.objects.count() == 1
    assert now_is(letter).count("mills.example.org/map") == 1


def test_what_the_reader_has_had_is_refused_on_the_spot(browser, letter, user):
    given = shelve(user, SPOT["gift-text"].upper(), letter=letter_to(letter.interview, "Tom Reyes"))
    Gift.objects.update(given_at=NOW)
    Letter.objects.filter(pk=given.letter_id).update(recipient=letter.recipient, kind="follow_up")
    page = press(browser, letter, **SPOT).content.decode()
    assert "Ms Ifeoma Adeyemi has had this from you already. Find something else." in page


# What is proposed -------------------------------------------------------------------------------------------------------


def test_the_same_topic_comes_first_then_the_person_then_free_ones_of_the_same_kind(letter, user):
    shelve(user, "free tip", kind="tip")
    shelve(user, "free article")
    shelve(user, "newer free tip", kind="tip")
    shelve(user, "for her", interviewer=letter.recipient)
    shelve(user, "on Cézanne", topic=Topic.objects.get(text="Cézanne"), interviewer=letter.recipient)
    shelve(user, "for him", interviewer=person(user, "Tom Reyes"))
    shelve(make_user(), "theirs")
    assert proposed(letter) == [
        ("on Cézanne", "for Cézanne"),
        ("for her", "found for Ms Ifeoma Adeyemi"),
        ("free article", "free for anybody"),
        ("newer free tip", "free for anybody"),
        ("free tip", "free for anybody"),
    ]


def test_what_is_stale_comes_last_of_its_sort(letter, user):
    old = TODAY - timedelta(days=40)
    shelve(user, "old for her", interviewer=letter.recipient, found_on=old)
    shelve(user, "for her", interviewer=letter.recipient)
    shelve(user, "older for her", interviewer=letter.recipient, found_on=old)
    shelve(user, "free")
    assert [text for text, _ in proposed(letter)] == ["for her", "older for her", "old for her", "free"]


def test_nobody_is_proposed_what_they_have_had(browser, letter, user):
    gift = shelve(user, web=WEB)
    press(browser, letter, put=gift.pk)
    letter.refresh_from_db()
    mark(letter, "posted", NOW)
    shelve(user, "The  letters of Cézanne in the COURTAULD.")
    shelve(user, "under another name", web="http://www.courtauld.example/letters/")
    shelve(user, "another")
    later = make_interview(user, position=letter.position, starts_at=NOW + timedelta(days=20))
    again = letter_to(later, "Ifeoma Adeyemi")
    assert again.recipient == letter.recipient
    assert proposed(again) == [("another", "free for anybody")]
    Letter.objects.filter(pk=again.pk).update(text=NOTE, version=1)
    again.refresh_from_db()
    assert said(press(browser, again, put=gift.pk))[0] == "Ms Ifeoma Adeyemi has had this from you already."


def test_whom_an_email_covered_has_had_its_gift(letter, user):
    other = letter_to(letter.interview, "Tom Reyes")
    shelve(user, "given to both", letter=letter)
    letter.covers.set(letter.interview.seats.all())
    Letter.objects.filter(pk=letter.pk).update(channel="email")
    letter.refresh_from_db()
    mark(letter, "sent", NOW)
    later = make_interview(user, position=letter.position, starts_at=NOW + timedelta(days=20))
    shelve(user, "Given to both")
    assert proposed(letter_to(later, "Tom Reyes")) == []
    assert other.recipient_id == letter_to(later, "Tom Reyes").recipient_id


def test_two_of_a_panel_are_not_proposed_the_same(letter, user):
    shelve(user, "a map", letter=letter_to(letter.interview, "Tom Reyes"))
    shelve(user, "A map.")
    assert proposed(letter) == []
    Letter.objects.filter(recipient__name="Tom Reyes").update(state="dropped", closed_at=NOW)
    assert [text for text, _ in proposed(letter)] == ["A map."]


def test_what_somebody_else_was_given_is_proposed_where_the_topic_is_the_same_and_is_then_another_gift(
    browser, letter, user
):
    elsewhere = make_interview(user, panel=[seat("Ola Vik", topics=["cézanne"])], starts_at=NOW - timedelta(days=30))
    theirs = Topic.objects.get(text="cézanne")
    given = shelve(
        user, topic=theirs, interviewer=person(user, "Ola Vik"), letter=elsewhere.letters.get(), given_at=NOW
    )
    shelve(user, "given, on nothing in particular", letter=elsewhere.letters.get(), given_at=NOW)
    assert proposed(letter) == [(given.text, "for cézanne; Ola Vik had it, too")]
    for _click in range(2):
        press(browser, letter, put=given.pk)
    copy = Gift.objects.get(letter=letter)
    assert (copy.text, copy.interviewer, copy.topic, copy.given_at) == (
        given.text, letter.recipient, Topic.objects.get(text="Cézanne"), None,
    )  # fmt: skip
    given.refresh_from_db()
    assert given.letter == elsewhere.letters.get()
    press(browser, letter, now_is(letter), take_out=copy.pk)
    assert now_is(letter) == NOTE
    assert not Gift.objects.filter(pk=copy.pk).exists()


def test_the_shelf_is_asked_once(letter, user, django_assert_num_queries):
    for number in range(40):
        shelve(user, f"gift {number}", interviewer=letter.recipient, topic=Topic.objects.get(text="Cézanne"))
    letter = Letter.objects.select_related("position__owner", "interview", "recipient").get(pk=letter.pk)
    prefetch_related_objects([letter], "interview__seats__topics")
    with django_assert_num_queries(1):
        assert len(fitting(letter, TODAY)) == 40


@pytest.mark.parametrize("count", [0, 1, 30])
def test_the_letters_page_asks_once_for_the_shelf_and_once_for_lessons(client, count):
    user = make_user()
    client.force_login(user)
    written, untouched = make_interview(user).letters.all()
    Letter.objects.filter(pk=written.pk).update(text=NOTE, version=1)
    for number in range(count):
        shelve(user, f"gift {number}", interviewer=written.recipient)
        user.lessons.create(text=f"lesson {number}")
    asked = {}
    for letter in (written, untouched):
        with CaptureQueriesContext(connection) as queries:
            client.get(letter.get_absolute_url())
        said = [query["sql"] for query in queries]
        asked[letter] = (sum("was_had" in each for each in said), sum('FROM "letters_lesson"' in each for each in said))
    assert asked == {written: (1, 1), untouched: (0, 1)}


def test_four_are_proposed_and_the_rest_is_on_the_shelf(browser, letter, user):
    for number in range(6):
        shelve(user, f"gift {number}")
    assert page_of(browser, letter).count("Put into the letter") == 4


@pytest.mark.parametrize(
    ("kind", "is_asked"), [("thank_you", True), ("keep_in_touch", True), ("last_follow_up", False)]
)
def test_a_gift_has_its_place_where_the_kind_of_letter_has_one(browser, letter, kind, is_asked):
    Letter.objects.filter(pk=letter.pk).update(kind=kind)
    assert ("Add one on the spot" in page_of(browser, letter)) is is_asked


def test_a_letter_that_names_a_gift_by_itself_is_asked_for_none(browser, letter):
    Letter.objects.filter(pk=letter.pk).update(
        text=NOTE.replace("a lot.", "a lot. You may like to read the essay at mills.example.org.")
    )
    assert 'id="gift"' not in page_of(browser, letter)


def test_once_given_the_letter_says_when(browser, letter, user):
    shelve(user, letter=letter)
    mark(letter, "posted", NOW)
    page = page_of(browser, letter)
    assert "Given on 18 November 2026." in page
    assert "Take it out" not in page


def test_the_slip_of_the_gift_is_on_the_letters_sheet(browser, letter, user):
    gift = shelve(user, web="https://www.courtauld.example/letters/of/paul/cezanne/to/his/friends/and/family")
    press(browser, letter, put=gift.pk)
    assert "the address is on the slip enclosed" in now_is(letter)
    assert f'href="/letters/{letter.pk}/print/"' in page_of(browser, letter).split("slip with a code")[1][:80]
