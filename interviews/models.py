"""What happened, with whom: positions, interviews, interviewers on their seats, what each cared about.

Everything belongs to one account: positions and interviewers name their owner, the rest follows from the position.
A link without an index of its own (`db_index=False`) is the first column of a longer one (docs/scale.md).
"""

from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import PostalAddress
from accounts.models import User


class InterviewerQuerySet(models.QuerySet["Interviewer"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)


class Interviewer(PostalAddress):
    """A person met. Outlives the interview; an HR contact is one who needs no seat."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="interviewers", db_index=False)
    honorific = models.CharField(_("title"), max_length=20, blank=True, help_text=_("Ms, Mr, Mx, Dr, or none."))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    company = models.CharField(_("company"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    note = models.TextField(
        _("note"), max_length=1000, blank=True, help_text=_("What their card says beside all this.")
    )
    has_handed_card = models.BooleanField(_("handed you a business card"), default=False)
    is_on_first_names = models.BooleanField(_("you are on first-name terms"), default=False)
    is_name_confirmed = models.BooleanField(_("the spelling is certain"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Interviewer"]] = InterviewerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "name"], name="interviewers_by_name")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="interviewer_has_a_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Title and name, as on an envelope."""
        return f"{self.honorific} {self.name}".strip()


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


class PanelSeat(models.Model):
    """An interviewer's seat on the panel of one interview, and what passed between the two of you there."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="seats", db_index=False)
    interviewer = models.ForeignKey(Interviewer, on_delete=models.RESTRICT, related_name="seats")
    is_lead = models.BooleanField(_("lead"), default=False)
    place = models.PositiveSmallIntegerField(default=0, help_text=_("The order in which the panel was entered."))
    impressed_me = models.TextField(_("what impressed you about them"), max_length=1000, blank=True)
    my_question = models.TextField(_("your question"), max_length=1000, blank=True)
    helpful_answer = models.TextField(_("the answer that helped"), max_length=1000, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True, help_text=_("When the debrief had gone past them."))
    voice = models.PositiveSmallIntegerField(
        default=0,
        help_text=_("Which wordings a draft to them takes: others on one panel, and others in each round (S20)."),
    )

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "interviewer"], name="one_seat_each"),
            models.UniqueConstraint(fields=["interview"], condition=Q(is_lead=True), name="one_lead_at_most"),
        ]

    def __str__(self) -> str:
        return str(self.interviewer)


class Topic(models.Model):
    """Something an interviewer cared about, of business or not (S22), and where it came up (S23)."""

    class CameUp(models.TextChoices):
        UNKNOWN = "", _("not noted")
        WARM_UP = "warm_up", _("in the warm-up")
        MAIN = "main", _("in the main talk")
        CLOSE = "close", _("at the close")

    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="topics")
    text = models.CharField(_("topic"), max_length=300)
    is_personal = models.BooleanField(_("not about the business"), default=False)
    came_up = models.CharField(_("where it came up"), max_length=7, choices=CameUp, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="topic_says_something")]

    def __str__(self) -> str:
        return self.text


class Concern(models.Model):
    """A doubt an interviewer showed, and whether it was answered (S58, S59)."""

    class Answered(models.TextChoices):
        NO = "no", _("not answered")
        HALF = "half", _("half answered")
        YES = "yes", _("answered")

    seat = models.ForeignKey(PanelSeat, on_delete=models.CASCADE, related_name="concerns")
    text = models.CharField(_("concern"), max_length=300)
    answered = models.CharField(_("answered?"), max_length=4, choices=Answered, default=Answered.NO)
    answer = models.TextField(_("your answer"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="concern_says_something"),
            models.CheckConstraint(condition=Q(answered__in=["no", "half", "yes"]), name="answered_is_known"),
        ]

    def __str__(self) -> str:
        return self.text


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
