"""The sample files of tests/interviews/samples, and readings as plain values to compare and to show.

`python -m tests.interviews.reading_samples` prints what is read from each of them as a table.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from interviews.imports import read
from interviews.invitations import Invitation
from interviews.reading.events import Event, Reader
from interviews.reading.remarks import Unreadable
from interviews.vcards import Card

FOLDER = Path(__file__).parent / "samples"
# Whoever reads the samples.
READER = Reader(frozenset({"daniel.osei@example.org", "d.osei@mail.example"}), "Daniel Osei", "GB")


def samples(kind: str) -> list[Path]:
    """Return the files of a kind ("invitations" or "cards"), without the readings that stand beside them."""
    return sorted(path for path in (FOLDER / kind).iterdir() if path.suffix != ".json")


def expected(path: Path) -> Any:
    """Return the reading that is expected of a sample."""
    return json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))


def read_sample(path: Path) -> Any:
    """Return what is read from a sample, as plain values."""
    return plain(read(path.read_bytes(), READER))


def plain(value: Any) -> Any:
    """Return a reading as JSON has it: fields that say nothing are left out, times in ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        if isinstance(value, Event):
            named |= {"how": value.how, "where": value.where}
        if isinstance(value, Card):
            named |= {"is_company": value.is_company}
        return {name: plain(each) for name, each in named.items() if each not in ("", (), None, False)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def main() -> None:
    """Print the table."""
    for kind in ("invitations", "cards"):
        print(f"{kind}: {len(samples(kind))}")
        for path in samples(kind):
            print(f"  {path.name:34} {_line(read(path.read_bytes(), READER))}")


def _line(reading: Any) -> str:
    if isinstance(reading, Unreadable):
        return f"({reading.problem})"
    if isinstance(reading, Invitation):
        return " | ".join(
            "; ".join(
                filter(None, [str(event.method.value), event.start.isoformat() if event.start else "?", event.summary,
                              f"{event.minutes} min" if event.minutes else "", event.how,
                              ", ".join(person.name or person.email for person in event.people),
                              event.where.replace("\n", " / "), ", ".join(remark.said for remark in event.remarks)])
            )
            for event in reading.events
        )  # fmt: skip
    return " | ".join(
        "; ".join(filter(None, [card.title, card.role, card.company, card.email, card.phone, card.town]))
        for card in reading.cards
    )


if __name__ == "__main__":
    main()
