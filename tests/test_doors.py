"""The two doors that open without a sign-in: the local mailbox, and the signed links of mails."""

import re
from datetime import timedelta

import pytest
from django.core import signing

from config.mailbox import local_mailbox
from reminders import acts
from reminders.links import SALT, Ticket, path_for, token_for
from reminders.models import Reminder
from tests.conftest import NOW
from tests.factories import make_interview, make_user
from tests.routes import rows, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CSRF_TOKEN = re.compile("[A-Za-z0-9]{64}")
MAIL = b"From: Fairhand <a@example.org>\r\nTo: b@example.org\r\nSubject: <b>Confirm</b>\r\n\r\nhttp://localhost:8000/x?a=1&b=2\r\n"


@pytest.fixture
def mail() -> str:
    return local_mailbox().add(MAIL)


def mailbox_answers(mail, **extra):
    client = signed_out()
    return [client.get(path, **extra).status_code for path in ("/mailbox/", f"/mailbox/{mail}/")]


@pytest.mark.parametrize(
    "here",
    [
        {},
        {"REMOTE_ADDR": "::1"},
        {"REMOTE_ADDR": "127.1.2.3"},
        {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8021"},
        {"HTTP_HOST": "[::1]:8000"},
    ],
)
def test_the_mailbox_opens_on_this_machine(mail, here):
    assert mailbox_answers(mail, **here) == [200, 200]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": "::ffff:10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1, 10.0.0.7"},
        {"HTTP_HOST": "fairhand.example"},
        {"HTTP_HOST": "localhost.fairhand.example"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
        {"HTTP_X_FORWARDED_PROTO": "http"},
        {"HTTP_X_FORWARDED_PORT": "80"},
        {"HTTP_X_FORWARDED_SERVER": "localhost"},
        {"HTTP_X_FORWARDED": "for=127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_X_CLIENT_IP": "127.0.0.1"},
        {"HTTP_TRUE_CLIENT_IP": "127.0.0.1"},
        {"HTTP_CF_CONNECTING_IP": "127.0.0.1"},
        {"HTTP_X_ORIGINAL_HOST": "localhost"},
        {"HTTP_VIA": "1.1 proxy"},
    ],
)
def test_from_elsewhere_the_mailbox_is_not_there(mail, settings, elsewhere):
    settings.ALLOWED_HOSTS = ["localhost", ".fairhand.example"]
    assert mailbox_answers(mail, **elsewhere) == [404, 404]
    nothing = signed_out().get("/no/such/page", **elsewhere)
    assert signed_out().get("/mailbox/", **elsewhere).content == nothing.content


def test_with_a_mail_server_there_is_no_mailbox(mail, settings):
    settings.EMAIL_URL = "smtp://localhost:25"
    assert mailbox_answers(mail) == [404, 404]


@pytest.mark.parametrize("key", ["nothing", "..", "%2e%2e", "..%2f..%2fsecret-key", "%00", "%ED%A0%80", "a" * 3000])
def test_a_mail_that_is_not_there_is_not_found(mail, key):
    assert signed_out().get(f"/mailbox/{key}/").status_code == 404


def test_a_mail_is_printed_as_it_was_sent(mail):
    page = signed_out().get(f"/mailbox/{mail}/").content.decode()
    assert "<h1>&lt;b&gt;Confirm&lt;/b&gt;</h1>" in page
    assert 'href="http://localhost:8000/x?a=1&amp;b=2"' in page


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?x?Q?y?=\r\nDate: no day\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xe4",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno part",
    ],
)
def test_a_broken_mail_is_shown_as_far_as_it_can_be_read(broken):
    assert mailbox_answers(local_mailbox().add(broken)) == [200, 200]


@pytest.fixture
def reminder(user) -> Reminder:
    make_interview(user)
    return Reminder.objects.get(user=user, kind="follow_up")


def is_neutral(path, client=None, *, data=None):
    """Whether GET and each POST give the page that says nothing, and change nothing."""
    client, before = client or signed_out(), rows()
    answers = [client.get(path), *(client.post(path, fields) for fields in (data or EVERY_BUTTON))]
    pages = {CSRF_TOKEN.sub("", answer.content.decode()) for answer in answers}
    return (
        {answer.status_code for answer in answers} == {200}
        and len(pages) == 1
        and "This link has done its work" in pages.pop()
        and rows() == before
        and not any(word in page for page in pages for word in ("Adeyemi", "Harbour"))
    )


