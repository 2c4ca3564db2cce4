"""Migrations work on the database that they are told to: moving to another one, the settings may name either."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIGRATE = """\
import sys
import django
django.setup()
from django.core.management import call_command
from desk.moving import connect
connect("other", {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]})
call_command("migrate", database="other", verbosity=0, interactive=False)
call_command("migrate", database="other", verbosity=0, interactive=False, check_unapplied=True)
"""


def test_no_migration_asks_another_database_than_its_own(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/no such folder/nobody.sqlite3",  # whoever asks it fails
    }
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE, str(tmp_path / "other.sqlite3")],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
