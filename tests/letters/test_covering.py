"""An e-mail to all and the letters beside it: what it settles, what comes second, and what undo brings back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.agenda import agenda_of
from interviews.signals import interview_changed
from letters.covering import comes_second, is_to_do, letters_beside
from letters.models import Letter
from letters.packs import letters_of
from letters.states import mark, take_back
from reminders import acts
from reminders.dates import entries_of
from reminders.done import owed_letters
from reminders.models import Reminder
from reminders.replan import replan
from reminders.sentences import item_of
from tests.conftest import NOW
from tests.factories import LEAD, OTHER, letter_to, make_interview, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MINA = seat("Mina Park", email="mina@example.org")


@pytest.fixture
def interview(user):
    return make_interview(user, panel=[LEAD, OTHER, MINA])


def email_to_lead(interview, *names):
    """The lead's letter as an e-mail that covers these seats."""
    letter = letter_to(interview, "Ifeoma Adeyemi")
    letter.channel = "email"
    letter.save()
    letter.covers.set(interview.seats.filter(interviewer__name__in=names))
    return letter


def states(interview):
    """Recipient, channel and state of every letter."""
    letters = interview.letters.select_related("recipient").order_by("pk")
    return [(letter.recipient.name.split()[0], letter.channel, letter.state) for letter in letters]


def to_do(interview):
    """First names of those to whom something is to be written now."""
    letters = letters_beside(interview.letters.first())
    return [each.recipient.name.split()[0] for each in letters if each.is_open and is_to_do(each, letters)]


def planned(user, now=NOW):
    """Kind and person of the reminders of letters."""
    replan(user, now)
    rows = Reminder.objects.open().filter(kind__in=["write", "write_late", "post_today"]).select_related("interviewer")
    return sorted({(row.kind, row.interviewer.name.split()[0] if row.interviewer else "") for row in rows})


def test_a_sent_email_sets_aside_the_letters_of_those_it_covers_and_no_other(interview):
    mark(email_to_lead(interview, "Tom Reyes"), Letter.State.SENT, NOW)
    assert states(interview) == [("Ifeoma", "email", "sent"), ("Tom", "hand", "set_aside"), ("Mina", "hand", "draft")]


def test_taking_an_email_back_brings_every_letter_back_as_it_was(interview):
    tom, mina = letter_to(interview, "Tom Reyes"), letter_to(interview, "Mina Park")
    Letter.objects.filter(pk=tom.pk).update(text="Dear Tom", state="copied", copied_at=NOW)
    Letter.objects.filter(pk=mina.pk).update(text="Dear Mina", state="ready", ready_at=NOW)
    before = list(Letter.objects.order_by("pk").values("pk", "text", "state", "closed_at", "is_second", "aside_from"))
    email = email_to_lead(interview, "Tom Reyes", "Mina Park")
    mark(email, Letter.State.SENT, NOW)
    assert states(interview)[1:] == [("Tom", "hand", "set_aside"), ("Mina", "hand", "set_aside")]
    take_back(email, Letter.State.DRAFT)
    after = list(Letter.objects.order_by("pk").values("pk", "text", "state", "closed_at", "is_second", "aside_from"))
    assert after == before


def test_a_letter_that_left_or_was_dropped_before_stays_what_it_is(interview):
    mark(letter_to(interview, "Tom Reyes"), Letter.State.POSTED, NOW)
    mark(letter_to(interview, "Mina Park"), Letter.State.DROPPED, NOW)
    email = email_to_lead(interview, "Tom Reyes", "Mina Park")
    mark(email, Letter.State.SENT, NOW)
    take_back(email, Letter.State.READY)
    assert states(interview) == [("Ifeoma", "email", "ready"), ("Tom", "hand", "posted"), ("Mina", "hand", "dropped")]


def test_a_follow_up_is_not_settled_by_the_thanks(interview):
    follow_up = Letter.objects.create(
        position=interview.position, interview=interview, kind="follow_up", recipient=person(interview.position.owner, "Tom Reyes")
    )  # fmt: skip
    mark(email_to_lead(interview, "Tom Reyes"), Letter.State.SENT, NOW)
    follow_up.refresh_from_db()
    assert follow_up.state == "draft"
    assert is_to_do(follow_up, letters_beside(follow_up))


def test_an_open_email_speaks_for_those_it_covers(user, interview):
    assert planned(user) == [("write", ""), ("write_late", "Ifeoma"), ("write_late", "Mina"), ("write_late", "Tom")]
    email_to_lead(interview, "Tom Reyes")
    assert to_do(interview) == ["Ifeoma", "Mina"]
    assert planned(user) == [("write", ""), ("write_late", "Ifeoma"), ("write_late", "Mina")]


