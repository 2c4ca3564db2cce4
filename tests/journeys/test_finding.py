"""Finding things again: search while typing and without script, people, their doubles, a month."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.person import WIDTH, Person
from tests.journeys.running import Product
from tests.pages.test_every_page import RULES

pytestmark = pytest.mark.browser

NARROWEST = 320


def find_nothing_wrong(person: Person) -> None:
    """Look at the page with axe in both themes, and at 320 px for something that is wider than the window."""
    page = person.page
    said = list(person.complaints)  # axe brings a style of its own, which the content policy refuses aloud
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    person.complaints[:] = said
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    assert page.evaluate(WIDTH) == NARROWEST
    page.set_viewport_size(size)


def test_what_was_kept_is_found_again(chromium: Browser, product: Product) -> None:
    daniel = Person(chromium, product, "finding@example.org")
    daniel.sign_up()
    daniel.press("Try it with an example")
    finds_while_typing(daniel)
    finds_without_script(daniel, chromium)
    looks_somebody_up(daniel)
    puts_two_entries_together(daniel)
    leafs_through_the_months(daniel)
    assert daniel.complaints == []
    daniel.leave()
    assert "Traceback" not in product.logs()


def go_to(daniel: Person, name: str) -> None:
    """Follow a link of the main navigation."""
    daniel.click(daniel.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True))


def finds_while_typing(daniel: Person) -> None:
    """The hits come without pressing anything, their number is told, the address keeps the words."""
    page = daniel.page
    daniel.follow("Search")
    box = page.get_by_role("searchbox", name="Words you remember")
    box.press_sequentially("cezanne", delay=20)
    expect(page.locator("mark")).to_have_text(["Cézanne"])
    expect(page.get_by_role("status").filter(has_text="hit")).to_have_text("1 hit")
    expect(page).to_have_url(re.compile(r"/search/\?q=cezanne$"))
    expect(box).to_be_focused()
    find_nothing_wrong(daniel)
    box.fill("nobody knows")
    expect(page.get_by_text("Nothing holds all of these words")).to_be_visible()
    page.reload()
    expect(page.get_by_role("searchbox", name="Words you remember")).to_have_value("nobody knows")


def finds_without_script(daniel: Person, chromium: Browser) -> None:
    """The same by a form that is sent."""
    plain = Person(chromium, daniel.product, daniel.address, has_script=False)
    plain.context.add_cookies(daniel.context.cookies())  # type: ignore[arg-type]
    plain.page.goto("/search/")
    plain.fill("Words you remember", "volunteer")
    plain.press("Search")
    expect(plain.page.get_by_role("heading", level=2)).to_have_text(["People", "Positions", "Notes"])
    plain.follow("Ms Ifeoma Adeyemi")
    expect(plain.page.get_by_role("heading", level=1)).to_have_text("Harbour & Field")
    plain.leave()


def looks_somebody_up(daniel: Person) -> None:
    """From the list to the page of a person, and a detail corrected."""
    page = daniel.page
    go_to(daniel, "People")
    find_nothing_wrong(daniel)
    daniel.fill("Name, role, company", "lena")
    daniel.press("Filter")
    daniel.follow("Dr Lena Brandt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dr Lena Brandt")
    expect(page.get_by_text("digitising the glass plates")).to_be_visible()
    find_nothing_wrong(daniel)
    daniel.follow("Correct")
    daniel.fill("Phone", "+49 89 123456")
    daniel.press("Save")
    expect(page.get_by_text("+49 89 123456")).to_be_visible()


def puts_two_entries_together(daniel: Person) -> None:
    """Somebody entered a second time is proposed, compared and made one."""
    page = daniel.page
    go_to(daniel, "People")
    daniel.follow("Add somebody")
    daniel.fill("Name", "LENA BRANDT")
    daniel.fill("Company", "Stadtmuseum")
    daniel.fill("Role", "Director")
    daniel.press("Save")
    page.get_by_role("link", name=re.compile("^Compare")).click()
    expect(page.get_by_role("group", name="Role")).to_be_visible()
    find_nothing_wrong(daniel)
    page.get_by_role("group", name="Role").get_by_role("radio", name="Director").check()
    daniel.press("Put them together")
    expect(page.get_by_text("They are one person now.")).to_be_visible()
    expect(page.get_by_text("Director, Stadtmuseum")).to_be_visible()
    go_to(daniel, "People")
    expect(page.get_by_role("heading", name="Perhaps one person")).to_have_count(0)


def leafs_through_the_months(daniel: Person) -> None:
    """The month has the interview on its day; the next one is a link away."""
    page = daniel.page
    go_to(daniel, "Calendar")
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2026")
    find_nothing_wrong(daniel)
    page.get_by_role("link", name=re.compile("December")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("December 2026")
    daniel.follow("This month")
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2026")
