"""The copy sheet, read back from its PDF."""

import logging
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from letters import press
from letters.faces import face
from letters.hand import HAND_SIZES, Hand, lay_out
from letters.pdf import BASELINE_ABOVE_RULE, CopySheet, SheetError, Unwritable, copy_sheet
from letters.placing import place
from letters.stationery import CARDS, PRINTER_SHEETS, own_card

LETTER = """Dear Ms Adeyemi,

Thank you for the hour you gave me on Wednesday, and for showing me the volunteer rota on the wall. It told me more \
about the job than any description could: “half the work is asking”, and — as you said — the other half is waiting.

You asked how I would handle forty people who cannot be told what to do. At Brookside I halved no-shows by asking one \
question at sign-up. Gefällt Ihnen das Wort Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen?

Cảm ơn chị Nguyễn. Σας ευχαριστώ θερμά, κ. Παπαδόπουλε. Благодарю вас, г-жа Иванова; ещё раз — щёлк!

Sincerely,
Daniel Osei"""

SHEET = CopySheet(
    recipient="Ms Ifeoma Adeyemi",
    kind="Thank-you letter",
    about="Programme Manager, Harbour & Field · interview of 18 November",
    post_by="Post by Thursday 19 November",
    arrives="arrives about Saturday 21",
    author="Daniel Osei",
    language="en-GB",
    title="Copy sheet: Ms Ifeoma Adeyemi",
    text=LETTER,
    card=CARDS["a5"],
    hand=Hand(HAND_SIZES["medium"], 8),
    printer=PRINTER_SHEETS["a4"],
)
MM = 25.4 / 72


def pages(sheet):
    return PdfReader(BytesIO(copy_sheet(sheet))).pages


def text_of(sheet):
    return "\n".join(page.extract_text() for page in pages(sheet))


def hand_lines(page, family):
    """Return the height in mm from the top of the page of each line set in the face, with its text."""
    lines = {}

    def collect(text, cm, tm, font, _size):
        if text.strip("\n") and font and family.replace(" ", "-") in font["/BaseFont"]:
            height = cm[5] + cm[3] * tm[5]
            key = round((float(page.mediabox.height) - height) * MM, 2)
            lines[key] = lines.get(key, "") + text.strip("\n")

    page.extract_text(visitor_text=collect)
    return sorted(lines.items())


def expected_lines(sheet):
    """Return the same for each side, from the layout and the place of the card."""
    where = place(sheet.card, sheet.printer, sheet.recipient, f"{sheet.kind} · {sheet.about}")
    pitch, margin = sheet.hand.pitch_mm * where.scale, sheet.card.margin_mm * where.scale
    return where, [
        [(where.top_mm + margin + (line.number - BASELINE_ABOVE_RULE) * pitch, line.text) for line in side if line.text]
        for side in lay_out(sheet.text, sheet.card, sheet.hand).sides
    ]


HANDS = (Hand(2.6, 7), Hand(3.2, 8), Hand(4.0, 9), Hand(3.37, 10))
EVERY_CARD = (*CARDS.values(), own_card(170, 240), own_card(140, 90))
CASES = [
    *((card, HANDS[number % 4], PRINTER_SHEETS["a4"]) for number, card in enumerate(EVERY_CARD)),
    *((card, HANDS[(number + 2) % 4], PRINTER_SHEETS["letter"]) for number, card in enumerate(EVERY_CARD)),
    *((CARDS["a5"], hand, PRINTER_SHEETS["a4"]) for hand in HANDS),
]


@pytest.mark.parametrize(
    ("card", "hand", "printer"), CASES, ids=[f"{c.width_mm:g}mm, {h.pitch_mm}mm, {p.key}" for c, h, p in CASES]
)
def test_each_printed_line_is_a_written_line_in_its_place(card, hand, printer):
    sheet = replace(SHEET, card=card, hand=hand, printer=printer)
    where, sides = expected_lines(sheet)
    read = pages(sheet)
    if not where.has_notes:
        assert hand_lines(read[0], "Playpen Sans") == []
    got = [hand_lines(page, "Playpen Sans") for page in read[not where.has_notes :]]
    assert [[text for _, text in side] for side in got] == [[text for _, text in side] for side in sides]
    assert [[height for height, _ in side] for side in got] == [
        [pytest.approx(height, abs=0.05) for height, _ in side] for side in sides
    ]


def test_a_letter_in_caveat_is_set_in_caveat():
    sheet = replace(SHEET, text="Dear Ḿartin Nowak,\nhow do you do?", hand=Hand(3.2, 10, face="caveat"))
    (page,) = pages(sheet)
    assert [text.replace("M\u0301", "Ḿ") for _, text in hand_lines(page, "Caveat")] == [
        "Dear Ḿartin Nowak,",
        "how do you do?",
    ]


