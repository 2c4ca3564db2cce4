"""A letter on a phone, from its draft to the post: it saves itself, says what is wrong, and loses no word."""

import re

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.journeys.person import PASSWORD, Person
from tests.journeys.running import Product
from tests.journeys.test_whole_way import LETTER

pytestmark = pytest.mark.browser

EAGER = LETTER.replace("I would gladly", "I was thrilled, and would gladly")
SAVED = re.compile(r"^\s*Saved 16:[345]\d\s*$")
# Where the text begins and ends on the screen: nothing may push it about.
PLACE = "(text) => { const { x, y, width } = text.getBoundingClientRect(); return [x, y + scrollY, width]; }"


def text_of(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_label("Letter", exact=True)


def stored(person: Person) -> dict[str, object]:
    """Return the row of the letter that was made last."""
    return person.product.rows("letters_letter")[-1]


def opens_a_letter(person: Person) -> None:
    """One interviewer, one letter."""
    person.sign_up()
    person.page.goto("/interviews/log/")
    person.fill("Company", "Harbour & Field")
    person.fill("Job title", "Programme Manager")
    person.fill("Name", "Ifeoma Adeyemi")
    person.fill("Your name, as you sign a letter", "Daniel Osei")
    person.press("Log it")
    person.follow("Write to Ifeoma Adeyemi")
    expect(person.page).to_have_url(re.compile(r"/letters/\d+/$"))
    person.page.wait_for_load_state()  # its scripts too


def test_a_letter_is_written_on_a_phone_from_its_draft_to_the_post(chromium: Browser, product: Product) -> None:
    phone = Person(chromium, product, "writer@example.org")
    opens_a_letter(phone)
    page, said = phone.page, phone.page.locator("#saved")
    expect(said).to_have_text("")
    before = text_of(page).evaluate(PLACE)

    phone.fill("Letter", EAGER)
    expect(said).to_have_text(SAVED)
    assert (stored(phone)["text"], text_of(page).evaluate(PLACE)) == (EAGER, before)
    expect(page.get_by_text("Worth another look")).to_be_visible()

    page.get_by_role("button", name="Write “glad”").click()
    expect(text_of(page)).to_have_value(EAGER.replace("thrilled", "glad"))
    text_of(page).press_sequentially("Indeed, ")
    written = text_of(page).input_value()
    assert "Indeed, glad" in written
    # A link waits for what was typed last, and nothing is asked.
    page.get_by_role("link", name="Print", exact=True).click()
    expect(page).to_have_url(re.compile("/print/"))
    assert stored(phone)["text"] == written
    page.go_back()

    phone.press("Save and mark ready")
    expect(page.get_by_role("status")).to_have_text(
        "Ready. Now write it out by hand, from the screen or from the printed copy sheet."
    )
    phone.follow("Copy from the screen")
    last = int(str(page.locator("[data-copy-meter]").get_attribute("max")))
    for _ in range(last):
        page.locator("[data-copy-line]").click()
    phone.press("I have copied it")
    expect(page.get_by_role("status")).to_have_text("Copied. Put it in the post and mark it posted.")
    phone.press("I have posted it")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Posted")
    assert stored(phone)["text"] == written
    assert phone.complaints == []
    phone.leave()
    assert "Traceback" not in product.logs()


def test_two_windows_on_one_letter_lose_no_word(chromium: Browser, product: Product) -> None:
    ann = Person(chromium, product, "two.windows@example.org")
    opens_a_letter(ann)
    first, second = ann.page, ann.context.new_page()
    second.goto(first.url)
    text_of(first).fill("From the first window.")
    expect(first.locator("#saved")).to_contain_text("Saved")
    text_of(second).fill("From the second window.")
    expect(second.locator("#saved")).to_contain_text("saved in another window")
    assert (stored(ann)["text"], text_of(second).input_value()) == ("From the first window.", "From the second window.")
    text_of(second).blur()
    expect(second.locator("#saved")).to_contain_text("saved in another window")
    # Typed on, it is kept all the same, and the first window goes on undisturbed.
    text_of(second).press_sequentially(" And more.")
    product.until(
        lambda: "And more." in str(product.rows("letters_savedtext", "origin = 'beside'")[-1]["text"]), "keep it"
    )
    text_of(first).press_sequentially(" On and on.")
    product.until(lambda: stored(ann)["text"] == "From the first window. On and on.", "save")

    second.get_by_role("button", name="See both texts").click()
    differs = second.locator(".difference")
    expect(differs.locator("del")).to_contain_text("first window. On and on.")
    expect(differs.locator("ins")).to_contain_text("second window. And more.")
    second.get_by_role("button", name="Save what you typed").click()
    expect(second.get_by_role("status")).to_have_text("Saved.")
    assert stored(ann)["text"] == "From the second window. And more."
    texts = [row["text"] for row in product.rows("letters_savedtext", f"letter_id = {stored(ann)['id']}")]
    assert "From the first window. On and on." in texts
    assert [each for each in ann.complaints if "409" not in each] == []
    ann.leave()


def test_what_is_not_saved_is_said_and_is_saved_as_soon_as_it_can_be(chromium: Browser, product: Product) -> None:
    eve = Person(chromium, product, "no.connection@example.org")
    opens_a_letter(eve)
    page, said = eve.page, eve.page.locator("#saved")
    asked: list[str] = []

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    # Without a connection.
    eve.context.set_offline(True)
    text_of(page).fill("Without a connection.")
    expect(said).to_contain_text("Not saved: no connection.")
    page.once("dialog", hear)
    page.evaluate("location.reload()")
    expect(text_of(page)).to_have_value("Without a connection.")
    product.until(lambda: asked == ["beforeunload"], "ask before the page goes")
    eve.context.set_offline(False)
    expect(said).to_have_text(SAVED)
    assert stored(eve)["text"] == "Without a connection."

    # Too long: the words stay, and less of them is saved.
    text_of(page).fill("a" * 6001)
    expect(said).to_contain_text("Take out 1.")
    assert len(text_of(page).input_value()) == 6001
    text_of(page).fill("Short enough.")
    expect(said).to_have_text(SAVED)
    assert stored(eve)["text"] == "Short enough."

    is_signed_out_and_signs_in_elsewhere(eve)
    # What is saved may go without a question.
    page.on("dialog", hear)
    page.goto("/")
    assert asked == ["beforeunload"]
    expected = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest", "422", "403")
    assert [each for each in eve.complaints if not any(code in each for code in expected)] == []
    eve.leave()


def is_signed_out_and_signs_in_elsewhere(eve: Person) -> None:
    """Another account in between does not get the words; the same one saves them by itself."""
    page, said = eve.page, eve.page.locator("#saved")
    cookies = [each for each in eve.context.cookies() if "session" in each["name"]]
    eve.context.clear_cookies(name=cookies[0]["name"])
    text_of(page).fill("Typed while signed out.")
    expect(said).to_contain_text("Not saved: you are signed out.")
    expect(text_of(page)).to_have_value("Typed while signed out.")
    expect(page.locator("#live")).not_to_contain_text("Password")
    with page.expect_popup() as popup:
        said.get_by_role("link", name="Sign in in another tab").click()
    tab = popup.value
    tab.get_by_label("E-mail address").fill(eve.address)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    tab.close()
    text_of(page).press_sequentially(" And after.")
    expect(said).to_have_text(SAVED)
    assert stored(eve)["text"] == "Typed while signed out. And after."
