"""Plain builders: each makes one thing with sensible values, and takes what a test is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.models import Interview, Interviewer, Position
from interviews.panel import SeatEntry, set_panel
from interviews.signals import interview_changed
from interviews.workdays import decides_on
from letters.models import Letter

PASSWORD = "correct horse battery"
# Wednesday; the panel meets at 14:00 in London, which is 14:00 UTC in November.
HELD_AT = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)
_serial = count(1)


def make_user(**fields: Any) -> User:
    """An account in London, its address confirmed."""
    values = {
        "email": f"person{next(_serial)}@example.org",
        "name": "Daniel Osei",
        "country": "GB",
        "time_zone": "Europe/London",
        **fields,
    }
    user = User.objects.create_user(password=PASSWORD, **values)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    user.refresh_from_db()
    return user


def make_position(owner: User, **fields: Any) -> Position:
    """A position at Harbour & Field."""
    return Position.objects.create(
        owner=owner, **{"company": "Harbour & Field", "title": "Programme Manager", **fields}
    )


def seat(name: str, **fields: Any) -> SeatEntry:
    """One row of a panel."""
    topics: Sequence[str] = fields.pop("topics", ())
    return SeatEntry(name=name, topics=tuple(topics), **fields)


LEAD = seat(
    "Ifeoma Adeyemi", honorific="Ms", role="Head of Programmes", is_lead=True, topics=["volunteer no-shows", "Cézanne"]
)
OTHER = seat("Tom Reyes", honorific="Mr", role="Finance Lead", topics=["budgets"])


def make_interview(
    owner: User | None = None,
    *,
    position: Position | None = None,
    starts_at: datetime = HELD_AT,
    panel: Sequence[SeatEntry] = (LEAD, OTHER),
    decides_on_day: date | None = None,
    **fields: Any,
) -> Interview:
    """A logged interview of an hour, debriefed, with its letters opened; the window is a week unless a day is given."""
    position = position or make_position(owner or make_user())
    held_on = starts_at.astimezone(position.owner.time_zone).date()
    values: dict[str, Any] = {
        "window": Interview.Window.WEEKS,
        "window_number": 1,
        "decides_on": decides_on(held_on, "weeks", 1, None, "GB"),
        "debriefed_at": starts_at + timedelta(hours=1),
    }
    if decides_on_day is not None:
        values |= {"window": Interview.Window.DATE, "window_number": None, "decides_on": decides_on_day}
    interview = Interview.objects.create(
        position=position, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), **(values | fields)
    )
    set_panel(interview, panel)
    interview_changed.send(Interview, position=position, interview=interview)
    return interview


def letter_to(interview: Interview, name: str, kind: str = Letter.Kind.THANK_YOU) -> Letter:
    """The letter of an interview to somebody on its panel."""
    return interview.letters.get(recipient__name=name, kind=kind)


def person(owner: User, name: str) -> Interviewer:
    """Somebody met."""
    return Interviewer.objects.get(owner=owner, name=name)


def panel_form(*rows: dict[str, Any], lead: int | None = 0, initial: int = 0) -> dict[str, Any]:
    """The fields that a browser posts for a panel of these rows."""
    data: dict[str, Any] = {
        "seats-TOTAL_FORMS": str(len(rows)),
        "seats-INITIAL_FORMS": str(initial),
        "seats-MIN_NUM_FORMS": "0",
        "seats-MAX_NUM_FORMS": "20",
    }
    for index, row in enumerate(rows):
        data |= {f"seats-{index}-{name}": value for name, value in row.items()}
    if lead is not None:
        data["lead"] = f"seats-{lead}"
    return data


def log_form(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The fields that a browser posts from the log page: the shortest case, with these rows and fields."""
    lead = fields.pop("lead", 0 if rows else None)
    initial = fields.pop("initial", 0)
    return {
        "company": "Harbour & Field",
        "title": "Programme Manager",
        "starts_at": "2026-11-18T14:00",
        "how": "in_person",
        "window": "weeks",
        "window_number": "1",
        **panel_form(*rows, lead=lead, initial=initial),
        **fields,
    }


def queries_of(browser: Client, paths: Sequence[str]) -> dict[str, int]:
    """How often each page asks the database; opened once before, so that what is read once for all does not count."""
    found = {}
    for path in paths:
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        found[path] = len(asked)
    return found
