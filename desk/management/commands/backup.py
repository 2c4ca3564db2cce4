"""For whoever runs the server: a copy of everything, taken while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from desk.backups import NotPossible, back_up, missing_keys


class Command(BaseCommand):
    """Make a backup in a new folder; exit with 1 and a sentence where that cannot be."""

    help = "Copies the database and the keys into a new folder, while Fairhand runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="The folder to make. Only you will be able to open it.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].absolute()
        try:
            files = back_up(folder, timezone.now())
        except (NotPossible, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{folder} holds {', '.join(files)}, whole and sound.")
        for name in missing_keys():
            self.stdout.write(f"The {name} comes from your environment or .env: keep that, too.")
