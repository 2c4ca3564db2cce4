"""Makes the README pictures from the example case, so that they stay true: `.venv/bin/python -m docs.make_pictures`."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.journeys.running import Product, browser_path

FOLDER = Path(__file__).parent / "pictures"
MORNING = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
SIZES = {"": {"width": 1280, "height": 900}, "-phone": {"width": 390, "height": 844}}


def sign_up(page: Page, product: Product) -> None:
    """Sign up as Daniel Osei and load the example case."""
    address = "daniel.osei@example.org"
    page.goto("/accounts/signup/")
    page.fill("[name=email]", address)
    page.fill("[name=password1]", "a long walk by the quay")
    page.click("main button[type=submit]")
    body = product.sink.mail_to(address, 1).get_body(("plain",))
    assert body is not None
    link = re.search(r"\S+/confirm-email/\S+", body.get_content())
    assert link is not None
    page.goto(link.group())
    page.click("main button[type=submit]")
    page.goto("/settings/")
    page.fill("[name=name]", "Daniel Osei")
    page.click("main form button[type=submit]")
    page.goto("/")
    page.click("text=Try it with an example")


def keep(picture: Image.Image, name: str) -> None:
    """Save a picture, small: a page of paper and ink has few colours. The rare ones, seal and moss, are kept."""
    picture.convert("RGB").quantize(256, kmeans=3).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    product = Product(MORNING)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
            )
            context = chromium.new_context(
                locale="en-GB", timezone_id="Europe/London", base_url=product.address, reduced_motion="reduce"
            )
            page = context.new_page()
            sign_up(page, product)
            page.goto("/")
            while not page.get_by_text("Follow-up letter").count():  # a worker opens it, a moment later
                page.wait_for_timeout(500)
                page.reload()
            for name, place in (("desk", None), ("letter", page.locator(".rows a").first.get_attribute("href"))):
                page.goto(place or "/")
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    for suffix, size in SIZES.items():
                        page.set_viewport_size(size)
                        tail = "" if scheme == "light" else "-dark"
                        picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
                        keep(picture, f"{name}{suffix}{tail}")
            sheet = context.request.get(f"{page.url}copy-sheet.pdf").body()
            keep(pypdfium2.PdfDocument(sheet)[0].render(scale=1.2).to_pil(), "sheet")
    finally:
        product.close()


if __name__ == "__main__":
    main()
