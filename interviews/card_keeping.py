"""Cards kept as people: added, merged with somebody who is known, or skipped, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Interview, Interviewer
from interviews.signals import interview_changed
from interviews.vcards import Card

_PARTS = ("honorific", "role", "company", "email", "phone", "note")
_ADDRESS = ("street", "town", "region", "postcode", "country")


@dataclass(frozen=True)
class Kept:
    """What became of one card: "added", "merged" or "skipped", and why. `person` is None where it was skipped."""

    title: str
    outcome: str
    why: str
    person: Interviewer | None = None


@transaction.atomic
def keep_cards(owner: User, cards: Sequence[Card]) -> list[Kept]:
    """Keep cards as people of the account and return what became of each. The same cards once more change nothing."""
    User.objects.select_for_update(no_key=True).filter(pk=owner.pk).values_list("pk", flat=True).first()
    known = list(Interviewer.objects.owned_by(owner).order_by("pk"))
    kept = [_keep(owner, card, known) for card in cards]
    _tell(each.person for each in kept if each.person and each.outcome == "merged")
    return kept


def _keep(owner: User, card: Card, known: list[Interviewer]) -> Kept:
    if not card.name or card.is_list:
        return Kept(card.title, "skipped", _why_not(card))
    person, why = _same_person(card, known)
    if person is None:
        person = Interviewer(owner=owner, name=card.name)
        _describe(person, card)
        person.save()
        known.append(person)
        return Kept(card.title, "added", "", person)
    if not _describe(person, card):
        return Kept(card.title, "skipped", _("all of it is known already"), person)
    person.save()
    return Kept(card.title, "merged", why, person)


def _why_not(card: Card) -> str:
    if card.is_list:
        return _("it is a list of people, not a person")
    return _("it names a company and nobody in it") if card.is_company else _("it has no name")


def _same_person(card: Card, known: Iterable[Interviewer]) -> tuple[Interviewer | None, str]:
    """Return whom of the known the card means, and how that is known: by e-mail, else by name and company."""
    people = list(known)
    if card.email:
        for person in people:
            if person.email.casefold() == card.email.casefold():
                return person, _("the same e-mail address as %(name)s") % {"name": person.name}
    for person in people:
        one, other = (
            (person.name.casefold(), person.company.casefold()),
            (card.name.casefold(), card.company.casefold()),
        )
        if one == other and not (person.email and card.email):
            return person, _("the same name and company")
    return None, ""


def _describe(person: Interviewer, card: Card) -> bool:
    """Fill in what is not known of the person yet, and return whether there was anything."""
    blank = [name for name in _PARTS if getattr(card, name) and not getattr(person, name)]
    if card.has_address and not any(getattr(person, name) for name in _ADDRESS):
        blank += [name for name in _ADDRESS if getattr(card, name)]
    for name in blank:
        setattr(person, name, getattr(card, name))
    return bool(blank)


def _tell(people: Iterable[Interviewer]) -> None:
    """Tell the other apps of every interview that these people are on the panel of."""
    interviews = Interview.objects.filter(seats__interviewer__in=list(people)).select_related("position__owner")
    for interview in interviews.distinct():
        interview_changed.send(Interview, position=interview.position, interview=interview)


def card_of(person: Interviewer) -> Card:
    """Return what is known of a person, as a card to take along."""
    return Card(**{name: getattr(person, name) for name in ("name", *_PARTS, *_ADDRESS)})
