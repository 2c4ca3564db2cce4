"""What the interviews are for, what came of it, and whether to be in touch again after that."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import PostalAddress
from accounts.models import User
from interviews.models.people import Interviewer


class PositionQuerySet(models.QuerySet["Position"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)


class Position(PostalAddress):
    """One job at one company. Several interviews can belong to it: its rounds. The address is the company's."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waiting to hear")
        OFFER = "offer", _("an offer")
        REFUSAL = "refusal", _("a refusal")
        SILENCE = "silence", _("no answer; you move on")
        WITHDRAWN = "withdrawn", _("you withdrew")

    class WrittenBy(models.TextChoices):
        UNKNOWN = "", _("not noted")
        EMAIL = "email", _("by e-mail")
        POST = "post", _("by post")
        PHONE = "phone", _("by phone")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="positions", db_index=False)
    title = models.CharField(_("job title"), max_length=120)
    company = models.CharField(_("company"), max_length=120)
    hr_contact = models.ForeignKey(
        Interviewer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hr_for",
        verbose_name=_("HR contact"),
    )
    key_message = models.TextField(_("key message"), max_length=500, blank=True)
    written_so_far = models.CharField(_("how they have written so far"), max_length=5, choices=WrittenBy, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.OPEN)
    outcome_on = models.DateField(null=True, blank=True)
    is_example = models.BooleanField(
        default=False, help_text=_("Part of the example case, which is removed as a whole.")
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Position"]] = PositionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "outcome"], name="positions_by_outcome")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(company=""), name="position_is_named"),
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "offer", "refusal", "silence", "withdrawn"]), name="outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", outcome_on__isnull=True)
                | (~Q(outcome="open") & Q(outcome_on__isnull=False)),
                name="outcome_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.company}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN


class KeepInTouch(models.Model):
    """Whether to be in touch with somebody again after the outcome of a position, and when (S65).

    Without a row the default holds: the lead of the last round after 6 and 12 months, the others not at all.
    """

    MONTHS = (3, 6, 12)

    position = models.ForeignKey(Position, models.CASCADE, related_name="ties", db_index=False)
    interviewer = models.ForeignKey(Interviewer, on_delete=models.CASCADE, related_name="ties")
    after_3 = models.BooleanField(_("after 3 months"), default=False)
    after_6 = models.BooleanField(_("after 6 months"), default=False)
    after_12 = models.BooleanField(_("after 12 months"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["position", "interviewer"], name="one_tie_each")]

    def __str__(self) -> str:
        return str(self.interviewer)

    @property
    def months(self) -> tuple[int, ...]:
        """The months after the outcome that are ticked, the nearest first."""
        return tuple(month for month in self.MONTHS if getattr(self, f"after_{month}"))
