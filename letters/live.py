"""What stands beside a letter while it is written: what is missing, its parts, findings, and how it fits the card."""

from dataclasses import dataclass
from datetime import datetime

from letters.advice import Finding, advise
from letters.advising import way_facts_of
from letters.fit import fit_of
from letters.gaps import LONGEST as LONGEST_LETTER
from letters.known import advice_facts_of
from letters.models import Letter
from letters.readiness import reasons_of

MOST_READ = 2 * LONGEST_LETTER
"""Of a text that is far too long to be kept, so much is read."""


@dataclass(frozen=True)
class Shown:
    """A finding for the page: the words it marks, and the calmer words that a button puts in."""

    finding: Finding
    words: tuple[str, ...]

    @property
    def has_button(self) -> bool:
        return self.finding.replacement is not None and bool(self.finding.spans)

    @property
    def is_length(self) -> bool:
        """Whether it is about the size of the whole letter."""
        return self.finding.rule.startswith("length_")

    @property
    def is_way(self) -> bool:
        """Whether it is about the way the whole letter goes."""
        return self.finding.rule.startswith("way_")

    @property
    def is_time(self) -> bool:
        """Whether it is about the time at which the letter comes."""
        return self.finding.rule.startswith("time_")

    @property
    def calmer(self) -> str:
        """The calmer words as the button names them; "" where they take the marked ones out."""
        return (self.finding.replacement or "").strip()


def live_of(letter: Letter, text: str, now: datetime) -> dict[str, object]:
    """Return what templates/letters/_live.html shows for this text at `now` (UTC); asks the database nothing new.

    Once the letter has left, nothing in it can be changed, and nothing is advised.
    """
    shown: dict[str, object] = {"letter": letter, "fit": fit_of(letter, text), "reasons": [], "advice": None}
    if letter.state == Letter.State.DRAFT:
        shown["reasons"] = reasons_of(letter, text)
    if letter.is_open:
        advice = advise(text[:MOST_READ], advice_facts_of(letter, way_facts_of(letter, now)))
        shown["advice"] = advice
        shown["findings"] = [Shown(finding, tuple(dict.fromkeys(finding.words(text)))) for finding in advice.findings]
    return shown


def applied(letter: Letter, text: str, key: str, now: datetime) -> str | None:
    """Return `text` with the calmer words of the finding that `key` names ("rule:start") put in.

    None where the text has no such finding any more, because it was changed since the page was made.
    """
    for finding in advise(text, advice_facts_of(letter, way_facts_of(letter, now))).findings:
        if finding.key == key and finding.replacement is not None:
            return finding.applied_to(text)
    return None
