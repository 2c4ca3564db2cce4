"""What is searched: the words of every thing somebody has kept, folded, in one column."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter

# The columns that may name the thing; each row has one of them.
THINGS = ("person", "position", "interview", "seat", "letter")


def _one_of(names: tuple[str, ...]) -> Q:
    """A condition: one of these columns is filled."""
    return Q(
        *(Q(**{f"{other}__isnull": other != name for other in names}) for name in names), _connector=Q.OR
    )  # fmt: skip


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def containing(self, words: tuple[str, ...]) -> Self:
        """Those in which each of the folded words stands somewhere; all of them where there is no word."""
        return self.filter(*(Q(folded__contains=word) for word in words))


class SearchEntry(models.Model):
    """The folded words of one thing, beside whoever it has to do with.

    A copy: nothing is kept here that is not kept elsewhere. It goes with its thing; desk/indexing.py makes it and says
    when.
    """

    class Kind(models.TextChoices):
        """The groups of a result, in their order."""

        PERSON = "person", _("People")
        POSITION = "position", _("Positions")
        NOTE = "note", _("Notes")
        LETTER = "letter", _("Letters")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_entries")
    kind = models.CharField(max_length=8, choices=Kind)
    person = models.OneToOneField(Interviewer, models.CASCADE, null=True, related_name="search_entry")
    position = models.OneToOneField(Position, models.CASCADE, null=True, related_name="search_entry")
    interview = models.OneToOneField(Interview, models.CASCADE, null=True, related_name="search_entry")
    seat = models.OneToOneField(PanelSeat, models.CASCADE, null=True, related_name="search_entry")
    letter = models.OneToOneField(Letter, models.CASCADE, null=True, related_name="search_entry")
    version = models.PositiveIntegerField(default=0, help_text="Of a letter: the version whose text is folded here.")
    at = models.DateTimeField(help_text="The instant by which it is ordered, the latest first.")
    folded = models.TextField()

    objects: ClassVar[SearchEntryQuerySet] = SearchEntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "position", "note", "letter"]), name="search_kind_is_known"
            ),
            models.CheckConstraint(condition=_one_of(THINGS), name="search_entry_is_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
