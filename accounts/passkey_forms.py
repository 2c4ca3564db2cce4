"""The forms of passkeys: their fields named in the reader's language, for the library names one of them in English
only; and what a browser answers is read with care, for anybody may send something else.
"""

from typing import Any

from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class CredentialField(forms.JSONField):
    """What a browser answers about a passkey: a JSON object."""

    widget = forms.HiddenInput

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


class AddPasskeyForm(theirs.AddWebAuthnForm):
    """A passkey beside the password."""

    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class SignUpPasskeyForm(theirs.SignupWebAuthnForm):
    """The first passkey of an account."""

    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class RenamePasskeyForm(theirs.EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class SignInPasskeyForm(theirs.LoginWebAuthnForm):
    """A passkey in the place of the password."""

    credential = CredentialField()


class ConfirmPasskeyForm(theirs.ReauthenticateWebAuthnForm):
    """A passkey once more, before a sensitive step."""

    credential = CredentialField()
