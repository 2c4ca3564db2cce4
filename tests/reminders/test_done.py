"""What *done* says before and after, true to the channel of what it marks; and undo."""

from datetime import UTC, datetime

import pytest

from letters.models import Letter
from letters.opening import open_for_lead
from reminders.done import done_label, done_means
from reminders.links import path_for
from reminders.models import Reminder
from tests.factories import LEAD, OTHER, letter_to, make_interview, make_position, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def words_of(kind: str) -> tuple[str, str]:
    reminder = Reminder.objects.get(kind=kind)
    return done_label(reminder), done_means(reminder)


def press(client, kind: str) -> str:
    """Press *done* and return what the page says then."""
    page = client.post(path_for(Reminder.objects.get(kind=kind)), {"done": "1"}, follow=True).content.decode()
    return " ".join(page.split("<h1>Done</h1>")[1].split("<form")[0].replace("<p>", "").replace("</p>", "").split())


@pytest.mark.parametrize(
    ("channel", "label", "means", "after", "state"),
    [
        ("hand", "Posted today", "Marks the letter to Ms Ifeoma Adeyemi as posted today.",
         "The letter is marked as posted today.", "posted"),
        ("email", "Sent today", "Marks the e-mail to Ms Ifeoma Adeyemi as sent today.",
         "The e-mail is marked as sent today.", "sent"),
        ("call", "Called today", "Marks the call to Ms Ifeoma Adeyemi as made today.",
         "The call is marked as made today.", "called"),
    ],
)  # fmt: skip
def test_one_letter_is_marked_by_its_own_channel(client, user, channel, label, means, after, state):
    interview = make_interview(user, panel=[LEAD])
    interview.letters.update(channel=channel)
    assert words_of("write") == (label, means)
    assert press(client, "write") == f"Write to Ms Ifeoma Adeyemi. {after}"
    assert [letter.state for letter in interview.letters.all()] == [state]


@pytest.mark.parametrize(
    ("channels", "label", "after"),
    [
        (("hand", "hand"), "All posted today", "2 letters are marked as posted today."),
        (("email", "email"), "All sent today", "2 e-mails are marked as sent today."),
        (("call", "call"), "All called today", "2 calls are marked as made today."),
        (
            ("hand", "call"),
            "All on their way today",
            "The letter is marked as posted today. The call is marked as made today.",
        ),
    ],
)
def test_several_letters_are_marked_each_by_its_channel(client, user, channels, label, after):
    interview = make_interview(user, panel=[LEAD, OTHER])
    for letter, channel in zip(interview.letters.all(), channels, strict=True):
        Letter.objects.filter(pk=letter.pk).update(channel=channel)
    assert words_of("write")[0] == label
    assert press(client, "write").endswith(after)


def test_somebody_whom_an_email_to_all_has_thanked_is_not_named_or_marked(client, user):
    interview = make_interview(user, panel=[LEAD, OTHER, seat("Mina Park")])
    letter = letter_to(interview, "Ifeoma Adeyemi")
    letter.covers.set(interview.seats.filter(interviewer__name="Tom Reyes"))
    Letter.objects.filter(pk=letter.pk).update(channel="email", state="sent", closed_at=interview.ends_at)
    assert words_of("write") == ("Posted today", "Marks the letter to Mina Park as posted today.")
    page = client.get(path_for(Reminder.objects.get(kind="write"))).content.decode()
    assert "Write to Mina\u00a0Park</h1>" in page
    press(client, "write")
    assert letter_to(interview, "Tom Reyes").state == "draft"


def test_a_letter_that_is_still_to_be_opened_says_no_channel(client, user):
    interview = make_interview(user)
    assert words_of("follow_up") == ("On its way today", "Opens the letter and marks it as on its way today.")
    assert press(client, "follow_up").endswith("The letter is marked as posted today.")
    assert interview.letters.get(kind="follow_up").state == "posted"


