"""The reminders of letters that are owed: nagging, the last day of posting, and a word when it is too late. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from interviews.workdays import UNSTATED_WORKDAYS, add_workdays
from letters.post import post_by
from reminders.facts import InterviewFacts, LetterFacts, Planned, PositionFacts
from reminders.hours import morning_of, next_mail_day
from reminders.scheduling import Desk

_A_DAY = timedelta(days=1)


def plan_letters(desk: Desk, position: PositionFacts, interview: InterviewFacts) -> Iterator[Planned]:
    """The next nag, the last day of posting of each ready letter, and a word when it is too late."""
    first = desk.first_morning_after(interview)
    owed = [letter for letter in interview.letters if letter.kind == "thank_you" and letter.is_open]
    useful_until = {letter.id: _last_useful(desk, position, interview, letter) for letter in owed}
    if owed:
        yield from _nag(desk, position, interview, first, max(useful_until.values()))
    for letter in owed:
        if letter.is_second:
            continue  # the e-mail before it came in time
        yield from desk.once(
            "write_late",
            f"write_late:letter:{letter.id}",
            max(first, useful_until[letter.id] + _A_DAY),
            position_id=position.id,
            interview_id=interview.id,
            letter_id=letter.id,
            interviewer_id=letter.recipient_id,
        )
    for letter in interview.letters:
        last = useful_until.get(letter.id, letter.last_useful_on or letter.post_by)
        if letter.is_second:
            last = letter.post_by
        if last is not None:
            yield from plan_post_today(desk, position, letter, last, first, interview_id=interview.id)


def plan_post_today(
    desk: Desk,
    position: PositionFacts,
    letter: LetterFacts,
    last: date,
    first: date,
    *,
    interview_id: int | None = None,
) -> Iterator[Planned]:
    """The last day of posting of a letter that is ready. A quiet day moves it back, though not before `first`; where
    nothing is free before, forward, as long as it is of use (until `last`).
    """
    if letter.channel != "hand" or letter.state not in ("ready", "copied"):
        return
    day = min(letter.post_by or last, last)
    occasion = desk.history.open_once(f"post_today:letter:{letter.id}:{day}", day)
    if occasion is not None:
        due_at = desk.backward(day, first) or desk.forward(max(day, first))
        ids = (position.id, interview_id, letter.id, letter.recipient_id)
        yield from desk.while_useful(Planned(occasion, "post_today", due_at, last, *ids))


def window_ends(desk: Desk, position: PositionFacts, interview: InterviewFacts) -> date:
    """The last day of the decision window; where none is known, seven working days (product.md)."""
    if interview.decides_on is not None:
        return interview.decides_on
    return add_workdays(desk.day_of(interview), UNSTATED_WORKDAYS, desk.decision_country(position, interview))


def _nag(desk: Desk, position: PositionFacts, interview: InterviewFacts, first: date, last: date) -> Iterator[Planned]:
    """Only the next morning of the series: one that never went out stays the next one."""
    base = f"write:interview:{interview.id}"
    taken = desk.history.last_of_series(base)
    day = next_mail_day(first if taken is None else max(first, taken + _A_DAY), desk.hours)
    occasion = desk.history.snoozed_in_series(base) or f"{base}:{day}"
    due_at = morning_of(day, desk.hours)
    yield from desk.while_useful(Planned(occasion, "write", due_at, last, position.id, interview.id))


def _last_useful(desk: Desk, position: PositionFacts, interview: InterviewFacts, letter: LetterFacts) -> date:
    """The last day a thank-you is of use: read the day before the decision (S32), so by post counted back. A card after
    an e-mail is of use until they decide.
    """
    if letter.last_useful_on is not None:
        return letter.last_useful_on
    if letter.is_second:
        return window_ends(desk, position, interview)
    needed_on = window_ends(desk, position, interview) - _A_DAY
    if letter.channel != "hand":
        return needed_on
    if letter.post_by is not None:
        return letter.post_by
    # Without a floor a posting day is always found, if need be before the interview: then it is too late at once.
    return post_by(needed_on, desk.hours.country, position.country) or desk.day_of(interview)
