"""What workers do for letters."""

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import errands
from accounts.models import Errand
from interviews.models import Interview
from letters.pack_forms import PackForm
from letters.pack_sheet import pack
from letters.packs import pack_of


@shared_task(
    name="letters.pack", acks_late=False, reject_on_worker_lost=False,
    soft_time_limit=errands.SOFT_LIMIT, time_limit=errands.HARD_LIMIT,
)  # fmt: skip
def pack_errand(pk: int) -> None:
    """Print the pack that this errand asks for."""
    errands.run(pk, _pack, timezone.now)


def _pack(errand: Errand, tell: Callable[[int], None]) -> bytes:
    found = Interview.objects.filter(position__owner=errand.owner, pk=errand.arguments["interview"])
    interview = found.select_related("position__owner").first()
    form = PackForm(errand.arguments["ticked"])
    if interview is None or not form.is_valid():
        raise errands.CannotDo(_("The interview is no longer there."))
    return pack(pack_of(interview, form.choice, timezone.now()), tell)
