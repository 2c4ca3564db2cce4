"""The evening of an interview: logged ahead, the debrief opened from the mail on a phone, drafts, and the answer."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.person import PASSWORD, PHONE, WIDTH, Person, at, labelled
from tests.journeys.running import Product

pytestmark = pytest.mark.browser

COMPANY = "Harbour & Field"


def test_an_interview_logged_ahead_is_debriefed_in_the_evening_and_answered(
    chromium: Browser, product: Product
) -> None:
    mara = Person(chromium, product, "mara@example.org")
    mara.sign_up()
    logs_ahead_in_a_minute(mara)

    product.move_to(at(18, "19:45"))
    # On the phone, where nobody is signed in.
    phone = Person(chromium, product, mara.address)
    opens_the_debrief_from_the_mail(phone)
    debriefs_the_lead(phone)
    takes_a_topic_away_and_back(phone)
    adds_somebody_who_was_missing(phone)
    finishes(phone)
    finds_it_in_the_draft(phone)
    notes_the_answer_and_takes_it_back(phone)
    logs_the_next_round(phone)

    assert mara.complaints + phone.complaints == []
    mara.leave()
    phone.leave()
    assert "Traceback" not in product.logs()


def logs_ahead_in_a_minute(mara: Person) -> None:
    """Four fields, because the hour lies ahead; three clicks."""
    page = mara.page
    fields, clicks = mara.fields, mara.clicks
    mara.click(page.locator("main").get_by_role("link", name="Log an interview"))
    mara.fill("Company", COMPANY)
    mara.fill("Job title", "Programme Manager")
    mara.fill("When did it start, or will it?", "2026-11-18T17:30")
    mara.fill("Name", "Ifeoma Adeyemi")
    mara.press("Log it")
    assert (mara.fields - fields, mara.clicks - clicks) == (4, 2)
    expect(page.get_by_text("They are owed once the interview has ended.")).to_be_visible()
    expect(page.get_by_role("link", name="Debrief", exact=True)).to_have_count(0)


def opens_the_debrief_from_the_mail(phone: Person) -> None:
    """The mailed link leads to the sign-in and from there to the debrief."""
    page = phone.page
    mail = phone.product.sink.mail_to(phone.address, 2)
    assert mail["Subject"] == f"Ten minutes for {COMPANY} before bed"
    (link,) = [link for link in phone.links_in_mail(2) if link.endswith("/debrief/")]
    phone.open_mailed(link)
    phone.fill("E-mail address", phone.address)
    phone.fill("Password", PASSWORD)
    phone.click(page.locator("main").get_by_role("button", name="Sign in", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ten minutes, then rest")
    phone.follow("Begin with Ifeoma Adeyemi")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    assert page.evaluate(WIDTH) == PHONE["width"]


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"^\s*Saved \d"))


def debriefs_the_lead(phone: Person) -> None:
    """What is typed saves itself and shows the sentence it comes to."""
    page = phone.page
    topics = page.get_by_role("region", name="Ifeoma Adeyemi cares about …")
    phone.fill(labelled(topics, "Ifeoma Adeyemi cares about").first, "volunteer no-shows")
    expect(page.locator("#said-topics")).to_contain_text("volunteer no-shows")
    expect(page.locator("#said-topics")).to_contain_text("In the letter to Ifeoma Adeyemi:")
    saved(page)
    topics.get_by_label("Where it came up").first.select_option("warm_up")
    phone.click(topics.get_by_role("button", name="Something else"))
    phone.fill(labelled(topics, "Ifeoma Adeyemi cares about").last, "Cézanne")
    topics.get_by_label("not about the business").last.check()
    doubts = page.get_by_role("region", name="Ifeoma Adeyemi had doubts about …")
    phone.fill(labelled(doubts, "Ifeoma Adeyemi had doubts about"), "the size of my teams")
    phone.click(doubts.get_by_label("half answered"))
    phone.fill(labelled(doubts, "What you would answer"), "At Brookside I led forty volunteers.")
    expect(page.locator("#said-concerns")).to_contain_text("At Brookside I led forty volunteers", ignore_case=True)
    phone.fill("E-mail", "i.adeyemi@harbour")
    expect(page.locator("#saved")).to_contain_text("Not saved yet: E-mail")
    phone.press("Next")
    expect(page.get_by_text("Enter an e-mail address, such as ana@example.org.")).to_be_visible()
    expect(labelled(page, "E-mail")).to_have_value("i.adeyemi@harbour")
    phone.fill("E-mail", "i.adeyemi@harbour.example")
    page.reload()  # the phone was put away: what could be saved is there
    expect(labelled(topics, "Ifeoma Adeyemi cares about").nth(1)).to_have_value("Cézanne")
    assert page.evaluate(WIDTH) == PHONE["width"]


def takes_a_topic_away_and_back(phone: Person) -> None:
    page = phone.page
    topics = page.get_by_role("region", name="Ifeoma Adeyemi cares about …")
    phone.click(topics.get_by_role("button", name="Remove").first)
    expect(page.locator("#said-topics")).not_to_contain_text("volunteer no-shows")
    phone.click(topics.get_by_role("button", name="Undo"))
    expect(page.locator("#said-topics")).to_contain_text("volunteer no-shows")
    saved(page)


def adds_somebody_who_was_missing(phone: Person) -> None:
    page = phone.page
    phone.press("Back")
    phone.follow("Somebody is missing")
    phone.fill("Their names, one a line", "Tom Reyes")
    phone.press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ifeoma Adeyemi")
    expect(page.get_by_text("1 of 3")).to_be_visible()
    phone.press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tom Reyes")
    phone.press("Next")


def finishes(phone: Person) -> None:
    page = phone.page
    expect(page.get_by_role("heading", level=1)).to_have_text("The meeting as a whole")
    phone.fill("What you left out", "the winter programme")
    phone.fill("Their exact words about the decision", "about a week, I should think")
    phone.click(page.get_by_label("a number of weeks"))
    phone.fill("How many?", "1")
    expect(page.locator("#said-decision")).to_contain_text("Wednesday, 25 November")
    phone.press("Finish")
    expect(page.get_by_role("heading", level=1)).to_have_text("That was the debrief")
    expect(page.get_by_text("They said they would decide by Wednesday 25 November.")).to_be_visible()
    assert phone.product.rows("reminders_reminder", "kind = 'debrief' and state = 'open'") == []


def finds_it_in_the_draft(phone: Person) -> None:
    page = phone.page
    phone.follow("Write to Ifeoma Adeyemi")
    text = page.get_by_label("Letter", exact=True).input_value()
    assert "volunteer no-shows" in text
    assert "the size of my teams" in text
    assert "Wednesday, 25 November" in text


def notes_the_answer_and_takes_it_back(phone: Person) -> None:
    page = phone.page
    phone.follow(f"Programme Manager, {COMPANY}")
    phone.follow("Note the answer")
    phone.click(page.get_by_label("a refusal"))
    phone.press("Note it")
    answer = page.get_by_role("region", name="The answer")
    expect(answer.get_by_role("link", name="Letter after the answer: Ifeoma Adeyemi")).to_be_visible()
    expect(answer).to_contain_text("In May 2027 you are reminded to write to Ifeoma Adeyemi again.")
    assert page.evaluate(WIDTH) == PHONE["width"]
    phone.press("Take the answer back")
    expect(page.get_by_role("status")).to_contain_text("Taken back.")


def logs_the_next_round(phone: Person) -> None:
    """The company and those met are there already; one tap each seats them."""
    page = phone.page
    phone.follow("Log the next round")
    expect(labelled(page, "Company")).to_have_value(COMPANY)
    fields = phone.fields
    phone.click(page.get_by_role("button", name="Was there Ifeoma Adeyemi"))
    expect(labelled(page.get_by_role("group", name="Interviewer 1", exact=True), "Name")).to_have_value(
        "Ifeoma Adeyemi"
    )
    expect(page.get_by_role("button", name="Was there Ifeoma Adeyemi")).to_have_count(0)
    phone.fill("When did it start, or will it?", "2026-11-24T10:00")
    phone.press("Log it")
    assert phone.fields - fields == 1
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)
    expect(page.get_by_role("img")).to_have_attribute("aria-label", re.compile("Round 2"))


def test_what_is_typed_in_the_debrief_survives_a_session_that_ends_and_a_lost_connection(
    chromium: Browser, product: Product
) -> None:
    tom = Person(chromium, product, "tom@example.org")
    tom.sign_up()
    page = tom.page
    page.goto("/interviews/log/")
    tom.fill("Company", COMPANY)
    tom.fill("Job title", "Programme Manager")
    tom.fill("Name", "Ifeoma Adeyemi")
    tom.press("Log it")
    tom.follow("Debrief")
    tom.follow("Begin with Ifeoma Adeyemi")
    tom.context.set_offline(True)
    tom.fill("What impressed you about Ifeoma Adeyemi was …", "the rota on the wall")
    expect(page.locator("#saved")).to_have_text("Not saved: no connection. Your words stay on this page.")
    tom.context.set_offline(False)
    saved(page)
    assert [row["impressed_me"] for row in product.rows("interviews_panelseat", "impressed_me != ''")] == [
        "the rota on the wall"
    ]

    tom.context.clear_cookies(name="fairhand_sessionid")
    tom.fill("You asked Ifeoma Adeyemi about …", "how shifts are planned")
    expect(page.locator("#saved")).to_contain_text("Not saved: you are signed out.")
    tom.press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    tom.fill("E-mail address", tom.address)
    tom.fill("Password", PASSWORD)
    tom.click(page.locator("main").get_by_role("button", name="Sign in", exact=True))
    expect(labelled(page, "You asked Ifeoma Adeyemi about …")).to_have_value("how shifts are planned")
    tom.press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("The meeting as a whole")
    (seat,) = product.rows("interviews_panelseat", "my_question != ''")
    assert (seat["impressed_me"], seat["my_question"]) == ("the rota on the wall", "how shifts are planned")
    assert [each for each in tom.complaints if "ERR_INTERNET_DISCONNECTED" not in each and "htmx" not in each] == []
    tom.leave()


def test_two_windows_on_one_person_show_both_and_lose_no_word(chromium: Browser, product: Product) -> None:
    ida = Person(chromium, product, "ida@example.org")
    ida.sign_up()
    one = ida.page
    one.goto("/interviews/log/")
    ida.fill("Company", COMPANY)
    ida.fill("Job title", "Programme Manager")
    ida.fill("Name", "Ifeoma Adeyemi")
    ida.press("Log it")
    ida.follow("Debrief")
    ida.follow("Begin with Ifeoma Adeyemi")
    other = ida.context.new_page()
    other.goto(one.url)
    label = "What impressed you about Ifeoma Adeyemi was …"
    labelled(one, label).fill("the rota on the wall")
    saved(one)
    labelled(other, label).fill("the choir they sing in")
    labelled(other, "You asked Ifeoma Adeyemi about …").fill("how shifts are planned")
    expect(other.locator("#saved")).to_contain_text("Another window saved something else here.")
    other.get_by_role("button", name="See both").click()
    expect(other.locator(".saved-beside")).to_contain_text("the rota on the wall")
    expect(labelled(other, label)).to_have_value("the choir they sing in")
    expect(labelled(other, "You asked Ifeoma Adeyemi about …")).to_have_value("how shifts are planned")
    other.get_by_role("button", name="Next").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("The meeting as a whole")
    (seat,) = product.rows("interviews_panelseat", "impressed_me = 'the choir they sing in'")
    assert seat["my_question"] == "how shifts are planned"
    assert ida.complaints == []
    ida.leave()
