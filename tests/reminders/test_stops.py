"""No more mail: by one click of a mail program, by a link, by a button; and mail again."""

from datetime import UTC, datetime

import pytest
from django.core import signing
from django.test import Client

from reminders import outbox
from reminders.delivery import send_batch
from reminders.links import STOP_SALT, StopTicket, Ticket, path_for, read_stop, stop_path, token_for
from reminders.mail import message_for
from reminders.models import Mailing, Reminder
from reminders.stops import mail_again, stop_mail
from tests.conftest import NOW
from tests.factories import make_interview, make_user
from tests.reminders.sink import smtp_sink
from tests.routes import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MORNING = datetime(2026, 11, 19, 8, 1, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 11, 20, 8, 1, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def interview(user):
    return make_interview(user)


def all_of(user):
    return stop_path(StopTicket(user.pk))


def test_one_click_of_a_mail_program_stops_all_mail_without_cookie_or_redirect(user, interview):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = client.post(all_of(user), ONE_CLICK, headers={"Origin": "null"})
        assert (response.status_code, response.cookies) == (200, {})
    user.refresh_from_db()
    assert user.mail_stopped_at == NOW
    assert "All mail is stopped" in response.content.decode()


def test_a_form_of_several_parts_is_read_too(user):
    body = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    response = Client().post(all_of(user), body, content_type="multipart/form-data; boundary=x")
    user.refresh_from_db()
    assert (response.status_code, user.mail_stopped_at) == (200, NOW)


def test_looking_at_the_page_changes_nothing(client, user, interview):
    before = rows()
    for path in (all_of(user), stop_path(StopTicket(user.pk, interview.pk))):
        for ask in (client.get, client.head, client.get):
            assert ask(path).status_code == 200
    assert rows() == before


def test_the_page_says_how_it_stands_and_offers_the_other(client, user):
    path = all_of(user)
    assert f"Reminders go to {user.email}." in client.get(path).content.decode()
    stopped = client.post(path, {"stop": "1"}, follow=True).content.decode()
    assert f"Fairhand sends no more reminders to {user.email}." in stopped
    assert "Start it again" in stopped
    client.post(path, {"start": "1"})
    user.refresh_from_db()
    assert user.mail_stopped_at is None


def test_stopped_mail_is_not_made_and_what_is_due_stays_on_the_desk(user, interview, browser):
    stop_mail(user, NOW)
    open_before = list(Reminder.objects.open().values_list("occasion", flat=True))
    assert outbox.sweep(MORNING) == []
    assert list(Reminder.objects.open().values_list("occasion", flat=True)) == open_before
    assert not Mailing.objects.exists()
    page = browser.get("/").content.decode()
    assert "Ms Ifeoma Adeyemi" in page
    assert "All mail is stopped since 18 November 2026." in page


def test_mail_that_was_under_way_is_dropped_and_comes_once_it_is_wanted_again(user, interview, clock):
    (keys,) = outbox.sweep(MORNING)
    token = outbox.claim(keys, MORNING)
    mailing = Mailing.objects.get(claim_id=token)
    clock.move_to(MORNING)
    stop_mail(user, MORNING)
    assert message_for(mailing, MORNING) is None
    outbox.mark_dropped(mailing, token, MORNING)
    user.refresh_from_db()
    mail_again(user)
    assert len(outbox.sweep(NEXT_MORNING)) == 1


def test_mail_that_waited_for_another_try_is_not_tried(user, interview, clock):
    (keys,) = outbox.sweep(MORNING)
    clock.move_to(MORNING)
    stop_mail(user, MORNING)
    assert Mailing.objects.get().state == Mailing.State.DROPPED
    with smtp_sink() as sink:
        send_batch(keys, lambda: MORNING)
    assert sink.raw == []
    user.refresh_from_db()
    mail_again(user)
    clock.move_to(NEXT_MORNING)
    with smtp_sink() as sink:
        for keys in outbox.sweep(NEXT_MORNING):
            send_batch(keys, lambda: NEXT_MORNING)
    assert [message["Subject"] for message in sink.messages] == ["Write to Ms Ifeoma Adeyemi and Mr Tom Reyes"]


def test_one_interview_can_be_stopped_and_started_again(client, user, interview):
    path = stop_path(StopTicket(user.pk, interview.pk))
    page = client.post(path, {"stop": "1"}, follow=True).content.decode()
    assert "Nothing more comes about <bdi>Programme Manager, Harbour &amp; Field</bdi>, Wednesday 18 November." in page
    assert not Reminder.objects.open().exists()
    client.post(path, {"start": "1"})
    assert Reminder.objects.open().filter(kind="follow_up").exists()
    user.refresh_from_db()
    assert user.mail_stopped_at is None


def test_the_reminders_page_leads_to_both_stops(client, user, interview):
    page = client.get(path_for(Reminder.objects.get(kind="follow_up"))).content.decode()
    addresses = [part.split('"')[0] for part in page.split('action="')[1:]]
    tickets = [read_stop(address.split("/")[-2]) for address in addresses]
    assert tickets == [StopTicket(user.pk, interview.pk), StopTicket(user.pk)]


def test_what_is_no_stop_link_gets_the_kind_page_and_changes_nothing(client, user, interview):
    reminder = Reminder.objects.get(kind="follow_up")
    stranger = make_interview()
    good = all_of(user).split("/")[-2]
    wrong = {
        "tampered": good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "of a reminder": token_for(Ticket(reminder.pk, reminder.version)),
        "of another purpose": signing.dumps({"u": user.pk, "i": None}, salt="other"),
        "of nobody": stop_path(StopTicket(2**62)).split("/")[-2],
        "of somebody else's interview": stop_path(StopTicket(user.pk, stranger.pk)).split("/")[-2],
        "no token": "x",
    }
    before = rows()
    for token in wrong.values():
        for ask in (client.get, lambda path: client.post(path, ONE_CLICK)):
            response = ask(f"/reminders/stop/{token}/")
            assert response.status_code == 200
            assert "This link has done its work" in response.content.decode()
    assert rows() == before


def test_another_account_signed_in_sees_and_changes_nothing(client, user):
    client.force_login(make_user())
    page = client.post(all_of(user), ONE_CLICK).content.decode()
    user.refresh_from_db()
    assert ("This link has done its work" in page, user.email in page, user.mail_stopped_at) == (True, False, None)


def test_a_stop_link_of_a_closed_account_opens_nothing(client, user):
    path = all_of(user)
    user.is_active = False
    user.save()
    assert "This link has done its work" in client.post(path, ONE_CLICK).content.decode()
    user.delete()
    assert "This link has done its work" in client.get(path).content.decode()


def test_a_stop_link_does_not_grow_old(client, user, clock):
    path = all_of(user)
    clock.move_to(datetime(2031, 1, 1, tzinfo=UTC))
    client.post(path, ONE_CLICK)
    user.refresh_from_db()
    assert user.mail_stopped_at == datetime(2031, 1, 1, tzinfo=UTC)


def test_the_salt_of_a_stop_is_its_own():
    assert read_stop(signing.dumps({"u": 1, "i": None}, salt=STOP_SALT)) == StopTicket(1)
