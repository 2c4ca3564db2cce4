"""A DATA_DIR of its own with a database in it, manage.py on it, and writers that never rest."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
EXPIRES = "2100-01-01 00:00:00"


class Server:
    """What a server keeps in `folder`. `url`: another database than SQLite there."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder),
            "DATABASE_URL": url or f"sqlite:///{self.database}", "SECRET_KEY": "", "MFA_KEYS": "", "REDIS_URL": "",
            "EMAIL_URL": "", "SITE_URL": "http://localhost:8000", "TRUSTED_PROXIES": "0", "DEBUG": "0",
        }  # fmt: skip

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "fairhand.sqlite3"

    def manage(self, *arguments: str) -> tuple[int, str]:
        """Run manage.py; return its exit status and what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def python(self, code: str) -> str:
        """Run a program that has Django set up; return what it printed."""
        whole = f"import django\ndjango.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", whole], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
            timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query finds in the SQLite file."""
        return rows_of(self.database, query)


def rows_of(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a SQLite file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(query).fetchall()


class Writers:
    """Threads that write pairs of rows, each pair in one transaction, as long as the `with` lasts."""

    def __init__(self, database: Path, count: int) -> None:
        self.written = 0
        self.ends = threading.Event()
        self.threads = [threading.Thread(target=self._write, args=(database, number)) for number in range(count)]

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.ends.set()
        for thread in self.threads:
            thread.join()

    def _write(self, database: Path, number: int) -> None:
        with closing(sqlite3.connect(database, timeout=20, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            pair = 0
            while not self.ends.is_set():
                pair += 1
                connection.execute("BEGIN IMMEDIATE")
                for side in "ab":
                    connection.execute(
                        "INSERT INTO django_session VALUES (?, ?, ?)",
                        (f"{side}-{number}-{pair}", os.urandom(3000).hex(), EXPIRES),
                    )
                if pair % 3 == 0:
                    connection.execute(
                        "DELETE FROM django_session WHERE session_key LIKE ?", (f"%-{number}-{pair - 2}",)
                    )
                connection.execute("COMMIT")
                self.written += 1
                time.sleep(0.001)


def fill(database: Path, pairs: int) -> None:
    """Write so many pairs of rows, of twelve kilobytes each, before anything else is done."""
    with closing(sqlite3.connect(database)) as connection:
        connection.executemany(
            "INSERT INTO django_session VALUES (?, ?, ?)",
            ((f"{side}-filled-{pair}", os.urandom(3000).hex(), EXPIRES) for pair in range(pairs) for side in "ab"),
        )
        connection.commit()


def torn_pairs(path: Path) -> list[tuple[object, ...]]:
    """Return the pairs of which a copy has one row and not the other."""
    return rows_of(
        path, "SELECT substr(session_key, 2), count(*) FROM django_session GROUP BY 1 HAVING count(*) <> 2"
    )  # fmt: skip


def backups_while_written(server: Server, target: Path, count: int, writers: int) -> list[Path]:
    """Take so many backups, one after the other, while others write; return their folders."""
    folders = [target / f"backup-{number}" for number in range(count)]
    with Writers(server.database, writers) as writing:
        server.python(
            "from django.core.management import call_command\n"
            f"for folder in {list(map(str, folders))!r}: call_command('backup', folder)"
        )
    assert writing.written > count, "Nothing was written meanwhile."
    return folders
