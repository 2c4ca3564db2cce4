"""What the timeline of an interview shows, read from the rows that the other apps keep about it."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews.models import Interview
from interviews.timeline import Point, Timeline, timeline

GONE = {"posted", "sent", "called"}


def timeline_of(interview: Interview, today: date) -> Timeline:
    """Return the timeline: interview, letters that left, decision, follow-up and today.

    Reads `interview.letters` and `interview.reminders`; prefetch them where there are many interviews.
    """
    points = [
        Point(
            interview.local_day, "interview", _label(_("interview"), interview.local_day), interview.local_day <= today
        ),
        *_letter_points(interview),
    ]
    if not interview.is_cancelled:
        points.append(
            Point(
                interview.decides_on,
                "decision",
                _label(_("decision"), interview.decides_on),
                interview.decides_on <= today,
            )
        )
    for reminder in _related(interview, "reminders"):
        if reminder.kind in {"follow_up", "last_follow_up"} and reminder.is_open:
            day = reminder.due_at.astimezone(interview.zone).date()
            points.append(Point(day, "followup", _label(_("follow up"), day), is_done=False))
    points.append(Point(today, "today", _("today"), is_done=True))
    return timeline(points, today)


def _letter_points(interview: Interview) -> list[Point]:
    gone: dict[date, int] = {}
    for letter in _related(interview, "letters"):
        if letter.state in GONE:
            day = letter.closed_at.astimezone(interview.zone).date()
            gone[day] = gone.get(day, 0) + 1
    return [Point(day, "letter", _label(_("posted"), day), is_done=True) for day in gone]


def _related(interview: Interview, name: str) -> list[Any]:
    """Rows of an app to the right, by their related name: this app knows them only by it."""
    return list(getattr(interview, name).all())


def _label(what: str, day: date) -> str:
    return f"{what} {date_format(day, 'j M')}"
