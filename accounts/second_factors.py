"""The secrets of second factors, after the key that encrypts them was changed."""

from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import transaction

from accounts.adapters import encrypted_anew

# What each kind of authenticator keeps encrypted; a passkey keeps no secret.
ENCRYPTED = ("secret", "seed", "migrated_codes")


def encrypt_anew() -> tuple[int, int]:
    """Encrypt every secret with the first of MFA_KEYS; return how many rows that were, and how many no key opens.

    Rows that no key opens stay as they are. Safe to run twice, and while people sign in.
    """
    done = unreadable = 0
    for pk in list(Authenticator.objects.order_by("pk").values_list("pk", flat=True)):
        # Signing in writes the same field, for the codes that are used up.
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if row is None or not any(row.data.get(name) for name in ENCRYPTED):
                continue
            try:
                row.data |= {name: _anew(row.data[name]) for name in ENCRYPTED if row.data.get(name)}
            except InvalidToken:
                unreadable += 1
            else:
                row.save(update_fields=["data"])
                done += 1
    return done, unreadable


def _anew(kept: Any) -> Any:
    return [encrypted_anew(one) for one in kept] if isinstance(kept, list) else encrypted_anew(kept)
