"""What comes next and what was sent, as the person sees it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from reminders.models import Mailing, Reminder
from reminders.moments import day_of, moment_of
from reminders.upcoming import coming, sent
from tests.conftest import NOW
from tests.factories import make_interview, make_position, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_mailing(user, day, state, reminders=(), **fields):
    values = {"next_try_at": NOW, "expires_at": NOW, "message_id": f"<{user.pk}.{day}@example.org>", **fields}
    mailing = Mailing.objects.create(user=user, local_day=day, slot="morning", state=state, **values)
    mailing.reminders.set(reminders)
    return mailing


@pytest.mark.parametrize(
    ("instant", "zone", "said"),
    [
        (datetime(2026, 11, 26, 8, tzinfo=UTC), "Europe/London", "Thursday 26 November, 08:00 GMT"),
        (datetime(2026, 6, 25, 7, tzinfo=UTC), "Europe/London", "Thursday 25 June, 08:00 BST"),
        (datetime(2026, 11, 26, 13, tzinfo=UTC), "America/New_York", "Thursday 26 November, 08:00 EST"),
        (datetime(2026, 11, 26, 2, 30, tzinfo=UTC), "Asia/Kolkata", "Thursday 26 November, 08:00 IST"),
        (datetime(2026, 11, 26, 2, 15, tzinfo=UTC), "Asia/Kathmandu", "Thursday 26 November, 08:00 UTC+5:45"),
        (datetime(2026, 11, 26, 11, tzinfo=UTC), "America/Sao_Paulo", "Thursday 26 November, 08:00 UTC−3"),
        (datetime(2026, 11, 25, 18, tzinfo=UTC), "Pacific/Kiritimati", "Thursday 26 November, 08:00 UTC+14"),
        (datetime(2027, 11, 18, 8, tzinfo=UTC), "Europe/London", "Thursday, 18 November 2027, 08:00 GMT"),
    ],
)
def test_a_moment_is_said_in_its_own_zone_with_weekday_and_abbreviation(instant, zone, said):
    assert moment_of(instant, ZoneInfo(zone), NOW) == said


def test_a_day_is_said_as_the_language_has_it():
    with translation.override("en-us"):
        assert [day_of(date(year, 11, 26), date(2026, 1, 1)) for year in (2026, 2027)] == [
            "Thursday, November 26",
            "Friday, November 26, 2027",
        ]


def test_what_is_to_come_stands_in_its_order_with_its_time(user):
    make_interview(user)
    assert [(one.title, one.when, one.is_mailed) for one in coming(user, NOW)] == [
        ("Write to Ms Ifeoma Adeyemi and Mr Tom Reyes", "Thursday 19 November, 08:00 GMT", False),
        ("Harbour & Field decides", "Wednesday 25 November, 08:00 GMT", False),
        ("Follow up with Ms Ifeoma Adeyemi", "Thursday 26 November, 08:00 GMT", False),
    ]
    assert coming(user, NOW).object_list[1].why == "The morning of the day on which they said they would decide."


def test_on_its_day_it_says_today(user):
    make_interview(user)
    day = datetime(2026, 11, 25, 9, tzinfo=UTC)
    titles = [one.title for one in coming(user, day)]
    assert "Harbour & Field decides today" in titles
    assert "Too late by post for Mr Tom Reyes" in titles


def test_what_is_due_and_was_not_mailed_says_since_when(browser, user):
    make_interview(user)
    Reminder.objects.filter(kind="write").update(due_at=datetime(2026, 11, 18, 7, tzinfo=UTC))
    assert [one.is_late for one in coming(user, NOW)] == [True, False, False]
    page = browser.get("/reminders/next/").content.decode()
    assert page.count("due since") == page.count("due since Wednesday 18\u00a0November, 07:00\u00a0GMT") == 1


def test_what_was_mailed_and_is_still_open_says_when_it_was_mailed(browser, user):
    make_interview(user)
    Reminder.objects.filter(kind="write").update(mailed_at=datetime(2026, 11, 18, 7, tzinfo=UTC))
    first = next(one for one in coming(user, NOW) if one.is_mailed)
    assert first.when == "Wednesday 18 November, 07:00 GMT"
    assert "mailed Wednesday 18\u00a0November, 07:00\u00a0GMT" in browser.get("/reminders/next/").content.decode()


def test_a_mail_says_when_it_went_what_it_carried_and_when_it_is_tried_again(user):
    make_interview(user)
    carried = Reminder.objects.filter(kind__in=["write", "follow_up"])
    make_mailing(user, date(2026, 11, 17), "sent", carried, sent_at=datetime(2026, 11, 17, 8, 1, tzinfo=UTC))
    make_mailing(user, date(2026, 11, 18), "queued", attempts=2, next_try_at=NOW + timedelta(minutes=5))
    about = "Programme Manager, Harbour & Field · interview of Wednesday 18 November"
    assert [(mail.day, mail.when, mail.next_try, mail.carried) for mail in sent(user, NOW)] == [
        ("Wednesday 18 November", "", "Wednesday 18 November, 16:05 GMT", ()),
        (
            "Tuesday 17 November",
            "Tuesday 17 November, 08:01 GMT",
            "",
            (f"Letters to write: {about}", f"Follow up: {about}"),
        ),
    ]


@pytest.mark.parametrize(
    ("state", "again"), [("failed", True), ("expired", True), ("dropped", False), ("queued", False)]
)
def test_what_failed_or_came_too_late_can_be_tried_again(browser, user, state, again):
    mailing = make_mailing(user, NOW.date(), state, last_error="The mail server answered 550: no such mailbox")
    page = browser.get("/reminders/next/").content.decode()
    assert (f'action="/reminders/mailings/{mailing.pk}/try-again/"' in page) == again
    assert "The mail server answered 550: no such mailbox" in page
    browser.post(f"/reminders/mailings/{mailing.pk}/try-again/")
    mailing.refresh_from_db()
    assert mailing.state == ("queued" if again else state)


def test_the_desk_says_plainly_that_a_mail_failed(browser, user, clock):
    make_interview(user)
    assert "could not be delivered" not in browser.get("/").content.decode()
    mailing = make_mailing(user, NOW.date(), "failed")
    make_mailing(make_user(), NOW.date(), "failed")
    line = "The mail of Wednesday 18 November could not be delivered to you."
    assert browser.get("/").content.decode().count(line) == 1
    mailing.state = "queued"
    mailing.save()
    assert line not in browser.get("/").content.decode()
    mailing.state = "failed"
    mailing.save()
    clock.move_to(NOW + timedelta(days=8))
    assert line not in browser.get("/").content.decode()


def test_the_page_takes_the_same_queries_for_one_interview_and_for_thirty(browser, user, django_assert_max_num_queries):
    def logged(n):
        position = make_position(user, company=f"Company {n}")
        interview = make_interview(position=position)
        make_mailing(user, date(2026, 10, 1) + timedelta(days=n), "failed", interview.reminders.all())

    logged(0)
    with django_assert_max_num_queries(30) as one:
        assert browser.get("/reminders/next/").content.decode().count("Try again") == 1
    for n in range(1, 30):
        logged(n)
    with django_assert_max_num_queries(30) as thirty:
        assert browser.get("/reminders/next/").content.decode().count("Try again") == 30
    assert len(one) == len(thirty)


def test_nobody_elses_reminders_are_listed(user):
    make_interview(make_user(morning=time(9)))
    assert (list(coming(user, NOW)), list(sent(user, NOW))) == ([], [])


def test_what_is_to_come_and_the_mail_that_went_are_paged_and_nothing_is_left_out(browser, user):
    for n in range(14):
        make_interview(position=make_position(user, company=f"Company {n}"))
    for n in range(35):
        make_mailing(user, date(2026, 9, 1) + timedelta(days=n), "sent", sent_at=NOW - timedelta(days=90 - n))
    pages = [[one.item.reminder.pk for one in coming(user, NOW, number)] for number in (1, 2)]
    shown = Reminder.objects.exclude(kind="write_late").order_by("due_at", "pk")
    assert (pages[0] + pages[1], len(pages[0])) == (list(shown.values_list("pk", flat=True)), 30)
    first = browser.get("/reminders/next/").content.decode()
    assert 'href="?page=2"' in first
    assert 'href="/reminders/mailings/?page=2"' in first
    assert [len(browser.get(f"/reminders/mailings/?page={number}").context["page"]) for number in (1, 2)] == [30, 5]


def test_the_mail_list_is_kind_to_somebody_without_any(browser):
    assert "No mail has been sent to you yet" in browser.get("/reminders/mailings/").content.decode()
