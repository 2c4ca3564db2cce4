"""A gift found once the note stands, put into the letter and taken out again: with script and without."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import Person
from tests.journeys.running import Product

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("giving")]

NOTE = (
    "Dear Ifeoma Adeyemi,\n\nThe rota on the wall told me a lot.\n\nI look forward to hearing from you.\n\nDaniel Osei"
)
MAP = "a map of the old mills (mills.example.org/map)."


def writes_a_note(person: Person) -> str:
    """Log an interview and save a letter; return where it is."""
    person.sign_up()
    person.page.goto("/interviews/log/")
    person.fill("Company", "Harbour & Field")
    person.fill("Job title", "Programme Manager")
    person.fill("Name", "Ifeoma Adeyemi")
    person.press("Log it")
    person.follow("Write to Ifeoma Adeyemi")
    expect(person.page.locator("#gift")).to_contain_text("First the note, then the gift")
    person.fill("Letter", NOTE)
    person.press("Save")
    expect(person.page.get_by_role("status").first).to_contain_text("Saved.")
    return person.page.url


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_gift_goes_into_the_letter_and_out_of_it(product: Product, chromium: Browser, has_script: bool) -> None:
    person = Person(chromium, product, f"giver-{has_script}@example.org".lower(), has_script=has_script)
    page, text = person.page, person.page.locator("textarea[name=text]")
    address = writes_a_note(person)

    person.fill("Letter", NOTE.replace("a lot", "a great deal"))
    person.click(page.get_by_text("Add one on the spot"))
    person.fill("What is it?", "a Starbucks voucher")
    person.fill("Web address", "mills.example.org/map")
    person.press("Add it and put it into the letter")
    expect(page.locator("#gift")).to_contain_text("A coffee card or certificate is not the gift that is meant.")
    expect(page.get_by_label("What is it?")).to_be_focused()
    expect(page.get_by_label("What is it?")).to_have_value("a Starbucks voucher")
    expect(text).to_have_value(NOTE.replace("a lot", "a great deal"))
    if has_script:
        assert page.url == address

    person.fill("What is it?", "a map of the old mills")
    person.press("Add it and put it into the letter")
    expect(page.get_by_role("status").first).to_contain_text("The gift is in the letter.")
    assert page.url == address
    assert text.input_value().splitlines()[4].endswith(MAP)
    expect(page.locator("#gift")).to_contain_text("Its address is printed on a slip with a code")

    person.click(page.get_by_role("button", name="Take it out"))
    expect(page.get_by_role("status").first).to_contain_text("its sentence is out of the letter")
    expect(text).to_have_value(NOTE.replace("a lot", "a great deal"))
    person.click(page.get_by_role("button", name="Put into the letter"))
    expect(page.get_by_role("status").first).to_contain_text("The gift is in the letter.")
    assert text.input_value().splitlines()[4].endswith(MAP)

    page.goto("/gifts/")
    expect(page.locator(".row")).to_contain_text("In the letter to Ifeoma Adeyemi")
    person.click(page.get_by_role("button", name="Remove"))
    expect(page.locator(".banner:not([hidden])")).to_contain_text("Removed: “a map of the old mills”")
    person.press("Take that back")
    expect(page.locator(".row")).to_contain_text("In the letter to Ifeoma Adeyemi")
    assert person.complaints == []
    person.leave()
