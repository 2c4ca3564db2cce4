"""A person's hours, quiet days, kinds and pause."""

from datetime import UTC, date, datetime, time

import pytest

from reminders import outbox
from reminders.kinds import DEFAULT_KINDS, KINDS, SETTINGS
from reminders.models import Mailing, Reminder
from tests.conftest import NOW
from tests.factories import make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE = "/reminders/settings/"
FIELDS = {"morning": "08:00", "evening": "19:30", "paused_until": "", "kinds": sorted(DEFAULT_KINDS)}


def due(kind: str) -> datetime:
    return Reminder.objects.open().get(kind=kind).due_at


def test_the_page_shows_every_kind_with_what_opens_and_ends_it(browser):
    page = browser.get(PAGE).content.decode()
    for kind in SETTINGS:
        for words in (kind.label, kind.opens, kind.ends):
            assert words in page
    assert KINDS["write_late"].label not in page


def test_what_was_saved_is_shown_and_planned(browser, user):
    make_interview(user)
    chosen = sorted({*DEFAULT_KINDS, "check_in"} - {"decision_day"})
    form = FIELDS | {
        "morning": "09:15",
        "evening": "21:00",
        "days": ["3", "6"],
        "quiet_holidays": "on",
        "kinds": chosen,
    }
    assert browser.post(PAGE, form).status_code == 302
    user.refresh_from_db()
    assert [
        user.morning, user.evening, user.quiet_weekdays, user.quiet_holidays, user.unwanted_kinds, user.wanted_kinds,
    ] == [time(9, 15), time(21), [3, 6], True, ["decision_day"], ["check_in"]]  # fmt: skip
    shown = browser.get(PAGE).context["form"]
    assert (sorted(shown["kinds"].value()), shown["days"].value()) == (chosen, [3, 6])
    # Thursday 26 November is quiet: the follow-up waits for Friday.
    assert due("follow_up") == datetime(2026, 11, 27, 9, 15, tzinfo=UTC)
    assert not Reminder.objects.open().filter(kind="decision_day").exists()


def test_seven_quiet_days_are_refused_in_a_sentence_and_nothing_typed_is_lost(browser, user):
    response = browser.post(PAGE, FIELDS | {"morning": "10:45", "days": list("0123456")})
    assert response.context["form"].errors == {
        "days": ["Leave one day for mail. If you want none at all, there is a button for that further down."]
    }
    assert 'value="10:45"' in response.content.decode()
    user.refresh_from_db()
    assert (user.morning, user.quiet_weekdays) == (time(8), [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("morning", "06:59"), ("evening", "22:31"), ("morning", "25:00"), ("morning", ""), ("evening", "\x00"),
        ("days", "7"), ("days", "-1"), ("days", "9" * 5000), ("days", "x"), ("kinds", "write_late"), ("kinds", "no such"),
        ("paused_until", "2026-11-18"), ("paused_until", "2026-11-17"), ("paused_until", "2027-11-20"),
        ("paused_until", "0001-01-01"), ("paused_until", "9999-12-31"), ("paused_until", "2027-02-29"), ("paused_until", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_of_its_field(browser, user, name, value):
    response = browser.post(PAGE, FIELDS | {name: value})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [name])
    user.refresh_from_db()
    assert (user.morning, user.evening, user.quiet_weekdays, user.paused_until) == (time(8), time(19, 30), [], None)


def test_the_first_and_the_last_minute_are_allowed(browser, user):
    browser.post(PAGE, FIELDS | {"morning": "07:00", "evening": "22:30"})
    user.refresh_from_db()
    assert (user.morning, user.evening) == (time(7), time(22, 30))


def test_a_pause_moves_what_would_come_and_mail_again_now_brings_it_back(browser, user):
    make_interview(user)
    browser.post(PAGE, FIELDS | {"paused_until": "2026-12-05"})
    assert due("follow_up") == datetime(2026, 12, 5, 8, tzinfo=UTC)
    assert "Mail is paused. It comes again on 5 December 2026." in browser.get("/reminders/next/").content.decode()
    browser.post("/reminders/settings/mail/", {"start": "1"})
    assert due("follow_up") == datetime(2026, 11, 26, 8, tzinfo=UTC)
    user.refresh_from_db()
    assert user.paused_until is None


def test_a_pause_holds_back_the_mail_that_waits_to_be_sent(browser, user, clock):
    make_interview(user, decides_on_day=date(2026, 12, 20))
    morning = datetime(2026, 11, 19, 8, 1, tzinfo=UTC)
    clock.move_to(morning)
    outbox.sweep(morning)
    browser.post(PAGE, FIELDS | {"paused_until": "2026-11-24"})
    assert Mailing.objects.get().state == Mailing.State.DROPPED
    assert outbox.sweep(datetime(2026, 11, 23, 12, tzinfo=UTC)) == []
    assert len(outbox.sweep(datetime(2026, 11, 24, 8, 1, tzinfo=UTC))) == 1


def test_a_pause_that_is_over_is_not_shown_and_does_not_stand_in_the_way(browser, user):
    user.paused_until = date(2026, 11, 18)
    user.save()
    page = browser.get(PAGE)
    assert page.context["form"]["paused_until"].value() is None
    assert "Mail is paused" not in page.content.decode()
    assert browser.post(PAGE, FIELDS).status_code == 302


def test_stopping_all_mail_is_a_button_and_so_is_starting_it_again(browser, user):
    stopped = browser.post("/reminders/settings/mail/", {"stop": "1"}, follow=True).content.decode()
    user.refresh_from_db()
    assert user.mail_stopped_at == NOW
    assert "All mail is stopped since 18 November 2026." in stopped
    assert "Stop all mail" not in stopped
    started = browser.post("/reminders/settings/mail/", {"start": "1"}, follow=True).content.decode()
    assert "Mail comes again." in started
    user.refresh_from_db()
    assert user.mail_stopped_at is None


def test_saving_hours_does_not_start_stopped_mail(browser, user):
    browser.post("/reminders/settings/mail/", {"stop": "1"})
    browser.post(PAGE, FIELDS)
    user.refresh_from_db()
    assert user.mail_stopped_at == NOW


def test_somebody_without_a_country_is_told_that_no_day_is_a_holiday(client):
    client.force_login(make_user(country=""))
    assert "Your country is not known yet" in client.get(PAGE).content.decode()


def test_a_post_without_a_button_changes_nothing(browser, user):
    before = list(type(user).objects.values())
    for path in ("/reminders/settings/mail/", "/reminders/settings/calendar/"):
        assert browser.post(path).status_code == 302
    assert list(type(user).objects.values()) == before


def test_the_tabs_of_the_account_and_what_comes_next_lead_here(browser):
    for path in ("/settings/", "/reminders/next/"):
        assert f'href="{PAGE}"' in browser.get(path).content.decode()


def test_the_page_takes_the_same_queries_for_one_interview_and_for_thirty(browser, user, django_assert_max_num_queries):
    with django_assert_max_num_queries(5) as few:
        browser.get(PAGE)
    for _ in range(29):
        make_interview(user)
    with django_assert_max_num_queries(5) as many:
        browser.get(PAGE)
    assert len(few) == len(many)
