"""What workers do for the search, and with all that is somebody's: pack it, add it, let contact details fade."""

import logging
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import errands
from accounts.models import Errand, User
from desk.archive import receiving
from desk.archive.adding import add
from desk.archive.checking import DoesNotFit, checked
from desk.archive.packing import packed
from desk.archive.parsing import parsed
from desk.archive.problems import NotReadable
from desk.archive.sentences import sentence_for
from desk.indexing import refresh_account, refresh_around
from reminders.fading import fade
from reminders.trouble import first_of, one_by_one

log = logging.getLogger("fairhand.tasks")

STEPS_OF_ADDING = 100
_STEPS_OF_CHECKING = 60  # the rows are looked at, one by one; then they are written, all at once


@shared_task(name="desk.index_all", expires=3500)
def index_all(after: int = 0) -> None:
    """Heal what is searched, some hundred accounts a task, from the key `after` on. Beat calls it each hour."""
    users = first_of(User.objects.filter(is_active=True), after, index_all.delay)
    one_by_one(users, refresh_account, log, "account not indexed account")


@shared_task(
    name="desk.export", acks_late=False, reject_on_worker_lost=False,
    soft_time_limit=errands.SOFT_LIMIT, time_limit=errands.HARD_LIMIT,
)  # fmt: skip
def export(pk: int) -> None:
    """Pack all that is the account's of this errand."""
    errands.run(pk, lambda errand, tell: packed(errand.owner, timezone.now(), tell), timezone.now)


@shared_task(
    name="desk.add_archive", acks_late=False, reject_on_worker_lost=False,
    soft_time_limit=errands.SOFT_LIMIT, time_limit=errands.HARD_LIMIT,
)  # fmt: skip
def add_archive(pk: int) -> None:
    """Add the archive that this errand names to its account."""
    errands.run(pk, _add_archive, timezone.now)


def _add_archive(errand: Errand, tell: Callable[[int], None]) -> None:
    path = receiving.waiting(errand.owner, errand.arguments["file"])
    if path is None:
        raise errands.CannotDo(_("The file is no longer there. Send it again."))
    try:
        archive = checked(parsed(path.read_bytes()), lambda done, all_: tell(_STEPS_OF_CHECKING * done // all_))
        tell(_STEPS_OF_CHECKING)
        add(errand.owner, archive, with_settings=errand.arguments["with_settings"])
    except NotReadable as found:
        raise errands.CannotDo(sentence_for(found.problem)) from found
    except DoesNotFit as found:
        raise errands.CannotDo(_("%(why)s Nothing was added.") % {"why": found}) from found
    path.unlink(missing_ok=True)


@shared_task(name="desk.fade", expires=80_000)
def fade_all(after: int = 0) -> None:
    """Let contact details fade whose day has come, some hundred accounts a task. Beat calls it each day."""
    users = first_of(User.objects.filter(contacts_kept_months__isnull=False), after, fade_all.delay)
    one_by_one(users, _fade, log, "contacts not faded account")


def _fade(user: User) -> None:
    faded = fade(user, timezone.now())
    if faded:
        refresh_around(user.pk, people=faded)
