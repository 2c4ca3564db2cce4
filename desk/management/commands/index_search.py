"""`manage.py index_search`: make what is searched anew, for every account or one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from desk.indexing import refresh_account
from desk.models import SearchEntry


class Command(BaseCommand):
    help = "Bring what is searched in line with what is kept. The worker does the same each hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="?", help="the account; all of them where it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.order_by("pk")
        if options["email"]:
            users = users.filter(email__iexact=options["email"])
            if not users:
                raise CommandError(f"There is no account with the address {options['email']}.")
        for user in list(users):
            refresh_account(user)
        count = SearchEntry.objects.filter(owner__in=users).count()
        self.stdout.write(f"{count} things can be searched.")
