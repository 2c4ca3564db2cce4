"""Everything out, the account gone, and everything in again: in the running product, worker included."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import PASSWORD, Person
from tests.journeys.running import Product

pytestmark = pytest.mark.browser


def shows_who_they_are(person: Person, then: str) -> None:
    """Answer the question for the password, where it is asked before the page with this heading."""
    heading = person.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(rf"^\s*(Is it you\?|{re.escape(then)})\s*$"))
    if "Is it you?" in heading.inner_text():
        person.fill("Password", PASSWORD)
        person.press("Go on")


def exports(person: Person, folder: Path) -> Path:
    """Ask for everything, watch the bar until it is done, and keep the file."""
    page = person.page
    page.goto("/settings/data/")
    person.press("Export everything")
    shows_who_they_are(person, "All that is yours")
    expect(page.get_by_role("heading", name="Done")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        person.follow("Open the file")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def document_in(path: Path) -> dict[str, Any]:
    """Return what the file says, but for what belongs to one account alone."""
    with zipfile.ZipFile(path) as archive:
        found: dict[str, Any] = json.loads(archive.read("fairhand.json"))
    for name in ("joined_at", "last_login"):
        del found["account"][name]
    del found["made_at"]
    return found


def signs_up_again(person: Person) -> None:
    """The same address, from the front page to an empty desk."""
    page = person.page
    page.goto("/accounts/signup/")
    mails = len(person.product.sink.mails_to(person.address))
    person.fill("E-mail address", person.address)
    person.fill("Password", PASSWORD)
    person.press("Make an account")
    person.open_mailed(person.links_in_mail(mails + 1)[0])
    person.press("Yes, it is mine")


def test_everything_goes_out_and_comes_back_after_the_account_was_deleted(
    chromium: Browser, product: Product, tmp_path: Path
) -> None:
    person = Person(chromium, product, "daniel.osei@example.org")
    page = person.page
    person.sign_up()
    person.press("Try it with an example")
    expect(page.get_by_text("Harbour & Field").first).to_be_visible()
    product.wait_for_sweeps(2)  # the mail that is due goes out, and is in the file
    file = exports(person, tmp_path)
    assert file.name == "fairhand-2026-11-18.zip"

    page.goto("/settings/data/delete/")
    shows_who_they_are(person, "Delete your account?")
    person.fill("Your e-mail address", person.address)
    person.press("Delete it for good")
    expect(page.get_by_role("heading", name="Goodbye")).to_be_visible()
    assert product.rows("accounts_user") == product.rows("letters_letter") == product.rows("accounts_errand") == []
    assert list((product.folder / "errands").iterdir()) == []
    told = person.text_of_mail(len(product.sink.mails_to(person.address)))
    assert "Your account was deleted, with everything you had written in it." in told

    signs_up_again(person)
    page.goto("/settings/data/import/")
    page.get_by_label("The file").set_input_files(file)
    person.press("Look into it")
    expect(page.get_by_role("row", name="People 5 0")).to_be_visible()
    person.press("Add it")
    expect(page.get_by_role("heading", name="Done")).to_be_visible(timeout=60_000)
    page.goto("/")
    expect(page.get_by_text("Harbour & Field").first).to_be_visible()

    (tmp_path / "again").mkdir()
    after, before = document_in(exports(person, tmp_path / "again")), document_in(file)
    # What is planned once the mail has gone comes on top.
    dates, dates_before = after["tables"].pop("reminders"), before["tables"].pop("reminders")
    assert dates[: len(dates_before)] == dates_before
    assert after == before
    assert person.complaints == []
    person.leave()
