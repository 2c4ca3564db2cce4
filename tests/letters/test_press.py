"""The press in the life of a process: its faces survive, and where they do not, no blank letter comes out."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from letters import press
from letters.call_sheet import CallSheet, call_sheet
from letters.envelope_sheet import envelope_sheet
from letters.guide import guide_sheet
from letters.hand import lay_out
from letters.pack_sheet import Choice, Pack, PackLetter, pack
from letters.pdf import copy_sheet
from tests.letters.test_envelopes import SHEET as ENVELOPE
from tests.letters.test_pdf import SHEET
from tests.letters.test_slips import SLIP

# How other programs lose their faces: what they unpacked into the temporary folder is cleaned away.
AFTER_A_CLEANER = """
import django, shutil, sys, tempfile
from dataclasses import replace
from pathlib import Path
django.setup()
from letters import press
press.FONTS_DIR = Path(shutil.copytree(press.FONTS_DIR, tempfile.gettempdir() + "/faces"))
from letters.pdf import copy_sheet
from tests.letters.reading_pdf import pages_of, texts
from tests.letters.test_pdf import SHEET
copy_sheet(replace(SHEET, text="abc"))
for path in Path(tempfile.gettempdir()).iterdir():
    shutil.rmtree(path) if path.is_dir() else path.unlink()
for text in texts(pages_of(copy_sheet(SHEET))[0]):
    if text.font == "Playpen-Sans":
        print(text.text)
"""
WITHOUT_A_FACE = """
import django, shutil, sys, tempfile
from pathlib import Path
django.setup()
from letters import press
press.FONTS_DIR = Path(shutil.copytree(press.FONTS_DIR, tempfile.gettempdir() + "/faces"))
(press.FONTS_DIR / sys.argv[1]).unlink()
from letters.pdf import SheetError, copy_sheet
from tests.letters.test_pdf import SHEET
try:
    copy_sheet(SHEET)
except SheetError as error:
    print(error)
"""


def told(script, folder, *arguments):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "TMPDIR": str(folder),
        "HOME": str(folder),
    }
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=120).stdout


def test_a_cleaner_of_the_temporary_folder_blanks_no_letter(tmp_path):
    (side,) = lay_out(SHEET.text, SHEET.card, SHEET.hand).sides
    assert told(AFTER_A_CLEANER, tmp_path).splitlines() == [line.text for line in side if line.text]


def test_without_one_of_its_faces_no_letter_comes_out_in_another(tmp_path):
    file = "playpen-sans/PlaypenSans_400Regular.ttf"
    assert told(WITHOUT_A_FACE, tmp_path, file) == f"These faces are missing: {file}\n"


def test_a_missing_library_is_named_in_one_sentence():
    assert press.advice() == ""
    assert press.advice(("libnothing-of-the-kind.so.0",)) == (
        "Install libharfbuzz-subset0: sheets are printed five to ten times slower without it."
    )


def test_warming_up_prints_without_a_complaint(caplog):
    press.warm_up()
    assert caplog.records == []


def test_parts_are_told_of_in_turn_and_bound_into_one_file():
    parts = [press.Part(f'<html lang="en"><title>t{n}</title><p>page {n}', "", ("sheet.css",)) for n in (1, 2, 3)]
    seen = []
    reader = PdfReader(BytesIO(press.bound(parts, seen.append)))
    assert (seen, [page.extract_text() for page in reader.pages]) == ([1, 2, 3], ["page 1", "page 2", "page 3"])
    assert reader.metadata.title == "t1"


CALL = CallSheet("Ann", "", "", False, "the talk", (), "", "", "Daniel Osei", "en", "Call sheet: Ann", SHEET.printer)
KINDS = {
    "copy sheet": lambda: copy_sheet(replace(SHEET, slip=SLIP)),
    "guide sheet": lambda: guide_sheet(SHEET, True),
    "envelope": lambda: envelope_sheet(ENVELOPE, False),
    "model": lambda: envelope_sheet(ENVELOPE, True),
    "call sheet": lambda: call_sheet(CALL),
    "pack": lambda: pack(
        Pack(
            "Letters",
            "",
            (PackLetter("Ann", "Letter", "", SHEET, ENVELOPE),),
            Choice("words", "model"),
            "D",
            "en",
            SHEET.printer,
        )
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_is_tagged_titled_set_in_our_faces_and_the_same_each_time(kind):
    pdf = KINDS[kind]()
    reader = PdfReader(BytesIO(pdf), strict=True)
    root = reader.trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert (root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root, root["/Lang"][:2]) == (True, True, "en")
    assert (bool(reader.metadata.title), bool(reader.metadata.author)) == (True, True)
    fonts = {font["/BaseFont"].split("+")[1] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts <= {"EB-Garamond", "EB-Garamond-Medium", "EB-Garamond-Italic", "Playpen-Sans"}
    assert not re.search(rb"CreationDate|ModDate", pdf)
    assert KINDS[kind]() == pdf
