"""The forms of the door, their fields called as they are everywhere else in the product."""

from typing import Any

from allauth.account import forms as theirs
from django.utils.translation import gettext_lazy as _

_LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("The password you have"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code"),
    "name": _("Name"),
}
_ADVICE = _("At least 12 characters, and nothing that others would guess.")


class InOurWords:
    """Labels of ours, and one sentence in the place of the list of what a password must not be."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _LABELS.keys() & self.fields.keys():
            self.fields[name].label = _LABELS[name]
        if "password2" in self.fields:
            self.fields["password2"].error_messages["required"] = _("Enter the new password once more.")
        if "password1" in self.fields:
            self.fields["password1"].help_text = _ADVICE


class LoginForm(InOurWords, theirs.LoginForm):
    """Come in."""


class SignupForm(InOurWords, theirs.SignupForm):
    """Make an account: its first password is no new one yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")


class AddEmailForm(InOurWords, theirs.AddEmailForm):
    """Another address, in the place of the one there is (settings, ACCOUNT_CHANGE_EMAIL)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePasswordForm(InOurWords, theirs.ChangePasswordForm):
    """A new password in the place of the old one."""


class SetPasswordForm(InOurWords, theirs.SetPasswordForm):
    """A password for an account that has only a passkey."""


class ResetPasswordForm(InOurWords, theirs.ResetPasswordForm):
    """Ask for a link to choose a new password."""


class ResetPasswordKeyForm(InOurWords, theirs.ResetPasswordKeyForm):
    """Choose a new password, by that link."""


class RequestLoginCodeForm(InOurWords, theirs.RequestLoginCodeForm):
    """Ask for a code to come in by."""
