"""Who was met."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
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
