"""One interview from its invitation to half a year after its refusal, with time moved."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import Person, at, labelled
from tests.journeys.running import Product

pytestmark = pytest.mark.browser

COMPANY = "Harbour & Field"
INVITATION = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Google Inc//Google Calendar 70.9054//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:a-year@google.com
SEQUENCE:0
DTSTAMP:20261110T090000Z
DTSTART:20261118T173000Z
DTEND:20261118T183000Z
SUMMARY:Interview: Programme Manager
ORGANIZER;CN=Ifeoma Adeyemi:mailto:i.adeyemi@harbour.example
ATTENDEE;CN=Daniel Osei;PARTSTAT=ACCEPTED:mailto:year@example.org
LOCATION:12 Quay Street, Bristol
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")
WORDS = """Dear Ifeoma Adeyemi,

{thanks} Your volunteers' rota has stayed in my mind, and I am still keen to help it hold. At Brookside I halved \
no-shows by asking one question at sign-up.

I would be glad to hear from you.

Kind regards,
Daniel Osei"""
HALF_A_YEAR_ON = datetime(2027, 6, 1, 7, 30, tzinfo=UTC)  # half past eight in London, in summer


def test_an_invitation_is_debriefed_written_posted_followed_up_refused_and_kept_in_touch(
    chromium: Browser, product: Product
) -> None:
    daniel = Person(chromium, product, "year@example.org")
    daniel.sign_up()
    drops_the_invitation(daniel)
    product.move_to(at(18, "19:45"))
    debriefs_from_the_mail(daniel)
    writes_and_posts(daniel, "Write to Ifeoma Adeyemi", "Thank you for the hour you gave me on Wednesday.")
    product.move_to(at(26, "08:30"))
    follows_up_from_the_mail(daniel)
    product.move_to(at(1, "09:00", month=12))
    notes_the_refusal(daniel)
    writes_and_posts(daniel, "Letter after the answer: Ifeoma Adeyemi", "Thank you for letting me know so kindly.")
    product.move_to(HALF_A_YEAR_ON)
    product.wait_for_sweeps(2)

    assert [mail["Subject"] for mail in product.sink.mails_to(daniel.address)] == [
        "Confirm your address for Fairhand",
        f"Ten minutes for {COMPANY} before bed",
        "Follow up with Ifeoma Adeyemi",
        "Write to Ifeoma Adeyemi again",
    ]
    assert daniel.complaints == []
    daniel.leave()
    assert "Traceback" not in product.logs()


def drops_the_invitation(daniel: Person) -> None:
    """The form arrives filled in; nothing is stored before it is saved."""
    page = daniel.page
    page.goto("/interviews/log/")
    page.set_input_files("#id_file", {"name": "invite.ics", "mimeType": "text/calendar", "buffer": INVITATION})
    expect(page.get_by_role("status").first).to_contain_text("Read. Look through the form below")
    assert daniel.product.rows("interviews_interview") == []
    expect(labelled(page, "Name").first).to_have_value("Ifeoma Adeyemi")
    expect(labelled(page, "Job title")).to_have_value("Programme Manager")
    daniel.fill("Company", COMPANY)
    daniel.fill("Your name, as you sign a letter", "Daniel Osei")
    daniel.press("Log it")
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)


def debriefs_from_the_mail(daniel: Person) -> None:
    """What each cared about, and when they said they would decide."""
    daniel.product.sink.mail_to(daniel.address, 2)
    (link,) = [link for link in daniel.links_in_mail(2) if link.endswith("/debrief/")]
    daniel.open_mailed(link)
    daniel.follow("Begin with Ifeoma Adeyemi")
    daniel.fill(labelled(daniel.page, "Ifeoma Adeyemi cares about").first, "volunteer no-shows")
    daniel.press("Next")
    daniel.click(daniel.page.get_by_label("a number of weeks"))
    daniel.fill("How many?", "1")
    daniel.press("Finish")
    expect(daniel.page.get_by_text("They said they would decide by Wednesday 25 November.")).to_be_visible()


def writes_and_posts(daniel: Person, link: str, thanks: str) -> None:
    """One's own words, on their way."""
    page = daniel.page
    daniel.follow(link)
    page.get_by_label("Letter", exact=True).fill(WORDS.format(thanks=thanks))
    daniel.press("Save and mark ready")
    expect(page.get_by_role("status").filter(has_text="Ready.")).to_be_visible()
    daniel.press("I have copied it")
    daniel.press("I have posted it")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Posted")


def follows_up_from_the_mail(daniel: Person) -> None:
    """Two clicks: the link asks, the button acts."""
    daniel.product.sink.mail_to(daniel.address, 3)
    (link,) = [link for link in daniel.links_in_mail(3) if "/reminders/link/" in link]
    daniel.open_mailed(link)
    daniel.click(daniel.page.get_by_role("button", name=re.compile("^(Posted|Sent) today$")))
    expect(daniel.page.get_by_role("heading", level=1)).to_have_text("Done")


def notes_the_refusal(daniel: Person) -> None:
    """What no longer applies stops, and the letter after the answer opens."""
    page = daniel.page
    page.goto("/interviews/")
    page.locator("main .rows a").first.click()
    daniel.follow("Note the answer")
    daniel.click(page.get_by_label("a refusal"))
    daniel.press("Note it")
    expect(page.get_by_role("region", name="The answer")).to_contain_text("In June 2027 you are reminded")
