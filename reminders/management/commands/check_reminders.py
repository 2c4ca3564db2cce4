"""For whoever runs the server: whether every reminder goes out in time."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reminders.health import problems


class Command(BaseCommand):
    """Print a line for each thing that is overdue or has failed and exit with 1; one line and 0 when all is well."""

    help = "Says what is overdue or has failed, with keys only; exits with 1 where there is something."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = problems(timezone.now())
        for line in lines or ["All reminders are in time."]:
            self.stdout.write(line)
        if lines:
            sys.exit(1)
