"""The whole way once, as a person goes it: sign up, log an interview, a letter to copy, reminders in the mail."""

import re
import urllib.request
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Locator, expect
from pypdf import PageObject, PdfReader

from letters.hand import HAND_SIZES, Hand, lay_out
from letters.stationery import CARDS
from tests.journeys.person import PASSWORD, PHONE, WIDTH, Person, at, labelled
from tests.journeys.running import Product
from tests.letters.test_pdf import MM, hand_lines

pytestmark = pytest.mark.browser

COMPANY = "Harbour & <b>Field</b>"
LETTER = """Dear Ms Adeyemi,

Thank you for the hour you gave me on Wednesday. You said that half of leading forty volunteers is asking them, and I \
have thought about volunteer no-shows & <i>their</i> reasons ever since.

At Brookside I halved ours by asking one question at sign-up: “What would keep you away?” Cézanne, you told me, \
painted the same hill sixty times; I would gladly ask that question as often.

May I write to you again once you have met the others?

Sincerely,
Daniel Osei"""


def test_the_whole_way_from_sign_up_to_the_answer(chromium: Browser, product: Product) -> None:
    daniel = Person(chromium, product, "daniel@example.org")
    begins(daniel)
    logs_an_interview(daniel)
    writes_to_the_lead(daniel)
    drops_the_letter_to_tom(daniel)

    product.move_to(at(26, "08:30"))
    link = is_reminded_once_the_window_has_passed(daniel)
    a_mail_scanner_changes_nothing(product, link)
    # On another device, where nobody is signed in.
    phone = Person(chromium, product, daniel.address)
    snoozes(phone, link)

    product.move_to(at(27, "08:30"))
    marks_it_done_and_takes_that_back(phone, daniel, old_link=link)
    finds_the_follow_up_letter(daniel)
    # Posted after all: without an answer, one last follow-up would be due five working days later, on 4 December.
    phone.press("Posted today")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Done")
    notes_the_refusal(daniel)

    product.move_to(at(7, "08:30", month=12))
    hears_of_nothing_but_the_answer(daniel)

    assert daniel.complaints + phone.complaints == []
    daniel.leave()
    phone.leave()
    assert "Traceback" not in product.logs()


