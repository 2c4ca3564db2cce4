"""How fast sheets are printed, beside the floor of the engine in the same run: `.venv/bin/python -m bench.sheets`.

The floor is the same text in the same faces as plain paragraphs, through the same press, tags and subsetting included:
what no sheet can beat. Figures are milliseconds of the processor, the middle of the runs and the least; sheet and floor
take turns, so that another program at work slows both alike. With `--quick` there are fewer runs.
"""

import argparse
import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html import escape
from statistics import median
from time import process_time

COLD = """
import time
import django
django.setup()
from bench.sheets import sheets
ready = time.process_time()
from letters.pdf import copy_sheet
copy_sheet(sheets(1)[0])
print((time.process_time() - ready) * 1000)
"""
LONGEST = """
import resource, sys, time
import django
django.setup()
from dataclasses import replace
from bench.sheets import longest
from letters.pdf import copy_sheet
from letters.press import warm_up
warm_up()
sheet = longest()
start = time.process_time()
pdf = copy_sheet(sheet)
print(len(sheet.text), time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
TEXT = """Dear Ms Adeyemi,

Thank you for the hour you gave me on Wednesday, and for showing me the volunteer rota on the wall. It told me more \
about the job than any description could: half the work is asking, and the other half is waiting.

You asked how I would handle forty people who cannot be told what to do. At Brookside I halved no-shows by asking one \
question at sign-up, and I would do that here in my first month, letter {number}.

I would be glad to talk again whenever it suits you.

