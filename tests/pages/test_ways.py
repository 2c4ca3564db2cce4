"""The ways of a letter in a browser: sound and accessible, the text copied, what is stale put aside."""

import pytest

from letters.models import Letter
from letters.states import mark
from letters.turning import turn
from tests.conftest import NOW
from tests.factories import letter_to, make_interview, make_position, make_user, seat
from tests.pages.test_every_page import problems_of
from tests.pages.window import Window
from tests.routes import signed_in

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LEAD = seat("Ifeoma Adeyemi", honorific="Ms", is_lead=True, email="i.adeyemi@harbour.example", phone="0161 496 0142",
            has_handed_card=True, topics=["volunteer no-shows"])  # fmt: skip
TOM = seat("Tom Reyes", honorific="Mr", email="a-very-long-local-part-of-an-address@harbour-and-field.example")
OLA = seat("Ola Vik")
WORDS = "Dear Ms Adeyemi,\n\nThe rota on the wall told me more than any description could.\n\nSincerely,\nDaniel Osei"


@pytest.fixture
def interview():
    user = make_user()
    return make_interview(user, position=make_position(user, written_so_far="email"), panel=[LEAD, TOM, OLA])


def to_lead(interview, **fields):
    letter = letter_to(interview, "Ifeoma Adeyemi")
    Letter.objects.filter(pk=letter.pk).update(text=WORDS, **fields)
    letter.refresh_from_db()
    return letter


def every_page(interview):
    """The addresses of a letter by every way, each made on the way there."""
    letter = to_lead(interview)
    yield "advised otherwise", letter
    turn(letter, "call", NOW)
    yield "call", letter
    turn(letter, "email_then_card", NOW)
    yield "e-mail with a gap", letter
    mark(letter, Letter.State.READY, NOW)
    yield "e-mail", letter
    yield "card that waits", interview.letters.get(recipient=letter.recipient, channel="hand")
    yield "covered", letter_to(interview, "Tom Reyes")
    mark(letter, Letter.State.SENT, NOW)
    yield "sent", letter
    yield "set aside", letter_to(interview, "Tom Reyes")


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_a_browser_and_axe_find_nothing_wrong_with_a_letter_by_any_way(chromium, interview, theme, width):
    client = signed_in(interview.position.owner)
    window = Window(chromium, client, color_scheme=theme, viewport={"width": width, "height": 900})
    try:
        seen = {}
        for name, letter in every_page(interview):
            window.page.set_viewport_size({"width": width, "height": 900})
            seen[name] = problems_of(window, letter.get_absolute_url())
    finally:
        window.close()
    assert len(seen) == 8
    assert {name: problems for name, problems in seen.items() if problems} == {}


def opened(chromium, interview, **options):
    """The page of an e-mail that is ready."""
    window = Window(chromium, signed_in(interview.position.owner), **options)
    window.open(to_lead(interview, channel="email", state="ready").get_absolute_url())
    return window


def test_the_text_of_an_email_is_copied_and_that_is_said(chromium, interview):
    window = opened(chromium, interview, permissions=["clipboard-read", "clipboard-write"])
    page = window.page
    page.get_by_text("Copy the text", exact=True).click()
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    complaints = list(window.complaints)
    window.close()
    assert (copied, complaints) == (WORDS, [])


def test_where_the_clipboard_is_closed_the_text_is_marked(chromium, interview):
    window = opened(chromium, interview, permissions=[])
    page = window.page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.get_by_text("Copy the text", exact=True).click()
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("Marked. Copy it with the keys of your system.").wait_for()
    marked = page.evaluate(
        "(() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); })()"
    )
    window.close()
    assert marked == WORDS


@pytest.mark.parametrize("change", ["text", "box"])
def test_a_link_made_of_older_words_is_put_aside(chromium, interview, change):
    window = opened(chromium, interview)
    page = window.page
    link, note = (
        page.get_by_role("link", name="Open in your mail program"),
        page.get_by_text("Something has changed since."),
    )
    before = (link.is_visible(), note.is_visible())
    if change == "text":
        page.locator("#id_text").press_sequentially("x")
    else:
        page.get_by_label("Mr Tom Reyes").check()
    after = (link.is_visible(), note.is_visible())
    window.close()
    assert (before, after) == ((True, False), (False, True))


def test_without_script_everything_is_there(chromium, interview):
    window = opened(chromium, interview, java_script_enabled=False)
    page = window.page
    page.get_by_text("Copy the text", exact=True).click()
    field = page.get_by_label("The text of the e-mail")
    seen = (field.input_value(), field.is_editable(), page.get_by_role("button", name="Copy it").count())
    ways = [page.get_by_role("button", name=name).count() for name in ("Write it by hand", "Call instead")]
    page.get_by_text("Other ways, and what speaks against them").click()
    ways_after = [page.get_by_role("button", name=name).count() for name in ("Write it by hand", "Call instead")]
    window.close()
    assert seen == (WORDS, False, 0)
    assert (ways, ways_after) == ([0, 0], [1, 1])
