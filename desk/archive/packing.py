"""An account to one ZIP file: the document that can be read in again, and the same in forms for other programs."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from desk.archive.collecting import as_json, document_of
from desk.archive.document import SCHEMA, VERSION
from desk.archive.listings import interviews_of, letters_of, people_by_name, people_of
from desk.archive.opening import MEMBER
from desk.archive.papers import count_of, papers, written_letters
from interviews.card_keeping import card_of
from interviews.written_cards import card_file
from reminders.dates import calendar_of

STEPS_BESIDE = 3
"""Steps of the work beside its letters: the document, the tables, the file."""
MOST_SECONDS_OF_SHEETS = 600.0
"""Sheets are printed for so long; a worker has a quarter of an hour for all of it."""


def steps_of(user: User) -> int:
    """Return of how many steps packing the account consists."""
    return count_of(user) + STEPS_BESIDE


def packed(
    user: User, now: datetime, tell: Callable[[int], None], seconds_of_sheets: float = MOST_SECONDS_OF_SHEETS
) -> bytes:
    """Return everything that is the account's at `now` (UTC) as a ZIP file; `tell` hears how many steps are done."""
    files = {MEMBER: as_json(document_of(user, now))}
    tell(1)
    files |= {
        "interviews.csv": interviews_of(user),
        "people.csv": people_of(user),
        "letters.csv": letters_of(user),
        "people.vcf": card_file(map(card_of, people_by_name(user))),
        "calendar.ics": calendar_of(user, now),
    }
    tell(2)
    lacking = []
    for paper in papers(written_letters(user), now, seconds_of_sheets, lambda done: tell(2 + done)):
        if paper.data is None:
            lacking.append(paper.name)
        else:
            files[paper.name] = paper.data
    readme = _readme(user, now, lacking)
    return _zipped({"README.txt": readme.replace("\n", "\r\n").encode("utf-8-sig"), **files}, now, user)


def file_name_of(now: datetime, user: User) -> str:
    """Return what the file is called, with the local day on which it was made."""
    return f"fairhand-{now.astimezone(user.time_zone):%Y-%m-%d}.zip"


def _zipped(files: dict[str, bytes], now: datetime, user: User) -> bytes:
    out = io.BytesIO()
    made_at = now.astimezone(user.time_zone).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, made_at), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _readme(user: User, now: datetime, lacking: list[str]) -> str:
    day = date_format(now.astimezone(user.time_zone), "DATE_FORMAT")
    text = _(
        """\
Everything that was yours in Fairhand on %(day)s (%(email)s).

%(member)s
    All of it: every row, in JSON (%(schema)s, version %(version)s). This one file, or the ZIP as it is, can be read
    in again under Settings, Your data. docs/export.md in Fairhand's source explains every field.
interviews.csv, people.csv, letters.csv
    The same as tables for a spreadsheet (UTF-8, commas). A cell that begins like a formula has an apostrophe in
    front, so that no program runs it.
people.vcf
    The people you met, as cards for an address book.
calendar.ics
    Interviews and dates for a calendar.
letters/
    Every letter you have written in: its text, and the sheet it was copied from as PDF.

Not in here: passwords, passkeys, recovery codes, the calendar's secret address and where you are signed in. They are
of no use elsewhere, and whoever finds this file must not find them.
"""
    ) % {"day": day, "email": user.email, "member": MEMBER, "schema": SCHEMA, "version": VERSION}
    if lacking:
        names = "\n".join(f"    {name}" for name in lacking)
        text += "\n" + _("These sheets could not be made; their texts are there:") + f"\n{names}\n"
    return text
