"""What an invitation means to an account: whose addresses are the owner's, and which interview it is about."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.models import User
from interviews.models import Interview
from interviews.reading.events import Event, Method, Reader

_OURS = re.compile(r"interview-(\d{1,18})@(.+)", re.ASCII)


def reader_of(owner: User) -> Reader:
    """Return who reads: every address of the account, its name and country."""
    addresses = {owner.email, *EmailAddress.objects.filter(user=owner).values_list("email", flat=True)}
    return Reader(frozenset(each.lower() for each in addresses), owner.name, owner.country)


def uid_of(interview: Interview) -> str:
    """Return the interview's own name in calendars, the same for as long as it is there."""
    return f"interview-{interview.pk}@{urlsplit(settings.SITE_URL).hostname}"


def interview_of(event: Event, owner: User) -> Interview | None:
    """Return the owner's interview that an event is about: read from this invitation, or written to a calendar."""
    if not event.uid:
        return None
    mine = Interview.objects.owned_by(owner).select_related("position__owner")
    ours = _OURS.fullmatch(event.uid)
    if ours and ours[2] == urlsplit(settings.SITE_URL).hostname:
        return mine.filter(pk=int(ours[1])).first()
    return mine.filter(invitation_uid=event.uid).order_by("-starts_at", "-pk").first()


def local_start(event: Event, owner: User) -> datetime | None:
    """Return when it starts, in the owner's zone; a floating time is one there. None for a day without a time."""
    if not isinstance(event.start, datetime):
        return None
    if event.start.tzinfo is None:
        return event.start.replace(tzinfo=owner.time_zone)
    return event.start.astimezone(owner.time_zone)


class Step(StrEnum):
    """What an event asks for."""

    LOG = "log"
    CANCEL = "cancel"
    CANCELLED_ALREADY = "cancelled_already"
    CANCEL_UNKNOWN = "cancel_unknown"
    ANSWER = "answer"
    MOVE = "move"
    NO_NEW_TIME = "no_new_time"
    LOGGED_ALREADY = "logged_already"
    OLDER = "older"


@dataclass(frozen=True)
class Proposal:
    """An event, what it asks for, and the interview it is about; `start` is in the owner's zone."""

    event: Event
    step: Step
    interview: Interview | None
    start: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        """When it would end; without a length in the invitation, the interview's own counts."""
        if self.start is None or self.interview is None:
            return None
        length = self.interview.ends_at - self.interview.starts_at
        return self.start + (timedelta(minutes=self.event.minutes) if self.event.minutes else length)

    @property
    def where(self) -> str:
        """Where it would be held: as the invitation says, else as before."""
        return self.event.where or (self.interview.where if self.interview else "")


def proposal_of(event: Event, owner: User) -> Proposal:
    """Return what an event asks for, seen from what the account has logged."""
    interview, start = interview_of(event, owner), local_start(event, owner)
    return Proposal(event, _step(event, interview, start), interview, start)


def _step(event: Event, interview: Interview | None, start: datetime | None) -> Step:
    if event.method is Method.REPLY:
        return Step.ANSWER
    if event.method is Method.CANCEL:
        if interview is None:
            return Step.CANCEL_UNKNOWN
        return Step.CANCELLED_ALREADY if interview.is_cancelled else Step.CANCEL
    if interview is None:
        return Step.LOG
    if event.sequence < interview.invitation_sequence:
        return Step.OLDER
    if start is None:
        return Step.NO_NEW_TIME
    return Step.MOVE if _says_otherwise(event, interview, start) else Step.LOGGED_ALREADY


def _says_otherwise(event: Event, interview: Interview, start: datetime) -> bool:
    """Whether an invitation differs from what is logged; of the same edition only the start counts, as the rest may
    have been put right by hand."""
    if start != interview.starts_at or interview.is_cancelled:
        return True
    is_newer = event.sequence > interview.invitation_sequence
    says_length = event.minutes is not None and event.minutes != interview.minutes
    return is_newer and (says_length or bool(event.where and event.where != interview.where))
