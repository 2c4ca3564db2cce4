"""Letters to a lead open by themselves once a reminder about them is due."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from letters.opening import open_for_lead
from reminders.done import OPENS_LETTER
from reminders.models import Reminder
from reminders.trouble import one_by_one
from reminders.turns import take_turn

log = logging.getLogger("fairhand.outbox")


def open_due_letters(keys: Collection[int], now: datetime) -> None:
    """Open the letters to leads that reminders of these accounts are about, once they are due."""
    due = Reminder.objects.due(now).filter(user__in=keys, mailed_at__isnull=True)
    led = due.filter(kind__in=OPENS_LETTER, letter__isnull=True, interview__seats__is_lead=True)
    found = list(led.select_related("interview__position__owner"))
    one_by_one(found, _open_letter, log, "letter not opened reminder")


@transaction.atomic
def _open_letter(reminder: Reminder) -> None:
    if reminder.interview is None or not take_turn(reminder.user_id):
        return
    letter = open_for_lead(reminder.interview, reminder.kind)
    if letter is not None:
        Reminder.objects.filter(pk=reminder.pk, letter__isnull=True).update(letter=letter)