def test_an_email_that_is_dropped_speaks_for_nobody(user, interview):
    mark(email_to_lead(interview, "Tom Reyes", "Mina Park"), Letter.State.DROPPED, NOW)
    assert to_do(interview) == ["Tom", "Mina"]
    assert planned(user) == [("write", ""), ("write_late", "Mina"), ("write_late", "Tom")]


def card_after(interview):
    """A card to the lead that is to follow the e-mail."""
    return Letter.objects.create(
        position=interview.position, interview=interview, recipient=person(interview.position.owner, "Ifeoma Adeyemi"),
        kind="thank_you", is_second=True,
    )  # fmt: skip


def test_a_card_waits_for_its_email_and_is_owed_after_it(user, interview):
    email = email_to_lead(interview, "Tom Reyes", "Mina Park")
    card = card_after(interview)
    assert [letter.channel for letter in owed_letters(interview)] == ["email"]
    assert planned(user) == [("write", ""), ("write_late", "Ifeoma")]
    mark(email, Letter.State.SENT, NOW)
    assert states(interview)[-1] == ("Ifeoma", "hand", "draft")
    assert comes_second(card, letters_beside(card))
    # Owed, and yet never too late: the e-mail came in time.
    assert planned(user) == [("write", "")]
    take_back(email, Letter.State.DRAFT)
    assert planned(user) == [("write", ""), ("write_late", "Ifeoma")]


def test_one_person_is_named_once_in_the_nag_before_and_after_the_email(user, interview):
    email = email_to_lead(interview, "Tom Reyes", "Mina Park")
    card_after(interview)
    replan(user, NOW)
    assert item_of(Reminder.objects.open().get(kind="write")).title == "Write to Ms Ifeoma Adeyemi"
    mark(email, Letter.State.SENT, NOW)
    item = item_of(Reminder.objects.open().get(kind="write"))
    assert (item.title, item.why) == (
        "Write to Ms Ifeoma Adeyemi", "Your e-mail has gone. The card that is to follow it is still open.",
    )  # fmt: skip


def test_a_card_after_an_email_is_nagged_about_until_they_decide_even_if_it_comes_too_late(user):
    interview = make_interview(user, decides_on_day=date(2026, 11, 20), panel=[LEAD])
    email = email_to_lead(interview)
    card_after(interview)
    mark(email, Letter.State.SENT, NOW)
    assert planned(user) == [("write", "")]
    assert Reminder.objects.open().get(kind="write").last_useful_on == date(2026, 11, 20)
    assert planned(user, datetime(2026, 11, 21, 12, tzinfo=UTC)) == []


def test_a_ready_card_after_an_email_has_its_last_day_of_posting(user, interview):
    email = email_to_lead(interview)
    card = card_after(interview)
    Letter.objects.filter(pk=card.pk).update(state="ready", text="Dear Ms Adeyemi")
    mark(email, Letter.State.SENT, NOW)
    row = [row for row in Reminder.objects.open().filter(kind="post_today") if row.letter_id == card.pk]
    assert [(each.due_at.date(), each.last_useful_on) for each in row] == [(date(2026, 11, 20), date(2026, 11, 20))]


def test_a_letter_taken_up_again_after_the_email_is_a_card_after_it(user, interview):
    mark(email_to_lead(interview, "Tom Reyes", "Mina Park"), Letter.State.SENT, NOW)
    tom = letter_to(interview, "Tom Reyes")
    take_back(tom, Letter.State.DRAFT)
    tom.refresh_from_db()
    assert (tom.state, tom.is_second, tom.aside_from) == ("draft", True, "")
    assert to_do(interview) == ["Tom"]
    assert planned(user) == [("write", "")]


def test_a_change_of_the_interview_wakes_no_letter_that_the_email_settled(interview):
    mark(email_to_lead(interview, "Tom Reyes"), Letter.State.SENT, NOW)
    interview_changed.send(type(interview), position=interview.position, interview=interview)
    assert states(interview) == [("Ifeoma", "email", "sent"), ("Tom", "hand", "set_aside"), ("Mina", "hand", "draft")]


def test_somebody_seated_anew_is_not_covered_by_the_email_that_went(interview):
    mark(email_to_lead(interview, "Tom Reyes"), Letter.State.SENT, NOW)
    old = interview.seats.get(interviewer__name="Tom Reyes")
    tom = old.interviewer
    old.delete()
    interview.seats.create(interviewer=tom, place=1)
    interview_changed.send(type(interview), position=interview.position, interview=interview)
    assert states(interview)[1] == ("Tom", "hand", "draft")


def test_a_letter_to_the_hr_contact_needs_no_seat(user, interview):
    contact = user.interviewers.create(name="Ruth Vale", email="ruth@example.org")
    interview.position.hr_contact = contact
    interview.position.save()
    email = Letter.objects.create(
        position=interview.position, interview=interview, recipient=contact, kind="thank_you", channel="email"
    )
    email.covers.set(interview.seats.all())
    interview_changed.send(type(interview), position=interview.position, interview=interview)
    assert to_do(interview) == ["Ruth"]
    mark(email, Letter.State.SENT, NOW)
    assert [state for _, _, state in states(interview)] == ["set_aside", "set_aside", "set_aside", "sent"]
    assert planned(user) == []


