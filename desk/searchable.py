"""What of a thing can be searched: its own words by what they are, and the names it has to do with."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.folding import folded
from desk.models import SearchEntry
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter

Thing = Interviewer | Position | Interview | PanelSeat | Letter


@dataclass(frozen=True)
class Said:
    """Words of a thing: `label` is what they are, "" where they need no label."""

    label: str | Promise
    text: str


@dataclass(frozen=True)
class Searchable:
    """A thing as it is searched. `column` is the one of SearchEntry that names it; `names` are found beside its own
    words; `version` is that of a letter's text.
    """

    column: str
    kind: str
    pk: int
    at: datetime
    names: tuple[str, ...]
    said: tuple[Said, ...]
    version: int = 0

    @property
    def folded(self) -> str:
        """All of it, folded; a word never reaches from one part into the next."""
        return "\n".join(folded(text) for text in (*self.names, *(one.text for one in self.said)) if text)


def searchable(thing: Thing) -> Searchable | None:
    """Return a thing as it is searched; None for one that says nothing.

    Reads a seat's interviewer, interview with position, topics and concerns, an interview's position, and a letter's
    recipient and position: fetch them where there are many.
    """
    match thing:
        case Interviewer():
            return _person(thing)
        case Position():
            said = _those_that_say([(_("Key message"), thing.key_message)])
            names = (thing.title, thing.company)
            return Searchable("position", SearchEntry.Kind.POSITION, thing.pk, thing.created_at, names, said)
        case Interview():
            return _interview(thing)
        case PanelSeat():
            return _seat(thing)
        case Letter():
            said = _those_that_say([("", thing.text)])
            about = (thing.recipient.full_name, thing.position.title, thing.position.company)
            kind = SearchEntry.Kind.LETTER
            return Searchable("letter", kind, thing.pk, thing.created_at, about, said, thing.version)


def _person(person: Interviewer) -> Searchable:
    said = _those_that_say(
        [
            (_("E-mail"), person.email),
            (_("Phone"), person.phone),
            (_("Street"), person.street),
            (_("Town"), person.town),
        ]
    )
    names = (person.full_name, person.role, person.company)
    return Searchable("person", SearchEntry.Kind.PERSON, person.pk, person.created_at, names, said)


def _interview(interview: Interview) -> Searchable | None:
    said = _those_that_say(
        [
            (_("Where"), interview.where),
            (_("Their words about the decision"), interview.decision_words),
            (_("Left out"), interview.left_out),
            (_("To correct"), interview.to_correct),
        ]
    )
    names = (interview.position.title, interview.position.company)
    return _note("interview", interview.pk, interview.starts_at, names, said)


def _seat(seat: PanelSeat) -> Searchable | None:
    concerns = list(seat.concerns.all())
    said = _those_that_say(
        [
            *((_("Cares about"), topic.text) for topic in seat.topics.all()),
            *((_("Doubted"), concern.text) for concern in concerns),
            *((_("Your answer"), concern.answer) for concern in concerns),
            (_("Impressed you"), seat.impressed_me),
            (_("Your question"), seat.my_question),
            (_("The answer that helped"), seat.helpful_answer),
        ]
    )
    position = seat.interview.position
    names = (seat.interviewer.full_name, position.title, position.company)
    return _note("seat", seat.pk, seat.interview.starts_at, names, said)


def _note(column: str, pk: int, at: datetime, names: tuple[str, ...], said: tuple[Said, ...]) -> Searchable | None:
    """A note, where there is one."""
    return Searchable(column, SearchEntry.Kind.NOTE, pk, at, names, said) if said else None


def _those_that_say(pairs: list[tuple[str | Promise, str]]) -> tuple[Said, ...]:
    return tuple(Said(label, text) for label, text in pairs if text)
