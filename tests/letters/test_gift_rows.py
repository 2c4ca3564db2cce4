"""What the rows of the shelf and of lessons hold, and what the database refuses."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from letters.models import Gift, Lesson, Letter
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_user, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    "fields", [{"text": ""}, {"kind": "voucher"}, {"web": "javascript:alert(1)"}, {"web": "example.org"}]
)
def test_the_database_refuses_what_is_no_gift(user, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.create(owner=user, **{"text": "a map of the old mills", **fields})


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 501}, {"kind": "reference"}])
def test_the_database_refuses_what_is_no_lesson(user, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(owner=user, **{"text": "Name the rota.", **fields})


@pytest.mark.parametrize(
    ("state", "is_free"),
    [("draft", False), ("ready", False), ("copied", False), ("dropped", True), ("set_aside", True)],
)
def test_a_gift_is_free_again_once_its_letter_is_given_up(user, state, is_free):
    letter = letter_to(make_interview(user), "Tom Reyes")
    closed_at = NOW if state in Letter.GIVEN_UP else None
    Letter.objects.filter(pk=letter.pk).update(state=state, closed_at=closed_at)
    gift = Gift.objects.get(pk=Gift.objects.create(owner=user, text="a map", letter=letter).pk)
    assert (gift.is_free, Gift.objects.owned_by(user).free().exists()) == (is_free, is_free)


def test_a_gift_is_had_by_whom_its_letter_went_to_and_whom_it_covered(user):
    interview = make_interview(user)
    letter = letter_to(interview, "Ifeoma Adeyemi")
    gift = Gift.objects.create(owner=user, text="a map", letter=letter)
    lead, other = person(user, "Ifeoma Adeyemi"), person(user, "Tom Reyes")

    def had():
        return [list(Gift.objects.had_by(each).distinct()) for each in (lead, other)]

    assert had() == [[], []]
    Gift.objects.update(given_at=NOW)
    assert had() == [[gift], []]
    letter.covers.set(interview.seats.all())
    assert had() == [[gift], [gift]]
    Gift.objects.update(letter=None, interviewer=other)
    assert had() == [[], [gift]]


@pytest.mark.parametrize(
    ("kind", "found_on", "is_stale"),
    [
        ("article", TODAY, False),
        ("article", date(2026, 10, 21), False),
        ("article", date(2026, 10, 20), True),
        ("article", None, False),
        ("website", date(2020, 1, 1), False),
        ("contact", date(2020, 1, 1), False),
        ("tip", date(2020, 1, 1), False),
    ],
)
def test_only_an_article_grows_stale_and_after_four_weeks(kind, found_on, is_stale):
    assert Gift(kind=kind, found_on=found_on).is_stale(TODAY) is is_stale


@pytest.mark.parametrize(
    ("web", "host"),
    [
        ("", ""),
        ("https://www.courtauld.ac.uk/letters", "courtauld.ac.uk"),
        ("http://example.org:8080/", "example.org"),
    ],
)
def test_a_web_address_is_named_by_its_host(web, host):
    assert Gift(web=web).host == host


def test_lessons_about_a_kind_come_with_those_about_all(user):
    for kind in ("thank_you", "", "follow_up"):
        Lesson.objects.create(owner=user, text=f"about {kind}", kind=kind)
    Lesson.objects.create(owner=make_user(), text="theirs")
    assert [each.text for each in Lesson.objects.owned_by(user).about("thank_you")] == ["about ", "about thank_you"]


def test_gifts_in_letters_that_had_left_before_the_shelf_are_given(user):
    interview = make_interview(user)
    gone, kept = letter_to(interview, "Ifeoma Adeyemi"), letter_to(interview, "Tom Reyes")
    Letter.objects.filter(pk=gone.pk).update(state="posted", closed_at=NOW)
    for text, letter in (("a map", gone), ("a tip", kept), ("a free one", None)):
        Gift.objects.create(owner=user, text=text, letter=letter)
    import_module("letters.migrations.0004_shelf_and_lessons").note_what_was_given(apps, connection.schema_editor())
    assert dict(Gift.objects.values_list("text", "given_at")) == {"a map": NOW, "a tip": None, "a free one": None}
