"""A passkey is added on a phone and opens the account there, without a password; a device without it is told so."""

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
