from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Interview, Position
from interviews.outcomes import cancel, note_outcome
from interviews.pictures import rounds_of, timeline_of
from letters.models import Letter
from letters.states import mark
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 18)


@pytest.fixture
def position(user) -> Position:
    """A position of two rounds: the first two weeks ago, its letters posted; the second today."""
    first = make_interview(user, starts_at=HELD_AT - timedelta(days=14))
    for letter in first.letters.all():
        mark(letter, Letter.State.POSTED, NOW - timedelta(days=13))
    make_interview(position=first.position)
    return first.position


def test_a_later_round_is_the_answer_to_an_earlier_one(position):
    assert rounds_of(position, TODAY).text == (
        "Round 1: interview 4 Nov; posted 5 Nov. Round 2: interview 18 Nov; decision 25 Nov; follow up 26 Nov. "
        "today, 18 Nov"
    )


def test_a_cancelled_round_decides_nothing(position):
    cancel(position.interviews.last(), NOW)
    position = Position.objects.get()
    text = rounds_of(position, TODAY).text
    assert text.startswith("Round 1: interview 4 Nov; posted 5 Nov; decision 11 Nov; follow up 12 Nov.")
    assert "Round 2: cancelled 18 Nov. today, 18 Nov" in text


def test_the_answer_and_letters_after_it_stand_on_the_last_round(position, user):
    note_outcome(position, "refusal", TODAY)
    lead = position.interviews.last().seats.get(is_lead=True).interviewer
    letter = Letter.objects.create(position=position, recipient=lead, kind="keep_in_touch", text="x")
    mark(letter, Letter.State.POSTED, NOW + timedelta(days=30))
    found = rounds_of(Position.objects.get(), TODAY)
    assert found.lanes[1].text == "Round 2: interview 18 Nov; refusal 18 Nov; posted 18 Dec"
    assert timeline_of(Interview.objects.last(), TODAY).text == "interview 18 Nov; refusal 18 Nov; today"


def test_an_answer_after_the_decision_day_leaves_it_in_the_picture(position):
    note_outcome(position, "silence", date(2026, 12, 9))
    text = timeline_of(Interview.objects.last(), date(2026, 12, 10)).text
    assert text == "interview 18 Nov; decision 25 Nov; moved on 9 Dec; today"


def test_days_are_those_of_the_person():
    far = make_interview(make_user(time_zone="Pacific/Auckland", country="NZ"))
    assert rounds_of(far.position, TODAY).text.startswith("interview 19 Nov;")


def test_the_page_of_an_interview_shows_all_rounds(browser, position):
    page = browser.get(position.interviews.first().get_absolute_url()).content.decode()
    assert 'aria-label="Round 1: interview 4 Nov; posted 5 Nov. Round 2:' in page
    assert page.count("tl-title") == 2


def test_thirty_rounds_are_read_in_as_many_queries_as_two(position):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rounds_of(Position.objects.select_related("owner").get(), TODAY)
        return len(queries)

    before = asked()
    for number in range(28):
        make_interview(position=position, starts_at=HELD_AT - timedelta(days=number + 20))
    assert Interview.objects.count() == 30
    assert asked() == before


def test_a_letter_that_left_is_drawn_on_its_day_once(position):
    letter = letter_to(position.interviews.last(), "Tom Reyes")
    mark(letter, Letter.State.POSTED, NOW)
    assert "interview 18 Nov; posted 18 Nov; decision" in rounds_of(Position.objects.get(), TODAY).lanes[1].text
