"""Somebody at a browser, who counts what they do, and a watch over every page they come to."""

import re
from datetime import datetime

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.journeys.running import Product

PASSWORD = "a long walk by the quay"
PHONE = {"width": 390, "height": 844}
WIDTH = "document.documentElement.scrollWidth"

# Runs in each page beside its own scripts: whatever makes it wider than the window, now or later, is said aloud.
SAY_WHEN_SIDEWAYS = """
addEventListener("load", () => {
  const root = document.documentElement;
  const look = () => {
    if (root.scrollWidth > root.clientWidth)
      console.error(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px`);
  };
  document.fonts.ready.then(look);
  new MutationObserver(look).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
});
"""


class Person:
    """Somebody in London with a phone. `complaints`: what pages have logged as an error, so far."""

    def __init__(self, chromium: Browser, product: Product, address: str = "", *, has_script: bool = True) -> None:
        self.product, self.address = product, address
        self.context = chromium.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/London",
            java_script_enabled=has_script,
            base_url=product.address,
        )
        self.context.add_init_script(SAY_WHEN_SIDEWAYS)
        self.complaints: list[str] = []
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.fields = self.clicks = 0

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def fill(self, field: Locator | str, value: str) -> None:
        """Fill in a field, or the one of the page that has this label."""
        self.fields += 1
        (labelled(self.page, field) if isinstance(field, str) else field).fill(value)

    def press(self, name: str) -> None:
        """Press the button of this name."""
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        self.click(self.page.get_by_role("link", name=name, exact=True))

    def click(self, place: Locator) -> None:
        """Click there."""
        self.clicks += 1
        place.click()

    def open_mailed(self, link: str) -> None:
        """Open a link of a mail."""
        self.clicks += 1
        self.page.goto(link)

    def links_in_mail(self, number: int) -> list[str]:
        """Return the links in the text part of this person's mail of this number, counted from 1."""
        return re.findall(r"https?://\S+", self.text_of_mail(number))

    def text_of_mail(self, number: int) -> str:
        """Return the decoded text part of a mail, its line ends as in Python."""
        part = self.product.sink.mail_to(self.address, number).get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    def sign_up(self) -> None:
        """Go from the front page to a desk of one's own."""
        self.page.goto("/")
        self.follow("Begin")
        self.fill("E-mail address", self.address)
        self.fill("Password", PASSWORD)
        self.press("Make an account")
        (link,) = self.links_in_mail(1)
        self.open_mailed(link)
        self.press("Yes, it is mine")

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()


def labelled(place: Page | Locator, label: str) -> Locator:
    """Return the field of this label; the star of a required one is no part of its name."""
    return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))


def at(day: int, clock: str, month: int = 11) -> datetime:
    """Return an instant of 2026, in UTC, which is London's time from November on."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{clock}+00:00")
