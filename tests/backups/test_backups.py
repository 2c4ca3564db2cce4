"""Backups taken while others write, and the way back, as whoever runs the server does it."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.backups.server import Server, backups_while_written, rows_of, torn_pairs
from tests.faults.databases import Postgresql

pytestmark = [pytest.mark.xdist_group("backups"), pytest.mark.long]

MAKE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from desk.example import load_example
from reminders.models import Mailing, Reminder
now = timezone.now()
user = User.objects.create_user("daniel@example.org", "correct horse battery", time_zone="Europe/London")
load_example(user, now)
Reminder.objects.all().delete()
Mailing.objects.create(
    user=user, local_day=now.date(), slot="morning", message_id="<1@example.org>", next_try_at=now,
    expires_at=now + timedelta(days=2),
)
"""
STATE = """
from django.utils import timezone
from accounts.models import User
from letters.models import Letter
from reminders import outbox
from reminders.models import Sending
found = Sending.objects.get()
print(User.objects.count(), Letter.objects.count(), outbox.is_paused(timezone.now()), found.reason, sep="|")
print(outbox.sweep(timezone.now()))
"""
KEYS = "from django.conf import settings\nprint(settings.SECRET_KEY, settings.MFA_KEYS)"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with an account and its example."""
    made = Server(tmp_path_factory.mktemp("server") / "data")
    assert made.manage("migrate", "--verbosity=0")[0] == 0
    made.python(MAKE)
    return made


@pytest.fixture(scope="module")
def backup(server, tmp_path_factory):
    """A backup of it."""
    folder = tmp_path_factory.mktemp("backups") / "one"
    status, said = server.manage("backup", str(folder))
    assert (status, said) == (
        0,
        f"{folder} holds fairhand.sqlite3, secret-key, mfa-key, backup.json, whole and sound.\n",
    )
    return folder


def test_every_backup_taken_while_others_write_is_sound(server, tmp_path):
    taken = [folder / "fairhand.sqlite3" for folder in backups_while_written(server, tmp_path, 3, 2)]
    assert [rows_of(copy, "PRAGMA integrity_check") for copy in taken] == [[("ok",)]] * 3
    assert [torn_pairs(copy) for copy in taken] == [[], [], []]
    counts = [rows_of(copy, "SELECT count(*) FROM django_session")[0][0] for copy in taken]
    assert counts[0] < counts[-1]


def test_a_backup_is_for_its_maker_alone_and_says_what_it_holds(backup, server):
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in [backup, *backup.iterdir()]} == {
        "one": 0o700, "fairhand.sqlite3": 0o600, "secret-key": 0o600, "mfa-key": 0o600,
        "backup.json": (backup / "backup.json").stat().st_mode & 0o777,
    }  # fmt: skip
    told = json.loads((backup / "backup.json").read_text())
    assert (told["database"], list(told["files"])) == ("sqlite", ["fairhand.sqlite3", "secret-key", "mfa-key"])
    assert (backup / "secret-key").read_text() == (server.folder / "secret-key").read_text()
    assert [path.name for path in backup.parent.iterdir()] == ["one"]


def test_a_folder_that_holds_something_is_not_written_to(server, tmp_path):
    (tmp_path / "note").write_text("mine")
    status, said = server.manage("backup", str(tmp_path))
    assert (status, "is there already: name a folder that is not." in said) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["note"]


def test_keys_from_the_environment_are_named(server, tmp_path):
    other = Server(server.folder)
    other.environment |= {"SECRET_KEY": "s" * 60}
    assert (
        "The secret-key comes from your environment or .env: keep that, too."
        in other.manage("backup", str(tmp_path / "b"))[1]
    )


def test_what_was_restored_is_all_there_and_mails_nothing_until_it_may(backup, server, tmp_path):
    fresh = Server(tmp_path / "fresh")
    status, said = fresh.manage("restore", str(backup))
    assert (status, "manage.py resume_sending" in said, "What was there before" in said) == (0, True, False)
    assert sorted(path.name for path in fresh.folder.iterdir()) == [
        "fairhand.sqlite3",
        "mfa-key",
        "run.lock",
        "secret-key",
    ]
    assert fresh.python(STATE).splitlines() == ["1|5|True|This database came back from a backup.", "[]"]
    assert fresh.python(KEYS) == server.python(KEYS)
    assert rows_of(fresh.database, "SELECT count(*) FROM reminders_mailing WHERE state = 'queued'") == [(1,)]
    assert "sending paused until=2100-01-01T00:00:00Z" in fresh.manage("check_reminders")[1]
    assert fresh.manage("resume_sending") == (0, "Mail goes again with the next sweep; 1 waiting now.\n")
    assert fresh.python(STATE).splitlines() == ["1|5|False|", "[[1]]"]


def test_a_server_with_accounts_is_replaced_only_when_told_so_and_its_own_is_put_aside(backup, tmp_path):
    other = Server(tmp_path / "other")
    other.manage("migrate", "--verbosity=0")
    other.python("from accounts.models import User\nfor n in range(2): User.objects.create_user(f'x{n}@example.org')")
    key = (other.folder / "secret-key").read_text()
    status, said = other.manage("restore", str(backup))
    assert (status, "There are accounts in the database. With --replace the backup takes their place." in said) == (
        1,
        True,
    )
    assert other.rows("SELECT count(*) FROM accounts_user") == [(2,)]
    status, said = other.manage("restore", str(backup), "--replace")
    assert (status, said.count("What was there before is")) == (0, 3)
    assert other.rows("SELECT count(*) FROM accounts_user") == [(1,)]
    aside = next(path for path in other.folder.glob("fairhand.sqlite3.before-*"))
    assert rows_of(aside, "SELECT count(*) FROM accounts_user") == [(2,)]
    assert next(other.folder.glob("secret-key.before-*")).read_text() == key
    assert (other.folder / "secret-key").read_text() == (backup / "secret-key").read_text()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda folder: (folder / "backup.json").unlink(), "is no backup, or not a whole one"),
        (lambda folder: (folder / "backup.json").write_text("[]"), "is no backup, or not a whole one"),
        (lambda folder: (folder / "mfa-key").unlink(), "is no backup, or not a whole one"),
        (lambda folder: (folder / "mfa-key").write_text("x"), "is not as it was written: take another backup."),
        (
            lambda folder: (folder / "backup.json").write_text('{"database": "postgresql", "files": {}}'),
            "The backup is of postgresql, and DATABASE_URL names sqlite.",
        ),
    ],
)
def test_what_is_no_whole_backup_is_not_restored(backup, tmp_path, harm, sentence):
    folder = Path(shutil.copytree(backup, tmp_path / "copy"))
    harm(folder)
    fresh = Server(tmp_path / "fresh")
    status, said = fresh.manage("restore", str(folder))
    assert (status, sentence in said) == (1, True)
    assert not fresh.database.exists() or fresh.database.stat().st_size == 0


def test_a_server_at_work_is_not_restored_into(backup, tmp_path):
    fresh = Server(tmp_path / "fresh")
    said = fresh.python(
        "from pathlib import Path\nfrom django.conf import settings\nfrom config.start import hold\n"
        "from django.core.management import call_command\nfrom django.core.management.base import CommandError\n"
        "hold(Path(settings.DATA_DIR))\n"
        f"try: call_command('restore', {str(backup)!r})\nexcept CommandError as error: print(error)"
    )
    assert said == "Fairhand is at work here: stop it first.\n"


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """A server on PostgreSQL, and where the programs of that PostgreSQL are."""
    database = Postgresql(tmp_path_factory.mktemp("postgresql"))
    made = Server(tmp_path_factory.mktemp("on-postgresql") / "data", database.url)
    made.environment["PATH"] = f"{database.server.bin_path}:{made.environment['PATH']}"
    assert made.manage("migrate", "--verbosity=0")[0] == 0
    made.python(MAKE)
    yield made
    database.close()


def test_postgresql_goes_out_and_comes_back_by_its_own_programs(postgresql, tmp_path):
    folder = tmp_path / "backup"
    status, said = postgresql.manage("backup", str(folder))
    assert (status, said) == (0, f"{folder} holds fairhand.dump, secret-key, mfa-key, backup.json, whole and sound.\n")
    status, said = postgresql.manage("restore", str(folder))
    assert (status, "There are accounts in the database." in said) == (1, True)
    postgresql.python("from accounts.models import User\nUser.objects.create_user('since@example.org')")
    assert postgresql.manage("restore", str(folder), "--replace")[0] == 0
    assert postgresql.python(STATE).splitlines() == ["1|5|True|This database came back from a backup.", "[]"]


def test_without_its_program_the_line_that_does_it_is_told(postgresql, tmp_path):
    bare = Server(postgresql.folder, postgresql.environment["DATABASE_URL"])
    bare.environment["PATH"] = str(tmp_path)
    status, said = bare.manage("backup", str(tmp_path / "backup"))
    assert (status, "pg_dump is not installed here. Where it is, this does it:" in said) == (1, True)
    assert "pg_dump --host=/" in said
    assert "--username=postgres --dbname=postgres --format=custom" in said
    assert list(tmp_path.iterdir()) == []
