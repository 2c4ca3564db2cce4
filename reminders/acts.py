"""What a person does about a reminder: done, snooze, stop, and undo. Each acts once, by version."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from interviews.models import Interview
from interviews.signals import interview_changed
from letters.models import Letter
from letters.opening import open_for_lead
from letters.states import LEAVES, mark, take_back
from reminders.hours import SnoozeChoice, snooze_day
from reminders.kinds import KINDS
from reminders.models import Reminder
from reminders.making import OPENS_LETTER
from reminders.reading import hours_of
from reminders.replan import replan


def _take(reminder: Reminder, **values: object) -> bool:
    """Change the open reminder if nobody acted on it since it was read; its links die with the old version."""
    mine = Reminder.objects.filter(pk=reminder.pk, version=reminder.version, state=Reminder.State.OPEN)
    if not mine.update(version=F("version") + 1, **values):
        return False
    reminder.refresh_from_db()
    return True


@transaction.atomic
def done(reminder: Reminder, now: datetime) -> dict[str, str] | None:
    """Mark it done, with what its kind's *done* does; return the letters' states before, None where it was too late."""
    if not _take(reminder, state=Reminder.State.DONE, closed_at=now):
        return None
    was = {}
    for letter in _letters_meant(reminder, now):
        was[str(letter.pk)] = letter.state
        mark(letter, LEAVES[letter.channel], now)
    replan(reminder.user, now)
    return was


def _letters_meant(reminder: Reminder, now: datetime) -> list[Letter]:
    """The open letters that *done* marks as gone."""
    verb, interview = KINDS[reminder.kind].done_verb, reminder.interview
    if verb == "post_letters" and interview is not None:
        return list(interview.letters.filter(kind=Letter.Kind.THANK_YOU, state__in=Letter.OPEN))
    if verb != "post_letter":
        return []
    letter = reminder.letter
    if letter is None and interview is not None and reminder.kind in OPENS_LETTER:
        letter = open_for_lead(interview, reminder.kind)
    return [letter] if letter is not None and letter.is_open else []


@transaction.atomic
def undo(reminder: Reminder, was: dict[str, str], now: datetime) -> bool:
    """Take *done* back: the reminder is open again and the letters are what they were. False where it is too late."""
    mine = Reminder.objects.filter(pk=reminder.pk, version=reminder.version, state=Reminder.State.DONE)
    if not mine.update(state=Reminder.State.OPEN, closed_at=None, version=F("version") + 1):
        return False
    for letter in Letter.objects.owned_by(reminder.user).filter(pk__in=was):
        take_back(letter, was[str(letter.pk)])
    replan(reminder.user, now)
    return True


@transaction.atomic
def snooze(reminder: Reminder, choice: SnoozeChoice | date, now: datetime) -> datetime | None:
    """Let it come again later; return when (UTC), None where it was too late. Raises ValueError for a day not after
    today.
    """
    until, _ = snooze_day(reminder.last_useful_on, choice, hours_of(reminder.user), now)
    if not _take(reminder, snoozed_until=until, due_at=until, mailed_at=None):
        return None
    replan(reminder.user, now)
    return until


@transaction.atomic
def stop_interview(interview: Interview, now: datetime) -> None:
    """No more mail about this interview. Its letters stay."""
    interview.stopped_at = now
    interview.save(update_fields=["stopped_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def resume_interview(interview: Interview) -> None:
    """Mail about this interview again."""
    interview.stopped_at = None
    interview.save(update_fields=["stopped_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)
