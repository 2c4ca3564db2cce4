"""What stands between BEGIN and END, as a tree of little depth."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interviews.reading.lines import name_of

# Deeper than any calendar goes (a calendar, an event, its alarm); what lies deeper is passed over.
DEEPEST = 6
# A line that begins otherwise goes on with the one before: raw line breaks in a description look like this.
_NAMES = frozenset({
    "ACTION", "ADR", "AGENT", "ALTREP", "ANNIVERSARY", "ATTACH", "ATTENDEE", "BDAY", "BEGIN", "CALADRURI",
    "CALSCALE", "CALURI", "CATEGORIES", "CLASS", "CLIENTPIDMAP", "COLOR", "COMMENT", "COMPLETED", "CONFERENCE",
    "CONTACT", "CREATED", "DALARM", "DAYLIGHT", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "DURATION",
    "EMAIL", "END", "EXDATE", "EXRULE", "FBURL", "FN", "FREEBUSY", "GENDER", "GEO", "IMAGE", "IMPP", "KEY", "KIND",
    "LABEL", "LANG", "LAST-MODIFIED", "LOCATION", "LOGO", "MAILER", "MEMBER", "METHOD", "N", "NAME", "NICKNAME",
    "NOTE", "ORG", "ORGANIZER", "PERCENT-COMPLETE", "PHOTO", "PRIORITY", "PRODID", "PROFILE", "RDATE",
    "RECURRENCE-ID", "REFRESH-INTERVAL", "RELATED", "RELATED-TO", "REPEAT", "REQUEST-STATUS", "RESOURCES", "REV",
    "RNUM", "ROLE", "RRULE", "SEQUENCE", "SORT-STRING", "SOUND", "SOURCE", "STATUS", "SUMMARY", "TEL", "TITLE",
    "TRANSP", "TRIGGER", "TZ", "TZID", "TZID-ALIAS-OF", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "TZUNTIL", "TZURL",
    "UID", "URL", "VERSION", "XML",
})  # fmt: skip
_COMPONENTS = frozenset({"VALARM", "VCALENDAR", "VCARD", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
# Properties that hold what people write, and so may be broken raw.
_TEXTS = frozenset({"COMMENT", "DESCRIPTION", "LOCATION", "NOTE", "SUMMARY", "X-ALT-DESC"})


@dataclass(slots=True)
class Block:
    """A component: its name in capitals, its lines not yet taken apart, what is inside, whether it came to its end."""

    name: str
    lines: list[str] = field(default_factory=list)
    inside: list["Block"] = field(default_factory=list)
    is_whole: bool = False

    def named(self, name: str) -> Iterator["Block"]:
        """Return the components of this name directly inside."""
        return (block for block in self.inside if block.name == name)


def tree_of(lines: Sequence[str]) -> Block:
    """Return everything that is between BEGIN and END, under a root without a name. A stray END is passed over."""
    root = Block("", is_whole=True)
    stack, too_deep = [root], 0
    for name, text in _joined(lines):
        if name == "BEGIN":
            if too_deep or len(stack) > DEEPEST:
                too_deep += 1
                continue
            block = Block(_component(text))
            stack[-1].inside.append(block)
            stack.append(block)
        elif name == "END" and too_deep:
            too_deep -= 1
        elif name == "END":
            _close(stack, _component(text))
        elif not too_deep:
            stack[-1].lines.append(text)
    return root


def _joined(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return each line with its name, a text that was broken raw in one; what else has no name is nothing."""
    name, pieces = "", [""]
    for text in lines:
        following = _name(text)
        if following:
            if name:
                yield name, "\\n".join(pieces)
            name, pieces = following, [text]
        elif name in _TEXTS and text.strip():
            pieces.append(text)
    if name:
        yield name, "\\n".join(pieces)


def _name(text: str) -> str:
    """Return the name in capitals where the line begins with a known one, or with one of somebody's own.

    Names are written in one case throughout; "Location: the usual" is a sentence that was broken off.
    """
    name = name_of(text) if ":" in text else ""
    upper = name.upper()
    if not upper or upper.startswith("X-"):
        return upper
    if upper in {"BEGIN", "END"}:
        return upper if name in {"BEGIN", "END"} or _component(text) in _COMPONENTS else ""
    return upper if upper in _NAMES and (name.isupper() or name.islower()) else ""


def _component(text: str) -> str:
    return text.partition(":")[2].strip().upper()[:60]


def _close(stack: list[Block], name: str) -> None:
    """Close the innermost block of this name, and those left open inside it."""
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].name == name:
            stack[depth].is_whole = True
            del stack[depth:]
            return