Sincerely,
Daniel Osei"""


def sheets(count):
    """Return so many copy sheets of one page each, all different."""
    from letters.hand import Hand  # noqa: PLC0415
    from letters.pdf import CopySheet  # noqa: PLC0415
    from letters.stationery import CARDS, PRINTER_SHEETS  # noqa: PLC0415

    return [
        CopySheet(
            recipient="Ms Ifeoma Adeyemi", kind="Thank-you letter",
            about="Programme Manager, Harbour & Field · interview of 18 November",
            post_by="Post by Thursday 19 November", arrives="arrives about Saturday 21 November", author="Daniel Osei",
            language="en", title=f"Thank-you letter {number}", text=TEXT.format(number=number), card=CARDS["a5"],
            hand=Hand(3.2, 8), printer=PRINTER_SHEETS["a4"],
        )
        for number in range(count)
    ]  # fmt: skip


def longest():
    """Return the longest letter that is printed: as many characters as are kept, on as many sides as are allowed."""
    from letters.gaps import LONGEST as MOST_CHARACTERS  # noqa: PLC0415
    from letters.hand import Hand, lay_out  # noqa: PLC0415
    from letters.sheets import MOST_SIDES  # noqa: PLC0415
    from letters.stationery import CARDS  # noqa: PLC0415

    (sheet,) = sheets(1)
    text = (TEXT.format(number=1) + "\n\n") * 20
    sheet = replace(sheet, text=text[:MOST_CHARACTERS], card=CARDS["a6"], hand=Hand(4.0, 10))
    while len(lay_out(sheet.text, sheet.card, sheet.hand).sides) > MOST_SIDES:
        sheet = replace(sheet, text=sheet.text[:-20])
    return sheet


def floor_part(sheet):
    """Return the text of a copy sheet as plain paragraphs, in the same faces and sizes."""
    from letters.hand import lay_out  # noqa: PLC0415
    from letters.measures import page_css  # noqa: PLC0415
    from letters.press import Part  # noqa: PLC0415

    layout = lay_out(sheet.text, sheet.card, sheet.hand)
    numbers = " ".join(map(str, range(1, layout.lines_per_side + 1)))
    letter = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in sheet.text.split("\n\n"))
    html = (
        f'<!DOCTYPE html><html lang="en"><head><title>{sheet.title}</title></head><body>'
        f"<h1>{sheet.recipient}</h1><p><em>{sheet.kind}</em> · {escape(sheet.about)}</p><p>{sheet.post_by}</p>"
        f"<p>{sheet.arrives}</p><section>{letter}</section><p>{numbers}</p>"
        f"<p>A5, 148 × 210 mm · 8 mm lines · {layout.lines_used} of {layout.lines_per_side} lines</p>"
        f"<p>{layout.words} words · about {layout.minutes} minutes by hand</p>"
        "<p>Print at 100 %, without fitting to the page.</p><p>Fairhand</p></body></html>"
    )
    css = page_css(sheet.printer.width_mm, sheet.printer.height_mm) + (
        "@page { margin: 18mm } h1 { font-size: 20pt; font-weight: 500 } em { font-style: italic } p { margin: 2mm 0 }"
        f' section {{ font-family: "Playpen Sans"; font-size: {sheet.hand.font_size_mm}mm }}'
    )
    return Part(html, css, ("sheet.css",))


def floor_list(some):
    """Return the text of a tick list as plain paragraphs."""
    from letters.press import Part  # noqa: PLC0415

    entries = "".join(
        f"<p>{sheet.recipient} <em>{sheet.kind}</em></p><p>1 side of A5 {sheet.post_by}</p>"
        "<p>copied read once more addressed stamped posted</p>"
        for sheet in some
    )
    html = f'<html lang="en"><title>Letters</title><h1>Letters</h1><p>Harbour & Field</p>{entries}'
    return Part(html, "@page { size: 210mm 297mm; margin: 18mm } p { margin: 2mm 0 }", ("sheet.css",))


def in_turns(runs: int, **ways: Callable[[], object]) -> dict[str, list[float]]:
    """Return how long each way took in each run, in ms, all taking turns."""
    for way in ways.values():
        way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = process_time()
            way()
            times[name].append((process_time() - start) * 1000)
    return times


def row(what: str, ours: list[float], floor: list[float] | None = None, aim: str = "") -> None:
    """Print a line of the table; the ratio is that of the middles, run beside run."""
    beside = ""
    if floor:
        ratio = median(one / other for one, other in zip(ours, floor, strict=True))
        beside = f"{median(floor):9.1f} {min(floor):8.1f}   {ratio:5.2f} ×"
    print(f"{what:34} {median(ours):9.1f} {min(ours):8.1f} {beside:30}{aim}", flush=True)


def bench_printing(quick: bool) -> None:
    """A copy sheet, packs of 6 and 30, each beside its floor."""
    from letters.pack_sheet import Choice, Pack, PackLetter, pack  # noqa: PLC0415
    from letters.pdf import copy_part, copy_sheet  # noqa: PLC0415
    from letters.press import bound  # noqa: PLC0415

    thirty = sheets(30)
    one = thirty[0]
    times = in_turns(8 if quick else 40, ours=lambda: copy_sheet(one), floor=lambda: bound([floor_part(one)]))
    row("copy sheet, warm", times["ours"], times["floor"], "aim 1.2 × at most")
    for count, runs in ((6, 3 if quick else 10), (30, 1 if quick else 4)):
        some = thirty[:count]
        letters = tuple(PackLetter(sheet.recipient, sheet.kind, sheet.post_by, sheet) for sheet in some)
        whole = Pack("Letters", "Harbour & Field", letters, Choice(), "Daniel Osei", "en", one.printer)
        times = in_turns(
            runs,
            ours=lambda whole=whole: pack(whole),
            floor=lambda some=some: bound([floor_list(some), *map(floor_part, some)]),
            merged=lambda some=some: [bound([copy_part(sheet)]) for sheet in some],
        )
        row(f"pack of {count}, with its tick list", times["ours"], times["floor"])
        row(f"the {count} copy sheets, each a file", times["merged"], times["floor"])


def bench_cold() -> None:
    """The first sheet of a process."""
    found = [float(run(COLD)) for _ in range(3)]
    row("copy sheet, cold", found)


def bench_longest() -> None:
    """The longest letter allowed, in a process of its own."""
    characters, seconds, memory = map(float, run(LONGEST).split())
    print(f"longest letter ({characters:.0f} characters): {seconds:.2f} s, {memory:.0f} MiB (limits 3 s, 256 MB)")


def bench_memory(quick: bool) -> None:
    """What a process keeps while it prints a thousand different letters."""
    import psutil  # noqa: PLC0415

    from letters.pdf import copy_sheet  # noqa: PLC0415

    process, count = psutil.Process(), 200 if quick else 1000
    marks = {count // 10, count // 2, count}
    seen = []
    for number, sheet in enumerate(sheets(count), 1):
        copy_sheet(sheet)
        if number in marks:
            gc.collect()
            seen.append(f"{number}: {process.memory_info().rss / 2**20:.0f}")
    print(f"memory after so many letters, in MiB: {', '.join(seen)}")


def bench_etag(quick: bool) -> None:
    """A sheet that the browser has, answered by the whole product: middleware, sign-in, database."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from letters.models import Letter  # noqa: PLC0415
    from tests.factories import letter_to, make_interview, make_user  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    user = make_user()
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    url = f"/letters/{letter.pk}/copy-sheet.pdf"
    for what, text in (("an untouched draft", ""), ("a saved letter", TEXT.format(number=1))):
        Letter.objects.filter(pk=letter.pk).update(text=text)
        etag = client.get(url)["ETag"]
        ask = {"If-None-Match": etag}
        assert client.get(url, headers=ask).status_code == 304
        times = in_turns(20 if quick else 200, ours=lambda ask=ask: client.get(url, headers=ask))
        row(f"304 by its ETag, {what}", times["ours"], aim="aim 5 ms at most" if text else "")


def run(script: str) -> str:
    """Return what the script says in a process of its own."""
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory(prefix="fairhand-bench-") as folder:
        os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings", DATABASE_URL="")
        del os.environ["DATABASE_URL"]
        import django  # noqa: PLC0415

        django.setup()
        print(f"{'ms':34} {'middle':>9} {'least':>8} {'floor':>9} {'least':>8}   ratio")
        bench_cold()
        bench_printing(quick)
        bench_etag(quick)
        bench_longest()
        bench_memory(quick)


if __name__ == "__main__":
    main()