def test_a_line_is_as_wide_on_paper_as_it_was_measured():
    press_ = press._press()
    for text in ("My thanks for all, Ms Avery: “To AVAIL” — fi ffl", "Σας ευχαριστώ, Cảm ơn, Щёлк Te To"):
        for key in ("playpen", "caveat") if text.startswith("My") else ("playpen",):
            html = press_.weasyprint.HTML(string=f"<span>{text}</span>")
            css = (
                f'@page {{ size: 400mm 50mm }} span {{ font: 17pt "{face(key).family}"; white-space: pre;'
                f' font-feature-settings: "calt" 0, "ccmp" 0, "locl" 0 }}'
            )
            document = html.render(
                stylesheets=[press_.weasyprint.CSS(string=css, font_config=press_.fonts)], font_config=press_.fonts
            )
            box = next(box for box in document.pages[0]._page_box.descendants() if type(box).__name__ == "TextBox")
            assert box.width * 0.75 == pytest.approx(face(key).advance(text) / face(key).units_per_em * 17, abs=0.02)


def test_every_line_is_ruled_and_numbered_also_those_not_written_on():
    (page,) = pages(replace(SHEET, text="Dear Ann,"))
    alone = []
    page.extract_text(visitor_text=lambda text, *_: alone.append(text) if text.isdecimal() else None)
    ordinary = [number for number in range(1, 24) if number % 5]
    assert [int(number) for number in alone] == [*ordinary, 5, 10, 15, 20]


def test_the_notes_say_whom_what_when_and_how_much():
    text = text_of(replace(SHEET, text="Dear Ann,\n\nthank you."))
    for note in (
        "Ms Ifeoma Adeyemi",
        "Thank-you letter · Programme Manager, Harbour & Field · interview of 18 November",
        "Post by Thursday 19 November",
        "arrives about Saturday 21",
        "A5, 148 × 210 mm · 8 mm lines · 3 of 23 lines",
        "4 words · about 1 minute by hand",
        "Fairhand",
    ):
        assert note in text


def test_a_longer_letter_says_on_the_first_side_that_it_goes_on():
    sheet = replace(SHEET, card=CARDS["a6"])
    sides = len(lay_out(LETTER, sheet.card, sheet.hand).sides)
    texts = [page.extract_text() for page in pages(sheet)]
    assert sides == 3
    assert [next(line.strip() for line in text.split("\n") if line.startswith("side ")) for text in texts] == [
        "side 1 of 3, goes on with side 2 of 3",
        "side 2 of 3, goes on with side 3 of 3",
        "side 3 of 3",
    ]
    assert all("of 48 lines" in text for text in texts)


def test_a_card_without_room_around_it_has_its_notes_on_a_cover_page():
    sheet = replace(SHEET, card=CARDS["monarch"])
    cover, letter = (page.extract_text() for page in pages(sheet))
    assert "Post by Thursday 19 November" in cover
    assert "The letter is on the next page. The card is drawn in its true size" in " ".join(cover.split())
    assert "Post by" not in letter


def test_a_card_larger_than_the_printer_sheet_is_drawn_smaller_and_says_so():
    cover, letter = pages(replace(SHEET, card=CARDS["a4"], printer=PRINTER_SHEETS["letter"]))
    assert "larger than the US Letter sheet of the printer, so it is drawn at 90 %" in " ".join(
        cover.extract_text().split()
    ).replace("\u00a0", " ")
    assert max(height for height, _ in hand_lines(letter, "Playpen Sans")) < 279.4


def test_long_notes_move_to_the_cover_rather_than_over_the_card():
    sheet = replace(SHEET, card=own_card(165, 248), about="Under-Secretary of the Commission " * 8)
    assert len(pages(replace(sheet, about="Clerk"))) == 1
    assert len(pages(sheet)) == 2


@pytest.mark.parametrize("card", [CARDS["a5"], CARDS["monarch"]], ids=["around", "cover"])
def test_only_our_faces_are_in_the_file(card):
    faces = set()
    for page in pages(replace(SHEET, card=card)):
        for font in page["/Resources"]["/Font"].values():
            faces.add(font.get_object()["/BaseFont"].split("+")[1])
    assert faces == {"EB-Garamond", "EB-Garamond-Medium", "EB-Garamond-Italic", "Playpen-Sans"}


def test_the_file_is_tagged_and_says_what_it_is():
    reader = PdfReader(BytesIO(copy_sheet(SHEET)))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root) == ("en-GB", True, True)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert (reader.metadata.title, reader.metadata.author) == ("Copy sheet: Ms Ifeoma Adeyemi", "Daniel Osei")


