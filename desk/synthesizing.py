"""Invented accounts become rows, some at a time, with the reminders and the search entries they would have."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from desk.indexing import entry_of
from desk.rows import put
from desk.searchable import Thing, searchable
from desk.synthetic.accounts import Account
from desk.synthetic.accounts import Interview as MadeInterview
from desk.synthetic.accounts import Position as MadePosition
from desk.synthetic.accounts import Seat as MadeSeat
from desk.synthetic.words import PERSONAL, PLACES
from interviews.models import Concern, Interview, Interviewer, PanelSeat, Position, Topic
from letters.models import Letter
from reminders.replan import replan_in_turn

TOGETHER = 100  # accounts of one transaction
NO_PASSWORD = "!invented"  # noqa: S105  # nobody signs in with it: it is no hash


def synthesize(accounts: Iterable[Account], now: datetime, *, is_mailed: bool) -> Iterator[list[User]]:
    """Write invented accounts as they would stand at `now` (UTC), and give them as they are written, some at a time.

    Without `is_mailed` they are set to get no mail at all.
    """
    source = iter(accounts)
    while some := list(islice(source, TOGETHER)):
        with transaction.atomic():
            users = _users(some, None if is_mailed else now)
            _write(some, users)
            replan_in_turn(users, now)
        yield users


def analyze() -> None:
    """Let the database count what it has now: plans for the empty tables it had would be slow ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _users(accounts: list[Account], mail_stopped_at: datetime | None) -> list[User]:
    users = [
        User(
            email=one.email, name=one.name, country=one.country, time_zone=ZoneInfo(one.zone), joined_at=one.joined_at,
            password=NO_PASSWORD, mail_stopped_at=mail_stopped_at,
        )
        for one in accounts
    ]  # fmt: skip
    put(users)
    put([EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users])
    return users


def _write(accounts: list[Account], users: list[User]) -> None:
    rows = _Rows()
    for account, user in zip(accounts, users, strict=True):
        for position in account.positions:
            rows.take(user, position)
    for some in (rows.positions, rows.interviews, rows.people, rows.seats, rows.topics, rows.concerns, rows.letters):
        put(some)
    prefetch_related_objects(rows.seats, "topics", "concerns")
    things: list[tuple[int, Thing]] = []
    for kept in (rows.people, rows.positions):
        things += [(one.owner_id, one) for one in kept]
    for about in (rows.interviews, rows.letters):
        things += [(one.position.owner_id, one) for one in about]
    things += [(one.interview.position.owner_id, one) for one in rows.seats]
    put([entry_of(owner, said) for owner, thing in things if (said := searchable(thing))])


class _Rows:
    """The rows of some accounts, each kind in a list of its own."""

    def __init__(self) -> None:
        self.positions: list[Position] = []
        self.interviews: list[Interview] = []
        self.people: list[Interviewer] = []
        self.seats: list[PanelSeat] = []
        self.topics: list[Topic] = []
        self.concerns: list[Concern] = []
        self.letters: list[Letter] = []

    def take(self, owner: User, made: MadePosition) -> None:
        """Take up a position of an account with all that belongs to it."""
        country, _, town, street, postcode = PLACES[made.place]
        position = Position(
            owner=owner, company=made.company, title=made.title, outcome=made.outcome, outcome_on=made.outcome_on,
            street=street, town=town, postcode=postcode, country=country,
            key_message="I turn a list of volunteers into a team that stays", created_at=made.interviews[0].starts_at,
        )  # fmt: skip
        self.positions.append(position)
        for one in made.interviews:
            self._take_interview(position, one)

    def _take_interview(self, position: Position, made: MadeInterview) -> None:
        interview = Interview(
            position=position, starts_at=made.starts_at, ends_at=made.starts_at + timedelta(hours=1), how=made.how,
            where=position.street if made.how == Interview.How.IN_PERSON else "", window=Interview.Window.WEEKS,
            window_number=made.weeks, decides_on=made.starts_at.date() + timedelta(weeks=made.weeks),
            decision_words="by the middle of the week, all being well", left_out=made.left_out,
            debriefed_at=made.debriefed_at, created_at=made.starts_at,
        )  # fmt: skip
        self.interviews.append(interview)
        panel = [self._take_seat(interview, place, one) for place, one in enumerate(made.seats)]
        self.letters += [
            Letter(
                position=position, interview=interview, recipient=panel[one.seat], kind=one.kind, channel=one.channel,
                state=one.state, text=one.text, version=1 if one.text else 0, created_at=made.starts_at,
                saved_at=made.starts_at if one.text else None, closed_at=one.closed_at,
                ready_at=made.starts_at if one.state != Letter.State.DRAFT else None,
            )
            for one in made.letters
        ]  # fmt: skip

    def _take_seat(self, interview: Interview, place: int, made: MadeSeat) -> Interviewer:
        position = interview.position
        person = Interviewer(
            owner=position.owner, name=made.name, honorific=made.honorific, role=made.role, email=made.email,
            company=position.company, created_at=interview.starts_at,
        )  # fmt: skip
        seat = PanelSeat(
            interview=interview, interviewer=person, place=place, is_lead=place == 0, voice=place,
            impressed_me=made.impressed_me, debriefed_at=interview.debriefed_at,
        )  # fmt: skip
        self.people.append(person)
        self.seats.append(seat)
        self.topics += [Topic(seat=seat, text=text, is_personal=text in PERSONAL) for text in made.topics]
        self.concerns += [Concern(seat=seat, text=text, answered=answered) for text, answered in made.concerns]
        return person
