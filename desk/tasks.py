"""What beat has workers do for the search."""

from celery import shared_task

from accounts.models import User
from desk.indexing import refresh_account

ACCOUNTS = 200  # read through by one task: some seconds of work, far from its time limit


@shared_task(name="desk.index_all", expires=3500)
def index_all(after: int = 0) -> None:
    """Heal what is searched, some hundred accounts a task, from the key `after` on. Beat calls it each hour."""
    users = list(User.objects.filter(pk__gt=after, is_active=True).order_by("pk")[:ACCOUNTS])
    if len(users) == ACCOUNTS:
        index_all.delay(users[-1].pk)
    for user in users:
        refresh_account(user)