def test_the_page_is_the_printers_sheet():
    for printer in PRINTER_SHEETS.values():
        box = pages(replace(SHEET, printer=printer))[0].mediabox
        assert (float(box.width) * MM, float(box.height) * MM) == (
            pytest.approx(printer.width_mm, abs=0.01),
            pytest.approx(printer.height_mm, abs=0.01),
        )


def test_the_same_sheet_has_the_same_bytes_in_this_and_in_another_process():
    script = (
        "import django, hashlib; django.setup()\n"
        "from letters.pdf import copy_sheet\nfrom tests.letters.test_pdf import SHEET\n"
        "print(hashlib.sha256(copy_sheet(SHEET)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    first, again = copy_sheet(SHEET), copy_sheet(SHEET)
    assert first == again
    assert len(digests) == 1


HOSTILE = """{{ 7*7 }} {% load x %} {# gone #}
<img src="file:///etc/passwd"> <b>bold</b> &amp; &#65;
<link rel=stylesheet href=http://127.0.0.1:9/x.css>
<style>* {display: none}</style> </li></ol>
@import url(data:text/css,x); --> ]]> \\0 %s"""


def test_a_hostile_letter_is_printed_as_typed():
    (page,) = pages(replace(SHEET, card=CARDS["letter"], printer=PRINTER_SHEETS["letter"], text=HOSTILE))[1:]
    assert [text for _, text in hand_lines(page, "Playpen Sans")] == HOSTILE.split("\n")


def test_hostile_notes_are_printed_as_typed():
    sheet = replace(
        SHEET, recipient='<base href="file:///">', about="{{ 7*7 }}<script>", author='"><x', title="</title>"
    )
    reader = PdfReader(BytesIO(copy_sheet(sheet)))
    assert (reader.metadata.title, reader.metadata.author) == ("</title>", '"><x')
    text = reader.pages[0].extract_text()
    assert '<base href="file:///">' in text
    assert "{{ 7*7 }}<script>" in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "fairhand:/css/print/../tokens.css",
        "fairhand:/fonts/fonts.conf",
        "ftp://127.0.0.1/x",
    ],
)
def test_every_address_but_our_own_is_refused(address):
    with pytest.raises(SheetError, match="from our own files only"):
        press.printed(f'<html lang="en"><title>x</title><img alt="x" src="{address}"><p>x', "", ("sheet.css",))


def test_our_own_faces_may_be_named():
    url = "fairhand:/fonts/caveat/Caveat_400Regular.ttf"
    assert press._press().fetcher.fetch(url).read() == face("caveat").path.read_bytes()


def test_unwritable_characters_are_named_and_nothing_is_printed():
    with pytest.raises(
        Unwritable, match=r"^The hand cannot write 😀 \(grinning face\), → \(rightwards arrow\)\.$"
    ) as error:
        copy_sheet(replace(SHEET, text="Hello 😀 → 😀"))
    assert error.value.characters == ("😀", "→")


def test_notes_leave_out_what_no_face_has_and_the_sheet_is_printed():
    text = text_of(replace(SHEET, recipient="Kim Minjun 김민준", about="Büro ἀρχή 🎉 Ms"))
    assert text.startswith("Kim MinjunThank-you letter · Büro ἀρχή Ms Post by")


def test_a_missing_glyph_is_an_error_even_where_logging_is_off():
    logging.getLogger("weasyprint").disabled = True
    try:
        with pytest.raises(SheetError, match="notdef"):
            press.printed('<html lang="en"><title>x</title><p>x 株', "", ("sheet.css",))
    finally:
        logging.getLogger("weasyprint").disabled = False


def test_a_page_without_any_face_is_an_error():
    with pytest.raises(SheetError, match="no face at all"):
        press.printed('<html lang="en"><title>x</title><p></p>', "", ("sheet.css",))


def test_an_empty_letter_is_an_empty_ruled_card():
    (page,) = pages(replace(SHEET, text=""))
    assert hand_lines(page, "Playpen Sans") == []
    assert "0 of 23 lines" in page.extract_text()


def test_a_forked_child_prints_the_same_sheet():
    whole = copy_sheet(SHEET)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        is_same = copy_sheet(SHEET) == whole
        os.write(writing, b"1" if is_same else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"1"
    os.close(reading)
    os.close(writing)


def test_the_longest_letter_is_printed_on_as_many_sides_as_it_takes():
    text = (LETTER + "\n\n") * 10
    sheet = replace(SHEET, card=CARDS["a6"], text=text[:6000])
    assert len(pages(sheet)) == len(lay_out(text[:6000], sheet.card, sheet.hand).sides)
