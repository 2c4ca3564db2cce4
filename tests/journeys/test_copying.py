"""A letter copied from the screen, line by line: on a phone, on another device, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from letters.hand import HAND_SIZES, Hand, lay_out
from letters.stationery import CARDS
from tests.journeys.person import PASSWORD, WIDTH, Person
from tests.journeys.running import Product
from tests.journeys.test_whole_way import LETTER

pytestmark = pytest.mark.browser

# What stands beside the letter: how tall it is, and how far down in it the meter is.
BESIDE = """(live) => {
  const top = (place) => place.getBoundingClientRect().top;
  return [live.offsetHeight, top(live.querySelector(".meter")) - top(live)];
}"""
NARROW = {"width": 320, "height": 640}
# The place and size of the line on the screen: its rows, and how far it reaches beyond what it stands in.
SET = """(line) => {
  const words = line.querySelector(".copy__words"), range = document.createRange();
  range.selectNodeContents(words);
  const tops = new Set([...range.getClientRects()].map((row) => Math.round(row.top)));
  return [tops.size, Math.max(0, Math.round(range.getBoundingClientRect().right - line.getBoundingClientRect().right))];
}"""


def expected() -> list[str]:
    """Return what the page shows from step to step, with the lines of the copy sheet."""
    first, second = lay_out(LETTER, CARDS["a6"], Hand(HAND_SIZES["medium"], 8)).sides
    sides = [[line.text or "Leave a line free" for line in side] for side in (first, second)]
    return [*sides[0], "Turn the card over", *sides[1], "That was the last line"]


def shown(page: Page) -> str:
    return " ".join(page.locator("[data-copy-line]").inner_text().split())


def signs_in(person: Person) -> None:
    person.page.goto("/accounts/login/")
    person.fill("E-mail address", person.address)
    person.fill("Password", PASSWORD)
    person.click(person.page.locator("main").get_by_role("button", name="Sign in", exact=True))
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()


def makes_a_letter_ready(person: Person) -> None:
    """An A6 card, and a letter that takes both sides of it."""
    page = person.page
    person.sign_up()
    page.goto("/letters/stationery/")
    page.get_by_label("Card", exact=False).first.select_option("a6")
    person.press("Save")
    page.goto("/interviews/log/")
    person.fill("Company", "Harbour & Field")
    person.fill("Job title", "Programme Manager")
    person.fill("Name", "Ifeoma Adeyemi")
    person.press("Log it")
    person.follow("Write to Ifeoma Adeyemi")
    types_without_a_jump(person)
    person.press("Save and mark ready")
    expect(page.get_by_role("status")).to_contain_text("Ready.")


def types_without_a_jump(person: Person) -> None:
    """The meter stays where it is, nothing under the advice moves up, and only what matters is said aloud."""
    page, said = person.page, person.page.locator("#live-said")
    height, meter = page.locator("[data-live]").evaluate(BESIDE)
    expect(page.locator(".checklist li")).not_to_have_count(0)
    expect(said).to_be_empty()
    person.fill("Letter", LETTER)
    expect(page.get_by_text("Nothing is missing. Read it aloud once; then it is ready.")).to_be_visible()
    expect(said).to_have_text("The letter takes 2 sides. Nothing is missing.")
    expect(page.locator("#fit-bar")).to_have_text(re.compile(r"^\d\d of 32 lines$"))
    taller, there = page.locator("[data-live]").evaluate(BESIDE)
    person.fill("Letter", "Dear Ms Adeyemi,")
    expect(said).to_contain_text("missing")
    expect(page.locator("#fit-bar")).to_have_text("1 of 16 lines")
    tallest, still = page.locator("[data-live]").evaluate(BESIDE)
    assert (tallest >= taller >= height, there, still) == (True, meter, meter)
    person.fill("Letter", LETTER)


def test_a_letter_is_copied_line_by_line_on_any_device(chromium: Browser, product: Product) -> None:
    phone = Person(chromium, product, "mara@example.org")
    page, lines = phone.page, expected()
    makes_a_letter_ready(phone)
    phone.follow("Copy from the screen")
    half = len(lines) // 2
    taps_through(phone, lines[: half + 1])
    page.reload()
    assert shown(page) == lines[half]
    goes_back_and_on_by_keys(phone, lines, half)
    is_told_when_the_place_cannot_be_kept(phone, lines, half)

    # On another device, at 320 px and without script, it goes on from there.
    small = Person(chromium, product, phone.address, has_script=False)
    small.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    signs_in(small)
    small.page.goto(page.url)
    ends_without_script(small, lines, half)

    begins_anew_when_the_letter_changes(phone, lines)
    offline, conflict, *rest = phone.complaints + small.complaints
    assert ("ERR_INTERNET_DISCONNECTED" in offline, "409" in conflict, rest) == (True, True, [])
    phone.leave()
    small.leave()
    assert "Traceback" not in product.logs()


def taps_through(phone: Person, lines: list[str]) -> None:
    """Each tap shows the next line at once, on a single row, as large as it can be; the place is kept meanwhile."""
    line, seen = phone.page.locator("[data-copy-line]"), []
    for _ in lines[:-1]:
        seen.append(shown(phone.page))
        if line.locator(".copy__words").count():
            assert line.evaluate(SET) == [1, 0], seen[-1]
        line.click()
    assert [*seen, shown(phone.page)] == lines
    expect(line).to_be_focused()
    expect(phone.page.locator("[data-copy-said]")).to_contain_text(lines[-1])
    phone.product.until(lambda: kept(phone) == len(seen), "keep the place")


def kept(person: Person) -> object:
    """Return the place that the server has."""
    return person.product.rows("letters_letter")[-1]["copied_steps"]


def goes_back_and_on_by_keys(phone: Person, lines: list[str], here: int) -> None:
    """The keys of keyboards and of remote controls; on a button space does what it does on every button."""
    page = phone.page
    seen = []
    for key in ("ArrowLeft", "PageUp", "ArrowUp", "ArrowRight", "PageDown", "ArrowDown", " ", "Enter", "Shift+Enter"):
        page.keyboard.press(key)
        seen.append(shown(page))
    assert seen == [lines[here + step] for step in (-1, -2, -3, -2, -1, 0, 1, 2, 2)]
    for name, step in (("Back", 1), ("Next", 2)):
        button = page.get_by_role("button", name=name, exact=True)
        button.focus()
        page.keyboard.press("Space")
        assert shown(page) == lines[here + step]
        expect(button).to_be_focused()
    for _ in range(2):
        page.locator("[data-copy-before]").click()
    assert shown(page) == lines[here]
    phone.product.until(lambda: kept(phone) == here, "keep the place")


def is_told_when_the_place_cannot_be_kept(phone: Person, lines: list[str], here: int) -> None:
    """Without a connection one goes on; once it is back the place is kept by itself."""
    page = phone.page
    phone.context.set_offline(True)
    page.keyboard.press("PageUp")
    expect(page.locator("[data-copy-trouble]")).to_be_visible()
    assert shown(page) == lines[here - 1]
    phone.context.set_offline(False)
    expect(page.locator("[data-copy-trouble]")).to_be_hidden()
    phone.product.until(lambda: kept(phone) == here - 1, "keep the place")
    page.keyboard.press("PageDown")
    phone.product.until(lambda: kept(phone) == here, "keep the place")


def ends_without_script(small: Person, lines: list[str], here: int) -> None:
    """Each tap is a page; at the last the letter is marked copied."""
    page, seen = small.page, []
    for _ in lines[here:]:
        seen.append(shown(page))
        assert page.evaluate(WIDTH) == NARROW["width"]
        page.locator("[data-copy-line]").click()
    assert seen == lines[here:]
    small.press("I have copied it")
    expect(page.get_by_role("status")).to_have_text("Copied. Put it in the post and mark it posted.")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Copied")


def begins_anew_when_the_letter_changes(phone: Person, lines: list[str]) -> None:
    """A page that is still open says so at the next tap."""
    other = phone.context.new_page()
    other.goto(phone.page.url.replace("copy/", ""))
    other.get_by_label("Letter", exact=True).fill(LETTER.replace("hour", "time"))
    other.get_by_role("button", name="Save changes").click()
    expect(other.get_by_role("status")).to_have_text("Saved.")
    phone.page.locator("[data-copy-line]").click()
    expect(phone.page.locator(".banner--warning").first).to_have_text(
        "The lines of this letter have changed since you began to copy it. Begin again with the first one."
    )
    assert shown(phone.page) == lines[0]
