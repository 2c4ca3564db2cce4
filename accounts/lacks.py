"""What a field that must not be empty asks for: one sentence each, by how it is answered and what it is for."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By how it is answered: an input's type, or "choice". Such a field looks the same whatever it is for.
_BY_KIND: Mapping[str, str | Promise] = MappingProxyType(
    {
        "choice": _("Choose one of these."),
        "checkbox": _("Tick this to go on."),
        "file": _("Choose a file."),
        "date": _("Enter a day."),
        "time": _("Enter a time of day."),
        "datetime-local": _("Enter the day and the time of day."),
    }
)
# By what it is for: accounts/purposes.py.
_BY_PURPOSE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "own name": _("Enter your name."),
        "own e-mail": _("Enter your e-mail address."),
        "own e-mail, retyped": _("Enter your e-mail address, as it stands below."),
        "password": _("Enter your password."),
        "new password": _("Enter a password."),
        "code of figures": _("Enter the code."),
        "code of letters": _("Enter the code."),
        "key's name": _("Enter a name by which you will know it again."),
        "name": _("Enter a name."),
        "company": _("Enter the company’s name."),
        "work": _("Enter the job title."),
        "e-mail": _("Enter an e-mail address."),
        "rest of a sentence": _("Write a few words."),
        "sentences": _("Write a few words."),
        "letter": _("Write a few words."),
        "web address": _("Enter a web address."),
        "whole number": _("Enter a number."),
        "measure": _("Enter a number."),
    }
)
_ELSE = _("Fill this in.")


def lack_of(kind: str, purpose: str | None) -> str:
    """Return what to say of an empty field, in the language of now.

    `kind`: its input's type, or "choice"; `purpose`: a key of `PURPOSES`.
    """
    return str(_BY_KIND.get(kind) or _BY_PURPOSE.get(purpose or "", _ELSE))
