"""What the timelines of an interview and of a position show, read from the rows that the other apps keep about them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.models import Interview, Position
from interviews.timeline import Point, Round, Rounds, Timeline, rounds, timeline

GONE = {"posted", "sent", "called"}


class Told(NamedTuple):
    """The letters and reminders about one interview: rows of apps to the right."""

    letters: list[Any]
    reminders: list[Any]


def timeline_of(interview: Interview, today: date, told: Told | None = None) -> Timeline:
    """Return the timeline: interview, letters that left, decision, follow-up, the answer and today.

    Reads `interview.letters` and `interview.reminders` where `told` does not hold them; prefetch them where there are
    many interviews.
    """
    told = told or Told(_related(interview, "letters"), _related(interview, "reminders"))
    points = [
        *_points(interview, told, interview.zone, today, is_last=True),
        *_answer(interview.position),
        Point(today, "today", _("today"), is_done=True),
    ]
    return timeline(points, today)


def rounds_of(position: Position, today: date) -> Rounds:
    """Return the picture of all interviews of a position, a line for each, for interviews/_timeline_rounds.html.

    Fetches its interviews, letters and reminders where they are not fetched yet.
    """
    prefetch_related_objects([position], "interviews", "letters", "reminders")
    zone = position.owner.time_zone
    interviews = list(position.interviews.all())
    held = [interview for interview in interviews if not interview.is_cancelled]
    last = held[-1] if held else None
    several = []
    for number, interview in enumerate(interviews, 1):
        interview.position = position
        points = list(_points(interview, told_of(position, interview), zone, today, is_last=interview == last))
        if interview == last:
            points += [*_letters(told_of(position, None).letters, zone), *_answer(position)]
        title = _("Round %(number)d") % {"number": number} if len(interviews) > 1 else ""
        several.append(Round(title, tuple(points)))
    return rounds(several, Point(today, "today", _label(_("today,"), today), is_done=True))


def told_of(position: Position, interview: Interview | None) -> Told:
    """Return what is kept about one interview of a position, or about none of them; reads `position.letters` and
    `position.reminders`.
    """
    pk = interview.pk if interview else None
    letters, reminders = _related(position, "letters"), _related(position, "reminders")
    return Told(
        [each for each in letters if each.interview_id == pk], [each for each in reminders if each.interview_id == pk]
    )


def _points(interview: Interview, told: Told, zone: ZoneInfo, today: date, *, is_last: bool) -> Iterator[Point]:
    """What belongs to one interview. A later round is the answer to an earlier one, whose decision day goes; so does a
    day that is still to come once there is an answer.
    """
    held_on = interview.starts_at.astimezone(zone).date()
    words = _("cancelled") if interview.is_cancelled else _("interview")
    yield Point(held_on, "interview", _label(words, held_on), held_on <= today and not interview.is_cancelled)
    yield from _letters(told.letters, zone)
    day, answered_on = interview.decides_on, interview.position.outcome_on
    if is_last and not interview.is_cancelled and (answered_on is None or day <= answered_on):
        yield Point(day, "decision", _label(_("decision"), day), day <= today)
    for reminder in told.reminders:
        if reminder.kind in {"follow_up", "last_follow_up"} and reminder.is_open:
            day = reminder.due_at.astimezone(zone).date()
            yield Point(day, "followup", _label(_("follow up"), day), is_done=False)


def _letters(letters: Iterable[Any], zone: ZoneInfo) -> list[Point]:
    """The days on which letters left."""
    days = sorted({letter.closed_at.astimezone(zone).date() for letter in letters if letter.state in GONE})
    return [Point(day, "letter", _label(_("posted"), day), is_done=True) for day in days]


def _answer(position: Position) -> list[Point]:
    if position.is_open or position.outcome_on is None:
        return []
    words = {"offer": _("offer"), "refusal": _("refusal"), "silence": _("moved on"), "withdrawn": _("withdrawn")}
    return [Point(position.outcome_on, "answer", _label(words[position.outcome], position.outcome_on), is_done=True)]


def _related(row: Interview | Position, name: str) -> list[Any]:
    """Rows of an app to the right, by their related name: this app knows them only by it."""
    return list(getattr(row, name).all())


def _label(what: str, day: date) -> str:
    return f"{what} {date_format(day, 'j M')}"
