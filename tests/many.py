"""Accounts of years: hundreds of interviews with their people, notes, letters and gifts, made at once from a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from desk.indexing import refresh_account
from desk.synthetic.words import COMPANIES, CONCERNS, FIRST, LAST, OUTCOMES, PERSONAL, ROLES, TITLES, TOPICS
from interviews.models import Concern, Interview, Interviewer, PanelSeat, Position, Topic
from letters.examples import examples
from letters.models import Gift, Letter
from reminders.replan import replan


@dataclass(frozen=True)
class Years:
    """What was made, the earliest first."""

    interviews: list[Interview]
    people: list[Interviewer]
    letters: list[Letter]


@transaction.atomic
def make_years(
    owner: User, now: datetime, *, interviews: int, letters: int = 0, panel: int = 2, waiting: int = 12, seed: int = 6
) -> Years:
    """Give an account so many interviews, up to `now` (UTC) and a week beyond, each with a panel of so many new people.

    Every second position has two rounds. The last `waiting` positions are open; of the others every letter has left.
    There is a thank-you to everyone, and further letters up to the number asked for. The same seed makes the same.
    """
    draw = random.Random(seed)
    positions = _positions(owner, draw, now, interviews, waiting)
    held = _interviews(draw, positions, now, interviews)
    people, seats = _panels(owner, draw, held, panel)
    _notes(draw, seats)
    written = _letters(draw, seats, now, max(letters, len(seats)))
    gone = [letter for letter in written if not letter.is_open]
    Gift.objects.bulk_create(
        Gift(owner=owner, interviewer=letter.recipient, letter=letter, text=f"an article about {draw.choice(TOPICS)}",
             web="https://courtauld.example/letters", given_at=letter.closed_at)
        for letter in gone[::3]
    )  # fmt: skip
    replan(owner, now)
    refresh_account(owner)
    return Years(held, people, written)


def _positions(owner: User, draw: random.Random, now: datetime, interviews: int, waiting: int) -> list[Position]:
    count = max(round(interviews / 1.5), 1)
    positions = []
    for number in range(count):
        age = timedelta(days=2 * (count - number))
        position = Position(
            owner=owner, company=f"{draw.choice(COMPANIES)} {number}", title=draw.choice(TITLES), created_at=now - age,
            key_message="I turn a list of volunteers into a team that stays", street="12 Quay Street", town="Bristol",
            postcode="BS1 4DJ", country="GB",
        )  # fmt: skip
        if number < count - waiting:
            position.outcome = draw.choice(OUTCOMES)
            position.outcome_on = (now - age).date() + timedelta(days=20)
        positions.append(position)
    return Position.objects.bulk_create(positions)


def _interviews(draw: random.Random, positions: Sequence[Position], now: datetime, count: int) -> list[Interview]:
    rounds = [position for index, position in enumerate(positions) for _ in range(1 + index % 2)][:count]
    rounds += [positions[-1]] * (count - len(rounds))
    held = []
    for number, position in enumerate(rounds):
        day = (now - timedelta(days=1.4 * (count - number - 3))).replace(hour=9 + number % 8, minute=0)
        held.append(
            Interview(
                position=position, starts_at=day, ends_at=day + timedelta(hours=1), how=draw.choice(Interview.How.values),
                window="weeks", window_number=1, decides_on=day.date() + timedelta(days=7), where="12 Quay Street",
                left_out="I ran the winter programme alone for six weeks" if draw.random() < 0.5 else "",
                decision_words="by the middle of next week, all being well", debriefed_at=day + timedelta(hours=2),
            )
        )  # fmt: skip
    return Interview.objects.bulk_create(held)


def _panels(
    owner: User, draw: random.Random, held: Sequence[Interview], panel: int
) -> tuple[list[Interviewer], list[PanelSeat]]:
    people = Interviewer.objects.bulk_create(
        Interviewer(
            owner=owner, name=f"{draw.choice(FIRST)} {draw.choice(LAST)}-{number}", honorific=draw.choice(["Ms", "Mr", ""]),
            role=draw.choice(ROLES),
            company=held[number // panel].position.company, email=f"p{number}@example.org", phone="0117 496 0000",
            created_at=held[number // panel].starts_at,
        )
        for number in range(len(held) * panel)
    )  # fmt: skip
    seats = PanelSeat.objects.bulk_create(
        PanelSeat(
            interview=held[number // panel], interviewer=person, place=number % panel, is_lead=number % panel == 0,
            voice=number % panel,
            impressed_me="the rota on the wall" if draw.random() < 0.3 else "",
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    return people, seats


def _notes(draw: random.Random, seats: Sequence[PanelSeat]) -> None:
    Topic.objects.bulk_create(
        Topic(seat=seat, text=text, is_personal=text in PERSONAL)
        for seat in seats
        for text in draw.sample(TOPICS, draw.randint(1, 3))
    )
    Concern.objects.bulk_create(
        Concern(
            seat=seat, text=draw.choice(CONCERNS), answered=draw.choice(["no", "half", "yes"]), answer="I led twelve"
        )
        for seat in seats
        if draw.random() < 0.4
    )


def _letters(draw: random.Random, seats: Sequence[PanelSeat], now: datetime, count: int) -> list[Letter]:
    paragraphs = [part for example in examples() for part in example.text.split("\n\n")[1:-1]]
    kinds = [("thank_you", "hand"), ("follow_up", "hand"), ("thank_you", "email"), ("last_follow_up", "email")]
    letters = []
    for number in range(count):
        seat, (kind, channel) = seats[number % len(seats)], kinds[number // len(seats)]
        interview = seat.interview
        body = "\n\n".join(draw.sample(paragraphs, 7))
        letter = Letter(
            position=interview.position, interview=interview, recipient=seat.interviewer, kind=kind, channel=channel,
            text=f"Dear {seat.interviewer.name},\n\n{body}\n\nSincerely,\nDaniel Osei", version=1,
            created_at=interview.starts_at, saved_at=interview.starts_at,
        )  # fmt: skip
        if not interview.position.is_open or (interview.ends_at < now - timedelta(days=3)):
            letter.state = "posted" if channel == "hand" else "sent"
            letter.closed_at = interview.starts_at + timedelta(days=1)
        letters.append(letter)
    return Letter.objects.bulk_create(letters)
