"""The letters of an export as files: each as plain text, and as the sheet that its channel has."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts.downloads import file_name
from accounts.models import User
from letters.call_sheet import call_sheet
from letters.models import Letter
from letters.pdf import copy_sheet
from letters.press import SheetError
from letters.sheets import call_sheet_of, copy_sheet_of, sheet_problem


@dataclass(frozen=True)
class Paper:
    """One file of a letter: its name in the archive, and its bytes; without bytes it could not be made."""

    name: str
    data: bytes | None


def count_of(user: User) -> int:
    """Return how many letters of the account have a text."""
    return Letter.objects.owned_by(user).exclude(text="").count()


def written_letters(user: User) -> list[Letter]:
    """Return the account's letters that have a text, with what their sheets are made from."""
    found = (
        Letter.objects.owned_by(user).exclude(text="").order_by("pk")
        .select_related("position__owner", "position__hr_contact", "interview", "recipient")
        .prefetch_related("gifts", "interview__seats__topics")
    )  # fmt: skip
    letters = list(found)
    for letter in letters:
        if letter.interview is not None:
            letter.interview.position = letter.position  # one row, read once
    return letters


def papers(letters: list[Letter], now: datetime, seconds: float, tell: Callable[[int], None]) -> Iterator[Paper]:
    """Return the files of the letters as they stand at `now` (UTC); `tell` hears after each how many are done.

    Texts come whatever happens. Sheets come as long as `seconds` have not passed, and where a sheet can be printed.
    """
    until = time.monotonic() + seconds
    for number, letter in enumerate(letters, 1):
        name = f"letters/{number:03} {letter.get_kind_display()} - {letter.recipient.full_name}"
        yield Paper(_in_archive(f"{name}.txt"), letter.text.replace("\n", "\r\n").encode())
        if letter.channel != Letter.Channel.EMAIL:
            sheet = _sheet(letter, now) if time.monotonic() < until else None
            yield Paper(_in_archive(f"{name}.pdf"), sheet)
        tell(number)


def _sheet(letter: Letter, now: datetime) -> bytes | None:
    try:
        if letter.channel == Letter.Channel.CALL:
            return call_sheet(call_sheet_of(letter))
        sheet = copy_sheet_of(letter, now)
        return None if sheet_problem(sheet) else copy_sheet(sheet)
    except SheetError:
        return None


def _in_archive(name: str) -> str:
    folder, _slash, rest = name.partition("/")
    return f"{folder}/{file_name(rest)}"
