"""What the *done* button of a reminder says, what it will do, and, afterwards, what it did."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Interview
from letters.covering import is_to_do
from letters.models import Letter
from reminders.kinds import KINDS
from reminders.models import Reminder

Channel = Letter.Channel

# Kinds of reminder that open a letter of the same kind, to the lead.
OPENS_LETTER = frozenset({"follow_up", "last_follow_up", "after_answer"})
_MARKS_ONE = frozenset({"post_letter", "send_otherwise"})


def owed_letters(interview: Interview) -> list[Letter]:
    """The open thank-you letters of an interview that are to be written now: those aside whose reader an e-mail to all
    thanks, and those that wait for their e-mail.

    Reads `interview.letters` and what they cover; prefetch them where there are many.
    """
    letters = list(interview.letters.all())
    return [
        letter
        for letter in letters
        if letter.is_open and letter.kind == Letter.Kind.THANK_YOU and is_to_do(letter, letters)
    ]


def letters_meant(reminder: Reminder) -> list[Letter]:
    """The open letters that *done* marks as gone, as far as they exist yet."""
    verb = KINDS[reminder.kind].done_verb
    if verb == "post_letters" and reminder.interview is not None:
        return owed_letters(reminder.interview)
    if verb in _MARKS_ONE and reminder.letter is not None and reminder.letter.is_open:
        return [reminder.letter]
    return []


def done_label(reminder: Reminder) -> str:
    """The words of the button, true to the channel of what it marks."""
    kind, letters = KINDS[reminder.kind], letters_meant(reminder)
    channels = frozenset(str(letter.channel) for letter in letters)
    if kind.done_verb == "post_letters" and len(letters) > 1:
        alike = {"hand": _("All posted today"), "email": _("All sent today"), "call": _("All called today")}
        return alike[min(channels)] if len(channels) == 1 else _("All on their way today")
    if kind.done_verb in {"post_letter", "post_letters"} and letters:
        return {Channel.HAND: _("Posted today"), Channel.EMAIL: _("Sent today"), Channel.CALL: _("Called today")}[
            Channel(letters[0].channel)
        ]
    if reminder.kind in OPENS_LETTER:
        return _("On its way today")
    if kind.done_verb == "post_letter":
        return _("I have written")
    return _(kind.done_label)


def done_means(reminder: Reminder) -> str:
    """What the button will do, said before it does it."""
    verb, letters = KINDS[reminder.kind].done_verb, letters_meant(reminder)
    if verb == "send_otherwise" and letters:
        return _("Marks the letter to %(name)s as sent by e-mail today.") % {"name": letters[0].recipient.full_name}
    if len(letters) == 1:
        name = {"name": letters[0].recipient.full_name}
        return {
            Channel.HAND: _("Marks the letter to %(name)s as posted today."),
            Channel.EMAIL: _("Marks the e-mail to %(name)s as sent today."),
            Channel.CALL: _("Marks the call to %(name)s as made today."),
        }[Channel(letters[0].channel)] % name
    if letters and {letter.channel for letter in letters} == {Channel.HAND}:
        return _("Marks every open thank-you letter of this interview as posted today.")
    if letters:
        return _("Marks every open thank-you letter of this interview as on its way today, each by its channel.")
    if reminder.kind in OPENS_LETTER:
        return _("Opens the letter and marks it as on its way today.")
    return _("Puts this reminder away.")


def what_happened(reminder: Reminder, letters: Iterable[Letter], now: datetime) -> list[str]:
    """What *done* did, in sentences. `letters` are those it marked, as they stand at `now` (UTC)."""
    when = _when(reminder, now)
    states = [letter.state for letter in letters]
    words = [
        (Letter.State.POSTED, ngettext(
            "The letter is marked as posted %(when)s.", "%(count)d letters are marked as posted %(when)s.",
            states.count(Letter.State.POSTED),
        )),
        (Letter.State.SENT, ngettext(
            "The e-mail is marked as sent %(when)s.", "%(count)d e-mails are marked as sent %(when)s.",
            states.count(Letter.State.SENT),
        )),
        (Letter.State.CALLED, ngettext(
            "The call is marked as made %(when)s.", "%(count)d calls are marked as made %(when)s.",
            states.count(Letter.State.CALLED),
        )),
    ]  # fmt: skip
    told = [text % {"count": states.count(state), "when": when} for state, text in words if state in states]
    return told or [_put_away(reminder)]


def _when(reminder: Reminder, now: datetime) -> str:
    zone = reminder.user.time_zone
    today: date = now.astimezone(zone).date()
    day = reminder.closed_at.astimezone(zone).date() if reminder.closed_at else today
    return _("today") if day == today else _("on %(day)s") % {"day": date_format(day, "MONTH_DAY_FORMAT")}


def _put_away(reminder: Reminder) -> str:
    return {
        "decision_day": _("No answer is noted. You are reminded to follow up when it is time."),
        "debrief": _("Nothing more is asked about that day. The interview’s page takes what comes back to you later."),
        "check_in": _("Noted: you asked."),
    }.get(reminder.kind, _("This reminder is put away."))
