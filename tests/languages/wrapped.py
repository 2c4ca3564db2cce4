"""A language that no catalogue holds: it says every message as it is written, between the marks « and ».

What a page shows outside the marks was never offered for translation.
"""

from html.parser import HTMLParser

from django.utils.translation import trans_real

OPEN, CLOSE = "«", "»"
# Attributes whose value is read by somebody, or said to them.
SHOWN = frozenset({
    "title", "alt", "placeholder", "label", "content", "aria-label", "aria-description", "aria-valuetext",
    "aria-roledescription",
})  # fmt: skip
# What is in them is typed or code. Beside them, an element that names a language of its own (`lang`), and one that is not
# to be translated (`translate="no"`: the words of a letter).
SILENT = frozenset({"script", "style", "textarea", "template"})


class Wrapped(trans_real.DjangoTranslation):
    """A catalogue that has every message, whichever it is."""

    def gettext(self, message: str) -> str:
        """Return the message between the marks; its context is not part of it."""
        return f"{OPEN}{message.rpartition(trans_real.CONTEXT_SEPARATOR)[2]}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for `n` between the marks."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """Return what of a text stands outside the marks when so many are open before it, and how many are open after."""
    kept = []
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        if depth == 0 and character != CLOSE:
            kept.append(character)
    return "".join(kept), depth


class Page(HTMLParser):
    """`untranslated`: what a page shows, as text or in an attribute, outside the marks, in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.untranslated: list[str] = []
        self._depth = 0
        self._within: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if self._within and tag == self._within[0]:
            self._within.append(tag)
        if not self._within and (
            tag in SILENT or named.get("translate") == "no" or ("lang" in named and tag != "html")
        ):
            self._within.append(tag)
        if self._within:
            return
        shown = {name: value for name, value in named.items() if name in SHOWN and value}
        if tag == "meta" and named.get("name") != "description":
            shown = {}
        if tag == "input" and named.get("type") in {"submit", "button", "reset"}:
            shown["value"] = named.get("value")
        for value in shown.values():
            self._add(outside(value or "")[0])

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within[0]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            text, self._depth = outside(data, self._depth)
            self._add(text)

    def _add(self, text: str) -> None:
        if text := " ".join(text.split()):
            self.untranslated.append(text)
