"""Formality follows a fact: whether the two of you are on first-name terms, which is asked and never guessed."""

import pytest

from interviews.models import Interview, Interviewer
from tests.factories import letter_to, log_form, make_interview, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PERSON = {"name": "Ifeoma Adeyemi", "honorific": "Ms"}
ON_FIRST_NAMES = {"seats-0-is_on_first_names": "on"}


def shown(browser, name="Ifeoma Adeyemi"):
    letter = letter_to(Interview.objects.latest("pk"), name)
    return browser.get(letter.get_absolute_url()).context["form"]["text"].value()


def frame(text):
    return text.splitlines()[0], text.splitlines()[-2]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("Dear Ms Adeyemi,", "Sincerely,")),
        (ON_FIRST_NAMES, ("Dear Ifeoma,", "Kind regards,")),
        ({"seats-0-honorific": ""}, ("Dear Ifeoma Adeyemi,", "Sincerely,")),
        ({"seats-0-honorific": "", **ON_FIRST_NAMES}, ("Dear Ifeoma,", "Kind regards,")),
        ({"seats-0-name": "Nguyễn Thu Hà", **ON_FIRST_NAMES}, ("Dear Nguyễn Thu Hà,", "Kind regards,")),
    ],
)
def test_the_frame_of_a_draft_follows_the_terms_that_were_noted(browser, fields, expected):
    browser.post("/interviews/log/", log_form(PERSON) | fields)
    assert frame(shown(browser, fields.get("seats-0-name", "Ifeoma Adeyemi"))) == expected


def test_terms_that_change_change_the_untouched_draft(browser, user):
    browser.post("/interviews/log/", log_form(PERSON))
    interview = Interview.objects.get()
    row = {"seat": interview.seats.get().pk, **PERSON, "is_on_first_names": "on"}
    browser.post(f"/interviews/{interview.pk}/edit/", log_form(row, initial=1))
    assert frame(shown(browser)) == ("Dear Ifeoma,", "Kind regards,")
    del row["is_on_first_names"]
    browser.post(f"/interviews/{interview.pk}/edit/", log_form(row, initial=1))
    assert frame(shown(browser)) == ("Dear Ms Adeyemi,", "Sincerely,")


def test_the_next_round_knows_the_terms(browser, user):
    browser.post("/interviews/log/", log_form(PERSON) | ON_FIRST_NAMES)
    browser.post("/interviews/log/", log_form(PERSON, starts_at="2026-11-20T14:00"))
    assert frame(shown(browser)) == ("Dear Ifeoma,", "Kind regards,")
    assert [each.is_on_first_names for each in Interviewer.objects.all()] == [True]


def test_terms_noted_stand_in_the_open_fold(browser, user):
    interview = make_interview(user, panel=[seat("Ifeoma Adeyemi", is_on_first_names=True)])
    page = browser.get(f"/interviews/{interview.pk}/edit/").content.decode()
    folds = [part.split("</details>")[0] for part in page.split('<details class="fold" ')[1:]]
    assert [(fold.startswith("open"), "is_on_first_names" in fold and "checked" in fold) for fold in folds[:1]] == [
        (True, True)
    ]


def test_a_form_sent_twice_with_the_terms_added_is_told_so(browser, user):
    browser.post("/interviews/log/", log_form(PERSON))
    page = browser.post("/interviews/log/", log_form(PERSON) | ON_FIRST_NAMES).content.decode()
    assert "You have logged this interview already" in page


def test_a_title_among_first_names_is_noted_while_writing(browser, user):
    make_interview(user, panel=[seat("Ifeoma Adeyemi", honorific="Ms", is_on_first_names=True)])
    letter = letter_to(Interview.objects.get(), "Ifeoma Adeyemi")
    text = "Dear Ms Adeyemi,\n\nThank you for the rota.\n\nSincerely,\nDaniel Osei"
    page = " ".join(browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).content.decode().split())
    assert "Write “Ifeoma”" in page
    assert "You are on first-name terms" in page
    Interviewer.objects.update(is_on_first_names=False)
    assert "first-name terms" not in browser.post(f"/letters/{letter.pk}/fit/", {"text": text}).content.decode()
