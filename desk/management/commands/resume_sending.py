"""For whoever runs the server: mail goes again after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from reminders.models import Mailing, Sending


class Command(BaseCommand):
    """End a pause of sending, whatever it was for."""

    help = "Lets mail go again, after a restore."

    def handle(self, *args: Any, **options: Any) -> None:
        Sending.objects.filter(pk=1).update(paused_until=None, reason="")
        waiting = Mailing.objects.filter(state=Mailing.State.QUEUED).count()
        self.stdout.write(f"Mail goes again with the next sweep; {waiting} waiting now.")
