"""Makes the part of docs/export.md anew that says which tables and fields are in an export."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desk.archive.describing import with_description


class Command(BaseCommand):
    """Bring docs/export.md in line with the models."""

    help = "Brings docs/export.md in line with the models."

    def handle(self, *args: Any, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / "docs" / "export.md"
        page.write_text(with_description(page.read_text()))
