"""Invented accounts, one after the other: the same seed, sums and day make the same accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from random import Random

from desk.synthetic.sizes import Sums, parted, sizes
from desk.synthetic.words import (
    COMPANIES,
    CONCERNS,
    FIRST,
    LAST,
    OUTCOMES,
    PLACES,
    ROLES,
    SENTENCES,
    TITLES,
    TOPICS,
)

# RFC 2606, 2: no mail ever arrives there, should any be sent.
DOMAIN = "fairhand.invalid"
_A_DAY = timedelta(days=1)
_DECIDED_AFTER = 30  # days after which most have their answer
# The lead is written to again, after so many days.
_AGAIN = (("follow_up", 12), ("last_follow_up", 20))


@dataclass(frozen=True)
class Letter:
    """To the seat of this number on the panel. `closed_at`: None while it is open."""

    seat: int
    kind: str
    channel: str
    state: str
    text: str
    closed_at: datetime | None


@dataclass(frozen=True)
class Seat:
    """Somebody on a panel, with topics and (concern, answered) pairs."""

    name: str
    honorific: str
    role: str
    email: str
    topics: tuple[str, ...]
    concerns: tuple[tuple[str, str], ...]
    impressed_me: str


@dataclass(frozen=True)
class Interview:
    """Held, or still to come, at `starts_at` (UTC) for an hour; they decide so many weeks later."""

    starts_at: datetime
    how: str
    weeks: int
    left_out: str
    debriefed_at: datetime | None
    seats: tuple[Seat, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class Position:
    """A job at a company that lies in the place of this number in words.PLACES, with its rounds in order."""

    title: str
    company: str
    place: int
    outcome: str
    outcome_on: date | None
    interviews: tuple[Interview, ...]


@dataclass(frozen=True)
class Account:
    """Who somebody is, and their positions, the earliest first."""

    email: str
    name: str
    country: str
    zone: str
    joined_at: datetime
    positions: tuple[Position, ...]


def invented(seed: int, sums: Sums, today: date) -> Iterator[Account]:
    """Give so many accounts, as they would stand on a day."""
    for number, (interviews, letters) in enumerate(sizes(seed, sums), start=1):
        yield _account(Random(f"{seed}:{number}"), f"s{seed}-{number}@{DOMAIN}", interviews, letters, today)  # noqa: S311


def _account(draw: Random, email: str, interviews: int, letters: int, today: date) -> Account:
    place = draw.randrange(len(PLACES))
    country, zone = PLACES[place][:2]
    name = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
    midnight = datetime.combine(today, clock(), UTC)
    # The last one was a month ago, or is still to come; before it there was one every five days or so.
    ages = [draw.expovariate(1 / 30) - 8 + 5 * (interviews - 1 - one) for one in range(interviews)]
    held = [
        _interview(draw, name, midnight - round(age) * _A_DAY, midnight, count)
        for age, count in zip(sorted(ages, reverse=True), parted(draw, letters, interviews), strict=True)
    ]
    rounds: list[list[Interview]] = []
    for one in held:
        if rounds and len(rounds[-1]) < 3 and draw.random() < 0.3:
            rounds[-1].append(one)
        else:
            rounds.append([one])
    positions = tuple(_position(draw, place, some, today) for some in rounds)
    joined = held[0].starts_at - _A_DAY if held else midnight - draw.randrange(90) * _A_DAY
    return Account(email, name, country, zone, joined, positions)


def _position(draw: Random, place: int, rounds: list[Interview], today: date) -> Position:
    last = rounds[-1].starts_at.date()
    outcome, outcome_on = "open", None
    if (today - last).days > _DECIDED_AFTER and draw.random() < 0.9:
        outcome, outcome_on = draw.choice(OUTCOMES), last + draw.randint(8, _DECIDED_AFTER) * _A_DAY
    company = f"{draw.choice(COMPANIES)} {draw.randint(1, 999)}"
    return Position(draw.choice(TITLES), company, place, outcome, outcome_on, tuple(rounds))


def _interview(draw: Random, writer: str, day: datetime, today: datetime, letters: int) -> Interview:
    starts_at = day + timedelta(hours=draw.randint(8, 16))
    age = (today - starts_at).days
    again = min(sum(age > days for _, days in _AGAIN), max(letters - 1, 0)) if draw.random() < 0.6 else 0
    seats = tuple(_seat(draw, number) for number in range(letters - again))
    return Interview(
        starts_at=starts_at,
        how=draw.choice(("in_person", "video", "phone")),
        weeks=draw.randint(1, 3),
        left_out="I ran the winter programme alone for six weeks" if age > 0 and draw.random() < 0.4 else "",
        debriefed_at=starts_at + timedelta(hours=2) if age > 0 and draw.random() < 0.9 else None,
        seats=seats,
        letters=(
            *(_letter(draw, writer, to, "thank_you", owed_at=starts_at, age=age) for to in enumerate(seats)),
            *(
                _letter(draw, writer, (0, seats[0]), kind, owed_at=starts_at + days * _A_DAY, age=age - days)
                for kind, days in _AGAIN[:again]
            ),
        ),
    )


def _seat(draw: Random, number: int) -> Seat:
    return Seat(
        name=f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        honorific=draw.choice(("Ms", "Mr", "")),
        role=draw.choice(ROLES),
        email=f"panel{number}@{DOMAIN}" if draw.random() < 0.5 else "",
        topics=tuple(draw.sample(TOPICS, draw.randint(1, 3))),
        concerns=((draw.choice(CONCERNS), draw.choice(("no", "half", "yes"))),) if draw.random() < 0.4 else (),
        impressed_me="the rota on the wall" if draw.random() < 0.3 else "",
    )


def _letter(draw: Random, writer: str, to: tuple[int, Seat], kind: str, *, owed_at: datetime, age: int) -> Letter:
    """A letter that was owed for so many days: after three most have left, or the person let it go."""
    number, seat = to
    state = "draft"
    if age > 3:
        state = draw.choices(("posted", "sent", "dropped", "draft"), (60, 25, 8, 7 * (kind == "thank_you")))[0]
    elif age > 0:
        state = draw.choice(("draft", "draft", "ready", "posted"))
    closed_at = None if state in ("draft", "ready") else owed_at + min(age, draw.randint(1, 2)) * _A_DAY
    text = _text(draw, writer, seat) if state != "draft" or (age > 0 and draw.random() < 0.4) else ""
    return Letter(number, kind, "email" if state == "sent" else "hand", state, text, closed_at)


def _text(draw: Random, writer: str, seat: Seat) -> str:
    topic = seat.topics[0]
    said = [sentence.format(topic=topic) for sentence in draw.sample(SENTENCES, draw.randint(4, 9))]
    paragraphs = [" ".join(said[start : start + 3]) for start in range(0, len(said), 3)]
    greeting = f"Dear {seat.honorific} {seat.name}".replace("  ", " ")
    return "\n\n".join([f"{greeting},", *paragraphs, f"Sincerely,\n{writer}"])
