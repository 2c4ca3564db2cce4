"""What was read, as values of the log form with sentences beside them, and put among what was typed.

Nothing is stored, and what somebody typed stays.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from interviews import stamps
from interviews.invited import Proposal
from interviews.models import Interviewer, Position
from interviews.reading.events import Event
from interviews.reading.headings import title_and_company
from interviews.reading.remarks import Remark, Said
from interviews.reading_words import heading_sentence, moment_words, remark_sentence, there_sentence
from interviews.seat_forms import MOST_SEATS
from interviews.vcards import Card

# Fields that a reading fills in where nobody typed; and those it brings along, which no page shows.
FILLED = ("company", "title", "starts_at", "how", "minutes", "where")
BROUGHT = ("invitation_uid", "invitation_sequence")
OF_CARD = ("name", "honorific", "role", "email", "phone", "street", "town", "region", "postcode", "country", "note")
# Everything that a row of the panel can say.
OF_ROW = (*OF_CARD, "topics", "is_on_first_names", "has_handed_card", "impressed_me", "concern", "answer")

Row = dict[str, str]


@dataclass
class Filling:
    """Values by field, rows of the panel, and what is to be said beside a field.

    "panel" is the panel as a whole, "name of ADDRESS" the name in the row that has this address.
    """

    values: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)

    def say(self, name: str, sentence: str) -> None:
        """Say a sentence beside a field."""
        self.said.setdefault(name, []).append(sentence)


def filling_of_event(proposal: Proposal, owner: User) -> Filling:
    """Return what an invitation fills in. People known by their address come with what is known of them."""
    event, found = proposal.event, Filling()
    known = _known(event, owner)
    company, title = _job(event, known.values(), owner)
    day = event.start if isinstance(event.start, date) and not isinstance(event.start, datetime) else None
    start = f"{proposal.start:%Y-%m-%dT%H:%M}" if proposal.start else day.isoformat() if day else ""
    found.values = {
        "company": company,
        "title": title,
        "starts_at": start,
        "how": event.how,
        "minutes": str(event.minutes or ""),
        "where": event.where,
        "invitation_uid": event.uid,
        "invitation_sequence": str(event.sequence),
    }
    for person in event.people:
        there = known.get(person.email.lower())
        row = {"name": person.name, "honorific": person.honorific, "email": person.email}
        found.rows.append({name: getattr(there, name) for name in OF_CARD[:5]} if there else row)
    _say_of_event(found, proposal, owner, frozenset(known))
    return found


def filling_of_card(card: Card, owner: User) -> Filling:
    """Return what a card fills in: a row of the panel, or only the company where it names nobody."""
    found = Filling(values={"company": card.company})
    if not card.is_company:
        found.rows = [{name: getattr(card, name) for name in OF_CARD} | {"has_handed_card": "on"}]
        if not card.name:
            nameless = Remark("panel", Said.NO_NAME, card.title)
            found.say(f"name of {card.email}", remark_sentence(nameless, "", owner))
    for remark in card.remarks:
        found.say("panel", remark_sentence(remark, "", owner))
    return found


def fill(data: QueryDict, filling: Filling, *, replaces: bool) -> QueryDict:
    """Return the posted form with what was read in it; a field in which somebody typed keeps what they typed.

    The hidden `marks` say which fields nobody touched. `replaces`: rows that an earlier reading made and nobody touched
    give way to those of this one. What the form has no room for is said in the filling.
    """
    marks = stamps.read(data.get("marks", ""))
    filled = data.copy()
    fresh = {name: mark for name, mark in marks.items() if name in FILLED}
    for name in FILLED:
        value, typed = filling.values.get(name, ""), _typed(data, name)
        if value and (not typed or stamps.digest(typed) == marks.get(name)):
            filled[name], fresh[name] = value, stamps.digest(value)
        elif value and name == "starts_at" and value != typed:
            moment = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
            sentence = _("The invitation says %(moment)s; what you typed stands.")
            filling.say(name, sentence % {"moment": moment_words(moment)})
    split_day(filled)
    for name in BROUGHT:
        if name in filling.values:
            filled[name] = filling.values[name]
    fresh |= _fill_rows(filled, filling, marks, replaces=replaces)
    filled["marks"] = " ".join(f"{name}={mark}" for name, mark in fresh.items())
    return filled


def split_day(data: QueryDict) -> None:
    """Part a start that is a day without a time into the two fields in which the time is asked for."""
    day = data.get("starts_at", "")
    if day:
        data.pop("starts_at_0", None)
        data.pop("starts_at_1", None)
    if day and "T" not in day and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day, re.ASCII):
        del data["starts_at"]
        data["starts_at_0"], data["starts_at_1"] = day, ""


def _typed(data: QueryDict, name: str) -> str:
    if name == "starts_at" and "starts_at_0" in data:
        day, time = data.get("starts_at_0", "").strip(), data.get("starts_at_1", "").strip()
        return f"{day}T{time}" if time else day
    return str(data.get(name, "")).strip()


def marks_of(values: Mapping[str, object]) -> str:
    """Return the hidden `marks` of a form that shows these values, which nobody has typed."""
    return stamps.stamp({name: values[name] for name in FILLED if values.get(name) not in {None, ""}})


def _known(event: Event, owner: User) -> dict[str, Interviewer]:
    """Return those of the people whom the account knows, by their address in lower case."""
    addresses = [person.email.lower() for person in event.people if person.email]
    people = Interviewer.objects.filter(owner=owner).annotate(address=Lower("email"))
    return {person.email.lower(): person for person in people.filter(address__in=addresses).order_by("-pk")}


def _job(event: Event, known: Iterable[Interviewer], owner: User) -> tuple[str, str]:
    """Return company and title: as the heading says them, or as they are known of the people or of the company."""
    title, company = title_and_company(event.summary)
    positions = Position.objects.owned_by(owner).filter(outcome=Position.Outcome.OPEN).order_by("-created_at", "-pk")
    company = company or next((person.company for person in known if person.company), "")
    if not company:
        said = f"{event.summary}\n{event.place}"
        company = next((position.company for position in positions[:200] if _names(said, position.company)), "")
    titles = {position.title for position in positions.filter(company__iexact=company)} if company else set()
    return company, title or (titles.pop() if len(titles) == 1 else "")


def _names(text: str, company: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(company)}(?!\w)", text, re.IGNORECASE) is not None


def _say_of_event(found: Filling, proposal: Proposal, owner: User, known: frozenset[str]) -> None:
    event, start = proposal.event, proposal.start
    for remark in event.remarks:
        if remark.said is Said.NO_NAME and remark.words.lower() in known:
            continue
        place = f"name of {remark.words}" if remark.said is Said.NO_NAME else remark.field
        found.say(place, remark_sentence(remark, moment_words(event.start), owner))
    there = event.start if isinstance(event.start, datetime) and event.start.tzinfo else None
    if there and start and there.utcoffset() != start.utcoffset():
        found.say("starts_at", there_sentence(there, event.zone))
    if event.summary:
        found.say("title", heading_sentence(event, is_title_known=bool(found.values["title"])))
    if not found.values["company"]:
        domain = next((person.email.partition("@")[2] for person in event.people if person.email), "")
        found.say(
            "company",
            _("The invitation does not name the company; they write from %(domain)s.") % {"domain": domain}
            if domain
            else _("The invitation does not name the company."),
        )


def _fill_rows(filled: QueryDict, filling: Filling, marks: Mapping[str, str], *, replaces: bool) -> dict[str, str]:
    """Put the rows among those that say something, and return the marks of those that nobody has typed."""
    lead = filled.get("lead", "")
    rows: list[tuple[str, Row]] = []
    for number, row in _rows(filled):
        is_untouched = _digest(row) == marks.get(f"row-{number}")
        if _digest(row) and not row.get("DELETE") and not (replaces and is_untouched):
            rows.append((number, row))
    fresh: dict[str, str] = {}
    room = max(MOST_SEATS - len(rows), 0)
    for row in filling.rows:
        twin = next((typed for _, typed in rows if _is_same(typed, row)), None)
        if twin is not None:
            twin |= {name: value for name, value in row.items() if value and not twin.get(name)}
        elif room:
            room -= 1
            fresh[f"row-{len(rows)}"] = _digest(row) if replaces else ""
            rows.append(("", row))
        else:
            filling.say("panel", _("There is no seat left for %(name)s.") % {"name": row["name"] or row["email"]})
    for key in [key for key in filled if key.startswith("seats-") and not key.endswith("_FORMS")]:
        del filled[key]
    for place, (number, row) in enumerate(rows):
        filled.update({f"seats-{place}-{name}": value for name, value in row.items() if value})
        if number and lead == f"seats-{number}":
            filled["lead"] = f"seats-{place}"
    filled["seats-TOTAL_FORMS"] = str(max(len(rows), 1))
    return {name: mark for name, mark in fresh.items() if mark}


def _rows(data: QueryDict) -> list[tuple[str, Row]]:
    """Return the posted rows by their numbers, in order."""
    rows: dict[int, Row] = {}
    for key, value in data.items():
        found = re.fullmatch(r"seats-(\d{1,2})-(\w{1,30})", key, re.ASCII)
        if found:
            rows.setdefault(int(found[1]), {})[found[2]] = str(value)
    return [(str(number), row) for number, row in sorted(rows.items())]


def _digest(row: Row) -> str:
    return stamps.digest([row.get(name, "") for name in OF_ROW])


def _is_same(typed: Row, row: Row) -> bool:
    one, other = typed.get("email", "").strip().lower(), row.get("email", "").lower()
    if one and other:
        return one == other
    return bool(row.get("name")) and typed.get("name", "").strip().casefold() == row["name"].casefold()
