"""What news from the left means here: the account is planned anew. One call each."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from accounts.models import User
from accounts.signals import account_changed
from interviews.models import Position
from interviews.signals import interview_changed
from letters.models import Letter
from letters.signals import letter_changed
from reminders.replan import replan


@receiver(account_changed)
def plan_follows_the_account(user: User, **_: Any) -> None:
    """Another zone, hour or country moves everything that is still to come."""
    replan(user, timezone.now())


@receiver(interview_changed)
def plan_follows_the_interview(position: Position, **_: Any) -> None:
    """A window, a panel, an outcome, a cancellation. Connected after the letters' receiver, which opens letters."""
    replan(position.owner, timezone.now())


@receiver(letter_changed)
def plan_follows_the_letter(letter: Letter, **_: Any) -> None:
    """A letter that left ends its reminders and may start others."""
    replan(letter.position.owner, timezone.now())
