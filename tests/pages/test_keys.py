"""Keys that lead somewhere: followed away from fields, listed under ?, switched off on request."""

import pytest

from tests.factories import make_interview, make_user
from tests.pages.test_every_page import found_by_axe
from tests.pages.window import Window
from tests.routes import signed_in

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PLACES = {"g d": "/", "g i": "/interviews/", "g l": "/letters/", "g p": "/people/", "g c": "/calendar/",
          "n": "/interviews/log/", "/": "/search/"}  # fmt: skip
FOCUSED = "document.activeElement.matches('[data-keys-open], .site-nav a') ? document.activeElement.textContent.trim() : document.activeElement.tagName"


@pytest.fixture
def window(chromium):
    """A page of somebody with an interview; every place that a key leads to can be opened from it."""
    user = make_user()
    make_interview(user)
    window = Window(chromium, signed_in(user), viewport={"width": 1280, "height": 900})
    window.open("/people/")
    window.got |= {path: window.client.get(path) for path in PLACES.values()}
    yield window
    window.close()


def press(window, keys):
    for key in keys.split():
        window.page.keyboard.press(key)


def path_of(window):
    return window.page.evaluate("location.pathname")


def test_keys_lead_to_their_page(window):
    reached = {}
    for keys, path in PLACES.items():
        window.page.goto("/letters/" if path == "/calendar/" else "/calendar/")
        window.page.locator("h1").click()
        with window.page.expect_navigation():
            press(window, keys)
        reached[keys] = path_of(window)
    assert (reached, window.complaints) == (PLACES, [])


def test_where_words_are_typed_a_key_is_a_letter(window):
    page = window.page
    page.goto("/search/")
    page.locator("#search-words").fill("")
    page.locator("#search-words").press_sequentially("gdn?/")
    assert (path_of(window), page.locator("#search-words").input_value()) == ("/search/", "gdn?/")
    assert not page.locator("[data-keys]").is_visible()
    page.locator("h1").click()
    press(window, "/")
    assert page.evaluate("document.activeElement.id") == "search-words"


def test_keys_with_ctrl_or_unknown_ones_do_nothing(window):
    press(window, "Control+d Control+/ g x q")
    press(window, "d")
    assert (path_of(window), window.page.locator("[data-keys]").is_visible()) == ("/people/", False)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_of_keys_opens_is_sound_and_gives_the_focus_back(window, theme):
    page = window.page
    page.emulate_media(color_scheme=theme)
    link = page.locator(".site-nav a").nth(2)
    link.focus()
    press(window, "?")
    assert page.locator("[data-keys]").is_visible()
    assert page.evaluate("document.querySelector('[data-keys]').contains(document.activeElement)")
    assert found_by_axe(window) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    press(window, "g d")
    assert path_of(window) == "/people/"
    press(window, "Escape")
    assert (page.locator("[data-keys]").is_visible(), page.evaluate(FOCUSED)) == (False, "Letters")


def test_switched_off_keys_stay_off_and_the_footer_opens_the_list(window):
    page = window.page
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Use these keys on this device").uncheck()
    page.get_by_role("button", name="Close").click()
    press(window, "? g d")
    assert (path_of(window), page.locator("[data-keys]").is_visible()) == ("/people/", False)
    page.goto("/letters/")
    press(window, "n")
    assert path_of(window) == "/letters/"
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert not page.get_by_label("Use these keys on this device").is_checked()
    page.get_by_label("Use these keys on this device").check()
    page.get_by_role("button", name="Close").click()
    press(window, "?")
    assert page.locator("[data-keys]").is_visible()
