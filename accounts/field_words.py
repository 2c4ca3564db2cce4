"""What a field asks for when it was left empty or holds what it cannot: one sentence each, in the place of Django's."""

from collections.abc import Mapping
from types import MappingProxyType

from django import forms
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


_TOO_LONG = _("It has %(show_value)d characters; at most %(limit_value)d fit in here.")
_NO_ADDRESS = _("Enter an e-mail address, such as ana@example.org.")


def put_into_words(field: forms.Field, purpose: str | None) -> None:
    """Give a field of a form our sentences, in the language of now, wherever it has none of its own.

    `purpose`: a key of `PURPOSES`. The field is the form's copy: no other form says it then.
    """
    for code, words in _words_for(field, purpose).items():
        if _says_what_django_says(field, code):
            field.error_messages[code] = str(words)


def _words_for(field: forms.Field, purpose: str | None) -> dict[str, str | Promise]:
    widget = field.widget
    kind = "choice" if hasattr(widget, "choices") else widget.attrs.get("type", getattr(widget, "input_type", "text"))
    lack = _BY_KIND.get(kind) or _BY_PURPOSE.get(purpose or "", _ELSE)
    words = {"required": lack}
    if isinstance(field, forms.ChoiceField):
        words["invalid_choice"] = lack
    if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField):
        words["invalid"] = lack
    if isinstance(field, forms.EmailField):
        words["invalid"] = _NO_ADDRESS
    if isinstance(field, forms.CharField):
        words["max_length"] = _TOO_LONG
    return words


def _says_what_django_says(field: forms.Field, code: str) -> bool:
    said = field.error_messages.get(code)
    defaults = (vars(each).get("default_error_messages", {}) for each in type(field).__mro__ if _is_djangos(each))
    return said is None or any(said is each.get(code) for each in defaults)


def _is_djangos(cls: type) -> bool:
    return cls.__module__.startswith("django.")
