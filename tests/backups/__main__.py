"""Backups of a SQLite database that is being written to: `python -m tests.backups --count 20 --writers 4`."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.backups.server import Server, backups_while_written, fill, rows_of, torn_pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=5000, help="rows there from the beginning, by twos")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data")
        server.manage("migrate", "--verbosity=0")
        fill(server.database, options.pairs)
        began = time.monotonic()
        taken = backups_while_written(server, Path(folder), options.count, options.writers)
        seconds = time.monotonic() - began
        copies = [backup / "fairhand.sqlite3" for backup in taken]
        sound = [
            copy for copy in copies if rows_of(copy, "PRAGMA integrity_check") == [("ok",)] and not torn_pairs(copy)
        ]
        size = max(copy.stat().st_size for copy in copies)
        print(f"{len(sound)} of {options.count} backups sound, {seconds:.1f} s in all, the largest {size:,} bytes.")


if __name__ == "__main__":
    main()
