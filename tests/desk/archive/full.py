"""An account with rows in every table of an export, and some with every kind of text."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from interviews.models import Concern, Interview, KeepInTouch, Position
from interviews.outcomes import note_outcome
from letters.models import Gift, Lesson, Letter, SavedText
from letters.states import mark
from reminders.models import Mailing, Reminder
from reminders.replan import replan
from tests.conftest import NOW
from tests.factories import HELD_AT, LEAD, OTHER, make_interview, make_position, make_user

ODD = "=1+1 “Ελένη” 👩🏽‍🌾 \u202eabc\u2028\tTab\r\n<script>'"


def make_full_user(**fields: Any) -> User:
    """Return an account with everything that can be in an export."""
    user = make_user(
        **{"name": "Daniel Oséi", "quiet_weekdays": [6], "wanted_kinds": ["check_in"], "evening": time(20, 15)} | fields
    )
    User.objects.filter(pk=user.pk).update(
        contacts_kept_months=24, card="own", card_width_mm=Decimal("120.5"), card_height_mm=Decimal("150"), mm_per_character=Decimal("2.75"),
        paused_until=date(2026, 12, 24), street="4 Ferry Lane", town="Bath", country="GB",
    )  # fmt: skip
    user.refresh_from_db()
    position = make_position(user, key_message=ODD, street="12 Quay Street\nFloor 3", town="Bristol", country="GB")
    interview = make_interview(user, position=position, where=ODD, invitation_uid="a@b", invitation_sequence=2**31 - 1)
    lead = interview.seats.get(is_lead=True)
    Concern.objects.create(seat=lead, text="doubt", answered="half", answer=ODD)
    make_interview(user, position=position, starts_at=HELD_AT + timedelta(days=9, microseconds=5), panel=(OTHER, LEAD))
    position.hr_contact = lead.interviewer
    position.save()
    _letters(interview, user)
    gone = make_interview(
        user, starts_at=HELD_AT - timedelta(days=40), position=make_position(user, company="Gone Ltd")
    )
    note_outcome(gone.position, Position.Outcome.REFUSAL, date(2026, 11, 2))
    KeepInTouch.objects.create(position=gone.position, interviewer=gone.seats.first().interviewer, after_3=True)
    Lesson.objects.create(owner=user, text="- name the rota", kind="thank_you", part="gratitude")
    Lesson.objects.create(owner=user, text="Shorter.")
    replan(user, NOW)
    _mailings(user)
    return user


def _letters(interview: Interview, user: User) -> None:
    first, second = interview.letters.order_by("pk")[:2]
    first.text, first.version = f"Dear Ms Adeyemi,\n\n{ODD}", 3
    first.save()
    for number, (origin, slot) in enumerate([("draft", 0), ("typed", 1)], 1):
        SavedText.objects.create(
            letter=first, number=number, slot=slot, origin=origin, text="An earlier text", begun_at=NOW, saved_at=NOW,
            saved_from="page-1", turn=4,
        )  # fmt: skip
    lead = interview.seats.get(is_lead=True)
    Gift.objects.create(owner=user, interviewer=lead.interviewer, topic=lead.topics.first(), letter=first, text="a map")
    Gift.objects.create(
        owner=user, text="@a tip", web="https://example.org/x", kind="website", found_on=date(2026, 11, 1)
    )
    second.text = "Dear Mr Reyes, thank you."
    second.save()
    mark(second, Letter.State.POSTED, NOW)
    to_all = Letter.objects.create(
        position=interview.position, interview=interview, recipient=lead.interviewer, kind="thank_you", channel="email",
        text="To all",
    )  # fmt: skip
    to_all.covers.set(interview.seats.all())


def _mailings(user: User) -> None:
    due = Reminder.objects.filter(user=user).order_by("pk")
    sent = Mailing.objects.create(
        user=user, local_day=date(2026, 11, 19), slot="morning", message_id=f"<{user.pk}-1@example.org>", state="sent",
        sent_at=NOW, next_try_at=NOW, expires_at=NOW, attempts=1,
    )  # fmt: skip
    sent.reminders.set(due[:2])
    due.filter(pk__in=[reminder.pk for reminder in due[:2]]).update(mailed_at=NOW)
    Mailing.objects.create(
        user=user, local_day=date(2026, 11, 20), slot="morning", message_id=f"<{user.pk}-2@example.org>",
        next_try_at=NOW, expires_at=NOW,
    )  # fmt: skip
    Reminder.objects.create(
        user=user, occasion="write_late:letter:987654", kind="write_late", due_at=NOW, state="dropped", closed_at=NOW,
        mailed_at=NOW, position=user.positions.first(),
    )  # fmt: skip
    replan(user, NOW)
