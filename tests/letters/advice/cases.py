"""Facts of a case from a short table: what is not said is Ms Ifeoma Adeyemi of Harbour & Field, met by Daniel Osei."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from letters.advice import AdviceFacts, OtherLetter
from letters.channel import WayFacts
from letters.drafting import Concern, Facts, Gift, Recipient, Topic
from letters.examples import Example

LISTS = ("others", "topics", "concerns", "companies", "people")


def facts_of(table: Mapping[str, Any]) -> AdviceFacts:
    """Return the facts of a table of the data files: lists are lists, the parts of one thing are parted by "|"."""
    to = table.get("to", "Ifeoma Adeyemi")
    letters = [each.partition("|") for each in table.get("letters", ())]
    known = Facts(
        kind=table.get("kind", "thank_you"),
        writer=table.get("writer", "Daniel Osei"),
        recipient=Recipient(to, table.get("honorific", "Ms")),
        company=table.get("company", "Harbour & Field"),
        title=table.get("title", "Programme Manager"),
        others=tuple(table.get("others", ["Tom Reyes"])),
        topics=tuple(Topic(text) for text in table.get("topics", ())),
        concerns=tuple(Concern(*_parts(each)) for each in table.get("concerns", ())),  # type: ignore[arg-type]
        gift=Gift(*_parts(table["gift"])) if "gift" in table else None,
        answer=table.get("answer", ""),
        formality=table.get("formality", "formal"),
        channel=table.get("channel", "hand"),
        words=int(table.get("words", 0)),
        interview_on=table.get("interview_on"),
        **{name: table.get(name, "") for name in ("key_message", "impressed_me", "left_out", "to_correct")},
    )
    return AdviceFacts(
        known,
        covers_others=bool(table.get("covers")),
        letters=tuple(
            OtherLetter(name.strip(), text.strip().replace("\\n", "\n"), name.strip() == to)
            for name, _, text in letters
        ),
        companies=tuple(table.get("companies", ())),
        people=tuple(table.get("people", ())),
        ways=_ways(table) if "today" in table else None,
    )


def _ways(table: Mapping[str, Any]) -> WayFacts:
    """A letter written on the day `today`, by a post of two days, nothing more being known."""
    today = table["today"]
    return WayFacts(
        table.get("kind", "thank_you"), table.get("channel", "hand"), today, today + timedelta(days=2), 2,
        held_on=table.get("interview_on"),
    )  # fmt: skip


def facts_of_example(example: Example) -> AdviceFacts:
    """Return the facts of a letter from its header, where lists are parted by ";"."""
    table: dict[str, Any] = dict(example.header)
    for name in LISTS:
        table[name] = [each.strip() for each in table.get(name, "").split(";") if each.strip()]
    if "letter" in table:
        table["letters"] = [table["letter"]]
    return facts_of({"honorific": "", **table})


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|")]
