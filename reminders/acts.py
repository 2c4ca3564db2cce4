"""What a person does about a reminder: done, snooze, stop, and undo. Each acts once, by version."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.dateparse import parse_datetime

from interviews.models import Interview
from interviews.signals import interview_changed
from letters.models import Letter
from letters.opening import open_for_lead
from letters.states import LEAVES, mark, take_back
from reminders.done import OPENS_LETTER, letters_meant
from reminders.hours import SnoozeChoice, snooze_day
from reminders.kinds import KINDS
from reminders.models import Reminder
from reminders.reading import hours_of
from reminders.replan import replan
from reminders.turns import take_turn

_MOVED_BY_SNOOZE = ("due_at", "mailed_at", "snoozed_until")


def _take(reminder: Reminder, **values: object) -> bool:
    """Change the open reminder if nobody acted on it since it was read; its links die with the old version."""
    mine = Reminder.objects.filter(pk=reminder.pk, version=reminder.version, state=Reminder.State.OPEN)
    if not mine.update(version=F("version") + 1, **values):
        return False
    reminder.refresh_from_db()
    return True


@transaction.atomic
def done(reminder: Reminder, now: datetime) -> dict[str, str] | None:
    """Mark it done, with what its kind's *done* does; return the letters as they were, None where it was too late.

    A letter as it was is its state, and its channel where that has changed too: "draft", "ready hand".
    """
    take_turn(reminder.user_id)
    if not _take(reminder, state=Reminder.State.DONE, closed_at=now):
        return None
    was = {}
    for letter in _letters_meant(reminder):
        was[str(letter.pk)] = letter.state
        if KINDS[reminder.kind].done_verb == "send_otherwise":
            was |= _send_by_email(letter, now)
        else:
            mark(letter, LEAVES[letter.channel], now)
    replan(reminder.user, now)
    return was


def _letters_meant(reminder: Reminder) -> list[Letter]:
    """The open letters that *done* marks as gone; one that is still to be opened is opened here."""
    interview = reminder.interview
    if reminder.letter is None and interview is not None and reminder.kind in OPENS_LETTER:
        letter = open_for_lead(interview, reminder.kind)
        return [letter] if letter is not None and letter.is_open else []
    return letters_meant(reminder)


def _send_by_email(letter: Letter, now: datetime) -> dict[str, str]:
    """Mark a letter as sent by e-mail in place of the post; return what that changed, as it was.

    Where an e-mail to the same person is open already, that is the one that went, and the letter is dropped.
    """
    was = {str(letter.pk): letter.state}
    same = Letter.objects.filter(interview=letter.interview, recipient=letter.recipient, kind=letter.kind)
    email = same.filter(channel=Letter.Channel.EMAIL).exclude(pk=letter.pk).first() if letter.interview else None
    if email is None:
        if letter.channel != Letter.Channel.EMAIL:
            was[str(letter.pk)] = f"{letter.state} {letter.channel}"
            letter.channel = Letter.Channel.EMAIL
            letter.save(update_fields=["channel"])
        mark(letter, Letter.State.SENT, now)
        return was
    if email.is_open:
        was[str(email.pk)] = email.state
        mark(email, Letter.State.SENT, now)
    mark(letter, Letter.State.DROPPED, now)
    return was


@transaction.atomic
def undo(reminder: Reminder, was: Mapping[str, str], now: datetime) -> bool:
    """Take *done* back: the reminder is open again and the letters are what they were. False where it is too late."""
    take_turn(reminder.user_id)
    mine = Reminder.objects.filter(pk=reminder.pk, version=reminder.version, state=Reminder.State.DONE)
    if not mine.update(state=Reminder.State.OPEN, closed_at=None, version=F("version") + 1):
        return False
    for letter in Letter.objects.owned_by(reminder.user).filter(pk__in=was):
        state, _, channel = was[str(letter.pk)].partition(" ")
        if channel:
            letter.channel = channel
            letter.save(update_fields=["channel"])
        take_back(letter, state)
    replan(reminder.user, now)
    return True


@transaction.atomic
def snooze(reminder: Reminder, choice: SnoozeChoice | date, now: datetime) -> datetime | None:
    """Let it come again later; return when (UTC), None where it was too late. Raises ValueError for a day not after
    today.
    """
    take_turn(reminder.user_id)
    until, _ = snooze_day(reminder.last_useful_on, choice, hours_of(reminder.user), now)
    if not _take(reminder, snoozed_until=until, due_at=until, mailed_at=None):
        return None
    replan(reminder.user, now)
    return until


def before_snooze(reminder: Reminder) -> dict[str, str]:
    """What a snooze changes, as it stands, for `undo_snooze`."""
    return {name: value.isoformat() for name in _MOVED_BY_SNOOZE if (value := getattr(reminder, name)) is not None}


@transaction.atomic
def undo_snooze(reminder: Reminder, was: Mapping[str, str], now: datetime) -> bool:
    """Take a snooze back, unless it was acted on or has been mailed since."""
    take_turn(reminder.user_id)
    values = {name: parse_datetime(was[name]) if name in was else None for name in _MOVED_BY_SNOOZE}
    mine = Reminder.objects.filter(
        pk=reminder.pk, version=reminder.version, state=Reminder.State.OPEN, mailed_at__isnull=True
    )
    if not mine.update(version=F("version") + 1, **values):
        return False
    replan(reminder.user, now)
    return True


@transaction.atomic
def stop_interview(interview: Interview, now: datetime) -> None:
    """No more mail about this interview. Its letters stay."""
    take_turn(interview.position.owner_id)
    interview.stopped_at = interview.stopped_at or now
    interview.save(update_fields=["stopped_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)


@transaction.atomic
def resume_interview(interview: Interview) -> None:
    """Mail about this interview again."""
    take_turn(interview.position.owner_id)
    interview.stopped_at = None
    interview.save(update_fields=["stopped_at"])
    interview_changed.send(Interview, position=interview.position, interview=interview)
