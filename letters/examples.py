"""Examples of letters, one for each kind and many trades (S66): read them, take the idea, write your own (S45)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from letters.drafting.languages import FALLBACK, folder_of

FOLDER = Path(__file__).parent / "example_letters"


@dataclass(frozen=True)
class Example:
    """A letter with what it does well. `header` holds what was logged for it, as the file says it."""

    name: str
    header: Mapping[str, str]
    text: str

    @property
    def trade(self) -> str:
        return self.header["trade"]

    @property
    def kind(self) -> str:
        return self.header["kind"]

    @property
    def well(self) -> str:
        return self.header["well"]


def parse(name: str, source: str) -> Example:
    """Return the example in a file: lines of "key: value", a line of three dashes, the letter."""
    head, _, text = source.partition("\n---\n")
    pairs = (line.partition(":") for line in head.splitlines() if line.strip())
    return Example(name, {key.strip(): value.strip() for key, _, value in pairs}, text.strip())


def read_folder(folder: Path) -> tuple[Example, ...]:
    """Return the examples of a folder by the names of their files."""
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


@cache
def examples(language: str = FALLBACK) -> tuple[Example, ...]:
    """Return the examples of a language ("en-gb" reads "en"), English ones where there are none."""
    return read_folder(FOLDER / folder_of(language)) or read_folder(FOLDER / FALLBACK)
