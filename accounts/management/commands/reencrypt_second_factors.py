"""For whoever runs the server: the key of the second factors was changed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from accounts.second_factors import encrypt_anew


class Command(BaseCommand):
    """Encrypt the secrets of second factors with the first of MFA_KEYS; exit with 1 where no key opens some."""

    help = "Encrypts the secrets of second factors with the first of MFA_KEYS, so that older keys may go."

    def handle(self, *args: Any, **options: Any) -> None:
        done, unreadable = encrypt_anew()
        self.stdout.write(f"Secrets under the first of MFA_KEYS now: {done}.")
        if unreadable:
            self.stderr.write(
                f"Under a key that is not in MFA_KEYS: {unreadable}. Put it behind the others, and run this again."
            )
            sys.exit(1)
        self.stdout.write("The others of MFA_KEYS may go.")
