"""Gifts given once: put into a letter and taken out again, and who has had which."""

from dataclasses import replace

from django.db import transaction

from accounts.models import User
from interviews.models import Interviewer, Topic
from letters.drafting.facts import Facts
from letters.drafting.facts import Gift as GiftFact
from letters.known import facts_of
from letters.models import Gift, Letter

MOST_LOOKED_AT = 300
"""So many of somebody's gifts, the latest, are compared with each other."""


def topics_of(letter: Letter) -> list[Topic]:
    """Return what the recipient cared about in the interview the letter is about, as fetched with the letter."""
    seats = letter.interview.seats.all() if letter.interview else []
    return [topic for seat in seats if seat.interviewer_id == letter.recipient_id for topic in seat.topics.all()]


def facts_with(letter: Letter, gift: Gift) -> Facts:
    """Return the facts of the letter's draft with this gift in it."""
    topic = gift.topic.text if gift.topic else ""
    return replace(facts_of(letter), gift=GiftFact(gift.kind, gift.text, gift.web, topic=topic))


def plain(text: str) -> str:
    """Return a text in the form in which two are compared: small letters, single spaces, no full stop."""
    return " ".join(text.casefold().split()).rstrip(" .")


def marks_of(text: str, web: str) -> frozenset[str]:
    """Return what a gift is told by: two are the same where they share its words, or its web address however spelt."""
    address = web.casefold().partition("://")[2].removeprefix("www.").rstrip("/")
    return frozenset({plain(text), f"//{address}"} if address else {plain(text)})


def is_same(gift: Gift, text: str, web: str) -> bool:
    """Whether a gift is this one."""
    return bool(marks_of(gift.text, gift.web) & marks_of(text, web))


def had_before(owner: User, person: Interviewer, text: str, web: str) -> Gift | None:
    """Return the gift that somebody was given and that is this one; None where they have not had it."""
    given = Gift.objects.owned_by(owner).had_by(person).select_related("letter").distinct()
    return next((gift for gift in given if is_same(gift, text, web)), None)


def like(gift: Gift) -> Gift | None:
    """Return another gift of the account that is this one, the one given last before any that is not given yet."""
    others = Gift.objects.filter(owner=gift.owner_id).exclude(pk=gift.pk).select_related("letter__recipient")
    same = [other for other in others.order_by("-pk")[:MOST_LOOKED_AT] if is_same(other, gift.text, gift.web)]
    return max(same, key=lambda other: (other.is_given, other.given_at or other.created_at), default=None)


def twin_of(gift: Gift) -> Gift | None:
    """Return the row that says the very same and is not given yet: a form that was sent twice makes one gift."""
    names = ("owner", "interviewer", "topic", "kind", "text", "web")
    same = Gift.objects.filter(given_at__isnull=True, **{name: getattr(gift, name) for name in names})
    return same.exclude(pk=gift.pk).order_by("pk").first()


@transaction.atomic
def put(gift: Gift, letter: Letter) -> Gift:
    """Keep that the gift goes into this letter, and return it; one that somebody else was given is another row."""
    if gift.is_given:
        about = plain(gift.topic.text) if gift.topic else None
        topic = next((topic for topic in topics_of(letter) if plain(topic.text) == about), None)
        gift = Gift(
            owner_id=gift.owner_id, interviewer=letter.recipient, topic=topic, kind=gift.kind, text=gift.text,
            web=gift.web, found_on=gift.found_on,
        )  # fmt: skip
    gift.letter = letter
    gift.save()
    return gift


@transaction.atomic
def take_out(gift: Gift) -> None:
    """Put a gift back on the shelf; one that stands there already, because somebody had it, is not there twice."""
    given = Gift.objects.filter(owner=gift.owner_id, given_at__isnull=False).exclude(pk=gift.pk)
    if any(is_same(other, gift.text, gift.web) for other in given):
        gift.delete()
        return
    gift.letter = None
    gift.save(update_fields=["letter"])


def follow(letter: Letter) -> None:
    """Bring its gifts in line with the letter: given when it left, and not given where that was taken back."""
    Gift.objects.filter(letter=letter).update(given_at=letter.closed_at if letter.state in Letter.GONE else None)
