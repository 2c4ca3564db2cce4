"""Coming in: by a passkey, and again after the session has ended or the connection was lost, with every word kept."""

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.journeys.person import PASSWORD, Person
from tests.journeys.running import Product

pytestmark = pytest.mark.browser


def give_a_device(person: Person) -> tuple[CDPSession, str]:
    """Give this browser a device that keeps passkeys, its owner's finger always on it (WebAuthn 2, 11); return both."""
    devtools = person.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return devtools, device


def sign_out(person: Person) -> None:
    person.page.goto("/accounts/logout/")
    person.page.locator("main").get_by_role("button", name="Sign out").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_passkey_opens_the_account_in_place_of_the_password(chromium: Browser, product: Product) -> None:
    daniel = Person(chromium, product, "passkey@example.org")
    devtools, device = give_a_device(daniel)
    daniel.sign_up()
    page = daniel.page

    page.goto("/accounts/2fa/")
    daniel.follow("Add a passkey")
    # The link in the mail opened the account; a key to it is given to nobody without the password.
    daniel.fill("Password", PASSWORD)
    page.locator("main form button[type=submit]").click()
    daniel.fill("Name", "My phone")
    page.get_by_label("Let it stand in for the password").check()
    daniel.press("Add it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert len(set(page.locator("ul.codes li").all_inner_texts())) == 10
    page.goto("/accounts/2fa/")
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Passkeys"))).to_contain_text(
        "1 set up"
    )

    sign_out(daniel)
    daniel.press("Sign in with a passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("A quiet desk")

    sign_out(daniel)
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    daniel.press("Sign in with a passkey")
    expect(page.get_by_role("alert")).to_contain_text("this device has none for Fairhand")
    assert daniel.complaints == []
    daniel.leave()


def sign_in(person: Person) -> None:
    person.page.fill("[name=login]", person.address)
    person.page.fill("[name=password]", PASSWORD)
    person.page.locator("main form button[type=submit]").first.click()


def test_words_typed_before_the_session_ended_are_back_after_signing_in(chromium: Browser, product: Product) -> None:
    daniel = Person(chromium, product, "kept@example.org")
    daniel.sign_up()
    page = daniel.page
    page.goto("/interviews/log/")
    daniel.fill("Company", "Harbour & <b>Field</b>")
    daniel.fill("Job title", "Programme Manager")
    daniel.press("Add an interviewer")
    name = page.locator("[name=seats-1-name]")
    name.fill("Nguyễn Thu Hà")
    page.get_by_label("a number of weeks").check()

    daniel.context.clear_cookies(name="fairhand_sessionid")  # as a session that has ended meanwhile
    daniel.press("Log it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_text("What you typed is kept in this window and comes back to its form.")).to_be_visible()
    sign_in(daniel)
    expect(page.get_by_text("What you typed before is back in the form.")).to_be_visible()
    expect(page.get_by_label("Company")).to_have_value("Harbour & <b>Field</b>")
    expect(name).to_have_value("Nguyễn Thu Hà")
    expect(page.get_by_label("a number of weeks")).to_be_checked()
    page.reload()
    expect(page.get_by_label("Company")).to_have_value("")

    assert daniel.complaints == []
    daniel.leave()


def test_words_of_one_account_never_come_back_to_another(chromium: Browser, product: Product) -> None:
    other = Person(chromium, product, "other@example.org")
    other.sign_up()
    daniel = Person(chromium, product, "shared@example.org")
    daniel.sign_up()
    daniel.page.goto("/interviews/log/")
    daniel.fill("Company", "Harbour & Field")
    daniel.context.clear_cookies(name="fairhand_sessionid")
    daniel.press("Log it")
    daniel.address = other.address
    sign_in(daniel)
    expect(daniel.page.get_by_label("Company")).to_have_value("")
    assert daniel.page.evaluate("sessionStorage.getItem('kept-form')") is None
    other.leave()
    daniel.leave()


def test_without_a_connection_a_page_says_so_and_the_words_come_back(chromium: Browser, product: Product) -> None:
    daniel = Person(chromium, product, "offline@example.org")
    daniel.sign_up()
    page = daniel.page
    page.goto("/interviews/log/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the worker is asked first
    daniel.fill("Company", "Harbour & Field")
    daniel.context.set_offline(True)
    daniel.press("Log it")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no connection just now.")
    expect(page.get_by_text("What you typed is kept in this window and comes back to its form.")).to_be_visible()
    daniel.context.set_offline(False)
    page.goto("/interviews/log/")
    expect(page.get_by_text("What you typed before is back in the form.")).to_be_visible()
    expect(page.get_by_label("Company")).to_have_value("Harbour & Field")
    daniel.leave()
