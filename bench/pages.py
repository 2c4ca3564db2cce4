"""Queries and time of the pages, with 1 and with 500 interviews: `.venv/bin/python -m bench.pages [sqlite|postgresql]`.

Fails where a page asks the database more often for 500 than for 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from tests.faults.databases import DATABASES

ROOT = Path(__file__).resolve().parents[1]
TIMES = 9


def main() -> None:
    for name in sys.argv[1:] or list(DATABASES):
        folder = Path(tempfile.mkdtemp(prefix="fairhand-bench-"))
        database = DATABASES[name](folder)
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME", "LANG", "TMPDIR"}}
        environment = kept | {
            "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(folder), "DATABASE_URL": database.url,
            "SITE_URL": "http://localhost:8000", "SECRET_KEY": "", "REDIS_URL": "", "DEBUG": "0", "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        (folder / "static").mkdir()
        try:
            for command in (
                ["manage.py", "migrate", "--verbosity=0"],
                ["-c", "import bench.pages as it; it.measure()"],
            ):
                subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, stdin=DEVNULL, check=True)
        finally:
            database.close()
            shutil.rmtree(folder, ignore_errors=True)


def measure() -> None:
    """Make an account of one interview and one of 500, and print the table."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    counts: dict[str, list[int]] = {}
    print(f"\n{connection.vendor}: queries, and ms (median) on the server")
    for interviews, make in ((1, _one), (500, _many)):
        user = User.objects.create_user(f"with{interviews}@example.org", "x" * 12, country="GB", name="Daniel Osei")
        user.refresh_from_db()
        interview, person = make(user)
        paths = {
            "desk": "/", "interviews": "/interviews/", "an interview": interview.get_absolute_url(),
            "letters": "/letters/", "people": "/people/", "people, filtered": "/people/?q=o",
            "a person": f"/people/{person.pk}/", "calendar": "/calendar/", "search": "/search/?q=volunteer",
            "what comes": "/reminders/next/",
        }  # fmt: skip
        for name, path in paths.items():
            asked, took = _look(user, path)
            counts.setdefault(name, []).append(asked)
            print(f"{interviews:>4} interviews  {name:<18}{asked:>4}{took:>8.0f}")
    grown = {name: asked for name, asked in counts.items() if asked[1] > asked[0]}
    assert not grown, f"Pages that ask more often for 500: {grown}"


def _one(user: Any) -> tuple[Any, Any]:
    """One interview that has something of everything: a letter that left, one that is owed, a debrief that is due."""
    from django.utils import timezone  # noqa: PLC0415

    from interviews.models import Interviewer  # noqa: PLC0415
    from letters.models import Letter  # noqa: PLC0415
    from letters.states import mark  # noqa: PLC0415
    from tests.factories import LEAD, OTHER, make_interview  # noqa: PLC0415

    now = timezone.now()
    interview = make_interview(
        user, panel=(LEAD, OTHER), starts_at=now - timedelta(days=2), debriefed_at=None, left_out="the volunteer rota"
    )
    Letter.objects.filter(interview=interview).update(text="Dear volunteer", version=1)
    mark(interview.letters.first(), Letter.State.POSTED, now)
    return interview, Interviewer.objects.get(owner=user, name=LEAD.name)


def _many(user: Any) -> tuple[Any, Any]:
    """Years of interviews, and the last of them."""
    from django.utils import timezone  # noqa: PLC0415

    from tests.many import make_years  # noqa: PLC0415

    years = make_years(user, timezone.now(), interviews=500)
    return years.interviews[-1], years.people[-1]


def _look(user: Any, path: str) -> tuple[int, float]:
    """The queries of a page and the median of its time, in ms."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    assert client.get(path).status_code == 200
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(path)
        took.append(1000 * (time.perf_counter() - began))
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries), sorted(took)[TIMES // 2]


if __name__ == "__main__":
    main()
