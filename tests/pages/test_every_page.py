"""Every page of the product in a browser, read from the URL configuration: sound, accessible, within the window."""

from collections.abc import Iterable
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser

from tests.pages.window import Window
from tests.routes import Route, make_world, routes, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Everything of WCAG 2.2 AA that a machine can find, and what axe's makers hold to be good practice besides.
# Walked every time; bin/test -m long walks them all, in both themes.
MAIN = ["desk:day", "interviews:log", "interviews:detail", "letters:edit", "people:list", "desk:search"]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
NARROW = 320
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def found_by_axe(window: Window) -> list[str]:
    """What axe finds wrong on the page: the rule and the first places."""
    response: dict[str, Any] = Axe().run(window.page, options=RULES).response
    return [
        f"{each['id']}: {'; '.join(' '.join(map(str, node['target'])) for node in each['nodes'][:3])}"
        for each in response["violations"]
    ]


def is_page(route: Route) -> bool:
    """Whether a browser shows it; the admin is Django's own."""
    return not (route.is_admin or route.is_sheet)


def problems_of(window: Window, path: str) -> list[str]:
    """What is wrong with a page in this window."""
    window.open(path)
    problems = list(window.complaints)  # before axe runs, which breaks the content policy itself
    problems += found_by_axe(window)
    window.page.set_viewport_size({"width": NARROW, "height": 800})
    if window.page.evaluate(TOO_WIDE):
        problems.append("wider than the window at 320 px")
    return problems


def walked(
    chromium: Browser, client: Client, wanted: Iterable[Route], theme: Literal["light", "dark"], width: int
) -> dict[str, list[str]]:
    """The problems of each of these routes that shows a page to whom the client is signed in as."""
    window = Window(chromium, client, color_scheme=theme, viewport={"width": width, "height": 900})
    seen: dict[str, list[str]] = {}
    try:
        for route in wanted:
            response = client.get(route.path)
            if response.status_code == 200 and b"<html" in response.content[:200]:
                window.page.set_viewport_size({"width": width, "height": 900})
                seen[route.name] = problems_of(window, route.path)
    finally:
        window.close()
    return seen


@pytest.mark.long
@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)], ids=["light", "dark"])
@pytest.mark.parametrize("signs_in", [signed_in, signed_out], ids=["signed in", "signed out"])
def test_a_browser_and_axe_find_nothing_wrong_on_any_page(chromium, signs_in, theme, width):
    world = make_world()
    client = signed_in(world.user) if signs_in is signed_in else signed_out()
    seen = walked(chromium, client, filter(is_page, routes(world)), theme, width)
    assert len(seen) > (35 if signs_in is signed_in else 5)
    assert {name: problems for name, problems in seen.items() if problems} == {}


def test_a_browser_and_axe_find_nothing_wrong_on_the_main_pages(chromium):
    world = make_world()
    wanted = [route for route in routes(world) if route.name in MAIN]
    seen = walked(chromium, signed_in(world.user), wanted, "light", 1280)
    assert seen == {name: [] for name in MAIN}