def test_too_late_by_post_is_sent_by_email_and_taken_back_whole(client, user, clock):
    interview = make_interview(user, panel=[LEAD])
    clock.move_to(datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert words_of("write_late") == (
        "Sent by e-mail today",
        "Marks the letter to Ms Ifeoma Adeyemi as sent by e-mail today.",
    )
    done = client.post(path_for(Reminder.objects.get(kind="write_late")), {"done": "1"}, follow=True)
    assert "The e-mail is marked as sent today." in done.content.decode()
    letter = interview.letters.get()
    assert (letter.channel, letter.state) == ("email", "sent")
    client.post(done.redirect_chain[-1][0])
    letter.refresh_from_db()
    assert (letter.channel, letter.state, letter.closed_at) == ("hand", "draft", None)
    assert Reminder.objects.get(kind="write_late").is_open


def test_where_an_email_is_open_beside_the_letter_that_one_went(client, user, clock):
    interview = make_interview(user, panel=[LEAD])
    letter = interview.letters.get()
    email = Letter.objects.create(
        position=interview.position, interview=interview, recipient=letter.recipient, kind=letter.kind, channel="email"
    )
    clock.move_to(datetime(2026, 11, 21, 9, tzinfo=UTC))
    row = Reminder.objects.get(occasion=f"write_late:letter:{letter.pk}")
    done = client.post(path_for(row), {"done": "1"}, follow=True)
    assert {one.channel: one.state for one in interview.letters.all()} == {"hand": "dropped", "email": "sent"}
    client.post(done.redirect_chain[-1][0])
    assert {one.pk: one.state for one in interview.letters.all()} == {letter.pk: "draft", email.pk: "draft"}


def test_the_decision_day_asks_for_the_answer(client, user):
    interview = make_interview(user)
    reminder = Reminder.objects.get(kind="decision_day")
    page = client.get(path_for(reminder)).content.decode()
    assert (
        f'<a class="button button--primary" href="/interviews/positions/{interview.position_id}/outcome/">Note the answer</a>'
        in page
    )
    assert "No answer yet</button>" in page
    assert press(client, "decision_day") == (
        "Harbour &amp; Field decides today. No answer is noted. You are reminded to follow up when it is time."
    )
    assert Reminder.objects.get(kind="follow_up").is_open


def test_the_debrief_leads_to_the_form_that_logs_it(client, user):
    interview = make_interview(user, debriefed_at=None)
    page = client.get(path_for(Reminder.objects.get(kind="debrief"))).content.decode()
    assert f'<a class="button button--primary" href="/interviews/{interview.pk}/debrief/">Start the debrief</a>' in page
    assert "Nothing more is asked about that day." in press(client, "debrief")


def test_a_check_in_notes_that_somebody_asked(client, user):
    user.wanted_kinds = ["check_in"]
    user.save()
    # Decided far ahead, so that three working days after the letter come before the follow-up.
    interview = make_interview(
        user, window_number=4, decides_on=datetime(2026, 12, 16, tzinfo=UTC).date(), panel=[LEAD]
    )
    press(client, "write")
    assert words_of("check_in") == ("I asked", "Puts this reminder away.")
    assert press(client, "check_in") == "Ask Ms Ifeoma Adeyemi how it stands. Noted: you asked."
    assert interview.letters.get().state == "posted"


def test_keeping_in_touch_without_a_letter_marks_none(client, user):
    position = make_position(user, outcome="silence", outcome_on=datetime(2026, 11, 18, tzinfo=UTC).date())
    interview = make_interview(position=position, panel=[LEAD])
    reminder = Reminder.objects.filter(kind="keep_in_touch").first()
    assert (done_label(reminder), done_means(reminder)) == ("I have written", "Puts this reminder away.")
    before = list(Letter.objects.values())
    client.post(path_for(reminder), {"done": "1"})
    assert list(Letter.objects.values()) == before
    assert open_for_lead(interview, "keep_in_touch").is_open


def test_a_page_opened_another_day_does_not_say_today(client, user, clock):
    make_interview(user, panel=[LEAD])
    undo = client.post(path_for(Reminder.objects.get(kind="write")), {"done": "1"}).url
    clock.move_to(datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert "The letter is marked as posted on Wednesday 18 November." in client.get(undo).content.decode()
