"""The gift shelf: add, change, remove and bring back; what is refused; nobody's rows but one's own."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from interviews.models import Topic
from letters.models import Gift, Letter
from letters.states import mark, take_back
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MAP = {
    "kind": "website",
    "text": "a map of the old mills",
    "web": "https://mills.example.org/map",
    "found_on": "2026-11-18",
}


def add(browser, **fields):
    return browser.post("/gifts/add/", MAP | fields, follow=True)


def shelf(browser, path="/gifts/"):
    return " ".join(browser.get(path).content.decode().split())


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_gift_is_put_on_the_shelf_and_shown_with_all_that_is_known_of_it(browser, user):
    make_interview(user)
    topic = Topic.objects.get(text="Cézanne")
    response = add(browser, topic=topic.pk)
    assert said(response) == ["It is on your shelf."]
    gift = Gift.objects.get()
    assert (gift.owner, gift.kind, gift.text, gift.web, gift.found_on, gift.topic, gift.interviewer, gift.letter) == (
        user, "website", MAP["text"], MAP["web"], NOW.date(), topic, person(user, "Ifeoma Adeyemi"), None,
    )  # fmt: skip
    page = shelf(browser)
    assert "A website · for Cézanne · found for Ms Ifeoma Adeyemi ·" in page
    assert f'<a href="{gift.web}" rel="external noopener noreferrer">mills.example.org</a> · found today' in page
    assert '<span class="pill">free</span>' in page


def test_the_empty_shelf_says_what_goes_on_it(browser):
    assert "Nothing on the shelf yet" in shelf(browser)


@pytest.mark.parametrize(
    ("found_on", "age", "is_stale"),
    [
        ("2026-11-18", "found today", False),
        ("2026-11-17", "found yesterday", False),
        ("2026-11-05", "found 13 days ago", False),
        ("2026-10-21", "found 4 weeks ago", False),
        ("2026-10-20", "found 4 weeks ago", True),
        ("2026-09-10", "found 9 weeks ago", True),
        ("2026-09-09", "found on 9 September 2026", True),
        ("", None, False),
    ],
)
def test_an_old_article_is_named_stale_in_words(browser, found_on, age, is_stale):
    add(browser, kind="article", found_on=found_on)
    page = shelf(browser)
    assert (
        f"· {age}" in page if age else "found " not in page.split("<footer")[0].split("row__meta")[1].split("</p>")[0]
    )
    assert ('<span class="pill pill--amber">free, but stale</span>' in page) is is_stale


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Starbucks voucher", "A coffee card or certificate is not the gift that is meant."),
        ("a £20 note", "Money turns thanks into a payment, and many may not accept it."),
        ("a box of chocolates", "Goods can embarrass a reader who may not accept them."),
    ],
)
def test_money_vouchers_and_goods_are_refused_with_the_reason_and_no_word_is_lost(browser, text, reason):
    response = add(browser, text=text, found_on="2026-11-02")
    page = response.content.decode()
    assert reason in page
    assert [value for value in (text, MAP["web"], "2026-11-02") if value not in page] == []
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mills.example.org/map", "https://mills.example.org/map"),
        ("HTTP://Mills.example.org/Map", "http://Mills.example.org/Map"),
        (" https://mills.example.org ", "https://mills.example.org"),
        ("https://müller.example/straße", "https://müller.example/straße"),
        ("", ""),
    ],
)
def test_a_web_address_is_kept_with_its_scheme(browser, typed, kept):
    add(browser, web=typed)
    assert Gift.objects.get().web == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "ftp://mills.example.org/map", "data:text/html,x", "mailto:a@example.org", "file:///etc/passwd",
        "https://", "http://a b.example", "https://mills.example.org/\nSet-Cookie: x", "mills", "//", "https://[::1", "\x00",
        "https://example.org/" + "x" * 481,
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_an_error_of_its_field_and_comes_back(browser, typed):
    response = add(browser, web=typed)
    assert list(response.context["form"].errors) == ["web"]
    assert MAP["text"] in response.content.decode()
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "voucher"), ("kind", ""), ("text", ""), ("text", "  "), ("text", "x" * 301), ("text", "a\x00b"),
        ("found_on", "2026-11-19"), ("found_on", "1969-12-31"), ("found_on", "x"), ("topic", "x"), ("topic", "9" * 5000),
        ("interviewer", str(2**63)), ("letter", "-1"), ("letter", "\x00"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_is_named(browser, field, value):
    response = add(browser, **{field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Gift.objects.exists()


@pytest.mark.parametrize("field", ["interviewer", "topic", "letter"])
def test_what_belongs_to_somebody_else_is_no_choice(browser, user, field):
    theirs = make_interview(make_user())
    row = {
        "interviewer": theirs.seats.first().interviewer, "topic": Topic.objects.first(), "letter": theirs.letters.first(),
    }[field]  # fmt: skip
    assert "Adeyemi" not in browser.get("/gifts/add/").content.decode()
    response = add(browser, **{field: row.pk})
    assert list(response.context["form"].errors) == [field]
    gift = Gift.objects.create(owner=user, text="mine")
    response = browser.post(f"/gifts/{gift.pk}/", MAP | {field: row.pk})
    assert list(response.context["form"].errors) == [field]
    assert list(Gift.objects.values_list("text", "interviewer", "topic", "letter")) == [("mine", None, None, None)]


def test_fields_that_the_form_has_not_change_nothing(browser, user):
    other = make_user()
    more = {"owner": other.pk, "given_at": "2026-01-01", "created_at": "2020-01-01", "id": "999", "pk": "999"}
    add(browser, **more)
    gift = Gift.objects.get()
    assert (gift.owner, gift.given_at, gift.created_at, gift.pk == 999) == (user, None, NOW, False)


@pytest.mark.parametrize("path", ["", "remove/"])
def test_a_strangers_gift_is_not_there(browser, path):
    gift = Gift.objects.create(owner=make_user(), text="theirs")
    assert browser.post(f"/gifts/{gift.pk}/{path}", MAP).status_code == 404
    assert "theirs" not in shelf(browser)
    assert Gift.objects.get().text == "theirs"


def test_topic_person_and_letter_are_of_one_reader(browser, user):
    interview = make_interview(user)
    lead, other = person(user, "Ifeoma Adeyemi"), person(user, "Tom Reyes")
    response = add(browser, interviewer=other.pk, topic=Topic.objects.get(text="Cézanne").pk)
    assert response.context["form"].errors == {
        "topic": ["That topic was Ms Ifeoma Adeyemi’s. Choose one of the person’s, or none."]
    }
    response = add(browser, interviewer=other.pk, letter=letter_to(interview, "Ifeoma Adeyemi").pk)
    assert response.context["form"].errors == {
        "letter": ["That letter goes to Ms Ifeoma Adeyemi. Choose one to the same person."]
    }
    assert "fold" in response.content.decode()
    add(browser, interviewer=lead.pk, letter=letter_to(interview, "Ifeoma Adeyemi").pk)
    response = add(browser, text="another", web="", letter=letter_to(interview, "Ifeoma Adeyemi").pk)
    assert response.context["form"].errors == {"letter": ["That letter has a gift already. One is enough."]}
    assert Gift.objects.count() == 1


def test_only_open_letters_take_a_gift(browser, user):
    letter = letter_to(make_interview(user), "Tom Reyes")
    mark(letter, "posted", NOW)
    assert list(add(browser, letter=letter.pk).context["form"].errors) == ["letter"]


def test_a_gift_is_changed(browser, user):
    gift = Gift.objects.create(owner=user, text="mine", web="https://example.org", found_on=date(2026, 11, 1))
    page = browser.get(f"/gifts/{gift.pk}/").content.decode()
    assert [value for value in ("mine", "https://example.org", 'value="2026-11-01"') if value not in page] == []
    assert said(browser.post(f"/gifts/{gift.pk}/", MAP, follow=True)) == ["Saved."]
    gift.refresh_from_db()
    assert (gift.text, gift.web, gift.kind) == (MAP["text"], MAP["web"], "website")


def test_a_gift_leaves_with_its_letter_and_comes_back_with_it(browser, user):
    letter = letter_to(make_interview(user), "Tom Reyes")
    gift = Gift.objects.create(owner=user, text="a map", letter=letter)
    assert "In the letter to Mr Tom Reyes" in shelf(browser)
    mark(letter, "posted", NOW)
    gift.refresh_from_db()
    assert (gift.given_at, gift.is_given) == (NOW, True)
    assert "Given to Mr Tom Reyes on 18 November 2026" in shelf(browser)
    take_back(letter, "copied")
    gift.refresh_from_db()
    assert gift.given_at is None


def test_of_a_gift_that_was_given_only_the_words_can_be_corrected(browser, user):
    interview = make_interview(user)
    letter = letter_to(interview, "Tom Reyes")
    gift = Gift.objects.create(owner=user, text="a mpa", letter=letter)
    mark(letter, "posted", NOW)
    other = letter_to(interview, "Ifeoma Adeyemi")
    more = {"letter": other.pk, "interviewer": other.recipient_id, "topic": Topic.objects.first().pk}
    page = browser.get(f"/gifts/{gift.pk}/").content.decode()
    assert "It was given on 18 November 2026. Only its words can be corrected." in page
    browser.post(f"/gifts/{gift.pk}/", MAP | more)
    gift.refresh_from_db()
    assert (gift.text, gift.letter, gift.interviewer, gift.topic, gift.given_at) == (
        MAP["text"],
        letter,
        None,
        None,
        NOW,
    )


def test_nobody_is_given_the_same_twice(browser, user):
    letter = letter_to(make_interview(user), "Tom Reyes")
    Gift.objects.create(owner=user, text=MAP["text"], letter=letter)
    mark(letter, "posted", NOW)
    for words in ({"text": "A  map of the OLD mills."}, {"text": "the mills, mapped"}):
        Gift.objects.update(web="http://www.mills.example.org/map/")
        response = add(browser, interviewer=person(user, "Tom Reyes").pk, **words)
        assert response.context["form"].errors == {
            "text": ["Mr Tom Reyes has had this from you already. Find something else."]
        }
    assert Gift.objects.count() == 1


def test_what_is_on_the_shelf_twice_is_said(browser, user):
    letter = letter_to(make_interview(user), "Tom Reyes")
    Gift.objects.create(owner=user, text=MAP["text"], letter=letter)
    mark(letter, "posted", NOW)
    response = add(browser)
    assert said(response) == ["It is on your shelf, twice by now: Mr Tom Reyes had the same on 18 November 2026."]
    assert said(add(browser, text="mapped mills")) == [
        "It is on your shelf, twice by now: you had put the same there before."
    ]


def test_the_same_form_sent_twice_makes_one_gift(browser):
    add(browser)
    assert said(add(browser)) == ["This gift is on your shelf already. Here it is."]
    assert Gift.objects.count() == 1


def test_a_gift_is_removed_at_once_and_brought_back_as_it_was(browser, user):
    interview = make_interview(user)
    letter, topic = letter_to(interview, "Ifeoma Adeyemi"), Topic.objects.get(text="Cézanne")
    Gift.objects.create(
        owner=user, text="a <b>map</b>", letter=letter, topic=topic, interviewer=letter.recipient, given_at=NOW,
        found_on=NOW.date(), web="https://example.org/", kind="website",
    )  # fmt: skip
    before = Gift.objects.values().get()
    page = browser.post(f"/gifts/{before['id']}/remove/", follow=True).content.decode()
    assert "Removed: “a &lt;b&gt;map&lt;/b&gt;”" in page
    assert not Gift.objects.exists()
    assert said(browser.post("/gifts/undo/", follow=True)) == ["It is back on your shelf."]
    assert Gift.objects.values().get() == before
    assert said(browser.post("/gifts/undo/", follow=True)) == []
    assert Gift.objects.values().get() == before
    assert "Removed" not in shelf(browser)


def test_a_gift_comes_back_without_what_is_gone_by_then(browser, user):
    interview = make_interview(user)
    letter = letter_to(interview, "Ifeoma Adeyemi")
    gift = Gift.objects.create(
        owner=user, text="a map", letter=letter, topic=Topic.objects.get(text="Cézanne"), interviewer=letter.recipient
    )
    browser.post(f"/gifts/{gift.pk}/remove/")
    browser.post(f"/interviews/{interview.pk}/delete/")
    browser.post("/gifts/undo/")
    assert Gift.objects.values_list("text", "letter", "topic", "interviewer").get() == (
        "a map", None, None, letter.recipient_id,
    )  # fmt: skip


def test_after_half_an_hour_what_was_removed_is_gone(browser, user, clock):
    gift = Gift.objects.create(owner=user, text="a map")
    browser.post(f"/gifts/{gift.pk}/remove/")
    clock.move_to(NOW + timedelta(minutes=29))
    assert "Removed: “a map”" in shelf(browser)
    clock.move_to(NOW + timedelta(minutes=31))
    assert "Removed: “a map”" not in shelf(browser)
    browser.post("/gifts/undo/")
    assert not Gift.objects.exists()


def test_the_next_person_at_the_same_browser_brings_nothing_back(browser, user):
    gift = Gift.objects.create(owner=user, text="a map")
    browser.post(f"/gifts/{gift.pk}/remove/")
    browser.force_login(make_user())
    assert "a map" not in shelf(browser)
    browser.post("/gifts/undo/")
    assert not Gift.objects.exists()


def test_what_may_still_be_given_comes_first(browser, user):
    for text, given_at in (("old", NOW - timedelta(days=3)), ("free", None), ("new", NOW), ("free too", None)):
        Gift.objects.create(owner=user, text=text, given_at=given_at)
    assert [each.gift.text for each in browser.get("/gifts/").context["rows"]] == ["free too", "free", "new", "old"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_shelf_takes_the_same_queries_whatever_stands_on_it(client, count, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    topic = Topic.objects.get(text="Cézanne")
    Gift.objects.bulk_create(
        Gift(owner=user, text=f"gift {n}", letter=letter, topic=topic, interviewer=letter.recipient)
        for n in range(count)
    )
    with django_assert_num_queries(4):
        page = client.get("/gifts/").content.decode()
    assert page.count('class="row"') == count


@pytest.mark.parametrize("count", [1, 30])
def test_the_form_takes_the_same_queries_whatever_was_logged(client, count, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    for number in range(count):
        make_interview(user, panel=[seat(f"Person {number}", topics=["a", "b"])])
    with django_assert_num_queries(5):
        page = client.get("/gifts/add/").content.decode()
    assert page.count("<option") == 3 + 4 * count


def test_thirty_gifts_are_a_page(browser, user):
    Gift.objects.bulk_create(Gift(owner=user, text=f"gift {n}") for n in range(31))
    assert "Page 1 of 2" in shelf(browser)
    assert [each.gift.text for each in browser.get("/gifts/?page=2").context["rows"]] == ["gift 0"]


def test_an_account_takes_its_shelf_with_it(user):
    Gift.objects.create(owner=user, text="a map")
    User.objects.get(pk=user.pk).delete()
    assert (Gift.objects.count(), Letter.objects.count()) == (0, 0)
