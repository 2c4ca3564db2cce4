"""The tests that touch the database, once more, on a PostgreSQL server of their own.

`python -m tests.on_postgresql -n 2 --dist loadgroup tests/interviews`: what follows goes to pytest. The server comes
from a wheel, listens on a socket in a folder of its own, and is gone afterwards.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.databases import Postgresql


def main() -> int:
    """Run them; return pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="fairhand-tests-") as folder:
        database = Postgresql(Path(folder))
        try:
            # Its data lives for minutes: nothing of it is to outlast a crash.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                database.server.psql(f"ALTER SYSTEM SET {setting} = off")
            database.server.psql("SELECT pg_reload_conf()")
            print("On PostgreSQL.", flush=True)
            testing = [sys.executable, "-m", "pytest", "--only-database", *sys.argv[1:]]
            return subprocess.run(testing, env=os.environ | {"DATABASE_URL": database.url}, check=False).returncode
        finally:
            database.close()


if __name__ == "__main__":
    sys.exit(main())
