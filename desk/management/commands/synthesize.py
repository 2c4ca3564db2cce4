"""`manage.py synthesize --accounts N --interviews N --letters N`: invent accounts, to measure or to try things out."""

import secrets
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from desk.progress import Progress
from desk.synthesizing import analyze, synthesize
from desk.synthetic.accounts import invented
from desk.synthetic.sizes import Sums


class Command(BaseCommand):
    """Make so many accounts with their interviews, letters, reminders and search entries."""

    help = "Invents accounts: most small, a few large. The same seed makes the same on the same day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", type=int, default=500)
        parser.add_argument("--interviews", type=int, default=5000)
        parser.add_argument("--letters", type=int, default=15000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--add", action="store_true", help="beside the accounts that are there")
        parser.add_argument(
            "--mailed", action="store_true", help="let their reminders be mailed; nobody would get them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sums = Sums(options["accounts"], options["interviews"], options["letters"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        if not options["add"] and User.objects.exists():
            raise CommandError("There are accounts in the database. With --add the invented ones come beside them.")
        now, seed = timezone.now(), options["seed"]
        first = next(invented(seed, sums, now.date()), None)
        if first is not None and User.objects.filter(email=first.email).exists():
            raise CommandError(f"The accounts of seed {seed} are there already: name another --seed.")
        made = 0
        with Progress(sys.stderr, sums.accounts, "accounts") as bar:
            for users in synthesize(invented(seed, sums, now.date()), now, is_mailed=options["mailed"]):
                made += len(users)
                bar.at(made)
        analyze()
        self.stdout.write(f"{made:,} accounts, {sums.interviews:,} interviews, {sums.letters:,} letters.")
        if first is not None:
            password = secrets.token_urlsafe(12)
            user = User.objects.get(email=first.email)
            user.set_password(password)
            user.save(update_fields=["password"])
            self.stdout.write(f"Sign in as {user.email} with the password {password}")
            self.stdout.write("The others have none; those with more or less have other numbers in their address.")
