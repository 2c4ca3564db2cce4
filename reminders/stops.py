"""No mail at all until further notice, and mail again. What is due stays on the desk and in the calendar."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.signals import account_changed
from reminders.models import Mailing, Reminder
from reminders.turns import take_turn


@transaction.atomic
def stop_mail(user: User, now: datetime) -> None:
    """Send this person no reminder until they ask for it again. Stopping twice changes nothing."""
    take_turn(user.pk)
    if user.mail_stopped_at is None:
        user.mail_stopped_at = now
        user.save(update_fields=["mail_stopped_at"])
        take_back_queued(user)
        account_changed.send(User, user=user)


@transaction.atomic
def mail_again(user: User) -> None:
    """End a stop and a pause; what is still of use comes with the next mail. Without either nothing changes."""
    take_turn(user.pk)
    if user.mail_stopped_at is None and user.paused_until is None:
        return
    user.mail_stopped_at = user.paused_until = None
    user.save(update_fields=["mail_stopped_at", "paused_until"])
    account_changed.send(User, user=user)


def take_back_queued(user: User) -> None:
    """Drop the mailings that wait to be sent; what they carried is to be mailed some other day.

    In the account's turn (reminders/turns.py).
    """
    for mailing in Mailing.objects.owned_by(user).filter(state=Mailing.State.QUEUED):
        still = Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.QUEUED)
        if still.update(state=Mailing.State.DROPPED):
            mailing.reminders.filter(state=Reminder.State.OPEN).update(mailed_at=None)
