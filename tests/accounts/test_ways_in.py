"""What the ways in are called, and where the pages of the door lead somebody who is in already."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user
from tests.routes import _passkey, signed_in

pytestmark = pytest.mark.django_db


def _with_factors(*kinds: str):
    user = make_user()
    for kind in kinds:
        Authenticator.objects.create(user=user, type=kind, data={"name": "Key", "credential": {}})
    return user


def test_a_passkey_is_called_so_where_somebody_shows_once_more_who_they_are():
    user = _with_factors("webauthn", "totp")
    assert [each["description"] for each in get_adapter().get_reauthentication_methods(user)] == [
        "Use your password",
        "Use the authenticator app or a recovery code",
        "Use a passkey",
    ]


@pytest.mark.parametrize(("there", "name"), [(0, "Passkey"), (1, "Passkey 2"), (2, "Passkey 3")])
def test_a_new_passkey_has_a_name_of_its_own(there, name):
    user = _with_factors(*["webauthn"] * there)
    assert get_mfa_adapter().generate_authenticator_name(user, Authenticator.Type.WEBAUTHN) == name


@pytest.mark.parametrize(
    "path",
    [
        reverse("account_email_verification_sent"),
        reverse("account_reset_password"),
        reverse("account_reset_password_done"),
        reverse("account_reset_password_from_key_done"),
        reverse("account_confirm_email", args=["Mg:1abc:def"]),
    ],
)
def test_nobody_who_is_signed_in_is_led_to_the_sign_in_page(path):
    sign_in = f'href="{reverse("account_login")}"'.encode()
    inside = signed_in(make_user()).get(path)
    assert inside.status_code == 200
    assert sign_in not in inside.content
    assert sign_in in Client().get(path).content


@pytest.mark.parametrize(("kinds", "offered"), [(["totp"], False), (["totp", "webauthn"], True)])
def test_the_second_step_offers_a_passkey_to_whoever_has_one(kinds, offered):
    user = make_user()
    TOTP.activate(user, generate_totp_secret())
    if "webauthn" in kinds:
        Authenticator.objects.create(user=user, type="webauthn", data={"name": "Key", "credential": _passkey()})
    client = Client()
    page = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}, follow=True)
    assert page.redirect_chain == [(reverse("mfa_authenticate"), 302)]
    assert ("Use a passkey" in page.content.decode()) is offered


def test_the_page_that_waits_for_a_mailed_code_says_so_once(client):
    user = make_user()
    page = client.post(reverse("account_request_login_code"), {"email": user.email}, follow=True).content.decode()
    assert page.count("a code is on its way there") == 1


def test_an_address_that_second_factors_hold_fast_says_so_instead_of_asking_for_another():
    user = make_user()
    before = signed_in(user).get(reverse("account_email")).content.decode()
    TOTP.activate(user, generate_totp_secret())
    after = signed_in(user).get(reverse("account_email")).content.decode()
    assert [('name="action_add"' in page, "the address stays" in page) for page in (before, after)] == [
        (True, False),
        (False, True),
    ]
    page = signed_in(user).post(reverse("account_email"), {"email": "other@example.org", "action_add": ""})
    assert page.context["form"].errors["email"] == [
        "With a passkey or an authenticator app set up, the address stays. Take them off, change the address, "
        "and set them up again."
    ]
