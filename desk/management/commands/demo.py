"""`manage.py demo EMAIL`: load the example case into an account."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from desk.example import load_example, remove_example


class Command(BaseCommand):
    help = "Load the example case into an account, or take it away with --remove."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}. Sign up first.")
        if options["remove"]:
            remove_example(user)
            self.stdout.write("The example is gone.")
        else:
            load_example(user, timezone.now())
            self.stdout.write("The example is loaded.")
