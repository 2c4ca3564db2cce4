"""Second factors: their secrets are kept encrypted, and nobody can shut an owner out for good."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from tests.factories import PASSWORD
from tests.routes import signed_in

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of no account


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_secrets_of_authenticators_and_recovery_codes_are_not_kept_as_they_are(user):
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert all(one not in kept for one in codes.get_unused_codes())
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code(SECRET))


def test_an_older_key_still_opens_what_it_encrypted_and_a_foreign_one_does_not(user, settings):
    settings.MFA_KEYS = ["the old key"]
    TOTP.activate(user, SECRET)
    settings.MFA_KEYS = ["the new key", "the old key"]
    assert TOTP(Authenticator.objects.get()).validate_code(code(SECRET))
    settings.MFA_KEYS = ["another key"]
    with pytest.raises(InvalidToken):
        TOTP(Authenticator.objects.get()).validate_code(code(SECRET))


def test_a_stranger_who_tries_passwords_does_not_lock_the_owner_out(client, user):
    cache.clear()
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        stranger.post("/accounts/login/", {"login": user.email, "password": "not the password"})
    refused = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert "Those were many attempts in a short time." in refused.content.decode()
    client.post("/accounts/login/code/", {"email": user.email})
    sent = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert sent, mail.outbox[-1].body
    client.post("/accounts/login/code/confirm/", {"code": sent[1]})
    assert client.get("/").wsgi_request.user == user


def test_signing_out_clears_what_the_browser_kept(client, user):
    client.force_login(user)
    assert "Clear-Site-Data" not in client.get("/accounts/logout/").headers
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_after_the_key_was_changed_one_command_lets_the_old_one_go(user, settings, capsys):
    settings.MFA_KEYS = ["the old key"]
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).validate_code(codes[0])
    settings.MFA_KEYS = ["the new key", "the old key"]
    call_command("reencrypt_second_factors")
    assert capsys.readouterr().out == "Secrets under the first of MFA_KEYS now: 2.\nThe others of MFA_KEYS may go.\n"
    settings.MFA_KEYS = ["the new key"]
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code(SECRET))
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes[1:]


def test_a_secret_that_no_key_opens_is_left_alone_and_said(user, settings, capsys):
    settings.MFA_KEYS = ["the old key"]
    TOTP.activate(user, SECRET)
    settings.MFA_KEYS = ["the new key"]
    RecoveryCodes.activate(user)
    with pytest.raises(SystemExit, match="1"):
        call_command("reencrypt_second_factors")
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "Secrets under the first of MFA_KEYS now: 1.\n",
        "Under a key that is not in MFA_KEYS: 1. Put it behind the others, and run this again.\n",
    )
    settings.MFA_KEYS = ["the old key"]
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code(SECRET))


@pytest.mark.parametrize(
    "answer",
    [
        "9" * 5_000, '{"id": ' + "9" * 5_000 + "}", "[" * 100_000, '{"a":' * 100_000, "[1]", "5", '"x"', "x", "",
        '{"id":"AA"}', '{"id":"AA","rawId":5}', '{"id":"AA","rawId":"AA"}', '{"id":"AA","rawId":"AA","response":[]}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA"}}',
        '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"gA","userHandle":"AA"}}',
    ],
)  # fmt: skip
def test_what_no_browser_answers_about_a_passkey_is_refused(client, user, answer):
    path = "/accounts/2fa/webauthn/login/"
    assert client.post(path, {"credential": answer}).status_code == 302
    assert client.get("/settings/").status_code == 302
    inside = signed_in(user)
    assert inside.post("/accounts/2fa/webauthn/add/", {"credential": answer, "name": "Key"}).status_code == 200
    assert inside.post("/accounts/2fa/webauthn/reauthenticate/", {"credential": answer}).status_code == 302
    assert not user.authenticator_set.exists()
