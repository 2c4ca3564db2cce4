"""When they met, and when they decide."""

from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models.positions import Position


class InterviewQuerySet(models.QuerySet["Interview"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(position__owner=user)

    def waiting(self) -> Self:
        """Those whose answer is still to come."""
        return self.filter(position__outcome=Position.Outcome.OPEN, cancelled_at__isnull=True)


class Interview(models.Model):
    """One meeting for a position. Instants are UTC; days are local to the owner's zone."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("by video")
        PHONE = "phone", _("by phone")

    class Window(models.TextChoices):
        """How the decision window was stated (product.md §2)."""

        DATE = "date", _("a date")
        DAYS = "days", _("a number of days")
        WEEKS = "weeks", _("a number of weeks")
        UNSTATED = "unstated", _("they did not say")

    position = models.ForeignKey(Position, models.CASCADE, related_name="interviews", db_index=False)
    starts_at = models.DateTimeField(_("when"))
    ends_at = models.DateTimeField()
    how = models.CharField(_("how"), max_length=9, choices=How, default=How.IN_PERSON)
    where = models.TextField(_("where"), max_length=1000, blank=True)
    window = models.CharField(_("when will they decide?"), max_length=8, choices=Window, default=Window.UNSTATED)
    window_number = models.PositiveSmallIntegerField(null=True, blank=True)
    decides_on = models.DateField(help_text=_("The last day of the decision window, counted when it was stated."))
    decision_words = models.TextField(_("their exact words about the decision"), max_length=500, blank=True)
    left_out = models.TextField(_("what you left out"), max_length=1000, blank=True)
    to_correct = models.TextField(_("an impression to correct"), max_length=1000, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True, help_text=_("No more mail about this interview since."))
    invitation_uid = models.CharField(max_length=255, blank=True)
    invitation_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Interview"]] = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["position", "starts_at"], name="interviews_of_a_position"),
            models.Index(fields=["invitation_uid"], condition=~Q(invitation_uid=""), name="interviews_by_invitation"),
        ]
        constraints = [
            # Of one invitation one interview; across positions, which no constraint reaches, the form sees to it.
            models.UniqueConstraint(
                fields=["position", "invitation_uid"],
                condition=~Q(invitation_uid=""),
                name="one_interview_of_an_invitation",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interview_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(how__in=["in_person", "video", "phone"]), name="how_is_known"),
            models.CheckConstraint(
                condition=Q(window__in=["days", "weeks"], window_number__gte=1, window_number__lte=365)
                | Q(window__in=["date", "unstated"], window_number__isnull=True),
                name="window_number_fits_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("interviews:detail", args=[self.pk])

    @property
    def zone(self) -> ZoneInfo:
        return self.position.owner.time_zone

    @property
    def local_day(self) -> date:
        """The day it is held, in the owner's zone."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_stated(self) -> bool:
        """Whether they said when they would decide."""
        return self.window != self.Window.UNSTATED

    @property
    def names(self) -> str:
        """Who is on the panel, in its order."""
        return ", ".join(seat.interviewer.name for seat in self.seats.all())

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now
