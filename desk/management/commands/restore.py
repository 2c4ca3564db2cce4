"""For whoever runs the server: a backup is put back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from desk.backups import NotPossible
from desk.restoring import restore


class Command(BaseCommand):
    """Put a backup back, with sending paused; exit with 1 and a sentence where that cannot be."""

    help = "Puts a backup back in place. Fairhand must not be running; afterwards no mail goes until resume_sending."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder that manage.py backup made.")
        parser.add_argument("--replace", action="store_true", help="What is in the database now may go.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            aside = restore(options["folder"].absolute(), timezone.now(), replace=options["replace"])
        except (NotPossible, OSError) as reason:
            raise CommandError(str(reason)) from reason
        for path in aside:
            self.stdout.write(f"What was there before is {path} now.")
        self.stdout.write("The backup is back in place. Start Fairhand, look around, and let mail go again with")
        self.stdout.write("  manage.py resume_sending")
