"""What advice says: findings with marked words, and the parts that a letter has or lacks."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["too much", "too little", ""]
Severity = Literal["note", "warn"]
Level = Literal["", "plain", "extra mile"]
Span = tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """One thing worth another look.

    `source` is the number of the practice's sentence (S1 to S66) or of product.md's section. `spans` mark words as
    text[start:end]; empty where what is missing is the point. `replacement` holds the calmer words for the first span,
    "" to take them out, None where only the writer can know better. `side` is "" for what is neither too much nor too
    little, such as a misspelt name.
    """

    rule: str
    source: str
    spans: tuple[Span, ...]
    why: str
    replacement: str | None = None
    side: Side = ""
    severity: Severity = "warn"

    @property
    def start(self) -> int:
        """Where the first marked word begins; 0 where none is marked."""
        return self.spans[0][0] if self.spans else 0

    @property
    def key(self) -> str:
        """Rule and place: names the finding within one text."""
        return f"{self.rule}:{self.start}"

    def words(self, text: str) -> tuple[str, ...]:
        """Return the marked words, each on one line."""
        return tuple(" ".join(text[start:end].split()) for start, end in self.spans)

    def applied_to(self, text: str) -> str:
        """Return the text with the calmer words in the place of the first marked ones; as it was without any."""
        if self.replacement is None or not self.spans:
            return text
        start, end = self.spans[0]
        before, after = text[:start], text[end:]
        if not self.replacement and (not before or before[-1].isspace()):
            after = after.lstrip(" ")
        return before + self.replacement + after


@dataclass(frozen=True)
class Part:
    """One part of a letter of its kind: whether it is there, where, and in one line why it helps.

    An optional part has its place in the letter and is not missed where it is absent.
    """

    key: str
    label: str
    reason: str
    source: str
    is_done: bool
    spans: tuple[Span, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True)
class Advice:
    """Parts in the order in which a letter has them, findings in the order of the text.

    `is_plain_note`: whether the text is at least the note that gets you by (S5).
    """

    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_plain_note: bool = False

    @property
    def missing(self) -> tuple[Part, ...]:
        """Return what is missing to the letter that goes the extra mile (S5)."""
        return tuple(part for part in self.parts if not part.is_done and not part.is_optional)

    @property
    def level(self) -> Level:
        """Return which of the two levels of note it has reached, "" for neither (S5)."""
        if not self.is_plain_note:
            return ""
        return "plain" if self.missing else "extra mile"
