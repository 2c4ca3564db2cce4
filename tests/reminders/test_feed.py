"""The calendar feed: what stands in it, how it changes, and who may read it."""

import hashlib
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from interviews.models import Interview
from interviews.outcomes import cancel, note_outcome, reinstate
from interviews.signals import interview_changed
from letters.states import mark
from reminders.links import path_for
from reminders.models import CalendarEntry, Reminder
from reminders.replan import replan
from reminders.subscriptions import subscribe, subscriber, unsubscribe
from tests.conftest import NOW
from tests.factories import HELD_AT, LEAD, letter_to, make_interview, make_position, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def events(token, client=None):
    """The events of a feed by their summary: when (start), and which version."""
    response = (client or Client()).get(f"/calendar/{token}.ics")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {
        str(event["SUMMARY"]): (event.start, int(event["SEQUENCE"]))
        for event in Calendar.from_ical(response.content).walk("VEVENT")
    }


def whole(token):
    feed = Calendar.from_ical(Client().get(f"/calendar/{token}.ics").content)
    return {str(event["SUMMARY"]): event for event in feed.walk("VEVENT")}


@pytest.fixture
def interview(user: User) -> Interview:
    return make_interview(user, where="https://meet.example.org/abc")


@pytest.fixture
def token(user: User, interview: Interview) -> str:
    return subscribe(user, NOW)


def test_the_dates_of_an_interview_stand_in_it(token):
    assert events(token) == {
        "Interview: Harbour & Field": (HELD_AT, 0),
        "Last day to post: Ms Ifeoma Adeyemi": (date(2026, 11, 20), 0),
        "Last day to post: Mr Tom Reyes": (date(2026, 11, 20), 0),
        "Harbour & Field decides": (date(2026, 11, 25), 0),
        "Follow up with Ms Ifeoma Adeyemi": (date(2026, 11, 26), 0),
    }


def test_the_interview_says_where_and_with_whom(token, interview):
    event = whole(token)["Interview: Harbour & Field"]
    assert (str(event["LOCATION"]), str(event["DESCRIPTION"]), str(event["UID"]), str(event["URL"])) == (
        "https://meet.example.org/abc",
        "Programme Manager\nMs Ifeoma Adeyemi, Head of Programmes\nMr Tom Reyes, Finance Lead",
        f"interview-{interview.pk}@localhost",
        f"http://localhost:8000/interviews/{interview.pk}/",
    )


@pytest.mark.parametrize(
    ("zone", "starts_at", "follow_up_on"),
    [
        ("America/New_York", datetime(2026, 11, 19, 2, 0, tzinfo=UTC), date(2026, 11, 26)),
        ("Asia/Tokyo", datetime(2026, 11, 18, 2, 0, tzinfo=UTC), date(2026, 11, 26)),
        ("Pacific/Kiritimati", datetime(2026, 11, 17, 20, 0, tzinfo=UTC), date(2026, 11, 26)),
    ],
)
def test_instants_are_in_utc_and_days_are_local(zone, starts_at, follow_up_on):
    user = make_user(time_zone=zone)
    make_interview(user, starts_at=starts_at)
    found = events(subscribe(user, NOW))
    assert found["Interview: Harbour & Field"][0] == starts_at
    assert found["Follow up with Ms Ifeoma Adeyemi"][0] == follow_up_on
    assert found["Harbour & Field decides"][0] == date(2026, 11, 25)


def test_keeping_in_touch_stands_in_it(user):
    position = make_position(user, outcome="refusal", outcome_on=date(2026, 11, 18))
    make_interview(position=position)
    feed = Calendar.from_ical(Client().get(f"/calendar/{subscribe(user, NOW)}.ics").content)
    assert [(str(event["SUMMARY"]), event.start) for event in feed.walk("VEVENT")] == [
        ("Interview: Harbour & Field", HELD_AT),
        ("Thank Ms Ifeoma Adeyemi for the answer", date(2026, 11, 19)),
        ("Write to Ms Ifeoma Adeyemi again", date(2027, 5, 18)),
        ("Write to Ms Ifeoma Adeyemi again", date(2027, 11, 18)),
    ]


def test_a_change_keeps_the_uid_and_counts_up(token, interview):
    before = whole(token)["Interview: Harbour & Field"]
    interview.starts_at += timedelta(hours=2)
    interview.ends_at += timedelta(hours=2)
    interview.save()
    interview_changed.send(Interview, position=interview.position, interview=interview)
    after = whole(token)["Interview: Harbour & Field"]
    assert (after["UID"], after.start, int(after["SEQUENCE"])) == (before["UID"], HELD_AT + timedelta(hours=2), 1)
    assert {start for _, (start, sequence) in events(token).items() if sequence} == {HELD_AT + timedelta(hours=2)}
    replan(interview.position.owner, NOW + timedelta(hours=1))
    assert int(whole(token)["Interview: Harbour & Field"]["SEQUENCE"]) == 1


