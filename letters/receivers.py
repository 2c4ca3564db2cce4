"""What news from the left, and of a letter, means here: one call each."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from interviews.models import Interview, Position
from interviews.signals import interview_changed
from letters import gifts, occasions
from letters.models import Letter
from letters.opening import open_thank_yous, rest_follow_ups
from letters.signals import letter_changed


@receiver(interview_changed)
def letters_follow_the_panel(interview: Interview | None, **_: Any) -> None:
    """A panel that changed opens and closes thank-you letters."""
    if interview is not None:
        open_thank_yous(interview, timezone.now())


@receiver(interview_changed)
def follow_ups_follow_the_outcome(position: Position, **_: Any) -> None:
    """An answer puts follow-ups to rest; taken back, it wakes them."""
    rest_follow_ups(position, timezone.now())


@receiver(interview_changed)
def letters_follow_the_answer(position: Position, **_: Any) -> None:
    """A refusal opens a letter after the answer; taken back, it closes it."""
    occasions.follow_the_answer(position, timezone.now())


@receiver(letter_changed)
def gifts_follow_their_letter(letter: Letter, **_: Any) -> None:
    """A letter that leaves gives what is in it; taken back, it does not."""
    gifts.follow(letter)
