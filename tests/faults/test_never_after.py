"""Never after it is done: people act at random moments around sweeps and batches, and no mail speaks of the past.

Each seed is one interleaving. What a person did is kept here, beside the product; every mail is judged by what was
true when the mail server was handed it. FAULT_SEEDS=200 plays as many; without it those that have found something.
"""

import os
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import User
from interviews.models import Interview
from interviews.outcomes import cancel, note_outcome, reinstate
from interviews.signals import interview_changed
from letters.models import Letter
from letters.states import mark, take_back
from reminders import outbox
from reminders.acts import resume_interview, stop_interview
from reminders.delivery import send_batch
from reminders.models import Mailing
from reminders.tasks import replan_all
from tests.factories import make_interview, make_user
from tests.reminders.sink import Sink, smtp_sink

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
SEEDS = (6, 43, 54, 88, 144, 188)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# What each kind speaks of: of letters still to write, or of an answer that is awaited.
OF_LETTERS = {"write", "write_late", "post_today"}
OF_AN_ANSWER = {"debrief", "write", "write_late", "decision_day", "follow_up", "last_follow_up"}


@dataclass
class Truth:
    """What is true of one person: by what they did, not by what the product keeps."""

    starts_at: datetime
    is_gone: bool = False
    is_closed: bool = False
    is_cancelled: bool = False
    is_stopped: bool = False
    has_answer: bool = False
    has_posted: bool = False

    def forbids(self, kind: str, now: datetime) -> bool:
        """Whether no mail may speak of this kind at `now`."""
        return (
            self.is_gone
            or self.is_closed
            or self.is_cancelled
            or self.is_stopped
            or (self.has_answer and kind in OF_AN_ANSWER)
            or (self.has_posted and kind in OF_LETTERS)
            or (kind in OF_AN_ANSWER and now < self.starts_at + HOUR)
        )

    @property
    def awaits_a_letter(self) -> bool:
        """Whether they are to be nagged each morning."""
        return not any(
            (self.is_gone, self.is_closed, self.is_cancelled, self.is_stopped, self.has_answer, self.has_posted)
        )


