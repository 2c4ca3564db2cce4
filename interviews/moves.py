"""A later edition of an invitation: the interview it is about takes place at another time or place."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from interviews.models import Interview
from interviews.signals import interview_changed
from interviews.workdays import WindowKind, decides_on


@dataclass(frozen=True)
class Move:
    """When (UTC) and where an interview is held from now on, and the edition of the invitation that says so."""

    starts_at: datetime
    ends_at: datetime
    where: str
    sequence: int


@transaction.atomic
def move(interview: Interview, to: Move) -> bool:
    """Move the interview, and return whether it was moved: an edition older than the known one changes nothing.

    One that was called off stands again. A decision window of days or weeks counts from the new day; a day that they
    named stays.
    """
    there = Interview.objects.select_for_update().get(pk=interview.pk)
    if to.sequence < there.invitation_sequence:
        return False
    interview.starts_at, interview.ends_at, interview.where = to.starts_at, to.ends_at, to.where
    interview.invitation_sequence, interview.cancelled_at = to.sequence, None
    if interview.window != Interview.Window.DATE:
        position, window = interview.position, cast(WindowKind, interview.window)
        interview.decides_on = decides_on(
            interview.local_day, window, interview.window_number, None,
            position.country or position.owner.country,
        )  # fmt: skip
    interview.save(update_fields=["starts_at", "ends_at", "where", "invitation_sequence", "cancelled_at", "decides_on"])
    interview_changed.send(Interview, position=interview.position, interview=interview)
    return True
