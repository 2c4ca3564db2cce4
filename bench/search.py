"""How long a search takes beside its floor, on both databases: `.venv/bin/python -m bench.search [sqlite|postgresql]`.

One account has 2,000 people and 5,000 letters, another a fifth of that. Floor: the one statement that no search by
containment can do without, through the database's own driver, in the same process, on the same rows.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from tests.faults.databases import DATABASES

ROOT = Path(__file__).resolve().parents[1]
PEOPLE, LETTERS = 2000, 5000
TIMES = 40
QUERIES = {
    "a name (few hits)": "adeyemi-12",
    "a word of many letters": "volunteer",
    "two words, any order": "zurich cezanne",
    "a part of most words": "an",
    "nothing": "xylophone",
}
FLOOR = "SELECT id, kind FROM desk_searchentry WHERE owner_id = {0} AND {1}"


def main() -> None:
    for name in sys.argv[1:] or list(DATABASES):
        folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
        database = DATABASES[name](folder)
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "TMPDIR"}}
        environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder), "DATABASE_URL": database.url,
            "SITE_URL": "http://localhost:8000", "SECRET_KEY": "", "REDIS_URL": "", "DEBUG": "0", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        try:
            for command in (
                ["manage.py", "migrate", "--verbosity=0"],
                ["-c", "import bench.search as it; it.measure()"],
            ):
                subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, stdin=DEVNULL, check=True)
        finally:
            database.close()
            shutil.rmtree(folder, ignore_errors=True)


def measure() -> None:
    """Fill the database of this process and print the table."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from desk.folding import words_of  # noqa: PLC0415
    from desk.models import SearchEntry  # noqa: PLC0415
    from desk.search import search  # noqa: PLC0415
    from tests.many import make_years  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    owner, other = (
        User.objects.create_user(f"{name}@example.org", "x" * 12, country="GB", time_zone="Europe/London")
        for name in ("owner", "other")
    )
    for user, part in ((owner, 1), (other, 5)):
        user.refresh_from_db()
        make_years(user, timezone.now(), interviews=PEOPLE // 2 // part, letters=LETTERS // part)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = SearchEntry.objects.filter(owner=owner)
    size = sum(len(text) for text in rows.values_list("folded", flat=True))
    print(f"\n{connection.vendor}: {rows.count()} things of one account, {size / 1e6:.1f} million characters folded")
    print(f"{'':<26}{'hits':>6}{'floor':>15}{'search':>15}{'page':>15}{'while typing':>15}   ms: p50/p95 (CPU here)")
    client = Client()
    client.force_login(owner)
    run = _driver(connection.settings_dict, connection.vendor)
    for name, query in QUERIES.items():
        words = words_of(query)
        found = search(owner, query)
        mark = "?" if connection.vendor == "sqlite" else "%s"
        condition = " AND ".join([f"folded LIKE {mark} ESCAPE '\\'"] * len(words))
        sql, values = FLOOR.format(mark, condition), [owner.pk, *(f"%{word}%" for word in words)]
        columns = [
            _times(lambda sql=sql, values=values: run(sql, values)),
            _times(lambda query=query: search(owner, query)),
            _times(lambda query=query: client.get("/search/", {"q": query})),
            _times(lambda query=query: client.get("/search/", {"q": query}, headers={"HX-Request": "true"})),
        ]
        print(f"{name:<26}{found.count:>6}" + "".join(f"{column:>15}" for column in columns))


def _driver(values: dict[str, Any], vendor: str) -> Callable[[str, list[Any]], list[Any]]:
    """What runs a statement through the driver alone and fetches its rows."""
    if vendor == "sqlite":
        lite = sqlite3.connect(values["NAME"])
        return lambda sql, parameters: lite.execute(sql, parameters).fetchall()
    import psycopg  # noqa: PLC0415

    server = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return lambda sql, parameters: server.execute(sql.encode(), parameters).fetchall()


def _times(act: Callable[[], object]) -> str:
    """p50 and p95 by the clock and p50 of this process's own work, in ms, the first run left out."""
    act()
    took, busy = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        act()
        took.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - worked))
    took.sort()
    return f"{took[TIMES // 2]:.0f}/{took[int(TIMES * 0.95)]:.0f} ({sorted(busy)[TIMES // 2]:.0f})"


if __name__ == "__main__":
    main()
