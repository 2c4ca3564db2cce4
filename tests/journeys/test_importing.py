"""An invitation and cards on the log form in a browser: chosen, dropped, pasted, and chosen without script."""

import base64
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.interviews.reading_samples import FOLDER
from tests.journeys.person import Person, labelled
from tests.journeys.running import Product
from tests.journeys.test_copying import signs_in

pytestmark = pytest.mark.browser

# A drop as the browser tells of it: a file, or text, let go over the heading of the page.
DROP = """([name, data, text]) => {
  const transfer = new DataTransfer();
  if (name) transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
  else transfer.setData("text/plain", text);
  const place = document.querySelector("h1");
  for (const type of ["dragover", "drop"])
    place.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
INVITATION = FOLDER / "invitations" / "google-meet.ics"


@pytest.fixture(scope="module")
def daniel(chromium: Browser, product: Product) -> Person:
    """Somebody with an account, at the log form."""
    person = Person(chromium, product, "daniel.osei@example.org")
    person.sign_up()
    return person


def opens_the_form(page: Page) -> None:
    page.goto("/interviews/log/")
    labelled(page, "Company").fill("Harbour & Field")


def is_filled_in(page: Page) -> None:
    expect(page.get_by_role("status").first).to_contain_text("Read. Look through the form below")
    expect(labelled(page, "Company")).to_have_value("Harbour & Field")
    expect(labelled(page, "Job title")).to_have_value("Programme Manager")
    expect(labelled(page, "Name").first).to_have_value("Ifeoma Adeyemi")
    expect(page.get_by_label("by video")).to_be_checked()


def drop(page: Page, name: str = "", data: bytes = b"", text: str = "") -> None:
    page.evaluate(DROP, [name, base64.b64encode(data).decode(), text])


def test_an_invitation_may_be_chosen_dropped_or_pasted(daniel: Person) -> None:
    page = daniel.page
    opens_the_form(page)
    page.set_input_files("#id_file", INVITATION)
    is_filled_in(page)
    opens_the_form(page)
    drop(page, "invite.ics", INVITATION.read_bytes())
    is_filled_in(page)
    opens_the_form(page)
    drop(page, text=INVITATION.read_text())
    is_filled_in(page)
    opens_the_form(page)
    page.evaluate(PASTE, INVITATION.read_text())
    is_filled_in(page)
    assert daniel.complaints == []


def test_other_text_is_pasted_where_somebody_types(daniel: Person) -> None:
    page = daniel.page
    opens_the_form(page)
    page.evaluate(PASTE, "BEGIN with a call at ten")
    drop(page, text="Harbour & Field")
    expect(labelled(page, "Company")).to_have_value("Harbour & Field")
    expect(page.get_by_role("status")).to_have_count(0)


def test_a_file_that_is_too_large_is_not_even_sent(daniel: Person, tmp_path: Path) -> None:
    page = daniel.page
    opens_the_form(page)
    large = tmp_path / "large.ics"
    large.write_bytes(b"x" * 2_097_153)
    page.set_input_files("#id_file", large)
    expect(page.get_by_role("alert")).to_contain_text("It is too large")
    expect(labelled(page, "Company")).to_have_value("Harbour & Field")


@pytest.mark.parametrize(
    "name",
    ["invitations/several-events.ics", "invitations/outlook-all-day.ics", "invitations/hostile-picture.ics", "cards/several.vcf",
     "cards/version-4.vcf"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_read_can_be_reached_by_everybody(daniel: Person, name: str, scheme: str) -> None:
    page = daniel.page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/interviews/log/")
    page.set_input_files("#id_file", FOLDER / name)
    expect(page.locator(".import :is([role=status], [role=alert]:not([hidden]), .import__found)").first).to_be_visible()
    assert daniel.complaints == []
    found = Axe().run(page)
    daniel.complaints.clear()  # axe brings a style of its own, which the content policy refuses aloud
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []


def test_without_script_the_button_reads_the_file(chromium: Browser, product: Product, daniel: Person) -> None:
    plain = Person(chromium, product, daniel.address, has_script=False)
    signs_in(plain)
    page = plain.page
    opens_the_form(page)
    page.get_by_text("From an invitation or a card").click()
    page.set_input_files("#id_file", INVITATION)
    plain.press("Read it")
    is_filled_in(page)
    opens_the_form(page)
    page.get_by_text("From an invitation or a card").click()
    page.get_by_text("Or paste its text").click()
    page.locator("#id_pasted").fill(INVITATION.read_text())
    plain.press("Read this text")
    is_filled_in(page)
    labelled(page, "Name").nth(1).fill("Tom Reyes")
    page.keyboard.press("Enter")  # logs the interview, as it did before there was a button above it
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour & Field")
    plain.leave()
