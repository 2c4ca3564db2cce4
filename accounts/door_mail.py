"""The mails of the door (sign-up, sign-in, passwords) in HTML, made from their text, so that both say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.bidi import straight

# What the buttons say, by where allauth keeps their addresses.
BUTTONS = {
    "activate_url": _("Confirm the address"),
    "password_reset_url": _("Choose a new password"),
    "signup_url": _("Make an account"),
}
_SIGNATURE = "\n\n-- \n"
# As in the mails of reminders: what can stand at each element does, for readers that cut out a style sheet.
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Part:
    """A paragraph of the text: words, a code, or an address that a button leads to (`label`)."""

    text: str
    is_code: bool = False
    label: str = ""


def html_of(subject: str, text: str, context: Mapping[str, Any]) -> str:
    """Return the HTML of a mail. `context`: what its text was made of."""
    html = render_to_string("account/email/door.html", {"subject": subject, "parts": parts_of(text, context)})
    return _INLINER.inline(straight(html))


def parts_of(text: str, context: Mapping[str, Any]) -> list[Part]:
    """Return the paragraphs of a mail's text, without its signature."""
    words = text.partition(_SIGNATURE)[0]
    return [_part(each.strip(), context) for each in words.split("\n\n") if each.strip()]


def _part(text: str, context: Mapping[str, Any]) -> Part:
    label = next((str(label) for name, label in BUTTONS.items() if context.get(name) == text), "")
    return Part(text, is_code=bool(context.get("code")) and context["code"] == text, label=label)
