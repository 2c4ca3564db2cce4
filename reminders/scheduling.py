"""Turning a reason and its day into a reminder in the person's hours. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from reminders.facts import InterviewFacts, Planned, PositionFacts
from reminders.history import History
from reminders.hours import Hours, local_day, morning_of, next_allowed, next_mail_day, previous_mail_day
from reminders.kinds import KINDS

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """What every rule looks at: the person's hours, what has come already, and the time."""

    hours: Hours
    history: History
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now, self.hours.zone)

    def is_wanted(self, kind: str) -> bool:
        return KINDS[kind].setting in self.hours.kinds

    def day_of(self, interview: InterviewFacts) -> date:
        """The local day an interview is held."""
        return local_day(interview.starts_at, self.hours.zone)

    def first_morning_after(self, interview: InterviewFacts) -> date:
        """The next day whose morning comes after the end of the interview."""
        day = self.day_of(interview) + _A_DAY
        while morning_of(day, self.hours) < interview.ends_at:
            day += _A_DAY
        return day

    def decision_country(self, position: PositionFacts, interview: InterviewFacts) -> str:
        return interview.decision_country or position.country or self.hours.country

    def forward(self, day: date) -> datetime:
        """The morning of `day`, or of the next mail day."""
        return morning_of(next_mail_day(day, self.hours), self.hours)

    def backward(self, day: date, not_before: date) -> datetime | None:
        """The morning of `day`, or of the last mail day before it that is not before `not_before`."""
        found = previous_mail_day(day, self.hours, not_before)
        return None if found is None else morning_of(found, self.hours)

    def once(
        self,
        kind: str,
        base: str,
        day: date,
        *,
        position_id: int,
        interview_id: int | None = None,
        letter_id: int | None = None,
        interviewer_id: int | None = None,
        reopens_after: int | None = None,
    ) -> Iterator[Planned]:
        """Something that comes once and has no last useful day: on the morning of `day`, quiet days move it forward.

        Nothing when it has come or was put away; `reopens_after` as in History.open_once.
        """
        occasion = self.history.open_once(base, day, reopens_after)
        if occasion is not None:
            due_at = self.forward(day)
            yield self.snoozed(
                Planned(occasion, kind, due_at, None, position_id, interview_id, letter_id, interviewer_id)
            )

    def while_useful(self, planned: Planned) -> Iterator[Planned]:
        """The reminder, snoozed if it was, unless it would come after its last useful day."""
        planned = self.snoozed(planned)
        if planned.last_useful_on is None or self.day_due(planned) <= planned.last_useful_on:
            yield planned

    def day_due(self, planned: Planned) -> date:
        """The local day a reminder is due."""
        return local_day(planned.due_at, self.hours.zone)

    def snoozed(self, planned: Planned) -> Planned:
        """The same reminder at the instant the person chose, if they chose one.

        Choosing a day past the last useful one lifts it: they were told what it means, and a reminder somebody asked
        for must not vanish.
        """
        chosen = self.history.chosen(planned.occasion)
        if chosen is None:
            return planned
        moved = replace(planned, due_at=next_allowed(chosen, self.hours), slot="morning")
        if moved.last_useful_on is not None and self.day_due(moved) > moved.last_useful_on:
            return replace(moved, last_useful_on=None)
        return moved
