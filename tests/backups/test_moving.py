"""All that is kept moves from SQLite to PostgreSQL, as whoever runs the server does it, and is the same there."""

import json
import re
import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.backups.server import Server
from tests.faults.databases import Postgresql

pytestmark = [pytest.mark.xdist_group("backups"), pytest.mark.long]

# A world with rows in every table: accounts full of everything, an invented crowd, somebody signed in, keys and codes.
FILL = """
from datetime import timedelta
from allauth.account.models import EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from accounts.models import Errand, User
from letters.models import Letter
from reminders.models import CalendarEntry, Reminder, Sending
from tests.desk.archive.full import make_full_user
first, second = make_full_user(email="first@example.org"), make_full_user(email="second@example.org")
call_command("synthesize", "--add", "--accounts", "20", "--interviews", "150", "--letters", "400", verbosity=0)
group = Group.objects.create(name="Helpers")
group.permissions.add(Permission.objects.first())
first.groups.add(group)
first.user_permissions.add(Permission.objects.last())
Errand.objects.create(owner=first, kind="export", arguments={"all": [1, None, "é"]}, done=3, total=7)
CalendarEntry.objects.create(user=first, uid="interview-1@localhost", sequence=4, changed_at=timezone.now())
LogEntry.objects.create(user=first, content_type=ContentType.objects.get_for_model(User), object_id="1", object_repr="x", action_flag=2)
EmailConfirmation.create(first.emailaddress_set.get()).save()
Authenticator.objects.create(user=first, type="totp", data={"secret": "gAAAA=="})
browser = Client()
browser.force_login(first, backend="django.contrib.auth.backends.ModelBackend")
UserSession.objects.create(user=first, ip="2001:db8::1", user_agent="x", session_key=browser.session.session_key)
Sending.objects.create(pk=1, swept_at=timezone.now())
last = Reminder.objects.create(user=first, occasion="x", kind="write", due_at=timezone.now(), position=first.positions.first())
print(last.pk)
last.delete()
"""
COUNTED = re.compile(r"^ +([\d,]+)  (\w+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A server on SQLite that holds that world."""
    made = Server(tmp_path_factory.mktemp("source") / "data")
    assert made.manage("migrate", "--verbosity=0")[0] == 0
    made.deleted = int(made.python(FILL).splitlines()[-1])
    return made


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    database = Postgresql(tmp_path_factory.mktemp("postgresql"))
    yield database
    database.close()


@pytest.fixture
def target(postgresql, tmp_path):
    """A server on a PostgreSQL database in which there is nothing."""
    with psycopg.connect(postgresql.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS moved")
        connection.execute("CREATE DATABASE moved")
    return Server(tmp_path / "data", postgresql.url.replace("/postgres?", "/moved?"))


def moved(source: Server, target: Server, *named: str) -> tuple[int, str]:
    return source.manage("move_database", *named, "--to", target.environment["DATABASE_URL"])


def everything(server: Server) -> list[dict]:
    """All rows of all models, as Django's own export writes them, the state of sending apart."""
    out = server.folder / "all.json"
    status, said = server.manage("dumpdata", "--all", "--exclude", "reminders.sending", "--output", str(out))
    assert status == 0, said
    return sorted(json.loads(out.read_text()), key=lambda row: (row["model"], str(row["pk"])))


def tables(server: Server) -> dict[str, int]:
    """The rows of each table, counted without Django."""
    url, found = server.environment["DATABASE_URL"], {}
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(server.database)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in list(names)}  # noqa: S608
    with psycopg.connect(url) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            found[name] = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # type: ignore[arg-type,index]  # noqa: S608
    return found


def test_every_row_of_every_table_is_the_same_afterwards(source, target):
    before, counts = everything(source), tables(source)
    status, said = moved(source, target)
    assert status == 0, said
    assert everything(target) == before
    assert tables(target) == counts
    told = {table: int(number.replace(",", "")) for number, table in COUNTED.findall(said)}
    assert told == {name: count for name, count in counts.items() if name not in ("cache", "django_migrations")}
    assert [name for name, count in told.items() if not count] == []
    _goes_on(source, target)


def _goes_on(source: Server, target: Server) -> None:
    """New rows get keys that were never given, who was signed in still is, and only the new database sends."""
    (target.folder / "secret-key").write_text((source.folder / "secret-key").read_text())
    said = target.python(
        "from django.contrib.sessions.models import Session\nfrom django.test import Client\nfrom django.utils import timezone\n"
        "from accounts.models import User\nfrom reminders.models import Reminder\nfrom tests.factories import make_interview, make_user\n"
        "make_interview(make_user(email='new@example.org'))\n"
        f"print(Reminder.objects.order_by('-pk').first().pk > {source.deleted})\n"
        "browser = Client(SERVER_NAME='localhost')\n"
        "browser.cookies['fairhand_sessionid'] = Session.objects.get().session_key\n"
        "print(browser.get('/').status_code)"
    )
    assert said.splitlines() == ["True", "200"]
    paused = "from django.utils import timezone\nfrom reminders import outbox\nprint(outbox.is_paused(timezone.now()))"
    assert (source.python(paused), target.python(paused)) == ("True\n", "False\n")
    assert source.manage("resume_sending")[0] == 0


def test_a_target_that_holds_anything_is_refused(source, target):
    assert target.manage("migrate", "--verbosity=0")[0] == 0
    target.python("from accounts.models import User\nUser.objects.create_user('here@example.org')")
    assert moved(source, target) == (
        1,
        "CommandError: The target is not empty: accounts_user has rows. Name a new database.\n",
    )
    assert tables(target)["interviews_interview"] == 0


def test_what_does_not_fit_moves_nothing_and_can_be_done_again(source, target):
    change = "from interviews.models import Position\nPosition.objects.filter(pk=Position.objects.last().pk).update(title={!r})"
    source.python(change.format("t" * 121))
    before = everything(source)
    status, said = moved(source, target)
    assert (status, "interviews_position does not fit: value too long" in said) == (1, True), said
    assert set(tables(target).values()) - {
        tables(target)[one] for one in ("django_migrations", "auth_permission", "django_content_type")
    } == {0}
    assert everything(source) == before
    source.python(change.format("Gardener"))
    status, said = moved(source, target, "--from", source.environment["DATABASE_URL"])
    assert status == 0, said
    assert source.manage("resume_sending")[0] == 0


def test_a_row_that_names_another_that_is_not_there_moves_nothing(source, target):
    with closing(sqlite3.connect(source.database)) as connection:
        connection.execute(
            "INSERT INTO interviews_topic (id, seat_id, text, is_personal, came_up) VALUES (999999, 888888, 'x', 0, '')"
        )
        connection.commit()
    try:
        status, said = moved(source, target)
        assert (status, "A row names another that is not there" in said) == (1, True), said
        assert tables(target)["accounts_user"] == 0
    finally:
        with closing(sqlite3.connect(source.database)) as connection:
            connection.execute("DELETE FROM interviews_topic WHERE id = 999999")
            connection.commit()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name both databases: --from sqlite:///path --to postgres://user@host/name."),
        (("--to", "sqlite:////nowhere/x.sqlite3"), "There is no file /nowhere/x.sqlite3."),
        (("--to", "postgres://nobody@127.0.0.1:1/none"), "A database cannot be reached:"),
        (("--from", "sqlite:////nowhere/x.sqlite3", "--to", "postgres://nobody@127.0.0.1:1/none"), "There is no file /nowhere/x.sqlite3."),
    ],
)  # fmt: skip
def test_what_cannot_be_moved_is_said(source, arguments, sentence):
    status, said = source.manage("move_database", *arguments)
    assert (status, sentence in said) == (1, True), said
