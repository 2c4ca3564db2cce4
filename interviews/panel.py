"""Who was in the room: people found or made, seats taken and given up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from interviews.models import Concern, Interview, Interviewer, PanelSeat, Position, Topic

# What of a person may be filled in from the panel's form; an empty answer never wipes what is known.
PERSON_FIELDS = ("honorific", "role", "email", "phone")
ADDRESS_FIELDS = ("street", "town", "region", "postcode", "country")
LONGEST_NOTE = 1000


# How many wordings a draft chooses from, from move to move; and how many voices there are (letters/drafting).
WORDINGS = (6, 7)
MOST_VOICES = 64


@dataclass(frozen=True)
class SeatEntry:
    """One row of the panel, as somebody entered it. `seat` is the row's seat where there is one already."""

    name: str
    seat: int | None = None
    honorific: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    has_handed_card: bool = False
    is_on_first_names: bool = False
    is_lead: bool = False
    topics: tuple[str, ...] = ()
    concern: str = ""
    answered: str = Concern.Answered.NO
    answer: str = ""
    impressed_me: str = ""
    # What a card brings along. Left empty, it empties nothing.
    street: str = ""
    town: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    note: str = ""


def set_panel(interview: Interview, entries: Sequence[SeatEntry]) -> None:
    """Bring the panel in line with the entries, in their order; the first is the lead where none is named.

    Somebody already known to the account by e-mail, or by name and company, is seated and not made twice.
    """
    seats = {seat.pk: seat for seat in interview.seats.select_related("interviewer")}
    kept = {entry.seat for entry in entries}
    for pk, seat in list(seats.items()):
        if pk not in kept:
            seat.delete()
            del seats[pk]
    if seats:
        # Nobody leads while the seats are rearranged, so that the constraint never sees two.
        interview.seats.update(is_lead=False)
    leader = next((index for index, entry in enumerate(entries) if entry.is_lead), 0)
    known = _known_people(interview)
    seated = {seat.interviewer_id for seat in seats.values()}
    voices = _Voices(interview, seats.values())
    for place, entry in enumerate(entries):
        sitting = seats.get(entry.seat or 0)
        person = sitting.interviewer if sitting else _person(interview, entry, known, seated)
        _describe(person, entry, is_correction=sitting is not None)
        seated.add(person.pk)
        seat = sitting or PanelSeat(interview=interview, interviewer=person, voice=voices.free_for(person))
        seat.place, seat.is_lead, seat.impressed_me = place, place == leader, entry.impressed_me
        seat.save()
        _note(seat, entry, is_new=sitting is None)


def add_seats(interview: Interview, people: Iterable[Interviewer], names: Iterable[str]) -> None:
    """Seat more people behind those who are there; the first of an empty panel leads.

    `people` are known already; `names` are looked for among those known, as in `set_panel`, each name once. Tells
    nobody: the verb that calls it does.
    """
    seats = list(interview.seats.select_related("interviewer"))
    known, seated = _known_people(interview), {seat.interviewer_id for seat in seats}
    there = {seat.interviewer.name.casefold() for seat in seats}
    place = max((seat.place for seat in seats), default=-1)
    is_led = any(seat.is_lead for seat in seats)
    voices = _Voices(interview, seats)

    def take_a_seat(person: Interviewer) -> None:
        nonlocal place, is_led
        place += 1
        PanelSeat.objects.create(
            interview=interview, interviewer=person, place=place, is_lead=not is_led, voice=voices.free_for(person)
        )
        is_led = True
        seated.add(person.pk)
        there.add(person.name.casefold())

    for person in people:
        if person.pk not in seated:
            take_a_seat(person)
    for name in names:
        if name.casefold() not in there:
            person = _person(interview, SeatEntry(name), known, seated)
            if person.pk is None:
                person.save()
            take_a_seat(person)


@transaction.atomic
def let_lead(seat: PanelSeat) -> None:
    """Let somebody lead their panel, in the place of who did. Tells nobody: the verb that calls it does."""
    PanelSeat.objects.filter(interview=seat.interview_id, is_lead=True).exclude(pk=seat.pk).update(is_lead=False)
    seat.is_lead = True
    seat.save(update_fields=["is_lead"])


