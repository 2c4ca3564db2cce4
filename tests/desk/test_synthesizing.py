"""Accounts that are invented: as many as asked for, always the same, and as the product itself would keep them."""

import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from desk.indexing import refresh_account
from desk.models import SearchEntry
from desk.progress import Progress
from desk.synthetic.accounts import invented
from desk.synthetic.sizes import MOST_LETTERS, Sums, parted, sizes
from interviews.models import Interview, PanelSeat
from letters.models import Letter
from reminders.models import Reminder
from reminders.replan import replan
from tests.conftest import NOW
from tests.factories import make_user

TODAY = date(2026, 11, 18)


@given(st.integers(1, 60), st.integers(0, 400), st.floats(0, MOST_LETTERS), st.integers(0, 99))
def test_the_sums_are_exactly_those_asked_for(accounts, interviews, each, seed):
    letters = int(interviews * each)
    found = list(sizes(seed, Sums(accounts, interviews, letters)))
    assert (len(found), sum(one for one, _ in found), sum(one for _, one in found)) == (accounts, interviews, letters)
    for own, written in found:
        counts = parted(Random(seed), written, own)
        assert (len(counts), sum(counts)) == (own, written)
        assert all(0 <= count <= MOST_LETTERS for count in counts)


def test_most_accounts_are_small_and_a_few_are_large():
    found = sorted(own for own, _ in sizes(1, Sums(2000, 20_000, 0)))
    assert found[1000] <= 6
    assert found[-1] > 100


def test_the_same_seed_invents_the_same():
    sums = Sums(9, 60, 170)
    assert list(invented(1, sums, TODAY)) == list(invented(1, sums, TODAY))
    assert next(invented(1, sums, TODAY)).positions != next(invented(2, sums, TODAY)).positions


@pytest.mark.parametrize(
    ("sums", "sentence"),
    [
        ((-1, 0, 0), "Name numbers of 0 or more."),
        ((0, 1, 0), "Interviews belong to accounts: ask for at least one account."),
        ((1, 1, 13), "There are at most 12 letters to an interview."),
    ],
)
def test_what_cannot_be_is_said(sums, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        Sums(*sums)


def made(*options: str) -> str:
    out = StringIO()
    sums = ("--accounts", "12", "--interviews", "80", "--letters", "240")
    call_command("synthesize", *sums, *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_every_invented_account_is_as_the_product_would_keep_it(clock, client):
    told = made()
    users = list(User.objects.order_by("pk"))
    assert (len(users), Interview.objects.count(), Letter.objects.count()) == (12, 80, 240)
    assert {user.mail_stopped_at for user in users} == {NOW}
    planned, entries = list(Reminder.objects.values()), list(SearchEntry.objects.values())
    assert {row["kind"] for row in planned} > {"write", "decision_day", "follow_up", "keep_in_touch"}
    for user in users:
        replan(user, NOW)
        refresh_account(user)
    assert (list(Reminder.objects.values()), list(SearchEntry.objects.values())) == (planned, entries)
    assert not Letter.objects.filter(closed_at__gt=NOW).exists()
    assert not PanelSeat.objects.exclude(interview__letters__recipient__seats__isnull=False).exists()
    email, password = re.search(r"Sign in as (\S+) with the password (\S+)", told).groups()
    assert client.login(email=email, password=password)
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_rows_of_two_runs_differ_only_in_their_keys(clock):
    def rows() -> list:
        letters = Letter.objects.order_by("position__owner", "interview__starts_at", "pk")
        return list(letters.values_list("recipient__name", "kind", "state", "text", "closed_at", "position__company"))

    made()
    first = rows()
    User.objects.all().delete()
    made()
    assert rows() == first


@pytest.mark.django_db
def test_accounts_that_are_there_are_left_alone(clock):
    make_user()
    with pytest.raises(CommandError, match="With --add the invented ones come beside them"):
        made()
    assert User.objects.count() == 1
    made("--add", "--mailed")
    assert User.objects.filter(mail_stopped_at=None).count() == 13
    with pytest.raises(CommandError, match="The accounts of seed 1 are there already: name another --seed"):
        made("--add")
    made("--add", "--seed", "2")
    assert User.objects.count() == 25


@pytest.mark.django_db
def test_what_comes_after_gets_keys_of_its_own(clock):
    made()
    assert make_user().pk == max(User.objects.values_list("pk", flat=True))


def test_a_log_gets_a_line_for_each_tenth_and_a_terminal_one_line_that_grows():
    log = StringIO()
    with Progress(log, 200, "rows") as bar:
        for done in range(0, 201, 5):
            bar.at(done)
    lines = log.getvalue().splitlines()
    assert [line.partition(",")[0] for line in lines[1:3]] == [
        "[###...........................] 20 of 200 rows",
        "[######........................] 40 of 200 rows",
    ]
    assert len(lines) == 11

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    with Progress(terminal, 0, "rows") as bar:
        bar.at(0)
    assert terminal.getvalue().startswith("\r[##############################] 0 of 0 rows")
    assert terminal.getvalue().endswith("\n")


def test_nothing_is_held_before_it_can_have_ended():
    held = [
        one
        for account in invented(3, Sums(40, 400, 900), TODAY)
        for position in account.positions
        for one in position.interviews
    ]
    today = datetime(2026, 11, 18, tzinfo=UTC)
    assert all(letter.closed_at is None for one in held if one.starts_at > today for letter in one.letters)
    assert any(one.starts_at > today + timedelta(days=2) for one in held)
