"""What news from the left means here: what is searched follows. One call each."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from desk.indexing import refresh, refresh_around
from desk.searchable import Thing
from interviews.models import Position
from interviews.signals import interview_changed, words_noted
from letters.models import Letter
from letters.signals import letter_changed


@receiver(interview_changed)
def search_follows_the_position(position: Position, **_: Any) -> None:
    """A panel, its notes, a name, a company. Connected after the letters' receiver, which opens letters."""
    refresh_around(position.owner_id, positions=[position.pk])


@receiver(letter_changed)
def search_follows_the_letter(letter: Letter, **_: Any) -> None:
    """A letter that opened, or whose draft became its text when it was marked."""
    refresh(letter.position.owner_id, [letter])


@receiver(words_noted)
def search_follows_the_words(owner: User, rows: list[Thing], **_: Any) -> None:
    """What was noted of somebody, or of a meeting."""
    refresh(owner.pk, rows)
