"""From the sign-in to a posted letter with the keyboard alone, the focus always in sight and never lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import PASSWORD, Person
from tests.journeys.running import Product
from tests.journeys.test_whole_way import LETTER

pytestmark = pytest.mark.browser

MOST_TABS = 120
# What has the focus: how it is called, and whether a ring shows it, on itself or on what frames it.
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return ["", false];
  const label = here.labels && here.labels[0];
  const name = here.getAttribute("aria-label") || (label || here).textContent;
  const isOutlined = (place) => {
    const style = place && getComputedStyle(place);
    return Boolean(style) && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const isShown = isOutlined(here) || isOutlined(label) || isOutlined(here.closest(".letter"))
    || (here.matches("input, select") && getComputedStyle(here).boxShadow !== "none");
  return [name.replace(/\\s+/g, " ").trim(), isShown];
}"""


class Keys:
    """A keyboard before a page."""

    def __init__(self, person: Person) -> None:
        self.page = person.page
        self.unseen: list[str] = []

    def tab_to(self, name: str) -> None:
        """Press Tab until something is reached of this name, or whose name goes on after it."""
        passed = []
        for _tab in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here, is_shown = self.page.evaluate(FOCUS)
            passed.append(here)
            if here and not is_shown:
                self.unseen.append(f"{self.page.url}: {here}")
            if here == name or here.startswith((f"{name} ", f"{name}*")):
                return
        pytest.fail(f"Tab does not lead to {name!r}, but to {passed}.")

    def press(self, name: str, key: str = "Enter") -> None:
        """Go there and press it; wait for the page it leads to."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, name: str, text: str) -> None:
        """Go to a field and type into it, in the place of what is there."""
        self.tab_to(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)


def test_a_letter_is_posted_by_keyboard_alone(chromium: Browser, product: Product) -> None:
    ada = Person(chromium, product, "ada@example.org")
    ada.sign_up()
    ada.context.clear_cookies()
    ada.page.set_viewport_size({"width": 1280, "height": 900})
    ada.page.goto("/accounts/login/")
    keys = Keys(ada)
    keys.write("E-mail address", ada.address)
    keys.write("Password", PASSWORD)
    keys.press("Sign in")
    keys.press("Try it with an example", key="Space")
    keys.press("Write")
    address = ada.page.url
    keys.tab_to("Letter")
    ada.page.keyboard.press("Control+a")
    with ada.page.expect_response(lambda answer: answer.url.endswith("/fit/")):
        ada.page.keyboard.insert_text(LETTER)
    expect(ada.page.locator("[aria-busy=true], .htmx-request")).to_have_count(0)
    assert ada.page.evaluate("document.activeElement.id") == "id_text"
    keys.press("Save and mark ready")
    assert ada.page.url == address
    keys.press("Copied and posted", key="Space")
    expect(ada.page.locator(".steps [aria-current=step]")).to_have_text("Posted")
    assert (keys.unseen, ada.complaints) == ([], [])
    ada.leave()