def rename_company(position: Position, company: str) -> None:
    """Correct the company's name, with those met there: the next round knows people by name and company."""
    met = Interviewer.objects.filter(seats__interview__position=position, company=position.company)
    elsewhere = Position.objects.filter(owner=position.owner_id, company=position.company).exclude(pk=position.pk)
    people = met.exclude(seats__interview__position__in=elsewhere).values_list("pk", flat=True)
    Interviewer.objects.filter(pk__in=list(people)).update(company=company)
    position.company = company


class _Voices:
    """Which voices a panel has taken, and each person in the other rounds of the position: no two letters share one."""

    def __init__(self, interview: Interview, seats: Iterable[PanelSeat]) -> None:
        self.here = {seat.voice for seat in seats}
        self.before: dict[int, set[int]] = {}
        others = PanelSeat.objects.filter(interview__position=interview.position_id).exclude(interview=interview)
        for person, voice in others.values_list("interviewer_id", "voice"):
            self.before.setdefault(person, set()).add(voice)

    def free_for(self, person: Interviewer) -> int:
        """Return the lowest voice that nobody here has and that says nothing as they heard it before, and take it."""
        before = self.before.get(person.pk, set())
        free = [one for one in range(MOST_VOICES) if one not in self.here]
        voice = next((one for one in free if _is_apart(one, before)), free[0] if free else 0)
        self.here.add(voice)
        return voice


def _is_apart(voice: int, before: Iterable[int]) -> bool:
    """Whether two voices never meet in one wording: those of a list are taken in turn, and lists differ in length."""
    return all((voice - other) % length for other in before for length in WORDINGS)


def _known_people(interview: Interview) -> list[Interviewer]:
    return list(Interviewer.objects.filter(owner=interview.position.owner_id).order_by("pk"))


def _person(interview: Interview, entry: SeatEntry, known: list[Interviewer], seated: set[int]) -> Interviewer:
    """The person a new row means: somebody known who has no seat yet, else a new one, not saved yet."""
    company = interview.position.company
    for person in known:
        if person.pk in seated:
            continue  # nobody's words go to a neighbour, whatever address was typed
        same_mail = entry.email and person.email.casefold() == entry.email.casefold()
        same_name = (person.name.casefold(), person.company.casefold()) == (entry.name.casefold(), company.casefold())
        if same_mail or (same_name and not (entry.email and person.email)):
            return person
    person = Interviewer(owner_id=interview.position.owner_id, name=entry.name, company=company)
    known.append(person)
    return person


def _describe(person: Interviewer, entry: SeatEntry, *, is_correction: bool) -> None:
    """Keep what the entry says of the person. A row that was shown may empty a field; a new row only fills in."""
    if is_correction:
        person.name = entry.name
        person.has_handed_card, person.is_on_first_names = entry.has_handed_card, entry.is_on_first_names
    else:
        person.has_handed_card = person.has_handed_card or entry.has_handed_card
        person.is_on_first_names = person.is_on_first_names or entry.is_on_first_names
    for name in PERSON_FIELDS:
        value = getattr(entry, name)
        if value or is_correction:
            setattr(person, name, value)
    if entry.street or entry.town or entry.region or entry.postcode:
        for name in ADDRESS_FIELDS:
            setattr(person, name, getattr(entry, name))
    if entry.note and entry.note not in person.note:
        person.note = "\n".join(filter(None, [person.note, entry.note]))[:LONGEST_NOTE]
    person.save()


def _note(seat: PanelSeat, entry: SeatEntry, *, is_new: bool) -> None:
    """Keep topics and the concern; what stands there already in the same words keeps its row."""
    there = {} if is_new else {topic.text: topic for topic in seat.topics.all()}
    for text, topic in there.items():
        if text not in entry.topics:
            topic.delete()
    Topic.objects.bulk_create(
        [Topic(seat=seat, text=text) for text in dict.fromkeys(entry.topics) if text not in there]
    )
    first = None if is_new else seat.concerns.first()
    if entry.concern:
        concern = first or Concern(seat=seat)
        concern.text, concern.answered, concern.answer = entry.concern, entry.answered, entry.answer
        concern.save()
    elif first:
        first.delete()
