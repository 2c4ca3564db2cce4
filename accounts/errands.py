"""Long work that a worker does for one account, with a bar that shows how far it is.

The table is the queue. An errand is claimed by one worker, tried at most twice, and then marked failed; Celery never
delivers it anew, for what ended one worker may end the next. Its result is a file below DATA_DIR that only this
product's own user can read, kept for seven days.
"""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.limits import spend
from accounts.models import Errand, User

MOST_ATTEMPTS = 2
KEPT_FOR = timedelta(days=7)
SOFT_LIMIT, HARD_LIMIT = 15 * 60, 16 * 60
"""Seconds after which a worker is asked to stop, and after which it is stopped."""
LOST_AFTER = timedelta(seconds=HARD_LIMIT + 60)
"""An errand that has been under way for longer has lost its worker."""
OVERDUE_AFTER = timedelta(seconds=30)
"""An errand that has waited for longer was never heard of, or is to be tried again."""

log = logging.getLogger("fairhand.errands")

Make = Callable[[Errand, Callable[[int], None]], bytes | None]
"""Does the work: given the errand and a function to tell how much is done, returns the file, None for no file."""


class CannotDo(Exception):
    """The errand cannot be done, however often it is tried; its sentence is for the person."""


def ask(owner: User, kind: str, arguments: dict[str, Any], total: int) -> Errand:
    """Return a new errand of this many steps, or the same one where it was asked for already and is not done yet.

    `kind` is the name of the task that does it. `arguments` may hold for the page with the bar: `title`, `file_name`,
    `back` (the address of the page that asked), `door` (the route of the file, where it has one of its own), `done` (a
    sentence, where there is no file) and `failed` (one for what did not work twice). Raise TooMuch where the account
    asked for too many of late.
    """
    under_way = Errand.objects.filter(owner=owner, kind=kind, state__in=[Errand.State.QUEUED, Errand.State.RUNNING])
    same = next((errand for errand in under_way if errand.arguments == arguments), None)
    if same is not None:
        return same
    spend(owner, "errand", timezone.now())
    return Errand.objects.create(owner=owner, kind=kind, arguments=arguments, total=total)


def run(pk: int, make: Make, clock: Callable[[], datetime]) -> None:
    """Do the errand, unless another worker has it or it is no longer there. Safe to run twice."""
    errand = _claimed(pk, clock())
    if errand is None:
        return
    try:
        with override(errand.owner.language):
            data = make(errand, lambda done: _tell(errand, done))
        result = "" if data is None else _kept(errand, data)
    except CannotDo as refused:
        _end(errand, Errand.State.FAILED, clock(), error=str(refused))
    except Exception as error:  # the limit of time is one, too; whatever it was must not stay under way for ever
        # Its message may quote a letter, so the log has its name alone.
        log.error("errand failed pk=%s kind=%s error=%s", errand.pk, errand.kind, type(error).__name__)
        _try_again(errand, clock())
    else:
        if not _end(errand, Errand.State.DONE, clock(), result=result, done=F("total")):
            _forget(result)  # the errand is another worker's by now, or its account is gone


def sweep(now: datetime) -> list[Errand]:
    """Give back what has lost its worker, forget files older than seven days, and return what waits too long."""
    for errand in Errand.objects.filter(state=Errand.State.RUNNING, started_at__lte=now - LOST_AFTER):
        _try_again(errand, now)
    _remove_old(now)
    waiting = Errand.objects.filter(state=Errand.State.QUEUED)
    return list(waiting.filter(Q(created_at__lte=now - OVERDUE_AFTER) | Q(attempts__gt=0)).order_by("pk"))


def file_of(errand: Errand) -> Path | None:
    """Return the result's file, None where there is none or it is there no more."""
    path = Path(settings.DATA_DIR) / errand.result
    return path if errand.result and path.is_file() else None


def _claimed(pk: int, now: datetime) -> Errand | None:
    mine = Errand.objects.filter(pk=pk, state=Errand.State.QUEUED, attempts__lt=MOST_ATTEMPTS)
    values = {"state": Errand.State.RUNNING, "attempts": F("attempts") + 1, "started_at": now, "done": 0}
    if not mine.update(**values):
        return None
    return Errand.objects.select_related("owner").get(pk=pk)


def _tell(errand: Errand, done: int) -> None:
    Errand.objects.filter(pk=errand.pk, state=Errand.State.RUNNING).update(done=min(done, errand.total))


def _try_again(errand: Errand, now: datetime) -> None:
    if errand.attempts < MOST_ATTEMPTS:
        _of_this_attempt(errand).update(state=Errand.State.QUEUED, started_at=None, done=0)
    else:
        sentence = errand.arguments.get("failed") or _("It did not work, twice. Ask for fewer at a time.")
        _end(errand, Errand.State.FAILED, now, error=sentence[:300])


def _end(errand: Errand, state: str, now: datetime, **values: Any) -> bool:
    """End this attempt's errand; return whether it still was."""
    return bool(_of_this_attempt(errand).update(state=state, finished_at=now, **values))


def _forget(result: str) -> None:
    if result:
        (Path(settings.DATA_DIR) / result).unlink(missing_ok=True)


def _of_this_attempt(errand: Errand) -> Any:
    """Return the row, if this attempt still has it: a worker that was thought lost must not end another's work."""
    return Errand.objects.filter(pk=errand.pk, state=Errand.State.RUNNING, attempts=errand.attempts)


def _kept(errand: Errand, data: bytes) -> str:
    """Write the file where only the product's own user can read it; return its path below DATA_DIR."""
    folder = Path(settings.DATA_DIR) / "errands"
    folder.mkdir(mode=0o700, exist_ok=True)
    suffix = Path(str(errand.arguments.get("file_name", ""))).suffix[:8]
    path = folder / f"{errand.pk}-{secrets.token_hex(8)}{suffix}"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return f"errands/{path.name}"


def _remove_old(now: datetime) -> None:
    """Delete results older than seven days, those of deleted accounts too; the row says that there was one."""
    folder = Path(settings.DATA_DIR) / "errands"
    limit = now - KEPT_FOR
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.stat().st_mtime <= limit.timestamp():
            path.unlink(missing_ok=True)
