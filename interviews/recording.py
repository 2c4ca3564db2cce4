"""What a form says of an interview, written down: its position, its times, its panel, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from interviews.debrief import is_debrief
from interviews.models import Interview, Position
from interviews.panel import SeatEntry, rename_company, set_panel
from interviews.signals import interview_changed
from interviews.workdays import decides_on

_AS_SAID = ("starts_at", "how", "where", "window", "window_number", "left_out", "to_correct", "decision_words")


def position_of(
    owner: User, said: Mapping[str, Any], *, instance: Interview | None, position: Position | None
) -> Position:
    """Return the position to write to: the interview's own, else an open one of the same name (a later round).

    `position` is one whose next round is logged; it is taken where the form still names it.
    """
    if instance:
        found = instance.position
        rename_company(found, said["company"])
        found.title = said["title"]
    elif position and _is_named(position, said):
        found = position
    else:
        found = Position.objects.owned_by(owner).filter(
            company__iexact=said["company"], title__iexact=said["title"], outcome=Position.Outcome.OPEN
        ).first() or Position(owner=owner, company=said["company"], title=said["title"])
    if instance or said["key_message"]:
        found.key_message = said["key_message"]
    found.save()
    return found


def record(interview: Interview, said: Mapping[str, Any], entries: Sequence[SeatEntry], now: datetime) -> Interview:
    """Write an interview as it was said, with its panel, and tell the other apps.

    An interview that is over and about whose panel something is noted counts as debriefed.
    """
    position = interview.position
    if interview.pk is None:
        interview.invitation_uid = said["invitation_uid"]
        interview.invitation_sequence = said["invitation_sequence"] or 0
    for name in _AS_SAID:
        setattr(interview, name, said[name])
    interview.ends_at = said["starts_at"] + timedelta(minutes=said["minutes"] or 60)
    interview.decides_on = decides_on(
        said["starts_at"].astimezone(position.owner.time_zone).date(), said["window"], said["window_number"],
        said["window_on"], position.country or position.owner.country,
    )  # fmt: skip
    if interview.debriefed_at is None and interview.ends_at <= now and is_debrief(entries):
        interview.debriefed_at = now  # logged afterwards: this was the debrief
    interview.save()
    set_panel(interview, entries)
    interview_changed.send(Interview, position=position, interview=interview)
    return interview


def _is_named(position: Position, said: Mapping[str, Any]) -> bool:
    """Whether the form names this position still."""
    return (position.company.casefold(), position.title.casefold()) == (
        said["company"].casefold(), said["title"].casefold(),
    )  # fmt: skip
