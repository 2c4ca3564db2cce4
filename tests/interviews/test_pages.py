import re
from datetime import timedelta

import pytest

from interviews.models import Interview
from letters.models import Letter
from tests.factories import HELD_AT, make_interview, make_position, queries_of, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text_of(response):
    return response.content.decode()


def test_an_interviews_page_shows_panel_letters_and_timeline(browser, user):
    interview = make_interview(user)
    page = text_of(browser.get(f"/interviews/{interview.pk}/"))
    for words in ("Ms Ifeoma Adeyemi", "Lead", "volunteer no-shows", "Mr Tom Reyes", "Harbour &amp; Field"):
        assert words in page
    assert 'aria-label="interview 18 Nov; today; decision 25 Nov; follow up 26 Nov"' in page
    assert [page.count(f'href="/letters/{letter.pk}/"') for letter in interview.letters.all()] == [1, 1]


def test_letters_are_owed_once_the_interview_has_ended(browser, user):
    interview = make_interview(user, starts_at=HELD_AT + timedelta(days=1))
    assert "owed once the interview has ended" in text_of(browser.get(f"/interviews/{interview.pk}/"))
    assert [letter.is_owed(HELD_AT) for letter in interview.letters.all()] == [False, False]
    assert [letter.is_owed(HELD_AT + timedelta(days=2)) for letter in interview.letters.all()] == [True, True]


def test_the_first_letter_still_to_write_leads_the_page_and_then_the_answer(browser, user):
    interview = make_interview(user, starts_at=HELD_AT - timedelta(days=1))
    path, answer = f"/interviews/{interview.pk}/", f"/interviews/positions/{interview.position_id}/outcome/"

    def leads():
        main = text_of(browser.get(path)).partition("<main")[2]
        return re.findall(r'<a class="button button--primary"\s+href="([^"]+)"', main)

    Interview.objects.update(debriefed_at=None)
    assert leads() == [f"/interviews/{interview.pk}/debrief/"]
    Interview.objects.update(debriefed_at=HELD_AT)
    first = interview.letters.get(recipient=interview.seats.get(is_lead=True).interviewer)
    assert leads() == [first.get_absolute_url()]
    interview.letters.update(state=Letter.State.POSTED, closed_at=HELD_AT)
    assert leads() == [answer]


def test_the_list_names_the_year_of_an_interview_of_another_year(browser, user):
    make_interview(user, starts_at=HELD_AT - timedelta(days=365))
    make_interview(user)
    whens = re.findall("<time[^>]*>([^<]*)</time>", text_of(browser.get("/interviews/")))
    assert whens == ["Wednesday 18 November, 14:00", "Tuesday 18 November 2025, 14:00"]


def test_a_page_asks_the_database_as_often_for_thirty_as_for_one(browser, user):
    paths = ["/interviews/", f"/interviews/{make_interview(user).pk}/", "/letters/", "/", "/reminders/next/"]
    before = queries_of(browser, paths)
    for n in range(29):
        make_interview(
            user,
            position=make_position(user, company=f"Company {n}"),
            panel=[seat(f"P{n}"), seat(f"Q{n}", topics=["x"])],
        )
    assert queries_of(browser, paths) == before