def test_what_is_cancelled_disappears_and_what_comes_back_has_changed(token, interview):
    cancel(interview, NOW)
    assert events(token) == {}
    reinstate(interview)
    assert events(token)["Interview: Harbour & Field"] == (HELD_AT, 2)


def test_what_is_done_disappears(token, interview):
    mark(letter_to(interview, "Tom Reyes"), "posted", NOW)
    assert "Last day to post: Mr Tom Reyes" not in events(token)
    note_outcome(interview.position, "offer", NOW.date())
    assert set(events(token)) == {"Interview: Harbour & Field"}


def test_a_snoozed_follow_up_moves(token, client):
    reminder = Reminder.objects.get(kind="follow_up")
    client.post(path_for(reminder), {"snooze": "1", "until": "on", "on": "2026-12-01"})
    assert events(token)["Follow up with Ms Ifeoma Adeyemi"] == (date(2026, 12, 1), 1)


def test_a_later_round_takes_the_decision_day_over(user, interview, token):
    make_interview(position=interview.position, starts_at=HELD_AT + timedelta(days=5), panel=[LEAD])
    found = [event.start for summary, event in whole(token).items() if summary == "Harbour & Field decides"]
    assert found == [date(2026, 11, 30)]


def test_stopped_mail_does_not_empty_the_calendar(token, browser):
    before = events(token)
    browser.post("/reminders/settings/mail/", {"stop": "1"})
    assert events(token) == before


def test_an_unchanged_feed_is_not_sent_twice(token, clock):
    path = f"/calendar/{token}.ics"
    first = Client().get(path)
    clock.move_to(NOW + timedelta(days=1))
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Client().get(path).content == first.content
    assert first["Cache-Control"] == again["Cache-Control"] == "private, no-cache"
    Interview.objects.update(where="elsewhere")
    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    head = Client().head(path)
    assert (head.status_code, head.content) == (200, b"")


def test_reading_changes_nothing(token):
    before = list(CalendarEntry.objects.values())
    for _ in range(3):
        events(token)
    assert list(CalendarEntry.objects.values()) == before


def test_only_a_digest_of_the_token_is_kept(token, user):
    user.refresh_from_db()
    assert len(token) == 43
    assert user.feed_digest == hashlib.sha256(token.encode()).hexdigest()
    assert subscriber(token) == user


def test_an_unknown_address_is_not_found(token, user):
    for wrong in (
        "x",
        token[:-1],
        token + "x",
        token.lower(),
        "a" * 43,
        "%00",
        "%ED%A0%80",
        "9" * 5000,
        user.feed_digest,
    ):
        assert Client().get(f"/calendar/{wrong}.ics").status_code == 404
    user.is_active = False
    user.save()
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_nobody_elses_dates_are_in_it(token):
    stranger = make_user()
    make_interview(position=make_position(stranger, company="Northwind Museum"))
    replan(stranger, NOW)
    assert not any("Northwind" in summary for summary in events(token))
    assert events(subscribe(make_user(), NOW)) == {}


def test_an_address_is_shown_once_renewed_and_taken_away(browser, interview):
    pattern = re.compile(r"http://localhost:8000/calendar/([\w-]{43})\.ics")
    made = browser.post("/reminders/settings/calendar/", {"make": "1"})
    (first,) = pattern.findall(made.content.decode())
    assert "no-store" in made["Cache-Control"]
    assert pattern.findall(browser.get("/reminders/settings/").content.decode()) == []
    (second,) = pattern.findall(browser.post("/reminders/settings/calendar/", {"make": "1"}).content.decode())
    assert [Client().get(f"/calendar/{token}.ics").status_code for token in (first, second)] == [404, 200]
    browser.post("/reminders/settings/calendar/", {"remove": "1"})
    assert Client().get(f"/calendar/{second}.ics").status_code == 404
    assert "Make an address" in browser.get("/reminders/settings/").content.decode()


def test_sequences_do_not_fall_when_somebody_subscribes_again(user, interview, token):
    cancel(interview, NOW)
    reinstate(interview)
    unsubscribe(user)
    assert events(subscribe(user, NOW))["Interview: Harbour & Field"][1] == 2


def test_the_feed_takes_the_same_queries_for_one_interview_and_for_thirty(user, token, django_assert_num_queries):
    path = f"/calendar/{token}.ics"
    with django_assert_num_queries(7):
        Client().get(path)
    for n in range(29):
        make_interview(position=make_position(user, company=f"Company {n}"))
    with django_assert_num_queries(7):
        assert Client().get(path).content.count(b"SUMMARY:Interview") == 30


def test_whoever_has_no_calendar_costs_no_queries(user, interview, django_assert_max_num_queries):
    assert not CalendarEntry.objects.exists()
    with django_assert_max_num_queries(12):
        replan(user, NOW)
