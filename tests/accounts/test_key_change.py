"""SECRET_KEY is changed while people are signed in and mails are on their way."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.test import Client

from reminders import links
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

OLD, NEW = "the old key " * 5, "the new key " * 5


def test_sessions_and_links_of_the_old_key_open_while_it_stands_behind_the_new(user, settings):
    settings.SECRET_KEY = OLD
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert browser.get("/").wsgi_request.user == user
    act, stop = links.Ticket(7, 3), links.StopTicket(user.pk)
    token, stop_path = links.token_for(act), links.stop_path(stop)
    reset = default_token_generator.make_token(user)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert browser.get("/").wsgi_request.user == user
    assert links.read(token) == act
    assert links.read_stop(stop_path.rstrip("/").rsplit("/", 1)[-1]) == stop
    assert default_token_generator.check_token(user, reset)
    # The session is under the new key from then on, so that the old one may go while its person is here.
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.get("/").wsgi_request.user == user
    assert links.read(token) is None
    assert links.read_stop(stop_path.rstrip("/").rsplit("/", 1)[-1]) is None
    assert not default_token_generator.check_token(user, reset)


def test_without_the_old_key_everybody_is_signed_out(user, settings):
    settings.SECRET_KEY = OLD
    browser = Client()
    browser.force_login(user)
    settings.SECRET_KEY = NEW
    assert not browser.get("/").wsgi_request.user.is_authenticated


def test_what_is_signed_now_is_signed_with_the_new_key(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    signed = signing.dumps("x")
    settings.SECRET_KEY_FALLBACKS = []
    assert signing.loads(signed) == "x"