def test_two_open_emails_are_both_owed_and_the_one_that_goes_settles_the_other(interview):
    email = email_to_lead(interview, "Tom Reyes")
    Letter.objects.filter(pk=letter_to(interview, "Tom Reyes").pk).update(channel="email")
    assert to_do(interview) == ["Ifeoma", "Tom", "Mina"]
    mark(email, Letter.State.SENT, NOW)
    assert states(interview) == [("Ifeoma", "email", "sent"), ("Tom", "email", "set_aside"), ("Mina", "hand", "draft")]


def test_all_sent_today_marks_one_email_and_leaves_alone_whom_it_covers(client, user, interview):
    email_to_lead(interview, "Tom Reyes", "Mina Park")
    replan(user, NOW)
    row = Reminder.objects.open().get(kind="write")
    was = acts.done(row, NOW)
    assert states(interview) == [
        ("Ifeoma", "email", "sent"),
        ("Tom", "hand", "set_aside"),
        ("Mina", "hand", "set_aside"),
    ]
    acts.undo(row, was, NOW + timedelta(minutes=1))
    assert states(interview) == [("Ifeoma", "email", "draft"), ("Tom", "hand", "draft"), ("Mina", "hand", "draft")]
    row.refresh_from_db()
    assert row.is_open


def desk_rows(user, now=NOW):
    """Who stands on the page of the day, and what it asks."""
    agenda = agenda_of(user, now)
    return [(row.title, row.pill, row.action, row.verb) for row in agenda.rows], agenda.sentence


def test_the_desk_asks_for_the_email_and_not_for_whom_it_covers(user, interview):
    email = email_to_lead(interview, "Tom Reyes")
    assert desk_rows(user) == (
        [("Mina Park", "Post by 20 Nov", "Write", "write"), ("Ms Ifeoma Adeyemi", "Today", "Write", "write")][::-1],
        "Two letters to write today",
    )  # fmt: skip
    Letter.objects.filter(pk=email.pk).update(state="ready", text="Dear Ms Adeyemi")
    mark(letter_to(interview, "Mina Park"), Letter.State.POSTED, NOW)
    assert desk_rows(user) == ([("Ms Ifeoma Adeyemi", "Today", "Send", "send")], "One e-mail to send today")
    email.refresh_from_db()
    mark(email, Letter.State.SENT, NOW)
    assert desk_rows(user) == ([], "Nothing to do today but wait")


def test_the_desk_asks_for_the_card_after_the_email_has_gone(user):
    interview = make_interview(user, decides_on_day=date(2026, 11, 20), panel=[LEAD])
    email = email_to_lead(interview)
    card_after(interview)
    assert [verb for *_, verb in desk_rows(user)[0]] == ["write"]
    mark(email, Letter.State.SENT, NOW)
    assert desk_rows(user)[0] == [("Ms Ifeoma Adeyemi", "A card after your e-mail", "Write", "write")]


def test_the_desk_asks_for_a_call(user):
    make_interview(user, panel=[LEAD]).letters.update(channel="call")
    assert desk_rows(user) == ([("Ms Ifeoma Adeyemi", "Today", "Call", "call")], "One call to make today")


def test_the_calendar_has_no_posting_day_for_whom_an_email_covers(user, interview):
    assert posting_days(user) == ["Mina Park", "Mr Tom Reyes", "Ms Ifeoma Adeyemi"]
    email_to_lead(interview, "Tom Reyes")
    assert posting_days(user) == ["Mina Park"]


def posting_days(user):
    entries = [entry.summary for entry in entries_of(user, NOW)]
    return sorted(each.removeprefix("Last day to post: ") for each in entries if each.startswith("Last day to post"))


def test_the_pack_prints_nothing_for_whom_an_email_covers(interview):
    email_to_lead(interview, "Tom Reyes")
    assert [letter.recipient.name for letter in letters_of(interview)] == ["Mina Park"]


def test_an_email_to_the_hr_contact_stands_beside_the_panel(browser, user, interview):
    contact = user.interviewers.create(name="Ruth Vale", email="ruth@example.org")
    interview.position.hr_contact = contact
    interview.position.save()
    Letter.objects.create(
        position=interview.position, interview=interview, recipient=contact, kind="thank_you", channel="email"
    )
    page = " ".join(browser.get(interview.get_absolute_url()).content.decode().split())
    assert 'Ruth Vale</h4> <p class="row__meta"> Your main HR contact. </p>' in page
    assert "e-mail · draft" in page