@dataclass
class World:
    """Some people, a clock and a mail server."""

    chance: random.Random
    clock: time_machine.Traveller
    sink: Sink
    truths: dict[str, Truth] = field(default_factory=dict)
    # For each mail that was taken: its raw bytes, when, and what was true then.
    taken: list[tuple[datetime, dict[str, Truth]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    handed: list[list[int]] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def act(self) -> None:
        """Have somebody do something, through the verb that the pages use."""
        living = [name for name, truth in self.truths.items() if not truth.is_gone]
        if not living:
            return
        name = self.chance.choice(living)
        truth = self.truths[name]
        interview = Interview.objects.select_related("position__owner").get(position__owner__email=name)
        what = self.chance.choices(
            [self.post, self.cancel, self.move, self.answer, self.stop, self.close, self.delete], [6, 3, 4, 3, 2, 2, 1]
        )[0]
        what(truth, interview)
        self.said.append(f"{self.now():%d %H:%M} {name} {what.__name__} {truth}")

    def post(self, truth: Truth, interview: Interview) -> None:
        for letter in interview.letters.filter(kind="thank_you"):
            if truth.has_posted:
                take_back(letter, Letter.State.DRAFT)
            else:
                mark(letter, Letter.State.POSTED, self.now())
        truth.has_posted = not truth.has_posted

    def cancel(self, truth: Truth, interview: Interview) -> None:
        if truth.is_cancelled:
            reinstate(interview)
        else:
            cancel(interview, self.now())
        truth.is_cancelled = not truth.is_cancelled

    def move(self, truth: Truth, interview: Interview) -> None:
        moved = self.chance.choice([HOUR, 3 * HOUR, DAY, 2 * DAY, 5 * DAY, -DAY])
        interview.starts_at += moved
        interview.ends_at += moved
        interview.save()
        interview_changed.send(Interview, position=interview.position, interview=interview)
        truth.starts_at = interview.starts_at

    def answer(self, truth: Truth, interview: Interview) -> None:
        note_outcome(interview.position, "open" if truth.has_answer else "withdrawn", self.now().date())
        truth.has_answer = not truth.has_answer

    def stop(self, truth: Truth, interview: Interview) -> None:
        if truth.is_stopped:
            resume_interview(interview)
        else:
            stop_interview(interview, self.now())
        truth.is_stopped = not truth.is_stopped

    def close(self, truth: Truth, interview: Interview) -> None:
        truth.is_closed = not truth.is_closed
        User.objects.filter(pk=interview.position.owner_id).update(is_active=not truth.is_closed)

    def delete(self, truth: Truth, interview: Interview) -> None:
        interview.position.owner.delete()
        truth.is_gone = True

    def clock_with_surprises(self) -> datetime:
        """The clock that a batch asks; now and then somebody acts while it looks."""
        if self.chance.random() < 0.25:
            self.act()
        self.clock.shift(timedelta(seconds=1))
        return self.now()

    def sweep(self) -> None:
        self.handed += outbox.sweep(self.now())

    def send(self, clock: Callable[[], datetime] | None = None) -> None:
        """Send a batch, perhaps of keys that were handed out long ago."""
        if self.handed:
            keys = self.chance.choice(self.handed)
            self.sink.rcpt = {}
            if clock is not None and self.chance.random() < 0.2:
                self.sink.rcpt[self.chance.choice(list(self.truths))] = "451 later"
            before = len(self.sink.raw)
            send_batch(keys, clock or self.now)
            self.said.append(f"{self.now():%d %H:%M} sent {len(self.sink.raw) - before}")

    def wait(self) -> None:
        self.clock.shift(self.chance.choice([timedelta(minutes=1), timedelta(minutes=7), HOUR, 4 * HOUR]))

    def sleep(self) -> None:
        """Till a minute past the next morning's hour; the hourly planning goes on."""
        morning = self.now().replace(hour=8, minute=1, second=0)
        morning = morning if morning > self.now() else morning + DAY
        self.clock.move_to(max(self.now(), morning - HOUR))
        replan_all()
        self.clock.move_to(morning)

    def judge(self) -> Iterator[str]:
        """What was said though it was over."""
        for message, (at, truths) in zip(self.sink.messages, self.taken, strict=True):
            truth = truths[str(message["To"])]
            mailing = Mailing.objects.filter(message_id=message["Message-ID"]).first()
            kinds = (
                [reminder.kind for reminder in mailing.reminders.all()] if mailing else ["of an account that is gone"]
            )
            if not mailing and not truth.is_gone:
                kinds = []  # it was deleted later, and with it what the mail carried
            for kind in kinds:
                if truth.forbids(kind, at):
                    yield f"{at:%d %H:%M} {message['To']} {kind} {truth}"


@pytest.mark.parametrize("seed", range(int(os.environ["FAULT_SEEDS"])) if "FAULT_SEEDS" in os.environ else SEEDS)
def test_no_mail_speaks_of_what_is_over_and_none_that_is_owed_is_missing(seed: int) -> None:
    with time_machine.travel(BEGIN, tick=False) as clock, smtp_sink() as sink:
        world = World(random.Random(seed), clock, sink)
        sink.on_data = lambda: world.taken.append((world.now(), deepcopy(world.truths)))
        for _ in range(3):
            user = make_user()
            interview = make_interview(
                user, debriefed_at=None, decides_on_day=datetime(2026, 12, 18, tzinfo=UTC).date()
            )
            world.truths[user.email] = Truth(interview.starts_at)
        steps: list[Any] = [
            world.act,
            world.sweep,
            lambda: world.send(world.clock_with_surprises),
            world.wait,
            world.sleep,
        ]
        for _ in range(40):
            world.chance.choices(steps, [2, 5, 5, 2, 2])[0]()
        story = "\n".join(world.said)
        assert list(world.judge()) == [], story
        ids = [message["Message-ID"] for message in sink.messages]
        assert len(ids) == len(set(ids)), story
        # Two quiet mornings: who still owes a letter is nagged on the second, whatever has been going on.
        sink.rcpt = {}
        for _ in range(2):
            world.sleep()
            before = len(sink.raw)
            for keys in outbox.sweep(world.now()):
                send_batch(keys, world.now)
        assert list(world.judge()) == [], story
        owing = {
            name
            for name, truth in world.truths.items()
            if truth.awaits_a_letter and truth.starts_at + DAY < world.now() < datetime(2026, 12, 14, tzinfo=UTC)
        }
        assert owing <= {str(message["To"]) for message in sink.messages[before:]}, story
