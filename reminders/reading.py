"""The rows of one account, read as the facts that the plan is made from. A constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, Prefetch, Q, QuerySet

from accounts.models import User
from interviews.models import Interview, Position
from interviews.ties import months_of
from letters.covering import comes_second, is_to_do
from letters.models import Letter
from letters.timing import last_posting_day
from reminders.facts import AccountFacts, InterviewFacts, KeepInTouch, LetterFacts, PositionFacts
from reminders.hours import Hours
from reminders.kinds import DEFAULT_KINDS
from reminders.models import Reminder

# The last keeping in touch comes twelve months after the outcome; what is older plans nothing.
LONGEST_MEMORY = timedelta(days=500)

Row = TypeVar("Row", bound=Model)


def hours_of(user: User) -> Hours:
    """Return when mail may reach an account."""
    return Hours(
        zone=_zone(user),
        country=user.country,
        morning=user.morning,
        evening=user.evening,
        quiet_weekdays=frozenset(user.quiet_weekdays),
        quiet_holidays=user.quiet_holidays,
        paused_until=user.paused_until,
        kinds=(DEFAULT_KINDS | frozenset(user.wanted_kinds)) - frozenset(user.unwanted_kinds),
        is_stopped=user.mail_stopped_at is not None,
    )


def facts_of(users: Collection[User], now: datetime) -> dict[int, AccountFacts]:
    """Return everything the plans of these accounts need at `now` (UTC), by key: as many queries as for one."""
    letters = Letter.objects.select_related("recipient").prefetch_related("covers")
    found = (
        Position.objects.filter(owner__in=users)
        .filter(Q(outcome=Position.Outcome.OPEN) | Q(outcome_on__gte=(now - LONGEST_MEMORY).date()))
        .select_related("owner")
        .prefetch_related("interviews__seats", "ties", Prefetch("letters", letters))
    )
    positions, history = _by_account(found, "owner_id"), _by_account(_history(users, found), "user_id")
    return {user.pk: _account(user, positions[user.pk], history[user.pk]) for user in users}


def _history(users: Collection[User], positions: QuerySet[Position]) -> QuerySet[Reminder]:
    """What was mailed, done or put off about these positions."""
    return Reminder.objects.filter(user__in=users, position__in=positions).filter(
        Q(mailed_at__isnull=False) | Q(state=Reminder.State.DONE) | Q(snoozed_until__isnull=False)
    )


def _by_account(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _account(user: User, positions: list[Position], history: list[Reminder]) -> AccountFacts:
    zone = _zone(user)
    return AccountFacts(
        # Stopping the mail changes what is sent, not what is due: the desk and the calendar go on.
        hours=replace(hours_of(user), is_stopped=False),
        positions=tuple(_position(position) for position in positions),
        mailed={row.occasion: row.mailed_at.astimezone(zone).date() for row in history if row.mailed_at},
        put_away={
            row.occasion: row.closed_at.astimezone(zone).date()
            for row in history
            if row.closed_at and row.state == Reminder.State.DONE
        },
        snoozed={row.occasion: row.snoozed_until for row in history if row.is_open and row.snoozed_until},
    )


def _zone(user: User) -> ZoneInfo:
    zone = user.time_zone
    assert isinstance(zone, ZoneInfo)  # noqa: S101  # the field's own promise, for the type checker
    return zone


def _position(position: Position) -> PositionFacts:
    interviews = list(position.interviews.all())
    letters = list(position.letters.all())
    by_pk = {interview.pk: interview for interview in interviews}
    for interview in interviews:
        interview.position = position
    for letter in letters:
        letter.position = position
        if letter.interview_id:
            letter.interview = by_pk[letter.interview_id]
    return PositionFacts(
        id=position.pk,
        country=position.country or position.owner.country,
        outcome=position.outcome,  # type: ignore[arg-type]  # a constraint keeps it one of the words
        outcome_on=position.outcome_on,
        interviews=tuple(
            _interview(interview, [letter for letter in letters if letter.interview_id == interview.pk])
            for interview in interviews
        ),
        letters=tuple(_letter(letter, ()) for letter in letters if letter.interview_id is None),
        keep_in_touch=tuple(
            KeepInTouch(person, months) for person, months in months_of(position, position.outcome).items()
        ),
    )


def _interview(interview: Interview, letters: list[Letter]) -> InterviewFacts:
    return InterviewFacts(
        id=interview.pk,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        decides_on=interview.decides_on,
        is_stated=interview.is_stated,
        is_cancelled=interview.is_cancelled,
        is_debriefed=interview.debriefed_at is not None,
        is_stopped=interview.stopped_at is not None,
        lead_id=_lead(interview),
        letters=tuple(_letter(letter, letters) for letter in letters),
    )


def _lead(interview: Interview) -> int | None:
    return next((seat.interviewer_id for seat in interview.seats.all() if seat.is_lead), None)


def _letter(letter: Letter, beside: Iterable[Letter]) -> LetterFacts:
    zone = letter.position.owner.time_zone
    is_aside = letter.is_open and not is_to_do(letter, beside)
    return LetterFacts(
        id=letter.pk,
        kind=letter.kind,  # type: ignore[arg-type]
        channel=letter.channel,  # type: ignore[arg-type]
        recipient_id=letter.recipient_id,
        state="set_aside" if is_aside else letter.state,  # type: ignore[arg-type]
        closed_on=letter.closed_at.astimezone(zone).date() if letter.closed_at else None,
        post_by=last_posting_day(letter),
        is_second=letter.is_open and comes_second(letter, beside),
    )
