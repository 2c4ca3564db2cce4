"""A reminder in words, the same in the mail, on its page and in lists: what to do, why, for whom, about what."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Interview, Interviewer
from letters.addresses import Address, lines_of
from letters.covering import comes_second
from letters.models import Letter
from reminders.done import done_label, done_means, letters_meant, owed_letters
from reminders.kinds import KINDS
from reminders.models import Reminder

_NOTHING_TO_WRITE = ("debrief", "decision_day")
_MOST_NAMED = 3


@dataclass(frozen=True)
class Item:
    """What one reminder says. `due_on` is the local day it was due."""

    reminder: Reminder
    title: str
    why: str
    about: str
    due_on: date

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """What they care about, where something is to be written; about several people, with their names."""
        return _topics(self.reminder)

    @cached_property
    def address(self) -> tuple[str, ...]:
        """Where something is to be posted, in lines."""
        return _address(self.reminder)

    @property
    def done_label(self) -> str:
        return done_label(self.reminder)

    @property
    def done_means(self) -> str:
        return done_means(self.reminder)

    @property
    def lead_label(self) -> str:
        """The words of the link to the form in which it is done, or ""."""
        label = KINDS[self.reminder.kind].lead_label
        return _(label) if label else ""

    @property
    def kind_label(self) -> str:
        return _(KINDS[self.reminder.kind].label)


def item_of(reminder: Reminder) -> Item:
    """Return the words of a reminder, in the active language.

    Reads position, interview with seats and letters, letter and interviewer: prefetch them where there are many. For a
    debrief and the day of a decision it reads position and interview alone.
    """
    interview = reminder.interview
    person = None if reminder.kind in _NOTHING_TO_WRITE else _person(reminder)
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


def _topics(reminder: Reminder) -> tuple[str, ...]:
    if reminder.interview is None or reminder.kind in _NOTHING_TO_WRITE:
        return ()
    if reminder.kind == "write":
        owed = {letter.recipient_id for letter in owed_letters(reminder.interview)}
    else:
        person = _person(reminder)
        owed = {person.pk} if person else set()
    seats = [seat for seat in reminder.interview.seats.all() if seat.interviewer_id in owed]
    several = len(seats) > 1
    return tuple(
        f"{seat.interviewer.full_name}: {topic.text}" if several else topic.text
        for seat in seats
        for topic in seat.topics.all()
    )


def _address(reminder: Reminder) -> tuple[str, ...]:
    """The person's own address, else the company's, which serves several at once.

    Empty where none is known and where nothing goes by post.
    """
    letters = letters_meant(reminder)
    by_post = [letter for letter in letters if letter.channel == Letter.Channel.HAND]
    if reminder.kind in (*_NOTHING_TO_WRITE, "check_in", "write_late") or (letters and not by_post):
        return ()
    person = None if len(by_post) > 1 else _person(reminder)
    if len(by_post) == 1:
        person = by_post[0].recipient
    place: Any = person if person and person.has_address else reminder.position
    if not place.has_address:
        return ()
    address = Address(
        person.full_name if person else "", reminder.position.company, tuple(place.street.splitlines()), place.town,
        place.region, place.postcode, place.country,
    )  # fmt: skip
    return lines_of(address, reminder.user.country)


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


def _write(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    letters = owed_letters(interview) if interview else []
    names = [letter.recipient.full_name for letter in letters]
    title = _("Write to %(names)s") % {"names": _listed(names) or name}
    if interview and letters and all(comes_second(letter, interview.letters.all()) for letter in letters):
        return title, _("Your e-mail has gone. The card that is to follow it is still open.")
    why = ngettext(
        "One thank-you letter is still open. It counts most within a day or two.",
        "%(count)d thank-you letters are still open. They count most within a day or two.",
        max(len(names), 1),
    ) % {"count": len(names)}
    if reminder.last_useful_on is None:
        return title, why
    until = _("To be read before they decide, the last has to leave by %(day)s.") % {
        "day": date_format(reminder.last_useful_on, "MONTH_DAY_FORMAT")
    }
    return title, f"{why} {until}"


def _listed(names: list[str]) -> str:
    """Names as one says them: "A, B and C"; of many the first, and how many others."""
    rest = len(names) - _MOST_NAMED
    if rest > 1:
        others = ngettext("%(count)d other", "%(count)d others", rest) % {"count": rest}
        return get_text_list([*names[:_MOST_NAMED], others], _("and"))
    return get_text_list(names, _("and"))


def _write_late(reminder: Reminder, interview: Interview | None, name: str) -> tuple[str, str]:
    if reminder.letter is not None and reminder.letter.channel != Letter.Channel.HAND:
        return (
            _("Thank %(name)s today after all") % {"name": name},
            _("It can no longer be counted on to reach them before they decide. Late thanks are still thanks."),
        )
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
    title = (
        _("Ten minutes for %(company)s before bed") if reminder.slot == "debrief" else _("Ten minutes for %(company)s")
    )
    return (
        title % {"company": reminder.position.company},
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
