"""What the timelines of an interview and of a position show, read from the rows that the other apps keep about them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.models import Interview, Position
from interviews.timeline import Point, Round, Rounds, Timeline, rounds, timeline

GONE = {"posted", "sent", "called"}


def timeline_of(interview: Interview, today: date) -> Timeline:
    """Return the timeline: interview, letters that left, decision, follow-up, the answer and today.

    Reads `interview.letters` and `interview.reminders`; prefetch them where there are many interviews.
    """
    points = [
        *_points(interview, interview.zone, today, is_last=True),
        *_answer(interview.position),
        Point(today, "today", _("today"), is_done=True),
    ]
    return timeline(points, today)


def rounds_of(position: Position, today: date, one: Interview | None = None) -> Rounds:
    """Return the picture of all interviews of a position, a line for each, for interviews/_timeline_rounds.html.

    Fetches interviews, their letters and reminders, and the position's own letters, where they are not fetched yet: not
    those of the interview `one`, which the caller has.
    """
    prefetch_related_objects([position], "interviews", "letters")
    zone = position.owner.time_zone
    interviews = [one if one is not None and each == one else each for each in position.interviews.all()]
    prefetch_related_objects(interviews, "letters", "reminders")
    held = [interview for interview in interviews if not interview.is_cancelled]
    last = held[-1] if held else None
    several = []
    for number, interview in enumerate(interviews, 1):
        interview.position = position
        points = list(_points(interview, zone, today, is_last=interview == last))
        if interview == last:
            own = [letter for letter in _related(position, "letters") if letter.interview_id is None]
            points += [*_letters(own, zone), *_answer(position)]
        title = _("Round %(number)d") % {"number": number} if len(interviews) > 1 else ""
        several.append(Round(title, tuple(points)))
    return rounds(several, Point(today, "today", _label(_("today,"), today), is_done=True))


def _points(interview: Interview, zone: ZoneInfo, today: date, *, is_last: bool) -> Iterator[Point]:
    """What belongs to one interview. A later round is the answer to an earlier one, whose decision day goes; so does a
    day that is still to come once there is an answer.
    """
    held_on = interview.starts_at.astimezone(zone).date()
    words = _("cancelled") if interview.is_cancelled else _("interview")
    yield Point(held_on, "interview", _label(words, held_on), held_on <= today and not interview.is_cancelled)
    yield from _letters(_related(interview, "letters"), zone)
    day, answered_on = interview.decides_on, interview.position.outcome_on
    if is_last and not interview.is_cancelled and (answered_on is None or day <= answered_on):
        yield Point(day, "decision", _label(_("decision"), day), day <= today)
    for reminder in _related(interview, "reminders"):
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
