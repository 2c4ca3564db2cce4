"""The forms of passkeys: what a browser answers is read with care, for anybody may send something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from accounts.door_forms import InOurWords


class CredentialField(forms.JSONField):
    """What a browser answers about a passkey: a JSON object."""

    widget = forms.HiddenInput
    default_error_messages: ClassVar = {"required": _("No passkey answered. Try once more, or take another way.")}

    def to_python(self, value: Any) -> Any:
        """Return it. Raise ValidationError for what is none, numbers of 5,000 digits and 100,000 brackets among it."""
        try:
            answer = super().to_python(value)
        except (ValueError, RecursionError):
            answer = value
        if answer is not None and not isinstance(answer, dict):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what a page shown again would send: of what cannot be read, nothing."""
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return ""


@contextmanager
def _read_with_care() -> Iterator[None]:
    """Refuse, as any wrong answer, what makes the library's reader fail: a part left out, a number out of its range.

    Its parsers for JSON, CBOR and keys each raise errors of their own, so no list of them would be whole.
    """
    try:
        yield
    except (ValidationError, DatabaseError):
        raise
    except Exception as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _AskedForm(theirs.AuthenticateWebAuthnForm):
    """A passkey that is asked for."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        with _read_with_care():
            return super().clean_credential()


class _NewForm(InOurWords, forms.Form):
    """A passkey that is made."""

    credential = CredentialField()

    def clean(self) -> Any:
        with _read_with_care():
            return super().clean()


class AddPasskeyForm(_NewForm, theirs.AddWebAuthnForm):
    """A passkey beside the password."""


class SignUpPasskeyForm(_NewForm, theirs.SignupWebAuthnForm):
    """The first passkey of an account."""


class RenamePasskeyForm(InOurWords, theirs.EditWebAuthnForm):
    """What a passkey is called."""


class SignInPasskeyForm(_AskedForm, theirs.LoginWebAuthnForm):
    """A passkey in the place of the password."""


class ConfirmPasskeyForm(_AskedForm, theirs.ReauthenticateWebAuthnForm):
    """A passkey once more, before a sensitive step."""


class SecondPasskeyForm(_AskedForm):
    """A passkey beside the password, at sign-in."""
