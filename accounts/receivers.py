"""What happens at the doors of an account, for the operator's log: by key, never by name (ASVS 5.0, V16.3)."""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

log = logging.getLogger("fairhand.doors")


@receiver(user_logged_in)
def log_sign_in(user: Any, **_: Any) -> None:
    """Somebody came in."""
    log.info("signed in account=%s", user.pk)


@receiver(user_logged_out)
def log_sign_out(user: Any, **_: Any) -> None:
    """Somebody went out; a session that had nobody in it says nothing."""
    if user is not None:
        log.info("signed out account=%s", user.pk)


@receiver(user_login_failed)
def log_refused(**_: Any) -> None:
    """A password did not fit. Which account was meant is not said: the address typed may be anybody's."""
    log.warning("sign-in refused")


@receiver([account.password_changed, account.password_reset, account.password_set])
def log_password(user: Any, **_: Any) -> None:
    """A password is another one now."""
    log.info("password changed account=%s", user.pk)


@receiver(account.email_changed)
def log_address(user: Any, **_: Any) -> None:
    """Mail goes elsewhere now."""
    log.info("address changed account=%s", user.pk)


@receiver([factors.authenticator_added, factors.authenticator_removed, factors.authenticator_reset])
def log_second_factor(user: Any, authenticator: Any, signal: Any, **_: Any) -> None:
    """A second factor came or went."""
    verb = {factors.authenticator_added: "added", factors.authenticator_removed: "removed"}.get(signal, "made anew")
    log.info("second factor %s account=%s kind=%s", verb, user.pk, authenticator.type)