EVERY_BUTTON = (
    {},
    {"done": "1"},
    {"snooze": "1", "until": "tomorrow"},
    {"snooze": "1", "until": "on", "on": "2026-12-01"},
)


def act_path(reminder, **values):
    return f"/reminders/link/{token_for(Ticket(reminder.pk, reminder.version, **values))}/"


def test_a_link_opens_and_asks_without_a_sign_in(reminder):
    before = rows()
    page = signed_out().get(path_for(reminder)).content.decode()
    assert "Follow up with Ms Ifeoma Adeyemi" in page
    assert rows() == before


def test_a_link_works_for_its_owner_signed_in(reminder, user):
    assert "Adeyemi" in signed_in(user).get(path_for(reminder)).content.decode()


def test_a_tampered_link_is_neutral(reminder):
    token = token_for(Ticket(reminder.pk, reminder.version))
    body, stamp, signature = token.split(":")
    other = token_for(Ticket(reminder.pk + 1, 1)).split(":")
    forged = [
        "x", ":", "::", "a:b:c", token[:-1], token + "x", token.upper(), f"{body}x:{stamp}:{signature}",
        f"{other[0]}:{stamp}:{signature}", f"{body}:{other[1]}x:{signature}", f".{body}:{stamp}:{signature}",
        "a" * 5000, "%ED%A0%80", "%00", "é:é:é",
    ]  # fmt: skip
    assert [each for each in forged if not is_neutral(f"/reminders/link/{each}/")] == []


def test_a_link_signed_for_something_else_is_neutral(reminder):
    body = {"r": reminder.pk, "v": reminder.version, "p": "act", "w": {}}
    assert is_neutral(f"/reminders/link/{signing.dumps(body, salt='accounts.feed')}/")
    assert is_neutral(f"/reminders/link/{signing.dumps(body)}/")
    assert is_neutral(act_path(reminder, purpose="feed"))
    assert is_neutral(act_path(reminder, purpose="undo"))
    assert not is_neutral(f"/reminders/link/{signing.dumps(body, salt=SALT)}/", data=[{}])


def test_a_link_of_an_older_or_a_later_version_is_neutral(reminder):
    for version in (reminder.version - 1, reminder.version + 1, -1, 2**63, 2**70):
        assert is_neutral(f"/reminders/link/{token_for(Ticket(reminder.pk, version))}/")
    for key in (0, -1, 2**63, 2**70):
        assert is_neutral(f"/reminders/link/{token_for(Ticket(key, reminder.version))}/")


@pytest.mark.parametrize("button", EVERY_BUTTON[1:])
def test_a_used_link_is_neutral(reminder, button):
    path = path_for(reminder)
    signed_out().post(path, button)
    assert is_neutral(path)


def test_an_undo_link_works_once(reminder):
    client = signed_out()
    undo = client.post(path_for(reminder), {"done": "1"}).url
    assert "Take that back" in client.get(undo).content.decode()
    assert client.post(undo).status_code == 302
    reminder.refresh_from_db()
    assert reminder.state == "open"
    assert is_neutral(undo)


def test_a_link_older_than_two_months_is_neutral(reminder, clock):
    path = path_for(reminder)
    clock.move_to(NOW + timedelta(days=61))
    assert is_neutral(path)


def test_a_link_of_an_account_that_is_closed_or_gone_is_neutral(reminder, user):
    path = path_for(reminder)
    user.is_active = False
    user.save()
    assert is_neutral(path)
    user.delete()
    assert is_neutral(path)


def test_a_link_of_an_interview_that_was_deleted_is_neutral(reminder, user):
    path = path_for(reminder)
    signed_in(user).post(f"/interviews/{reminder.interview_id}/delete/")
    assert is_neutral(path)


def test_a_link_opened_by_another_account_is_neutral(reminder):
    stranger = signed_in(make_user())
    assert is_neutral(path_for(reminder), stranger)
    done = path_for(reminder)
    acts.done(reminder, NOW)
    assert is_neutral(act_path(reminder, purpose="undo"), stranger)
    assert is_neutral(done, stranger)


def test_an_undo_reaches_no_letter_of_another_account(reminder):
    theirs = make_interview().letters.first()
    theirs.state, theirs.closed_at = "posted", NOW
    theirs.save()
    acts.done(reminder, NOW)
    path = act_path(reminder, purpose="undo", was={str(theirs.pk): "draft"})
    assert signed_out().post(path).status_code == 302
    theirs.refresh_from_db()
    assert theirs.state == "posted"
