"""The forms of passkeys, their fields named in the reader's language: the library names one of them in English only."""

from typing import Any

from allauth.mfa.webauthn import forms as theirs
from django.utils.translation import gettext as _


class AddPasskeyForm(theirs.AddWebAuthnForm):
    """A passkey beside the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class SignUpPasskeyForm(theirs.SignupWebAuthnForm):
    """The first passkey of an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class RenamePasskeyForm(theirs.EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
