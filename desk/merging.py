"""Two entries of one person become one, with all that was said to them, written and given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from desk.indexing import refresh_around
from interviews.models import Interview, Interviewer, KeepInTouch, Position
from interviews.signals import interview_changed
from letters.models import Gift, Letter
from reminders.models import Reminder
from reminders.turns import take_turn

ADDRESS = ("street", "town", "region", "postcode", "country")
# What may differ, each with the fields that go together.
DETAILS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "is_name_confirmed"),
    "honorific": ("honorific",),
    "role": ("role",),
    "company": ("company",),
    "email": ("email",),
    "phone": ("phone",),
    "note": ("note",),
    "address": ADDRESS,
}
# What holds for the one where it was noted of either.
EITHER = ("has_handed_card", "is_on_first_names")
# Every link to a person that this module takes over: a test holds it against the models.
FOLLOWED = frozenset({"seats", "letters", "gifts", "hr_for", "ties", "reminders", "search_entry"})


@dataclass(frozen=True)
class Difference:
    """A detail in which the two differ; both say something."""

    key: str
    label: str
    kept: str
    other: str


@dataclass(frozen=True)
class Hindrance:
    """Why the two cannot become one as they stand, and where to look into it."""

    sentence: str
    url: str


class CannotMerge(Exception):
    """They stay two; `hindrances` say why."""

    def __init__(self, hindrances: list[Hindrance]) -> None:
        super().__init__("; ".join(hindrance.sentence for hindrance in hindrances))
        self.hindrances = hindrances


def differences(kept: Interviewer, other: Interviewer) -> list[Difference]:
    """Return the details for which somebody has to choose. What only one of them says needs no choice, and two notes
    that are short enough become one.
    """
    found = []
    for key in DETAILS:
        mine, theirs = _said(kept, key), _said(other, key)
        if mine and theirs and mine != theirs and not (key == "note" and _both(mine, theirs)):
            field: Any = Interviewer._meta.get_field(DETAILS[key][0])
            label = _("Postal address") if key == "address" else capfirst(str(field.verbose_name))
            found.append(Difference(key, label, mine, theirs))
    return found


def hindrances(kept: Interviewer, other: Interviewer) -> list[Hindrance]:
    """Return what stands against making them one; empty where nothing does."""
    found = []
    theirs = other.seats.values_list("interview", flat=True)
    both = Interview.objects.filter(seats__interviewer=kept).filter(pk__in=theirs).select_related("position__owner")
    for interview in both:
        sentence = _("Both sat on the panel of %(interview)s. Take one of them off it first.")
        found.append(Hindrance(sentence % {"interview": _called(interview)}, interview.get_absolute_url()))
    panels = {interview.pk for interview in both}
    for one, two in _letters_alike(kept, other):
        if _yielding(one, two) is None and one.interview is not None and one.interview_id not in panels:
            sentence = _(
                "There are two letters of one kind about %(interview)s, one to each of them (%(kind)s), and both have "
                "words in them or have left. Take what you need from one into the other and empty it."
            )
            values = {"interview": _called(one.interview), "kind": one.get_kind_display()}
            found.append(Hindrance(sentence % values, two.get_absolute_url()))
    return found


def letters_given_up(kept: Interviewer, other: Interviewer) -> list[Letter]:
    """Return the letters in which nobody has written and that make room for their like to the other entry."""
    return [letter for pair in _letters_alike(kept, other) if (letter := _yielding(*pair)) is not None]


@transaction.atomic
def merge(kept: Interviewer, other: Interviewer, chosen: Mapping[str, str]) -> None:
    """Make the two one: `kept` stays, with the details that were `chosen` (key of DETAILS → "kept" or "other").

    Where only one says something, that stands. Seats with their topics and concerns, letters, gifts, HR contact, ties
    and reminders follow. Raises CannotMerge and changes nothing where something stands against it, and
    Interviewer.DoesNotExist where one of them has gone meanwhile.
    """
    owner = kept.owner
    take_turn(owner.pk)
    for person in (kept, other):
        person.refresh_from_db()
    if owner.pk != other.owner_id or kept.pk == other.pk:
        raise ValueError("Two people of one account become one.")
    if found := hindrances(kept, other):
        raise CannotMerge(found)
    news = _touched(other)
    for letter in letters_given_up(kept, other):
        letter.delete()
    _take_details(kept, other, chosen)
    _take_links(kept, other)
    other.delete()
    for position, interview in news:
        interview_changed.send(Interview if interview else Position, position=position, interview=interview)
    refresh_around(owner.pk, people=[kept.pk])


def _said(person: Interviewer, key: str) -> str:
    if key == "address":
        parts = (*person.street.splitlines(), person.postcode, person.town, person.region, person.country)
        return ", ".join(part for part in parts if part.strip())
    return str(getattr(person, key)).strip()


def _called(interview: Interview) -> str:
    day = date_format(interview.local_day, "DATE_FORMAT")
    return _("%(position)s on %(day)s") % {"position": interview.position, "day": day}


def _letters_alike(kept: Interviewer, other: Interviewer) -> list[tuple[Letter, Letter]]:
    """The pairs of letters to the two that only one person cannot have: of one interview, kind and channel."""
    letters = Letter.objects.filter(recipient__in=[kept, other], interview__isnull=False)
    pairs: dict[tuple[object, ...], dict[int, Letter]] = {}
    for letter in letters.select_related("interview__position__owner").order_by("pk"):
        pairs.setdefault((letter.interview_id, letter.kind, letter.channel), {})[letter.recipient_id] = letter
    return [(pair[kept.pk], pair[other.pk]) for pair in pairs.values() if len(pair) == 2]


def _yielding(one: Letter, two: Letter) -> Letter | None:
    """The one of two letters that makes room: the one nobody has written in, the second where both are."""
    free = [letter for letter in (two, one) if letter.is_unwritten and letter.state not in Letter.GONE]
    return free[0] if free else None


def _touched(other: Interviewer) -> Iterable[tuple[Position, Interview | None]]:
    """The interviews and positions that will have somebody else in them, each once."""
    interviews = Interview.objects.filter(seats__interviewer=other) | Interview.objects.filter(letters__recipient=other)
    met = list(interviews.select_related("position__owner").distinct())
    places = {interview.position_id for interview in met}
    named = Position.objects.filter(hr_contact=other) | Position.objects.filter(ties__interviewer=other)
    named |= Position.objects.filter(letters__recipient=other)
    rest = named.exclude(pk__in=places).select_related("owner").distinct()
    return [*((interview.position, interview) for interview in met), *((position, None) for position in rest)]


def _take_details(kept: Interviewer, other: Interviewer, chosen: Mapping[str, str]) -> None:
    for key, fields in DETAILS.items():
        mine, theirs = _said(kept, key), _said(other, key)
        if mine == theirs and key == "name":
            kept.is_name_confirmed = kept.is_name_confirmed or other.is_name_confirmed
        elif key == "note" and mine and theirs and mine != theirs and _both(mine, theirs):
            kept.note = _both(mine, theirs)
        elif theirs and (not mine or chosen.get(key) == "other"):
            for name in fields:
                setattr(kept, name, getattr(other, name))
    for name in EITHER:
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    kept.created_at = min(kept.created_at, other.created_at)
    kept.save()


def _both(mine: str, theirs: str) -> str:
    """Two notes as one; "" where that would be too long."""
    joined = f"{mine}\n{theirs}"
    longest = Interviewer._meta.get_field("note").max_length or 0
    return joined if len(joined) <= longest else ""


def _take_links(kept: Interviewer, other: Interviewer) -> None:
    other.seats.update(interviewer=kept)
    Letter.objects.filter(recipient=other).update(recipient=kept)
    for letter in Letter.objects.filter(recipient=kept, covers__interviewer=kept):
        letter.covers.remove(*letter.covers.filter(interviewer=kept))  # an e-mail covers others than its reader
    Gift.objects.filter(interviewer=other).update(interviewer=kept)
    other.hr_for.update(hr_contact=kept)
    _take_ties(kept, other)
    _take_reminders(kept, other)


def _take_ties(kept: Interviewer, other: Interviewer) -> None:
    """What was ticked for either holds."""
    mine = {tie.position_id: tie for tie in kept.ties.all()}
    for tie in other.ties.all():
        there = mine.get(tie.position_id)
        if there is None:
            tie.interviewer = kept
            tie.save(update_fields=["interviewer"])
            continue
        for month in KeepInTouch.MONTHS:
            name = f"after_{month}"
            setattr(there, name, getattr(there, name) or getattr(tie, name))
        there.save()
        tie.delete()


def _take_reminders(kept: Interviewer, other: Interviewer) -> None:
    """Reminders follow, under the occasion that the plan will ask for: what was mailed about one is not mailed again.

    Of two for one occasion the one that was mailed or put away stands for it; the other, if it too has a history,
    keeps its old name, which is planned no more.
    """
    old, new = f":interviewer:{other.pk}:", f":interviewer:{kept.pk}:"
    owner_id = kept.owner_id
    for reminder in Reminder.objects.filter(user=owner_id, occasion__contains=old):
        occasion = reminder.occasion.replace(old, new)
        there = Reminder.objects.filter(user=owner_id, occasion=occasion).first()
        if there is not None and _is_fresh(there):
            there.delete()
        elif there is not None and _is_fresh(reminder):
            reminder.delete()
            continue
        elif there is not None:
            continue
        reminder.occasion = occasion
        reminder.save(update_fields=["occasion"])
    Reminder.objects.filter(interviewer=other).update(interviewer=kept)


def _is_fresh(reminder: Reminder) -> bool:
    """Whether nothing has come of it yet."""
    return reminder.is_open and reminder.mailed_at is None and reminder.snoozed_until is None
