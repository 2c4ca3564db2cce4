"""When a letter should leave and when it arrives, for the rows of the database: letters/post.py does the counting."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from letters import post
from letters.models import Letter


@dataclass(frozen=True)
class Posting:
    """By which local day to post; when it is there if posted today (or by the next collection).

    `post_by` is None where no day is stated, or where paper can no longer arrive before the decision.
    """

    post_by: date | None
    arrives_on: date
    is_too_late: bool


def countries_of(letter: Letter) -> tuple[str, str]:
    """Return where it is posted and where it goes; what is not known is taken to be the owner's country."""
    origin = letter.position.owner.country
    return origin, letter.recipient.country or letter.position.country or origin


def last_posting_day(letter: Letter) -> date | None:
    """Return the last local day on which posting still brings a thank-you there the day before the decision (S32).

    None for other channels and kinds, and where not even the first collection after the interview is in time.
    """
    interview = letter.interview
    if letter.channel != Letter.Channel.HAND or letter.kind != Letter.Kind.THANK_YOU or interview is None:
        return None
    origin, destination = countries_of(letter)
    return post.post_by(interview.decides_on - timedelta(days=1), origin, destination, not_before=interview.local_day)


def posting_of(letter: Letter, now: datetime) -> Posting:
    """Return what to print beside the letter, as it stands at `now` (UTC)."""
    origin, destination = countries_of(letter)
    local_now = now.astimezone(letter.position.owner.time_zone)
    leaves_on = post.next_posting(local_now, origin)
    if letter.interview is not None and not letter.interview.has_ended(now):
        leaves_on = post.next_posting(letter.interview.ends_at.astimezone(letter.interview.zone), origin)
    last = last_posting_day(letter)
    is_dated = letter.kind == Letter.Kind.THANK_YOU and letter.interview is not None
    return Posting(
        post_by=last if last is not None and last >= leaves_on else None,
        arrives_on=post.arrival(leaves_on, origin, destination),
        is_too_late=is_dated and (last is None or last < leaves_on),
    )
