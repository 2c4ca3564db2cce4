"""The debrief of an interview, and what comes while its answer is awaited. Pure.

`plan_debrief` holds for every interview that was not cancelled; `plan_waiting` for the latest of a position only,
since a later round is the answer to an earlier one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from interviews.workdays import add_workdays
from reminders.facts import InterviewFacts, LetterFacts, Planned, PositionFacts
from reminders.hours import EARLIEST, LATEST, evening_of, is_mail_day, next_mail_day, next_morning
from reminders.owed import window_ends
from reminders.scheduling import Desk

AFTER_END = timedelta(hours=1)
CHECK_IN_WORKDAYS = 3
FOLLOW_UP_WORKDAYS = 1
LAST_FOLLOW_UP_WORKDAYS = 5


def plan_debrief(desk: Desk, position: PositionFacts, interview: InterviewFacts) -> Iterator[Planned]:
    """The evening of the interview; the next morning where that would be too late or quiet."""
    if interview.is_debriefed:
        return
    day = desk.day_of(interview)
    # A day of slack: a zone changed since can turn the same evening into the day after it.
    occasion = desk.history.open_once(f"debrief:interview:{interview.id}", day, reopens_after=1)
    if occasion is None:
        return
    due_at = max(evening_of(day, desk.hours), interview.ends_at + AFTER_END)
    local = due_at.astimezone(desk.hours.zone)
    if local.date() == day and EARLIEST <= local.time() <= LATEST and is_mail_day(day, desk.hours):
        planned = Planned(occasion, "debrief", due_at, None, position.id, interview.id, slot="debrief")
    else:
        planned = Planned(occasion, "debrief", next_morning(due_at, desk.hours), None, position.id, interview.id)
    yield desk.snoozed(planned)


def plan_waiting(desk: Desk, position: PositionFacts, interview: InterviewFacts) -> Iterator[Planned]:
    """What comes while the answer is awaited: check-in, decision day, follow-up and the last one."""
    country = desk.decision_country(position, interview)
    held_on = desk.day_of(interview)
    follow_up_on = add_workdays(max(window_ends(desk, position, interview), held_on), FOLLOW_UP_WORKDAYS, country)
    # From the follow-up's morning on it says all that the first two would, if the person wants it.
    until = next_mail_day(follow_up_on, desk.hours) if desk.is_wanted("follow_up") else date.max
    for planned in (*_check_in(desk, position, interview, country), *_decision_day(desk, position, interview)):
        if desk.day_due(planned) < until and desk.today < until:
            yield planned
    # A follow-up that belongs to the position and no interview counts for its latest one.
    own = (letter for letter in position.letters if letter.closed_on is None or letter.closed_on >= held_on)
    letters = (*interview.letters, *own)
    yield from _follow_up(desk, position, interview, letters, follow_up_on)
    yield from _last_follow_up(desk, position, interview, letters, country)


def first_open(letters: list[LetterFacts]) -> int | None:
    """The id of the letter already begun, if one is."""
    return min((letter.id for letter in letters if letter.is_open), default=None)


def _check_in(desk: Desk, position: PositionFacts, interview: InterviewFacts, country: str) -> Iterator[Planned]:
    """Counted from the lead's thank-you where it went, else from the last that did."""
    went = [one for one in interview.letters if one.kind == "thank_you" and one.state in ("posted", "sent")]
    to_lead = [one.closed_on for one in went if one.recipient_id == interview.lead_id and one.closed_on]
    days = to_lead or [one.closed_on for one in went if one.closed_on]
    if days:
        yield from desk.once(
            "check_in",
            f"check_in:interview:{interview.id}",
            add_workdays(max(days), CHECK_IN_WORKDAYS, country),
            position_id=position.id,
            interview_id=interview.id,
            interviewer_id=interview.lead_id,
        )


def _decision_day(desk: Desk, position: PositionFacts, interview: InterviewFacts) -> Iterator[Planned]:
    """Only for a day they named, and only after the interview's own day."""
    day = interview.decides_on
    if day is not None and interview.is_stated and day > desk.day_of(interview):
        yield from desk.once(
            "decision_day",
            f"decision_day:interview:{interview.id}",
            day,
            position_id=position.id,
            interview_id=interview.id,
            reopens_after=0,
        )


def _follow_up(
    desk: Desk, position: PositionFacts, interview: InterviewFacts, letters: tuple[LetterFacts, ...], day: date
) -> Iterator[Planned]:
    follow_ups = [letter for letter in letters if letter.kind == "follow_up"]
    if not any(letter.is_settled for letter in follow_ups):
        yield from desk.once(
            "follow_up",
            f"follow_up:interview:{interview.id}",
            day,
            position_id=position.id,
            interview_id=interview.id,
            letter_id=first_open(follow_ups),
            interviewer_id=interview.lead_id,
            reopens_after=0,
        )


def _last_follow_up(
    desk: Desk, position: PositionFacts, interview: InterviewFacts, letters: tuple[LetterFacts, ...], country: str
) -> Iterator[Planned]:
    went = [one.closed_on for one in letters if one.kind == "follow_up" and one.is_gone and one.closed_on]
    last_ones = [letter for letter in letters if letter.kind == "last_follow_up"]
    if went and not any(letter.is_settled for letter in last_ones):
        yield from desk.once(
            "last_follow_up",
            f"last_follow_up:interview:{interview.id}",
            add_workdays(max(went), LAST_FOLLOW_UP_WORKDAYS, country),
            position_id=position.id,
            interview_id=interview.id,
            letter_id=first_open(last_ones),
            interviewer_id=interview.lead_id,
        )
