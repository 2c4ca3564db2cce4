import logging

import pytest
from django.core.cache import cache

from tests.accounts.test_second_factors import code
from tests.factories import PASSWORD
from tests.routes import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(caplog):
    """Return what the log of the doors says so far."""
    cache.clear()
    caplog.set_level(logging.INFO, logger="fairhand.doors")
    return lambda: [
        (record.levelname, record.getMessage()) for record in caplog.records if record.name == "fairhand.doors"
    ]


def test_who_comes_in_and_goes_out_is_logged_by_key(client, user, said):
    client.post("/accounts/login/", {"login": user.email, "password": "not the password"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/logout/")
    assert said() == [
        ("WARNING", "sign-in refused"),
        ("INFO", f"signed in account={user.pk}"),
        ("INFO", f"signed out account={user.pk}"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_changed_password_and_a_second_factor_are_logged(user, said):
    browser = signed_in(user)
    page = browser.get("/accounts/2fa/totp/activate/")
    browser.post("/accounts/2fa/totp/activate/", {"code": code(page.context["form"].secret)})
    change = {"oldpassword": PASSWORD, "password1": "a longer walk home", "password2": "a longer walk home"}
    browser.post("/accounts/password/change/", change)
    assert said()[1:] == [
        ("INFO", f"second factor added account={user.pk} kind=totp"),
        ("INFO", f"second factor added account={user.pk} kind=recovery_codes"),
        ("INFO", f"password changed account={user.pk}"),
    ]
