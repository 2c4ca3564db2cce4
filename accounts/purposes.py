"""What a field is for, and what follows for a phone's keyboard, a password manager and a spelling checker. Pure.

A browser knows its owner alone: where somebody else is meant, it is told to keep its suggestions (HTML, autofill).
Notes that become the rest of a sentence begin small, so the keyboard is told to offer no capital.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

OFF = {"autocomplete": "off"}
PLAIN = {"autocapitalize": "none", "spellcheck": "false"}
PROPER = {"autocapitalize": "words", "spellcheck": "false"}

# Attributes of the field's tag, by purpose. One's own address is filled in part by part: letters/address_forms.py.
PURPOSES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "own name": {"autocomplete": "name", **PROPER},
        "own e-mail": {"autocomplete": "email", **PLAIN},
        "own e-mail, retyped": {**OFF, **PLAIN},
        "own address": PROPER,
        "own postcode": {"autocapitalize": "characters", "spellcheck": "false"},
        "password": {"autocomplete": "current-password"},
        "new password": {"autocomplete": "new-password"},
        "code of figures": {"autocomplete": "one-time-code", "inputmode": "numeric", "enterkeyhint": "go", **PLAIN},
        "code of letters": {
            "autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false",
            "enterkeyhint": "go",
        },
        "key's name": {**OFF, "autocapitalize": "sentences"},
        "name": {**OFF, **PROPER},
        "company": {**OFF, **PROPER},
        "work": {**OFF, "autocapitalize": "words"},
        "e-mail": {**OFF, **PLAIN},
        "phone": {**OFF, "inputmode": "tel"},
        "address": {**OFF, **PROPER},
        "postcode": {**OFF, "autocapitalize": "characters", "spellcheck": "false"},
        "rest of a sentence": {**OFF, "autocapitalize": "none"},
        "sentences": {**OFF, "autocapitalize": "sentences"},
        "letter": {"spellcheck": "true"},
        "web address": {**OFF, "inputmode": "url", **PLAIN},
        "pasted": {**OFF, **PLAIN},
        "search": {**OFF, "enterkeyhint": "search", **PLAIN},
        "whole number": {**OFF, "inputmode": "numeric"},
        "measure": {**OFF, "inputmode": "decimal"},
    }
)  # fmt: skip

# What each field is for, by its name; where forms use one name for different things, by form and name.
_FIELDS = {
    "login": "own e-mail",
    "SettingsForm.name": "own name", "SignupForm.name": "own name", "writer": "own name",
    "LoginForm.email": "own e-mail", "SignupForm.email": "own e-mail", "AddEmailForm.email": "own e-mail",
    "ResetPasswordForm.email": "own e-mail", "RequestLoginCodeForm.email": "own e-mail",
    "ChangeEmailForm.email": "own e-mail", "EraseForm.email": "own e-mail, retyped",
    "from_street": "own address", "from_town": "own address", "from_region": "own address",
    "from_postcode": "own postcode",
    "password": "password", "oldpassword": "password", "password1": "new password", "password2": "new password",
    "ActivateTOTPForm.code": "code of figures", "AuthenticateForm.code": "code of figures",
    "ReauthenticateForm.code": "code of figures", "code": "code of letters",
    "AddPasskeyForm.name": "key's name", "SignUpPasskeyForm.name": "key's name", "RenamePasskeyForm.name": "key's name",
    "name": "name", "names": "name", "hr_name": "name", "honorific": "name", "person": "name",
    "company": "company", "title": "work", "role": "work",
    "email": "e-mail", "hr_email": "e-mail", "phone": "phone",
    "street": "address", "town": "address", "region": "address", "postcode": "postcode", "where": "address",
    "to_street": "address", "to_town": "address", "to_region": "address", "to_postcode": "postcode",
    "TopicForm.text": "rest of a sentence", "ConcernForm.text": "rest of a sentence",
    "GiftForm.text": "rest of a sentence", "SpotForm.text": "rest of a sentence",
    "topics": "rest of a sentence", "concern": "rest of a sentence", "impressed_me": "rest of a sentence",
    "my_question": "rest of a sentence", "helpful_answer": "rest of a sentence", "decision_words": "rest of a sentence",
    "LessonForm.text": "sentences", "answer": "sentences", "key_message": "sentences", "left_out": "sentences",
    "to_correct": "sentences", "note": "sentences",
    "LetterForm.text": "letter",
    "web": "web address", "pasted": "pasted",
    "minutes": "whole number", "window_number": "whole number", "words_per_minute": "whole number",
    "card_width_mm": "measure", "card_height_mm": "measure", "mm_per_character": "measure", "length_mm": "measure",
}  # fmt: skip

# Pages that are there for one field alone, which may as well have the focus.
_FOCUSED = frozenset(
    {
        "LoginForm.login", "SignupForm.email", "ResetPasswordForm.email", "RequestLoginCodeForm.email",
        "ResetPasswordKeyForm.password1", "ReauthenticateForm.password", "ConfirmLoginCodeForm.code",
        "AuthenticateForm.code", "ReauthenticateForm.code", "WhoForm.names",
    }
)  # fmt: skip


def attributes_of(forms: Sequence[str], field: str) -> Mapping[str, str]:
    """Return the attributes of a field; none for one without a purpose.

    `forms`: the names of its form's class and of those that it refines, the nearest first.
    """
    purpose = purpose_of(forms, field)
    return PURPOSES[purpose] if purpose else {}


def purpose_of(forms: Sequence[str], field: str) -> str | None:
    """Return what a field is for, a key of `PURPOSES`; None for one without a purpose. `forms` as above."""
    names = (*(f"{form}.{field}" for form in forms), field)
    return next((_FIELDS[name] for name in names if name in _FIELDS), None)


def is_focused(forms: Sequence[str], field: str) -> bool:
    """Return whether the field has the focus when its page opens."""
    return any(f"{form}.{field}" in _FOCUSED for form in forms)
