"""A reminder in words, the same in the mail, on its page and in lists: what to do, why, for whom, about what."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Interview, Interviewer
from reminders.kinds import KINDS
from reminders.models import Reminder


@dataclass(frozen=True)
class Item:
    """What one reminder says. `address` is in lines; `due_on` is the local day it was due."""

    reminder: Reminder
    title: str
    why: str
    about: str
    topics: tuple[str, ...]
    address: tuple[str, ...]
    due_on: date

    @property
    def done_label(self) -> str:
        return _(KINDS[self.reminder.kind].done_label)

    @property
    def done_verb(self) -> str:
        return KINDS[self.reminder.kind].done_verb

    @property
    def done_means(self) -> str:
        """What *done* will do, said before it does it."""
        return {
            "post_letters": _("Marks every open thank-you letter of this interview as posted today."),
            "post_letter": _("Marks the letter as posted today."),
        }.get(self.done_verb, _("Puts this reminder away."))


def item_of(reminder: Reminder) -> Item:
    """Return the words of a reminder, in the active language.

    Reads position, interview with seats and letters, letter and interviewer: prefetch them where there are many.
    """
    interview, person = reminder.interview, _person(reminder)
    name = person.full_name if person else reminder.position.company
    title, why = _WORDS.get(reminder.kind, _plain)(reminder, interview, name)
    about = str(reminder.position)
    if interview:
        about = _("%(position)s · interview of %(day)s") % {
            "position": reminder.position, "day": date_format(_local_day(reminder, interview), "MONTH_DAY_FORMAT"),
        }  # fmt: skip
    return Item(
        reminder=reminder,
        title=title,
        why=why,
        about=about,
        topics=_topics(reminder, person),
        address=_address(reminder, person),
        due_on=reminder.due_at.astimezone(reminder.user.time_zone).date(),
    )


def _local_day(reminder: Reminder, interview: Interview) -> date:
    return interview.starts_at.astimezone(reminder.user.time_zone).date()


def _person(reminder: Reminder) -> Interviewer | None:
    if reminder.letter is not None:
        return reminder.letter.recipient
    if reminder.interviewer is not None:
        return reminder.interviewer
    if reminder.interview is not None:
        return next((seat.interviewer for seat in reminder.interview.seats.all() if seat.is_lead), None)
    return None


def _topics(reminder: Reminder, person: Interviewer | None) -> tuple[str, ...]:
    """What they care about; where the reminder is about several people, with their names."""
    if reminder.interview is None:
        return ()
    if reminder.kind == "write":
        owed = {letter.recipient_id for letter in _open_letters(reminder.interview)}
    else:
        owed = {person.pk} if person else set()
    seats = [seat for seat in reminder.interview.seats.all() if seat.interviewer_id in owed]
    several = len(seats) > 1
    return tuple(
        f"{seat.interviewer.full_name}: {topic.text}" if several else topic.text
        for seat in seats
        for topic in seat.topics.all()
    )


def _address(reminder: Reminder, person: Interviewer | None) -> tuple[str, ...]:
    """The person's own postal address, else the company's; empty where none is known."""
    place: Any = person if person and person.has_address else reminder.position
    if not place.has_address:
        return ()
    lines = [person.full_name if person else "", reminder.position.company, *place.street.splitlines()]
    town = " ".join(part for part in (place.postcode, place.town, place.region) if part)
    return tuple(line for line in (*lines, town, place.get_country_display()) if line)


def _decision(reminder: Reminder, interview: Interview | None) -> str:
    if interview is None:
        return ""
    day = date_format(interview.decides_on, "MONTH_DAY_FORMAT")
    if interview.is_stated:
        return _("They said they would decide by %(day)s, and no answer is noted.") % {"day": day}
    return _(
        "They did not say when they would decide. By %(day)s seven working days had passed, and no answer is noted."
    ) % {"day": day}


def _follow_up(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return _("Follow up with %(name)s") % {"name": name}, _decision(reminder, interview)


def _last_follow_up(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("One last letter to %(name)s") % {"name": name},
        _("Your follow-up has gone five working days without an answer. One more is fair; after that, move on."),
    )


def _open_letters(interview: Interview) -> list[Any]:
    return [letter for letter in interview.letters.all() if letter.is_open and letter.kind == "thank_you"]


def _write(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    names = [letter.recipient.full_name for letter in _open_letters(interview)] if interview else []
    title = _("Write to %(names)s") % {"names": ", ".join(names) or name}
    why = ngettext(
        "One thank-you letter is still open. It counts most within a day or two.",
        "%(count)d thank-you letters are still open. They count most within a day or two.",
        max(len(names), 1),
    ) % {"count": len(names)}
    return title, why


def _write_late(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Too late by post for %(name)s") % {"name": name},
        _("A letter can no longer arrive before they decide. An e-mail today still can."),
    )


def _post_today(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Post the letter to %(name)s today") % {"name": name},
        _("Today is the last day on which it can be posted and arrive before they decide."),
    )


def _decision_day(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    company = reminder.position.company
    return (
        _("%(company)s decides today") % {"company": company},
        _("Nothing to do but to note the answer if it comes."),
    )


def _check_in(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Ask %(name)s how it stands") % {"name": name},
        _("Your letter left three working days ago. A short, direct question is welcome now."),
    )


def _debrief(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Ten minutes for %(company)s before bed") % {"company": reminder.position.company},
        _("Write down what each of them cared about while you still hear them say it. The letters draw on it."),
    )


def _after_answer(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Thank %(name)s for the answer") % {"name": name},
        _("A short letter within two days of a refusal is remembered when the next place is free."),
    )


def _keep_in_touch(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return (
        _("Write to %(name)s again") % {"name": name},
        _("Some months have passed since the answer. A line now keeps the door open."),
    )


def _plain(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    return _(KINDS[reminder.kind].label), ""


_WORDS = {
    "follow_up": _follow_up,
    "last_follow_up": _last_follow_up,
    "write": _write,
    "write_late": _write_late,
    "post_today": _post_today,
    "decision_day": _decision_day,
    "check_in": _check_in,
    "debrief": _debrief,
    "after_answer": _after_answer,
    "keep_in_touch": _keep_in_touch,
}
