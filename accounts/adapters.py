"""Where django-allauth asks the product."""

import base64
import hashlib
import logging
import smtplib
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.door_mail import BUTTONS, html_of
from accounts.refusals import MailTrouble

log = logging.getLogger("fairhand.accounts")

_WAYS = {
    "mfa_reauthenticate": _("Use the authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
# Somebody waits before the page: a silent mail server gives up before they do.
PATIENCE_S = 8


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up as the settings allow it, links that lead to SITE_URL whatever host was asked for, and mail that may
    fail without leaving half an account.
    """

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not belong together. Look at both once more."),
        "enter_current_password": _("That is not the password you have now."),
        "incorrect_password": _("That is not your password."),
        "incorrect_code": _(
            "That is not the code, or it has run out. Look at the mail once more, or leave it and ask for a new code."
        ),
        "duplicate_email": _("You use that address already."),
        "email_taken": _("That address has an account already."),
        "invalid_password_reset": _("This link has been used, has run out, or was copied in part. Ask for a new one."),
        "same_as_current": _("That is the password you have now. Choose another one."),
        "rate_limited": _("Those were many requests in a short time. Wait some minutes, then try again."),
        "too_many_login_attempts": _("Those were many attempts in a short time. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.REGISTRATION_OPEN)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: object) -> str:
        return _at_site(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show once more that it is you, called as they are on every other page."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": _WAYS.get(method["id"], method["description"])} for method in methods]

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Note whom this request makes, who is nobody until the mail to confirm the address is on its way."""
        user = super().save_user(request, user, form, commit)
        request.fresh_user = user  # type: ignore[attr-defined]
        return user

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Return the mail: text first, and the same in HTML; whatever host was asked, all in it leads to the site."""
        links = {name: _at_site(context[name]) for name in BUTTONS if context.get(name)}
        context = context | links | {"current_site": {"domain": urlsplit(settings.SITE_URL).netloc}}
        message = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives):
            message.attach_alternative(html_of(str(message.subject), str(message.body), context), "text/html")
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that somebody waits for. Raise MailTrouble where it cannot be; a fresh account is gone then."""
        request = request_context.request
        shared = {"request": request, "email": email}
        message = self.render_mail(template_prefix, email, shared | context)
        message.connection = get_connection(timeout=PATIENCE_S)
        try:
            message.send()
        except (smtplib.SMTPException, OSError) as error:
            log.warning("account mail not sent kind=%s error=%s", template_prefix, type(error).__name__)
            fresh = getattr(request, "fresh_user", None)
            if fresh is not None and fresh.pk:
                fresh.delete()
            # Else, trying once more within minutes would count as impatience: no mail would go, and none would be said.
            ratelimit.clear(request, action="confirm_email", key=email.lower())
            raise MailTrouble(is_refused=isinstance(error, smtplib.SMTPRecipientsRefused)) from error

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:  # fmt: skip
        """Tell somebody what was changed. It is changed already: a mail that fails is logged, and no error."""
        with suppress(MailTrouble):  # logged where it happened
            super().send_notification_mail(template_prefix, user, context, email)


def _at_site(address: str) -> str:
    return settings.SITE_URL + urlsplit(address)._replace(scheme="", netloc="").geturl()


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticators and recovery codes encrypted, under a key that is not the site's own.

    The first of MFA_KEYS encrypts, all of them decrypt, so that a key can be changed without locking anybody out.
    """

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": _(
            "With a passkey or an authenticator app set up, the address stays. Take them off, change the address, "
            "and set them up again."
        ),
        "cannot_generate_recovery_codes": _("Set up a passkey or an authenticator app first."),
        "unverified_email": _("Confirm your e-mail address first."),
        "incorrect_code": _(
            "That code does not fit. An app’s code changes every half minute; a recovery code works once."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Return what a new passkey is called until its owner says otherwise."""
        there_already = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)d") % {"number": there_already + 1} if there_already else gettext("Passkey")

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raise cryptography's InvalidToken where no key of MFA_KEYS fits."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def encrypted_anew(encrypted_text: str) -> str:
    """Return the same secret under the first of MFA_KEYS. Raise InvalidToken where no key fits."""
    return _cipher().rotate(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [hashlib.sha256(key.encode()).digest() for key in settings.MFA_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
