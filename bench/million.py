"""What a sweep costs over 1,000,000 open reminders of 100,000 accounts, and what planning one account costs.

On PostgreSQL, for `generate_series` makes the rows in a minute. Needs Django set up.
"""

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bench.people import make_people
from bench.plans import Plans
from bench.surroundings import Surroundings
from interviews.models import Interview, PanelSeat, Position
from letters.models import Letter
from reminders import delivery, making, outbox
from reminders.models import Mailing, Reminder
from reminders.replan import replan
from tests.factories import make_interview, make_position

ACCOUNTS, EACH, SENT = 100_000, 10, 300_000
DUE = 10
FIRST = 1_000_000  # keys of copies begin above those that the product gives
TIMES = 9


class Million:
    """The rows, and what is asked of them."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.now = timezone.now()
        began = time.perf_counter()
        first, *others = make_people(1 + DUE, self.now)
        self.due = others
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        self._copy(first)
        self.loaded_s = time.perf_counter() - began

    def _copy(self, user: User) -> None:
        """Copy an account; its reminders lie ahead, a fifth of them mailed and still to be acted on."""
        position = Position.objects.get(owner=user)
        interview = Interview.objects.get(position=position)
        seat = PanelSeat.objects.filter(interview=interview).first()
        letter = Letter.objects.filter(interview=interview).first()
        # Those of the model itself are not due either.
        Reminder.objects.filter(user=user).update(mailed_at=self.now)
        reminder = Reminder.objects.filter(user=user, letter=None, interviewer=None).first()
        assert reminder is not None
        assert seat is not None
        assert letter is not None
        owner, account = f"{FIRST} + n", f"{FIRST} + 1 + n %% {ACCOUNTS}"
        _multiply(user, ACCOUNTS, email="'copy' || n || '@example.org'")
        _multiply(position, ACCOUNTS, owner_id=owner)
        _multiply(interview, ACCOUNTS, position_id=owner)
        _multiply(seat.interviewer, ACCOUNTS, owner_id=owner)
        _multiply(seat, ACCOUNTS, interview_id=owner, interviewer_id=owner)
        _multiply(letter, ACCOUNTS, position_id=owner, interview_id=owner, recipient_id=owner)
        _multiply(
            reminder, ACCOUNTS * EACH, user_id=account, position_id=account, interview_id=account,
            occasion="'copy:' || n",
            due_at="CASE WHEN n %% 5 = 0 THEN now() - interval '3 days' ELSE now() + n * interval '1 second' END"
                   " + interval '1 day'",
            mailed_at="CASE WHEN n %% 5 = 0 THEN now() - interval '2 days' END",
        )  # fmt: skip
        outbox.sweep(self.now)
        mailing = Mailing.objects.first()
        assert mailing is not None
        _multiply(
            mailing, SENT, user_id=account, local_day=f"current_date - 1 - n / {ACCOUNTS}", message_id="'copy' || n",
            state="'sent'", sent_at="now()",
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO reminders_mailing_reminders (id, mailing_id, reminder_id)"
                " SELECT %s + n, %s + n, %s + n FROM generate_series(1, %s) n",
                [FIRST, FIRST, FIRST, SENT],
            )
        self._due_again()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _due_again(self) -> None:
        """As if nobody had been mailed: the same people are due."""
        Mailing.objects.filter(pk__lte=FIRST).delete()
        Reminder.objects.filter(user__in=self.due).update(mailed_at=None)

    def report(self) -> None:
        """Print the tables."""
        opened, accounts = Reminder.objects.open().count(), User.objects.count()
        print(f"{accounts} accounts, {opened} open reminders, {SENT} mailings sent; made in {self.loaded_s:.0f} s")
        self._report_queries()
        self._report_sweeps()
        self._report_planning()

    def _report_queries(self) -> None:
        print(f"\nEach query of a sweep in which {DUE} are due, and of sending what it made:")
        plans = Plans()
        with connection.execute_wrapper(plans):
            batches = outbox.sweep(self.now)
            sent = sum(delivery.send_batch(keys, timezone.now) for keys in batches)
        assert sent == DUE
        plans.report()
        self._due_again()

    def _report_sweeps(self) -> None:
        print("\nA sweep, with the 1,000,000:")
        timed("nothing is due to anybody", self._nothing_due, self._sweep)
        timed(f"{DUE} are due and wait for tomorrow's mail", self._waiting, self._sweep)
        timed(f"{DUE} are due: found, planned anew, put into mailings", self._due_again, self._sweep)
        self._due_again()
        timed("    of that, finding who they are", self._due_again, self._find)
        timed("    of that, planning one account anew", self._due_again, lambda: replan(self.due[0], self.now))

    def _sweep(self) -> None:
        outbox.sweep(self.now)

    def _find(self) -> None:
        assert sum(map(len, making.portions(self.now))) == DUE

    def _nothing_due(self) -> None:
        Reminder.objects.filter(user__in=self.due).update(mailed_at=self.now)

    def _waiting(self) -> None:
        """Their mail of today is made, and something else came due since."""
        self._due_again()
        outbox.sweep(self.now)
        Mailing.objects.filter(pk__lte=FIRST).update(state="sent", sent_at=self.now)
        Reminder.objects.filter(user__in=self.due).update(mailed_at=None)

    def _report_planning(self) -> None:
        print("\nPlanning one account anew:")
        for interviews in (1, 50):
            user = _with_interviews(interviews, self.now)
            with CaptureQueriesContext(connection) as queries:
                replan(user, self.now)
            timed(
                f"{interviews} interviews, {len(queries)} queries",
                lambda: None,
                lambda user=user: replan(user, self.now),
            )


def _multiply(row: Model, count: int, **changed: str) -> None:
    """Insert so many copies of a row, with keys from FIRST on. `changed`: columns as SQL; n counts from 1."""
    columns = [one.column for one in row._meta.local_concrete_fields]
    taken = {column: f't."{column}"' for column in columns} | {"id": f"{FIRST} + n"} | changed
    names, table = ", ".join(f'"{column}"' for column in taken), row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {", ".join(taken.values())}'  # noqa: S608
            f' FROM "{table}" t, generate_series(1, %s) n WHERE t.id = %s',
            [count, row.pk],
        )


def _with_interviews(count: int, now: datetime) -> User:
    """An account with so many interviews, each for a position of its own, held in the last weeks."""
    user = User.objects.create(email=f"with{count}@example.org", country="GB", time_zone="Europe/London")
    user.refresh_from_db()
    for number in range(count):
        make_interview(
            position=make_position(user, company=f"Company {number}"), starts_at=now - timedelta(days=1, hours=number)
        )
    return user


def timed(name: str, prepare: Callable[[], object], act: Callable[[], object]) -> None:
    """Print the median time and the queries of an act."""
    took = []
    for _ in range(TIMES):
        prepare()
        with CaptureQueriesContext(connection) as queries:
            began, busy_before = time.perf_counter(), time.process_time()
            act()
            took.append((time.perf_counter() - began, time.process_time() - busy_before))
    clock, busy = (statistics.median(times) for times in zip(*took, strict=True))
    driver = sum(float(query["time"]) for query in queries.captured_queries)
    print(
        f"  {name:<55}{1000 * clock:>8.1f} ms (fastest {1000 * min(took)[0]:.1f}, CPU {1000 * busy:.1f},"
        f" database {1000 * driver:.0f}), {len(queries)} queries"
    )
