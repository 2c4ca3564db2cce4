"""Signing up and resetting a password while the mail server is down, silent, or does not want the address."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
from aiosmtpd.controller import Controller
from django.contrib.sessions.models import Session

from accounts.adapters import PATIENCE_S
from accounts.models import User
from tests.factories import PASSWORD, make_user
from tests.journeys.running import free_port

pytestmark = pytest.mark.django_db(transaction=True)

FORMS = {
    "/accounts/signup/": {"email": "new@example.org", "password1": PASSWORD},
    "/accounts/password/reset/": {"email": "known@example.org"},
    "/accounts/login/code/": {"email": "known@example.org"},
}


class Refusing:
    """A mail server that wants no recipient."""

    async def handle_RCPT(self, *_: object) -> str:
        return "550 5.1.1 No such mailbox"


@pytest.fixture
def known() -> User:
    return make_user(email="known@example.org")


@pytest.fixture
def smtp(settings) -> int:
    """The port at which mail is looked for."""
    port = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return port


@pytest.fixture
def silent(smtp: int, monkeypatch) -> Iterator[None]:
    """A server that takes the connection and never says a word; patience is shortened to what a test can wait."""
    monkeypatch.setattr("accounts.adapters.PATIENCE_S", 0.3)
    with closing(socket.create_server(("127.0.0.1", smtp))):
        yield


def people() -> list[str]:
    return sorted(User.objects.values_list("email", flat=True))


@pytest.mark.parametrize("page", FORMS)
def test_a_mail_server_that_is_down_is_said_and_nothing_is_half_done(client, known, smtp, page):
    answer = client.post(page, FORMS[page])
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")
    assert "No mail can be sent just now." in answer.content.decode()
    assert people() == ["known@example.org"]
    assert Session.objects.count() == 0
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.usefixtures("silent")
def test_a_silent_mail_server_is_given_up(client):
    assert client.post("/accounts/signup/", FORMS["/accounts/signup/"]).status_code == 503
    assert people() == []


def test_patience_ends_within_ten_seconds():
    assert PATIENCE_S < 10


def test_an_address_that_is_refused_is_said_and_no_account_is_made(client, smtp):
    server = Controller(Refusing(), hostname="127.0.0.1", port=smtp)
    server.start()
    try:
        answer = client.post("/accounts/signup/", FORMS["/accounts/signup/"])
    finally:
        server.stop()
    assert (answer.status_code, people()) == (422, [])
    assert "does not take mail for this address" in answer.content.decode()


def test_once_mail_goes_again_the_same_address_can_sign_up(client, settings, smtp):
    client.post("/accounts/signup/", FORMS["/accounts/signup/"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert client.post("/accounts/signup/", FORMS["/accounts/signup/"]).status_code == 302
    assert people() == ["new@example.org"]


def test_a_password_is_changed_although_the_mail_about_it_fails(client, known, smtp):
    client.force_login(known)
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "a longer walk home", "password2": "a longer walk home"},
    )
    known.refresh_from_db()
    assert (answer.status_code, known.check_password("a longer walk home")) == (302, True)
