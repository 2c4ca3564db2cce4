"""What PostgreSQL does for each query of the main pages and of a sweep, and which indexes were used so far:
`python -m bench.load_plans`, on the database of DATABASE_URL.
"""

import django

django.setup()

# Only now, for these need Django's settings.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.load_people import browser_of, some  # noqa: E402
from bench.plans import Plans  # noqa: E402
from reminders import delivery, outbox  # noqa: E402
from reminders.models import Reminder  # noqa: E402
from tests.factories import log_form  # noqa: E402

USED = """
SELECT relname, indexrelname, idx_scan, pg_relation_size(indexrelid) / 1048576.0
FROM pg_stat_user_indexes ORDER BY idx_scan = 0, relname, indexrelname
"""


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    connection.ensure_connection()
    (user,) = some(1)  # not the one that is measured in both sets: this one gets an interview more
    known = browser_of(user)
    client = Client()
    client.cookies.load(known["cookies"])
    plans = Plans()
    paths = [*known["paths"].values(), "/interviews/", "/letters/", "/people/", "/calendar/", "/reminders/next/"]
    with connection.execute_wrapper(plans):
        for path in paths:
            assert client.get(path).status_code == 200, path
        posted = client.post("/interviews/log/", log_form({"name": "Ifeoma Adeyemi"}))
        assert posted.status_code == 302, posted.content
        _sweep(user)
    print(f"\nWhat PostgreSQL does for each query of {', '.join(paths)}, of logging an interview and of a sweep:")
    plans.report()
    with connection.cursor() as cursor:
        cursor.execute(USED)
        print("\nHow often each index was used so far, and its size in MB:")
        for table, index, scans, size in cursor.fetchall():
            print(f"  {table:<36}{index:<70}{scans:>9}{size:>9.1f}")


def _sweep(user: object) -> None:
    """Make and send the mail of one account, and sweep without handing the other accounts to anybody."""
    Reminder.objects.filter(user=user, state="open").update(due_at=timezone.now(), mailed_at=None)
    type(user).objects.filter(pk=user.pk).update(mail_stopped_at=None)  # type: ignore[attr-defined]
    now = timezone.now()
    made = outbox.fill([user.pk], now)  # type: ignore[attr-defined]
    for keys in [made, *outbox.sweep(now, lambda _keys: None)]:
        delivery.send_batch(keys, timezone.now)


if __name__ == "__main__":
    main()
