"""The page of the day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from desk.agenda import agenda_of
from desk.example import has_example, load_example, remove_example
from interviews.models import Interviewer, Position
from letters.models import Letter
from letters.opening import open_for_lead
from letters.states import mark
from reminders.models import Reminder
from reminders.replan import replan
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_position, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def rows(user: User, now: datetime = NOW) -> list[tuple[str, str, str, str]]:
    return [(row.title, row.pill, row.action, row.tone) for row in agenda_of(user, now).rows]


def test_a_visitor_is_told_what_it_is_and_how_to_begin(client):
    page = client.get("/").content.decode()
    assert 'href="/accounts/signup/"' in page
    assert "You have just come out of an interview." in page


def test_an_empty_desk_is_a_letter_with_one_action(browser):
    page = browser.get("/").content.decode()
    assert "A quiet desk" in page
    assert page.count("button--primary") == 2  # in the head of every page, and in the letter


def test_the_desk_asks_for_the_letters_that_are_owed(user):
    make_interview(user)
    agenda = agenda_of(user, NOW)
    assert (agenda.sentence, agenda.lede) == (
        "Two letters to write today", "What is posted now arrives about Friday 20 November.",
    )  # fmt: skip
    assert rows(user) == [
        ("Ms Ifeoma Adeyemi", "Post by 20 Nov", "Write", "post"),
        ("Mr Tom Reyes", "Post by 20 Nov", "Write", "post"),
    ]
    assert agenda.rows[0].meta == (
        "Thank-you letter · Programme Manager, Harbour & Field · cares about volunteer no-shows, Cézanne"
    )
    assert [row.is_lead for row in agenda.rows] == [True, False]


def test_on_the_last_posting_day_it_says_post_today(user):
    make_interview(user)
    assert {pill for _, pill, _, _ in rows(user, datetime(2026, 11, 20, 9, tzinfo=UTC))} == {"Post today"}
    assert {pill for _, pill, _, _ in rows(user, datetime(2026, 11, 20, 18, tzinfo=UTC))} == {"Too late by post"}


def test_the_sentence_follows_the_letters_on_their_way(user):
    interview = make_interview(user, panel=[seat("Ifeoma Adeyemi", is_lead=True)])
    letter = interview.letters.get()
    letter.text = "Dear Ifeoma Adeyemi,\n\nThe rota on the wall told me everything.\n\nSincerely,\nDaniel Osei"
    letter.save()
    seen = [agenda_of(user, NOW).sentence]
    for state in ("ready", "copied", "posted"):
        mark(letter, state, NOW)
        seen.append(agenda_of(user, NOW).sentence)
    assert seen == [
        "One letter to write today", "One letter to copy out today", "One letter to post today",
        "Nothing to do today but wait",
    ]  # fmt: skip
    assert agenda_of(user, NOW).lede == "Next, Harbour & Field decides by Wednesday 25 November."


def test_an_interview_still_to_come_owes_nothing(user):
    make_interview(user, starts_at=HELD_AT + timedelta(days=1))
    assert rows(user) == []


def test_a_follow_up_says_what_they_had_said(user):
    interview = make_interview(user)
    for letter in interview.letters.all():
        mark(letter, Letter.State.POSTED, NOW)
    open_for_lead(interview, "follow_up")
    later = datetime(2026, 11, 26, 9, tzinfo=UTC)
    replan(user, later)
    (row,) = agenda_of(user, later).rows
    assert (row.title, row.pill, row.tone, row.is_lead) == ("Ms Ifeoma Adeyemi", "Follow up", "amber", True)
    assert row.meta.endswith("they said they would decide by Wednesday 25 November")


def test_an_answer_clears_the_desk(user):
    interview = make_interview(user)
    interview.position.outcome, interview.position.outcome_on = "offer", NOW.date()
    interview.position.save()
    agenda = agenda_of(user, NOW)
    assert (agenda.rows, agenda.waiting, agenda.sentence) == ([], [], "Nothing to do today")


def test_waiting_to_hear_shows_the_latest_round_and_the_days_that_are_left(user):
    first = make_interview(user)
    make_interview(position=first.position, starts_at=HELD_AT - timedelta(days=7))
    soon = make_position(user, company="Stadtmuseum")
    make_interview(
        position=soon, decides_on_day=(NOW - timedelta(days=2)).date(), starts_at=HELD_AT - timedelta(days=9)
    )
    assert [
        (waiting.interview.position.company, waiting.round, waiting.words, waiting.tone)
        for waiting in agenda_of(user, NOW).waiting
    ] == [("Stadtmuseum", 1, "2 days over", "amber"), ("Harbour & Field", 2, "7 days left", "post")]


def test_a_debrief_that_is_due_stands_on_the_desk_and_leads_to_its_pages(user):
    interview = make_interview(user, debriefed_at=None)
    found = rows(user, datetime(2026, 11, 18, 20, tzinfo=UTC))
    assert found[-1] == ("Ten minutes for Harbour & Field before bed", "Today", "Start the debrief", "post")
    row = agenda_of(user, datetime(2026, 11, 18, 20, tzinfo=UTC)).rows[-1]
    assert row.url == f"/interviews/{interview.pk}/debrief/"


def test_the_example_is_loaded_once_and_removed_whole(browser, user):
    mine = make_interview(user, position=make_position(user, company="Mine"))
    before = [list(model.objects.values_list("pk", flat=True)) for model in (Position, Interviewer, Letter, Reminder)]
    for _ in range(2):
        browser.post("/example/")
    assert Position.objects.filter(is_example=True).count() == 2
    assert [interview.seats.count() for interview in mine.__class__.objects.filter(position__is_example=True)] == [2, 3]
    page = browser.get("/").content.decode()
    assert "Nguyễn Thu Hà" in page
    assert "Remove the example" in page
    browser.post("/example/", {"remove": "1"})
    after = [list(model.objects.values_list("pk", flat=True)) for model in (Position, Interviewer, Letter, Reminder)]
    assert after == before


@pytest.mark.parametrize("day", range(1, 31))
def test_the_example_has_something_to_write_and_something_to_follow_up_on_every_day(user, day):
    now = datetime(2026, 12, day, 9, tzinfo=UTC)
    load_example(user, now)
    letters = Letter.objects.owned_by(user).owed(now)
    assert letters.filter(kind="thank_you", state="draft").count() == 3
    assert Reminder.objects.owned_by(user).due(now).filter(kind="follow_up").count() == 1
    remove_example(user)
    assert (has_example(user), Interviewer.objects.count()) == (None, 0)


def test_a_person_of_the_example_who_is_also_met_elsewhere_stays(user):
    load_example(user, NOW)
    known = Interviewer.objects.get(name="Tom Reyes")
    make_interview(user, position=make_position(user, company="Mine"), panel=[seat("Tom Reyes", email="t@example.org")])
    Interviewer.objects.filter(pk=known.pk).update(company="Mine", email="t@example.org")
    Position.objects.filter(company="Mine").get().interviews.get().seats.update(interviewer=known)
    remove_example(user)
    assert Interviewer.objects.filter(pk=known.pk).exists()


def test_the_demo_command_finds_its_account(user):
    call_command("demo", user.email.upper())
    assert has_example(user)
    call_command("demo", user.email, remove=True)
    assert not has_example(user)
    with pytest.raises(CommandError, match="There is no account with the address nobody@"):
        call_command("demo", "nobody@example.org")


def test_every_letter_of_the_example_can_be_printed(browser, user):
    load_example(user, NOW)
    answers = [browser.get(f"/letters/{letter.pk}/copy-sheet.pdf") for letter in Letter.objects.owned_by(user)]
    assert {(answer.status_code, answer["Content-Type"]) for answer in answers} == {(200, "application/pdf")}
    assert (
        letter_to(Position.objects.get(company="Stadtmuseum").interviews.get(), "Ελένη Παπαδοπούλου").state == "posted"
    )


def test_a_last_follow_up_without_an_answer_proposes_to_move_on(user):
    interview = make_interview(user)
    interview.letters.update(state="posted", closed_at=NOW)
    mark(open_for_lead(interview, "last_follow_up"), Letter.State.POSTED, datetime(2026, 12, 4, 12, tzinfo=UTC))
    there = [
        row for row in agenda_of(user, datetime(2026, 12, 11, 9, tzinfo=UTC)).rows if row.pill == "Time to move on"
    ]
    assert [(row.title, row.url) for row in there] == [
        ("Harbour & Field", f"/interviews/positions/{interview.position_id}/")
    ]
    assert "Time to move on" not in [row.pill for row in agenda_of(user, datetime(2026, 12, 10, 9, tzinfo=UTC)).rows]