def begins(daniel: Person) -> None:
    """Step 1: an address and a password, the link in the mail, a desk with nothing on it."""
    page = daniel.page
    page.goto("/")
    daniel.follow("Begin")
    expect(page.locator("details.place summary")).to_contain_text("Where you are: Europe/London")
    daniel.sign_up()
    mail = daniel.product.sink.mail_to(daniel.address, 1)
    assert (mail["To"], mail["Subject"]) == (daniel.address, "Confirm your address for Fairhand")
    expect(page).to_have_url(f"{daniel.product.address}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("A quiet desk")
    expect(page.locator("main")).to_contain_text("Mail comes in the hours of Europe/London, Britain (UK).")


def logs_an_interview(daniel: Person) -> None:
    """Steps 2 and 3: one screen, then panel, timeline and an open letter for each."""
    page = daniel.page
    page.locator("main").get_by_role("link", name="Log an interview").click()
    daniel.fill("Company", COMPANY)
    daniel.fill("Job title", "Programme Manager")
    daniel.fill("When did it start, or will it?", "2026-11-18T14:00")
    daniel.click(page.get_by_label("in person"))
    fill_seat(daniel, 1, name="Tom Reyes", title="Mr", role="Finance Lead", topics="budgets that survive the spring")
    daniel.press("Add an interviewer")
    fill_seat(
        daniel, 2, name="Ifeoma Adeyemi", title="Ms", role="Head of Programmes", topics="volunteer no-shows\nCézanne"
    )
    seat(daniel, 2).get_by_label("led the interview").check()
    daniel.press("Add an interviewer")
    fill_seat(daniel, 3, name="Somebody Else")
    seat(daniel, 3).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Taken off the panel.")).to_be_visible()
    daniel.click(page.get_by_label("a number of weeks"))
    daniel.fill("How many?", "1")
    daniel.fill("Your name, as you sign a letter", "Daniel Osei")
    daniel.press("Log it")

    expect(page.get_by_role("status")).to_have_text("Logged. A letter is open for each of the two you met.")
    expect(page.get_by_role("heading", level=1)).to_have_text(COMPANY)
    expect(page.get_by_text("They said they would decide by Wednesday 25 November.")).to_be_visible()
    expect(page.get_by_role("img")).to_have_attribute(
        "aria-label", "interview 18 Nov; today; decision 25 Nov; follow up 26 Nov"
    )
    assert panel_of(daniel) == [
        "Mr Tom Reyes | Finance Lead · cares about budgets that survive the spring | draft Write to Mr Tom Reyes",
        "Ms Ifeoma Adeyemi Lead | Head of Programmes · cares about volunteer no-shows, Cézanne"
        " | draft Write to Ms Ifeoma Adeyemi",
    ]


def seat(daniel: Person, number: int) -> Locator:
    """Return a row of the panel's form."""
    return daniel.page.get_by_role("group", name=f"Interviewer {number}", exact=True)


def fill_seat(daniel: Person, number: int, *, name: str, title: str = "", role: str = "", topics: str = "") -> None:
    """Fill in a row of the panel's form, the folded title too."""
    row = seat(daniel, number)
    daniel.fill(labelled(row, "Name"), name)
    daniel.fill(labelled(row, "Role"), role)
    daniel.fill(labelled(row, "They care about"), topics)
    daniel.click(row.locator("summary"))
    daniel.fill(labelled(row, "Title"), title)


def panel_of(daniel: Person) -> list[str]:
    """Return the rows of the panel on an interview's page: who, about what, and their letters."""
    rows = daniel.page.get_by_role("region", name="The panel").locator(".row").all()
    parts = [[row.locator(part).inner_text() for part in ("h3", ".row__meta", ".row__side")] for row in rows]
    return [" ".join(" | ".join(row).split()) for row in parts]


def writes_to_the_lead(daniel: Person) -> None:
    """Steps 4 and 5: the draft, one's own words, the copy sheet, and on its way."""
    page = daniel.page
    daniel.follow("Write to Ms Ifeoma Adeyemi")
    text = page.get_by_label("Letter", exact=True)
    expect(text).to_have_value(re.compile(r"^Dear Ms Adeyemi,\n\n.*Cézanne.*\nDaniel Osei$", re.DOTALL))
    daniel.press("Save and mark ready")
    expect(page.locator(".banner--warning").first).to_have_text(
        re.compile(r"^A gap is still open: what is your best reason, in your own words\?")
    )
    expect(page.get_by_text("Before it is ready")).to_be_visible()

    text.fill(LETTER)
    expect(page.get_by_text("Nothing is missing. Read it aloud once; then it is ready.")).to_be_visible()
    daniel.press("Save")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(text).to_have_value(LETTER)
    daniel.press("Save and mark ready")
    expect(page.get_by_role("status")).to_have_text(
        "Ready. Now write it out by hand, from the screen or from the printed copy sheet."
    )
    prints_the_lines_that_the_hand_will_write(daniel)
    daniel.press("I have copied it")
    expect(page.get_by_role("status")).to_have_text("Copied. Put it in the post and mark it posted.")
    daniel.press("I have posted it")
    expect(page.get_by_role("status")).to_contain_text("Posted. Nothing more to do about this one")
    expect(page.locator(".steps [aria-current=step]")).to_have_text("Posted")


def prints_the_lines_that_the_hand_will_write(daniel: Person) -> None:
    """The copy sheet has the breaker's lines, each on the line of its number, and no other."""
    hand = Hand(HAND_SIZES["medium"], 8)
    sides = lay_out(LETTER, CARDS["a5"], hand).sides
    printed = []
    for page in copy_sheet(daniel):
        lines = hand_lines(page, "Playpen Sans")
        printed.append([(round((height - lines[0][0]) / hand.pitch_mm) + 1, line) for height, line in lines])
        assert float(page.mediabox.width) * MM == pytest.approx(210, abs=0.01)
    assert printed == [[(line.number, line.text) for line in side if line.text] for side in sides]


def copy_sheet(person: Person) -> list[PageObject]:
    """Return the pages of the PDF that a letter's page links to."""
    address = person.page.get_by_role("link", name="Copy sheet (PDF)").get_attribute("href")
    response = person.page.request.get(str(address))
    assert (response.status, response.headers["content-type"]) == (200, "application/pdf")
    return list(PdfReader(BytesIO(response.body())).pages)


def drops_the_letter_to_tom(daniel: Person) -> None:
    """One interviewer gets no letter: what is dropped is not nagged about."""
    page = daniel.page
    daniel.follow("Mr Tom Reyes")
    expect(page.get_by_role("heading", level=1)).to_have_text("To Mr Tom Reyes")
    daniel.press("Drop this letter")
    expect(page.get_by_role("status")).to_have_text("Dropped. You can take that back here.")


def is_reminded_once_the_window_has_passed(daniel: Person) -> str:
    """Step 6: one mail that says all, and only what still matters a week later; return its link."""
    message = daniel.product.sink.mail_to(daniel.address, 2)
    text = daniel.text_of_mail(2)
    letter, link, following, *stops = re.findall(r"http://\S+", text)
    site = daniel.product.address
    assert re.fullmatch(rf"{site}/letters/\d+/", letter)
    assert re.fullmatch(rf"{site}/reminders/link/[\w:-]+/", link)
    assert following == f"{site}/reminders/next/"
    assert text == follow_up_mail(letter, link, following, *stops)
    assert message["Subject"] == "Follow up with Ms Ifeoma Adeyemi"
    assert message["To"] == daniel.address
    assert message["From"] == "Fairhand <fairhand@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    # The server has taken it; the worker notes so a moment later.
    daniel.product.until(lambda: bool(daniel.product.rows("reminders_mailing", "state = 'sent'")), "note what was sent")
    (mailing,) = daniel.product.rows("reminders_mailing")
    assert message["Message-ID"] == mailing["message_id"]
    assert (mailing["local_day"], mailing["slot"], mailing["state"]) == ("2026-11-26", "morning", "sent")
    return link


def follow_up_mail(letter: str, link: str, following: str, stop: str, stop_all: str) -> str:
    """Return the text of the mail that asks for the follow-up."""
    return f"""Daniel,

Follow up with Ms Ifeoma Adeyemi
Programme Manager, {COMPANY} · interview of Wednesday 18 November

They said they would decide by Wednesday 25 November, and no answer is noted.

Cares about:
- volunteer no-shows
- Cézanne

Open the letter:
{letter}
Posted today, or not now:
{link}

What comes next, and when:
{following}
No more mail about Programme Manager, {COMPANY} · interview of Wednesday 18 November:
{stop}
No more mail at all:
{stop_all}

Fairhand

"""


def a_mail_scanner_changes_nothing(product: Product, link: str) -> None:
    """Scanners ask for every link of a mail, some of them twice."""
    tables = ("reminders_reminder", "reminders_mailing", "letters_letter", "interviews_position")
    before = [product.rows(table) for table in tables]
    for method in ("HEAD", "GET", "GET"):
        with urllib.request.urlopen(urllib.request.Request(link, method=method), timeout=10) as response:  # noqa: S310
            assert response.status == 200
            assert ("Posted today" in response.read().decode()) == (method == "GET")
    assert [product.rows(table) for table in tables] == before


def snoozes(phone: Person, link: str) -> None:
    """Not today: the link asks, a button acts, and the link has done its work."""
    page = phone.page
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow up with Ms Ifeoma Adeyemi")
    phone.click(page.get_by_label("tomorrow"))
    phone.press("Not now")
    expect(page.get_by_role("status")).to_have_text("Set aside until Friday 27 November.")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link has done its work")
    phone.product.wait_for_sweeps(2)
    assert len(phone.product.sink.mails_to(phone.address)) == 2


def marks_it_done_and_takes_that_back(phone: Person, daniel: Person, *, old_link: str) -> None:
    """It comes again, with a link of its own; done marks the letter, undo gives it back."""
    page, sink = phone.page, phone.product.sink
    first, again = sink.mail_to(phone.address, 2), sink.mail_to(phone.address, 3)
    letter, link, following, *stops = phone.links_in_mail(3)
    assert phone.text_of_mail(3) == follow_up_mail(letter, link, following, *stops)
    assert again["Subject"] == first["Subject"]
    assert again["Message-ID"] != first["Message-ID"]
    assert link != old_link
    page.goto(old_link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link has done its work")

    def steps_at_the_letter() -> Locator:
        daniel.page.goto(letter)
        return daniel.page.locator(".steps [aria-current=step]")

    page.goto(link)
    phone.press("Posted today")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done")
    expect(page.locator("main")).to_contain_text("The letter is marked as posted today.")
    expect(steps_at_the_letter()).to_have_text("Posted")
    phone.press("Take that back")
    expect(page.get_by_role("status")).to_have_text("Taken back. It is as it was.")
    expect(steps_at_the_letter()).to_have_text("Draft")


def finds_the_follow_up_letter(daniel: Person) -> None:
    """The follow-up to the lead has opened by itself, and none for the other."""
    page = daniel.page
    daniel.follow(f"Programme Manager, {COMPANY}")
    assert panel_of(daniel) == [
        "Mr Tom Reyes | Finance Lead · cares about budgets that survive the spring | dropped Read to Mr Tom Reyes",
        "Ms Ifeoma Adeyemi Lead | Head of Programmes · cares about volunteer no-shows, Cézanne"
        " | Thank-you letter · posted Read to Ms Ifeoma Adeyemi Follow-up letter · draft Write to Ms Ifeoma Adeyemi",
    ]
    daniel.follow("Write to Ms Ifeoma Adeyemi")
    expect(page.locator(".eyebrow").first).to_have_text("Follow-up letter")
    expect(page.get_by_label("Letter", exact=True)).to_have_value(re.compile("^Dear Ms Adeyemi,\n\n"))


def notes_the_refusal(daniel: Person) -> None:
    """Step 7: the answer ends what it answers."""
    page = daniel.page
    daniel.follow(f"Programme Manager, {COMPANY}")
    daniel.follow("Note the answer")
    daniel.click(page.get_by_label("a refusal"))
    daniel.press("Note it")
    expect(page.get_by_role("status")).to_have_text("Noted. What no longer applies has stopped.")
    answer = page.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("Noted on Friday 27 November: a refusal.")
    expect(answer.get_by_role("link", name="Letter after the answer: Ms Ifeoma Adeyemi")).to_be_visible()


def hears_of_nothing_but_the_answer(daniel: Person) -> None:
    """Ten days on no follow-up and no last follow-up has come; thanks for the answer are all that is left."""
    daniel.product.wait_for_sweeps(3)
    subjects = [mail["Subject"] for mail in daniel.product.sink.mails_to(daniel.address)]
    assert subjects[3:] == ["Thank Ms Ifeoma Adeyemi for the answer"]


@pytest.mark.long
def test_without_script_rows_are_added_and_removed_and_a_letter_is_saved(chromium: Browser, product: Product) -> None:
    ann = Person(chromium, product, "ann@example.org", has_script=False)
    page = ann.page
    ann.sign_up()
    page.locator(".menu summary").click()
    ann.press("Sign out")
    ann.fill("E-mail address", ann.address)
    ann.fill("Password", PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("main")).to_contain_text("Mail comes in the hours of Europe/London, Britain (UK).")

    page.locator("main").get_by_role("link", name="Log an interview").click()
    ann.fill("Company", COMPANY)
    ann.fill("Your name, as you sign a letter", "Ann Lee")
    fill_seat(ann, 1, name="Tom Reyes", title="Mr", role="Finance Lead", topics="budgets\nspring")
    ann.press("Add an interviewer")
    expect(seat(ann, 2)).to_be_visible()
    typed = [page.get_by_label(label).input_value() for label in ("Company", "Your name, as you sign a letter")]
    assert typed == [COMPANY, "Ann Lee"]
    assert [field.input_value() for field in seat(ann, 1).get_by_role("textbox").all()][:4] == [
        "Tom Reyes", "Finance Lead", "", "budgets\nspring",
    ]  # fmt: skip
    expect(page.locator(".invalid-feedback")).to_have_count(0)
    fill_seat(ann, 2, name="Somebody Else")
    ann.press("Add an interviewer")
    fill_seat(ann, 3, name="Nguyễn Thu Hà")
    seat(ann, 3).get_by_label("led the interview").check()
    seat(ann, 2).get_by_label("take this person off the panel when you save").check()
    ann.fill("Job title", "Programme Manager")
    assert page.evaluate(WIDTH) == PHONE["width"]
    ann.press("Log it")
    assert panel_of(ann) == [
        "Mr Tom Reyes | Finance Lead · cares about budgets, spring | draft Write to Mr Tom Reyes",
        "Nguyễn Thu Hà Lead | | draft Write to Nguyễn Thu Hà",
    ]

    ann.follow("Write to Nguyễn Thu Hà")
    ann.fill("Letter", LETTER)
    ann.press("Save")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.get_by_label("Letter", exact=True)).to_have_value(LETTER)
    assert page.evaluate(WIDTH) == PHONE["width"]
    assert ann.complaints == []
    ann.leave()


def test_five_fields_and_eight_clicks_lead_from_the_front_page_to_a_line_to_copy(
    chromium: Browser, product: Product
) -> None:
    eve = Person(chromium, product, "eve@example.org")
    eve.sign_up()
    eve.click(eve.page.locator("main").get_by_role("link", name="Log an interview"))
    eve.fill("Company", COMPANY)
    eve.fill("Job title", "Programme Manager")
    eve.fill("Name", "Ifeoma Adeyemi")
    eve.press("Log it")
    eve.follow("Write to Ifeoma Adeyemi")
    eve.clicks += 1  # on "Copy sheet (PDF)", whose address is fetched here, since browsers differ in what they show
    (page,) = copy_sheet(eve)
    assert hand_lines(page, "Playpen Sans")[0][1] == "Dear Ifeoma Adeyemi,"
    assert (eve.fields, eve.clicks) == (5, 8)
    assert eve.complaints == []
    eve.leave()


@pytest.mark.long
def test_a_page_that_is_too_wide_or_breaks_its_policy_is_heard(chromium: Browser, product: Product) -> None:
    watch = Person(chromium, product)
    watch.page.goto("/")
    assert watch.complaints == []
    with watch.page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        watch.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "1";
              document.body.append(script);
            }"""
        )
    with watch.page.expect_console_message(lambda message: "scrolls sideways: 900 px in 390 px" in message.text):
        watch.page.evaluate(
            """() => {
              const wide = document.createElement("div");
              wide.style.cssText = "position: absolute; left: 0; width: 900px; height: 1px";
              document.body.append(wide);
            }"""
        )
    assert len(watch.complaints) == 2
    watch.leave()
