"""How a text becomes the letter's, and what of it is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from interviews.models import Interview
from interviews.panel import set_panel
from interviews.signals import interview_changed
from letters.history import Page
from letters.known import text_of
from letters.models import Letter, SavedText
from letters.opening import open_for_lead, rest_follow_ups
from letters.writing import Outcome, redraft, restore, write
from tests.conftest import NOW
from tests.factories import LEAD, letter_to, make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LONG = "Thank you for the hour on Wednesday and for the rota on the wall."
HERE, THERE = "pagehere0001", "pagethere001"


@pytest.fixture
def letter(user):
    return letter_to(make_interview(user), "Ifeoma Adeyemi")


class Writer:
    """One window that is open on the letter."""

    def __init__(self, letter, name=""):
        self.pk, self.name, self.version, self.turn = letter.pk, name, letter.version, 0

    def types(self, text, minutes=0, *, is_answer_lost=False):
        self.turn += 1 if self.name else 0
        letter = Letter.objects.get(pk=self.pk)
        outcome = write(letter, text, Page(self.version, self.name, self.turn), NOW + timedelta(minutes=minutes))
        if outcome in {Outcome.KEPT, Outcome.REPEATED} and not is_answer_lost:
            self.version = letter.version
        return outcome


def kept(letter, *, with_draft=False):
    """Return the saved texts of a letter, the oldest first."""
    texts = [(saved.origin, saved.text) for saved in letter.saved_texts.order_by("number")]
    return texts if with_draft else [text for origin, text in texts if origin != "draft"]


def text_now(letter):
    letter.refresh_from_db()
    return letter.text


def test_the_draft_that_a_letter_began_with_is_kept_first(letter):
    draft = text_of(letter)
    Writer(letter).types("My own words.")
    assert kept(letter, with_draft=True) == [("draft", draft), ("typed", "My own words.")]


def test_a_draft_saved_as_it_is_is_kept_once(letter):
    draft = text_of(letter)
    Writer(letter).types(draft)
    assert kept(letter, with_draft=True) == [("draft", draft)]
    assert text_now(letter) == draft


def test_an_empty_text_is_not_kept_and_the_one_before_is(letter):
    here = Writer(letter, HERE)
    here.types("My own words.")
    assert here.types("") == Outcome.KEPT
    assert (text_now(letter), kept(letter)) == ("", ["My own words."])


def test_what_one_page_saves_within_a_few_minutes_is_one_entry(letter):
    here = Writer(letter, HERE)
    for minutes, text in enumerate(["One", "One two", "One two three"]):
        here.types(text, minutes)
    (saved,) = letter.saved_texts.filter(origin="typed")
    assert (saved.text, saved.begun_at, saved.saved_at) == ("One two three", NOW, NOW + timedelta(minutes=2))


def test_after_five_minutes_an_entry_of_its_own_begins_however_steadily_one_types(letter):
    here = Writer(letter, HERE)
    for minutes in range(11):
        here.types(f"After {minutes}", minutes)
    assert kept(letter) == ["After 4", "After 9", "After 10"]


def test_a_sentence_that_is_taken_out_stays_in_the_history(letter):
    here = Writer(letter, HERE)
    here.types(f"{LONG} And more.")
    here.types(f"{LONG} And much more.")
    here.types("And much more.")
    assert kept(letter) == [f"{LONG} And much more.", "And much more."]


def test_a_page_without_script_keeps_an_entry_for_each_save(letter):
    here = Writer(letter)
    here.types("One")
    here.types("One two")
    assert kept(letter) == ["One", "One two"]


def test_another_windows_text_is_never_overwritten_and_both_are_kept(letter):
    here, there = Writer(letter, HERE), Writer(letter, THERE)
    assert here.types("Typed here") == Outcome.KEPT
    assert there.types("Typed there") == Outcome.BESIDE
    assert there.types("Typed there, and more") == Outcome.BESIDE
    assert text_now(letter) == "Typed here"
    assert kept(letter, with_draft=True)[1:] == [("typed", "Typed here"), ("beside", "Typed there, and more")]
    assert here.types("Typed here on") == Outcome.KEPT
    assert text_now(letter) == "Typed here on"


def test_the_same_text_from_an_old_page_is_no_conflict(letter):
    here, there = Writer(letter, HERE), Writer(letter, THERE)
    here.types("The same")
    version = Letter.objects.get(pk=letter.pk).version
    assert there.types("The same") == Outcome.REPEATED
    assert there.version == version


def test_a_page_whose_answer_was_lost_on_the_way_writes_on(letter):
    here = Writer(letter, HERE)
    here.types("One", is_answer_lost=True)
    assert here.types("One two") == Outcome.KEPT
    assert (text_now(letter), kept(letter)) == ("One two", ["One two"])


def test_a_text_that_arrives_after_a_later_one_of_its_page_changes_nothing(letter):
    here, late = Writer(letter, HERE), Writer(letter, HERE)
    here.turn = 1
    assert here.types("One two") == Outcome.KEPT
    assert late.types("One") == Outcome.OVERTAKEN
    assert (text_now(letter), kept(letter)) == ("One two", ["One two"])


def test_a_lost_answer_does_not_let_a_page_write_over_another_window(letter):
    here = Writer(letter, HERE)
    here.types("One", is_answer_lost=True)
    Writer(Letter.objects.get(pk=letter.pk), THERE).types("Another")
    assert here.types("One two") == Outcome.BESIDE
    assert text_now(letter) == "Another"


def test_a_ready_letter_that_reads_differently_is_a_draft_again(letter):
    Writer(letter).types("Words.")
    Letter.objects.filter(pk=letter.pk).update(state="ready")
    letter.refresh_from_db()
    again = Writer(letter)
    again.types("Words.")
    letter.refresh_from_db()
    assert letter.state == "ready"
    again.types("Other words.")
    letter.refresh_from_db()
    assert letter.state == "draft"


def test_a_text_from_before_there_was_a_history_is_kept_when_it_is_replaced(letter):
    Letter.objects.filter(pk=letter.pk).update(text="Written long ago.", saved_at=NOW - timedelta(days=9))
    Writer(letter).types("Now.")
    saved = letter.saved_texts.get(number=1)
    assert (kept(letter), saved.saved_at) == (["Written long ago.", "Now."], NOW - timedelta(days=9))


def test_a_restored_text_is_the_letter_and_the_present_one_can_be_restored_in_turn(letter):
    here = Writer(letter, HERE)
    here.types("First", 0)
    here.types("Second", 6)
    letter.refresh_from_db()
    restore(letter, letter.saved_texts.get(text="First"), NOW)
    assert text_now(letter) == "First"
    restore(letter, letter.saved_texts.get(text="Second"), NOW)
    assert (text_now(letter), kept(letter)) == ("Second", ["First", "Second"])


def test_a_window_that_was_open_when_a_text_was_restored_is_told(letter):
    here = Writer(letter, HERE)
    here.types("First", 0)
    here.types("Second", 6)
    letter.refresh_from_db()
    restore(letter, letter.saved_texts.get(text="First"), NOW)
    assert here.types("Second and more", 7) == Outcome.BESIDE
    assert text_now(letter) == "First"


def test_a_fresh_draft_takes_the_place_of_the_text_which_is_kept(letter):
    draft = text_of(letter)
    Writer(letter).types("My own words.")
    letter.refresh_from_db()
    redraft(letter, NOW)
    letter.refresh_from_db()
    assert (letter.text, text_of(letter), kept(letter)) == ("", draft, ["My own words."])


def test_the_newest_fifty_and_the_first_are_kept(letter):
    draft, here = text_of(letter), Writer(letter)
    for number in range(60):
        here.types(f"Text {number}")
    saved = list(letter.saved_texts.all())
    assert [each.number for each in saved] == [*range(61, 11, -1), 1]
    assert (saved[0].text, saved[-2].text, saved[-1].text) == ("Text 59", "Text 10", draft)
    assert {each.slot for each in saved} == set(range(51))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 2},
        {"slot": 1},
        {"number": 52, "slot": 51},
        {"number": 1, "slot": 3},
        {"text": ""},
        {"text": "a" * 6001},
        {"origin": "other"},
        {"begun_at": NOW + timedelta(minutes=1)},
    ],
)
def test_the_database_bounds_the_history_by_itself(letter, wrong):
    values = {"letter": letter, "number": 3, "slot": 2, "text": "a", "begun_at": NOW, "saved_at": NOW}
    SavedText.objects.create(**values | {"number": 2, "slot": 1})
    SavedText.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedText.objects.create(**values | {"number": 4, "slot": 3} | wrong)


def begun_and_started_again(letter):
    Writer(letter).types("My own words.")
    letter.refresh_from_db()
    redraft(letter, NOW)


def test_a_letter_started_again_is_not_deleted_with_its_seat(letter):
    other = letter_to(letter.interview, "Tom Reyes")
    begun_and_started_again(other)
    set_panel(letter.interview, [LEAD])
    interview_changed.send(Interview, position=letter.position, interview=letter.interview)
    other.refresh_from_db()
    assert (other.state, kept(other)) == ("set_aside", ["My own words."])


def test_a_follow_up_started_again_is_not_deleted_with_the_answer(letter):
    written, untouched = (open_for_lead(letter.interview, kind) for kind in ("follow_up", "last_follow_up"))
    begun_and_started_again(written)
    letter.position.outcome, letter.position.outcome_on = "offer", NOW.date()
    letter.position.save()
    rest_follow_ups(letter.position, NOW)
    assert [(each.kind, each.state) for each in Letter.objects.filter(kind__contains="follow")] == [
        ("follow_up", "set_aside")
    ]
    assert not Letter.objects.filter(pk=untouched.pk).exists()


@pytest.mark.parametrize(("is_written", "is_unwritten"), [(False, True), (True, False)])
def test_a_saved_draft_alone_is_nobodys_words(letter, is_written, is_unwritten):
    draft = text_of(letter)
    Writer(letter).types("My own words." if is_written else draft)
    letter.refresh_from_db()
    redraft(letter, NOW)
    assert (letter.is_unwritten, Letter.objects.unwritten().filter(pk=letter.pk).exists()) == (
        is_unwritten,
        is_unwritten,
    )
