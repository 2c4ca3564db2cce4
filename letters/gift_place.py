"""The place of a gift beside a letter: what is in it, and what of the shelf fits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.models import Interviewer
from letters.advice import Advice
from letters.gift_words import with_gift
from letters.gifts import MOST_LOOKED_AT, facts_with, marks_of, plain, topics_of
from letters.models import Gift, Letter

MOST_PROPOSED = 4


@dataclass(frozen=True)
class Shelved:
    """A gift as a page shows it on a local day. `reason` says why it fits a letter, where it is proposed for one."""

    gift: Gift
    today: date
    reason: str = ""

    @property
    def is_stale(self) -> bool:
        return self.gift.is_stale(self.today)

    @property
    def age(self) -> str:
        """When it was found, in words; "" where that was not noted."""
        if self.gift.found_on is None:
            return ""
        days = (self.today - self.gift.found_on).days
        if days <= 0:
            return _("found today")
        if days < 14:
            return ngettext("found yesterday", "found %(count)d days ago", days) % {"count": days}
        if days < 70:
            return _("found %(count)d weeks ago") % {"count": days // 7}
        return _("found on %(day)s") % {"day": date_format(self.gift.found_on, "DATE_FORMAT")}


@dataclass(frozen=True)
class Place:
    """What is in the letter, whether its words are, and what would fit.

    `is_waiting`: the note comes first, and nobody has written in it yet (S24).
    """

    gifts: tuple[Gift, ...] = ()
    is_named: bool = False
    is_missing: bool = False
    is_waiting: bool = False
    proposals: tuple[Shelved, ...] = ()


def place_of(letter: Letter, text: str, advice: Advice | None, today: date) -> Place:
    """Return what the letter's page shows of gifts beside `text`, the letter as it is shown.

    The shelf is asked, once, only where a gift is missing.
    """
    part = next((part for part in advice.parts if part.key == "gift"), None) if advice else None
    gifts = tuple(letter.gifts.all())
    is_missing = letter.is_open and not gifts and part is not None and not part.is_done
    is_waiting = is_missing and letter.is_untouched
    return Place(
        gifts=gifts,
        is_named=part is None
        or part.is_done
        or any(with_gift(text, facts_with(letter, each)) == text for each in gifts),
        is_missing=is_missing,
        is_waiting=is_waiting,
        proposals=tuple(fitting(letter, today)[:MOST_PROPOSED]) if is_missing and not is_waiting else (),
    )


def fitting(letter: Letter, today: date) -> list[Shelved]:
    """Return the gifts that fit a letter, the best first, in one query.

    First those about a topic of its recipient's, then those found for the person, then those that are free for anybody,
    of the kinds found for this person before others; within each what is stale comes last. What the person has had, or
    what is in another letter of the same interview, is not proposed (S12); what somebody else was given is, where the
    topic is the same.
    """
    person, topics = letter.recipient, {plain(topic.text) for topic in topics_of(letter)}
    beside = Letter.objects.filter(interview=letter.interview_id, interview__isnull=False).exclude(pk=letter.pk)
    rows = list(
        Gift.objects.owned_by(letter.position.owner).select_related("topic", "interviewer", "letter__recipient")
        .annotate(
            was_had=Exists(Gift.objects.had_by(person).filter(pk=OuterRef("pk"))),
            is_beside=Exists(beside.filter(gifts=OuterRef("pk")).exclude(state__in=Letter.GIVEN_UP)),
        )
        .order_by("-pk")[:MOST_LOOKED_AT]
    )  # fmt: skip
    taken = {mark for row in rows if row.was_had or row.is_beside for mark in marks_of(row.text, row.web)}
    ranked = [(rank, gift) for gift in rows if (rank := _rank(gift, person, topics)) is not None]
    kinds = {gift.kind for rank, gift in ranked if rank < 2} | {row.kind for row in rows if row.was_had}
    ranked.sort(
        key=lambda each: (each[0], each[1].is_given, each[1].is_stale(today), each[1].kind not in kinds, -each[1].pk)
    )
    found: list[Shelved] = []
    for rank, gift in ranked:
        marks = marks_of(gift.text, gift.web)
        if not marks & taken:
            taken |= marks
            found.append(Shelved(gift, today, _reason(gift, rank)))
    return found


def _rank(gift: Gift, person: Interviewer, topics: set[str]) -> int | None:
    fits_topic = gift.topic is not None and plain(gift.topic.text) in topics
    if not gift.is_free:
        return 0 if gift.is_given and fits_topic else None
    if gift.interviewer_id not in {None, person.pk}:
        return None  # it was found for somebody else
    return 0 if fits_topic else 1 if gift.interviewer_id else 2


def _reason(gift: Gift, rank: int) -> str:
    if gift.is_given and gift.letter is not None:
        values = {"topic": gift.topic, "name": gift.letter.recipient.full_name}
        return _("for %(topic)s; %(name)s had it, too") % values
    if rank == 0:
        return _("for %(topic)s") % {"topic": gift.topic}
    return _("found for %(name)s") % {"name": gift.interviewer} if rank == 1 else _("free for anybody")
