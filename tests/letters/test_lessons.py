"""Somebody's own lessons: kept, changed, removed and brought back, and shown where a letter is written (S15)."""

import pytest

from letters.lessons import lessons_beside, parts, told
from letters.models import Lesson
from tests.conftest import NOW
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ROTA = {"text": "Naming the rota got me a call the same day.", "kind": "thank_you", "part": "gratitude"}


def keep(browser, **fields):
    return browser.post("/lessons/", ROTA | fields, follow=True)


def page_of(browser, path="/lessons/"):
    return " ".join(browser.get(path).content.decode().split())


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_lesson_is_kept_with_what_it_is_about(browser, user):
    assert said(keep(browser)) == ["Kept."]
    lesson = Lesson.objects.get()
    assert (lesson.owner, lesson.text, lesson.kind, lesson.part, lesson.created_at) == (user, *ROTA.values(), NOW)
    assert "Thank-you letter · Thanks for something particular · 18 November 2026" in page_of(browser)


def test_a_lesson_may_be_about_letters_in_general(browser):
    keep(browser, kind="", part="")
    assert [each.about for each in told(Lesson.objects.all())] == [""]


def test_without_any_the_page_says_so(browser):
    assert "Nothing is kept yet." in page_of(browser)


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", " \r\n "), ("text", "a\x00b"), ("text", "x" * 501), ("kind", "card"), ("part", "nonsense")],
)
def test_a_field_that_cannot_be_is_named_and_no_word_is_lost(browser, field, value):
    response = keep(browser, **{field: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert field == "text" or ROTA["text"] in response.content.decode()
    assert not Lesson.objects.exists()


@pytest.mark.parametrize("text", ["x" * 500, "a\r\nb", "é" * 500, "<script>alert(1)</script> {{ 7*7 }}"])
def test_whatever_fits_is_kept_as_typed(browser, text):
    keep(browser, text=text)
    assert Lesson.objects.get().text == text.replace("\r\n", "\n")
    assert "<script>alert" not in page_of(browser)


def test_five_hundred_characters_are_counted_with_one_for_each_line_end(browser):
    keep(browser, text="a\r\n" * 249 + "b")
    assert len(Lesson.objects.get().text) == 499
    keep(browser, text="a\r\n" * 250 + "b")
    assert Lesson.objects.count() == 1


def test_the_same_lesson_sent_twice_is_kept_once(browser):
    keep(browser)
    assert said(keep(browser)) == ["You had kept this already."]
    assert Lesson.objects.count() == 1
    keep(browser, kind="follow_up")
    assert Lesson.objects.count() == 2


def test_a_lesson_is_changed(browser, user):
    lesson = Lesson.objects.create(owner=user, **ROTA)
    assert ROTA["text"] in page_of(browser, f"/lessons/{lesson.pk}/")
    change = {"text": "Name the rota.", "kind": "", "part": "", "owner": make_user().pk}
    assert said(browser.post(f"/lessons/{lesson.pk}/", change, follow=True)) == ["Saved."]
    assert Lesson.objects.values_list("text", "kind", "part", "owner").get() == ("Name the rota.", "", "", user.pk)


def test_a_lesson_is_removed_at_once_and_brought_back_as_it_was(browser, user):
    Lesson.objects.create(owner=user, **ROTA)
    before = Lesson.objects.values().get()
    page = browser.post(f"/lessons/{before['id']}/remove/", follow=True).content.decode()
    assert f"Removed: “{ROTA['text']}”" in page
    assert not Lesson.objects.exists()
    assert said(browser.post("/lessons/undo/", follow=True)) == ["It is back."]
    assert Lesson.objects.values().get() == before
    assert said(browser.post("/lessons/undo/", follow=True)) == []


def test_only_the_last_one_removed_comes_back(browser, user):
    for text in ("first", "second"):
        lesson = Lesson.objects.create(owner=user, text=text)
        browser.post(f"/lessons/{lesson.pk}/remove/")
    browser.post("/lessons/undo/")
    assert [each.text for each in Lesson.objects.all()] == ["second"]


@pytest.mark.parametrize("path", ["", "remove/"])
def test_a_strangers_lesson_is_not_there(browser, path):
    lesson = Lesson.objects.create(owner=make_user(), **ROTA)
    assert browser.post(f"/lessons/{lesson.pk}/{path}", ROTA | {"text": "stolen"}).status_code == 404
    assert ROTA["text"] not in page_of(browser)
    assert Lesson.objects.get().text == ROTA["text"]


def test_beside_a_letter_the_lessons_about_its_kind_come_first(user, django_assert_num_queries):
    for text, kind in (("old", "thank_you"), ("all", ""), ("other", "follow_up"), ("new", "thank_you")):
        Lesson.objects.create(owner=user, text=text, kind=kind)
    Lesson.objects.create(owner=make_user(), text="theirs", kind="thank_you")
    with django_assert_num_queries(1):
        beside = [each.lesson.text for each in lessons_beside(user, "thank_you")]
    assert beside == ["new", "old", "all"]


def test_a_dozen_stand_beside_a_letter(user):
    Lesson.objects.bulk_create(Lesson(owner=user, text=f"lesson {n}") for n in range(60))
    assert len(lessons_beside(user, "thank_you")) == 12


def test_a_part_that_is_no_more_is_not_named(user):
    Lesson.objects.create(owner=user, text="x", kind="follow_up", part="gone")
    assert [each.about for each in told(Lesson.objects.all())] == ["Follow-up letter"]


def test_every_part_is_offered_under_a_label_of_its_own():
    labels = [label for _key, label in parts()]
    assert len(labels) == len(set(labels)) > 10
    assert "A small gift of information" in labels


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_lessons_takes_the_same_queries_whatever_is_kept(client, count, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    Lesson.objects.bulk_create(Lesson(owner=user, text=f"lesson {n}", kind="thank_you") for n in range(count))
    with django_assert_num_queries(4):
        page = client.get("/lessons/").content.decode()
    assert page.count('class="row"') == count


def test_thirty_lessons_are_a_page(browser, user):
    Lesson.objects.bulk_create(Lesson(owner=user, text=f"lesson {n}") for n in range(31))
    assert [each.lesson.text for each in browser.get("/lessons/?page=2").context["lessons"]] == ["lesson 0"]


def test_on_the_page_of_examples_stand_ones_own_lessons(browser, user):
    assert "Keep a lesson" in page_of(browser, "/letters/examples/")
    Lesson.objects.create(owner=user, **ROTA)
    page = page_of(browser, "/letters/examples/")
    assert "Your lessons (1)" in page
    assert ROTA["text"] in page
