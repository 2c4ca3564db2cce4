"""The saved texts of a letter: what it began with, what was typed, what a second window held."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from letters.differences import count_words
from letters.gaps import LONGEST as LONGEST_LETTER

# So many of a letter's saved texts stay, beside the very first.
NEWEST = 50


class SavedText(models.Model):
    """A text that a letter had, or that was typed for it beside another.

    `number` counts the saved texts of a letter from 1. The `slot` is what bounds them: the first keeps slot 0 for
    good, all others take turns in the slots from 1 to NEWEST, so that the newest stay (letters/history.py).
    `saved_from` and `turn` are the page that sent the text last and the how-many-eth it sent; "" and 0 where the page
    has no name, without script.
    """

    class Origin(models.TextChoices):
        DRAFT = "draft", _("the draft it began with")
        TYPED = "typed", _("what you wrote")
        BESIDE = "beside", _("typed in a second window")

    letter = models.ForeignKey("letters.Letter", models.CASCADE, related_name="saved_texts", db_index=False)
    number = models.PositiveIntegerField()
    slot = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.TYPED)
    text = models.TextField(max_length=LONGEST_LETTER)
    begun_at = models.DateTimeField(help_text=_("When its first words were saved."))
    saved_at = models.DateTimeField()
    saved_from = models.CharField(max_length=36, blank=True)
    turn = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["SavedText"]] = models.Manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="saved_texts_are_numbered"),
            models.UniqueConstraint(fields=["letter", "slot"], name="saved_texts_take_turns"),
            models.CheckConstraint(
                condition=Q(number=1, slot=0) | Q(number__gte=2, slot__gte=1, slot__lte=NEWEST),
                name="so_many_texts_are_saved",
            ),
            models.CheckConstraint(condition=Q(origin__in=["draft", "typed", "beside"]), name="origin_is_known"),
            models.CheckConstraint(
                condition=~Q(text="") & models.lookups.LessThanOrEqual(Length("text"), LONGEST_LETTER),  # type: ignore[arg-type]  # the stubs know no sum of both
                name="saved_text_fits",
            ),
            models.CheckConstraint(condition=Q(begun_at__lte=F("saved_at")), name="saved_text_is_begun_first"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}, {self.number}"

    @property
    def words(self) -> int:
        """How many words it has."""
        return count_words(self.text)
