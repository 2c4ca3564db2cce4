"""On a page, too, a line does not end between a title and its name, nor inside a date."""

from django import template
from django.template.defaultfilters import stringfilter

from letters.bindings import bound

register = template.Library()
_NO_BREAK_SPACE = "\u00a0"


@register.filter
@stringfilter
def held(text: str) -> str:
    """Return the text with no-break spaces where the lines of a letter would not break either (letters/bindings.py)."""
    words = text.split(" ")
    ties = bound(words)
    return words[0] + "".join(
        (_NO_BREAK_SPACE if tie else " ") + word for tie, word in zip(ties, words[1:], strict=True)
    )
