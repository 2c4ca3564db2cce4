"""Who sat on the panel of an interview, and what passed there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.models.interviews import Interview
from interviews.models.people import Interviewer


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
