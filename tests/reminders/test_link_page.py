"""The page behind a mailed link: GET asks, POST acts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import signing
from django.test import Client

from letters.models import Letter
from letters.opening import open_for_lead
from reminders.links import Ticket, path_for, read, token_for
from reminders.models import Reminder
from tests.conftest import NOW
from tests.factories import make_interview, make_user

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 11, 26, 8, 1, tzinfo=UTC)


@pytest.fixture
def reminder(user, clock):
    interview = make_interview(user)
    interview.letters.update(state="posted", closed_at=interview.ends_at)
    clock.move_to(DUE)
    letter = open_for_lead(interview, "follow_up")
    Reminder.objects.filter(kind="follow_up").update(mailed_at=DUE, letter=letter)
    return Reminder.objects.get(kind="follow_up")


def dump():
    return [list(model.objects.order_by("pk").values()) for model in (Reminder, Letter)]


def is_gone_page(response):
    return "This link has done its work" in response.content.decode()


def test_opening_a_link_changes_nothing_however_often(client, reminder):
    before = dump()
    for _ in range(3):
        assert client.get(path_for(reminder)).status_code == 200
        assert client.head(path_for(reminder)).status_code == 200
    assert dump() == before


def test_the_page_is_readable_without_signing_in_and_kept_nowhere(client, reminder):
    response = client.get(path_for(reminder))
    page = response.content.decode()
    assert "Follow up with Ms Ifeoma Adeyemi" in page
    assert "They said they would decide by Wednesday 25\u00a0November, and no answer is noted." in page
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")


def test_done_posts_the_letter_and_can_be_taken_back(client, reminder):
    old = path_for(reminder)
    done = client.post(old, {"done": "1"}, follow=True)
    assert "The letter is marked as posted today." in " ".join(done.content.decode().split())
    letter = Letter.objects.get(kind="follow_up")
    reminder.refresh_from_db()
    assert (letter.state, letter.closed_at, reminder.state) == ("posted", DUE, "done")
    assert is_gone_page(client.get(old))
    undo = done.redirect_chain[-1][0]
    assert client.get(undo).status_code == 200
    assert Letter.objects.get(pk=letter.pk).state == "posted"
    back = client.post(undo, follow=True)
    letter.refresh_from_db()
    reminder.refresh_from_db()
    assert (letter.state, letter.closed_at, reminder.state) == ("draft", None, "open")
    assert "Follow up with Ms Ifeoma Adeyemi" in back.content.decode()
    assert is_gone_page(client.get(undo))
    assert is_gone_page(client.get(old))


@pytest.mark.parametrize(
    ("choice", "on", "due"),
    [
        ("tomorrow", "", datetime(2026, 11, 27, 8, tzinfo=UTC)),
        ("three_days", "", datetime(2026, 11, 29, 8, tzinfo=UTC)),
        ("next_week", "", datetime(2026, 12, 3, 8, tzinfo=UTC)),
        ("on", "2027-07-01", datetime(2027, 7, 1, 7, tzinfo=UTC)),
    ],
)
def test_a_snoozed_reminder_comes_again_on_its_day(client, reminder, choice, on, due):
    old = path_for(reminder)
    response = client.post(old, {"snooze": "1", "until": choice, "on": on}, follow=True)
    assert "Set aside until" in response.content.decode()
    reminder.refresh_from_db()
    assert (reminder.due_at, reminder.mailed_at, reminder.state) == (due, None, "open")
    assert is_gone_page(client.get(old))


@pytest.mark.parametrize(
    ("until", "on", "wrong"),
    [
        ("on", "", ["on"]), ("on", "2026-11-26", ["on"]), ("on", "1999-01-01", ["on"]), ("on", "9999-12-31", ["on"]),
        ("on", "soon", ["on"]), ("never", "", ["until"]), ("", "", ["until"]),
    ],
)  # fmt: skip
def test_a_day_that_is_none_is_a_field_error(client, reminder, until, on, wrong):
    before = dump()
    response = client.post(path_for(reminder), {"snooze": "1", "until": until, "on": on})
    assert (response.status_code, list(response.context["form"].errors)) == (200, wrong)
    assert dump() == before


def test_a_bare_post_does_nothing(client, reminder):
    before = dump()
    assert client.post(path_for(reminder)).status_code == 200
    assert dump() == before


def test_what_is_not_a_living_link_gets_the_same_kind_page(client, reminder):
    good = token_for(Ticket(reminder.pk, reminder.version))
    others = {
        "tampered": good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "of another purpose": signing.dumps(
            {"r": reminder.pk, "v": reminder.version, "p": "act", "w": {}}, salt="other"
        ),
        "of another version": token_for(Ticket(reminder.pk, reminder.version + 1)),
        "of nothing": token_for(Ticket(2**62, 1)),
        "no token": "x",
    }
    before = dump()
    pages = set()
    for token in others.values():
        for response in (
            client.get(f"/reminders/link/{token}/"),
            client.post(f"/reminders/link/{token}/", {"done": "1"}),
        ):
            assert response.status_code == 200
            pages.add(response.content.decode())
    assert (len(pages), dump()) == (1, before)
    assert "This link has done its work" in pages.pop()


def test_a_link_dies_after_sixty_days(client, reminder, clock):
    token = token_for(Ticket(reminder.pk, reminder.version))
    clock.move_to(DUE + timedelta(days=59, hours=23))
    assert read(token) == Ticket(reminder.pk, reminder.version)
    clock.move_to(DUE + timedelta(days=60, seconds=1))
    assert read(token) is None


def test_a_link_of_a_closed_account_opens_nothing(client, reminder):
    path = path_for(reminder)
    reminder.user.is_active = False
    reminder.user.save()
    assert is_gone_page(client.post(path, {"done": "1"}))
    reminder.user.delete()
    assert is_gone_page(client.get(path))


def test_a_link_opened_by_another_account_shows_and_changes_nothing(client, reminder):
    client.force_login(make_user())
    before = dump()
    assert is_gone_page(client.get(path_for(reminder)))
    assert is_gone_page(client.post(path_for(reminder), {"done": "1"}))
    assert dump() == before


def test_the_owner_reaches_the_same_page_from_the_list_and_a_stranger_does_not(browser, reminder):
    assert f'/reminders/{reminder.pk}/"' in browser.get("/reminders/next/").content.decode()
    response = browser.get(f"/reminders/{reminder.pk}/", follow=True)
    assert "Follow up with Ms Ifeoma Adeyemi" in response.content.decode()
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.get(f"/reminders/{reminder.pk}/").status_code == 404


def test_writing_done_marks_every_open_letter_of_the_interview(client, user, clock):
    clock.move_to(NOW)
    interview = make_interview(user)
    row = Reminder.objects.get(kind="write")
    page = client.post(path_for(row), {"done": "1"}, follow=True)
    assert "2 letters are marked as posted today." in " ".join(page.content.decode().split())
    assert [letter.state for letter in interview.letters.all()] == ["posted", "posted"]
    assert date(2026, 11, 18) == interview.letters.first().closed_at.date()


def test_a_browser_without_cookies_that_keeps_its_origin_to_itself_may_act(reminder):
    stranger = Client(enforce_csrf_checks=True)
    assert "csrftoken" not in str(stranger.get(path_for(reminder)).cookies)
    done = stranger.post(path_for(reminder), {"done": "1"}, headers={"Origin": "null"})
    assert done.status_code == 302
    stranger.cookies.clear()
    undone = stranger.post(done["Location"], headers={"Origin": "null"})
    assert undone.status_code == 302
    reminder.refresh_from_db()
    assert (reminder.state, reminder.version) == (Reminder.State.OPEN, 3)
