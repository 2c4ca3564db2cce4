"""What is known for a letter: rows in, the facts of its draft out."""

from datetime import date
from typing import Any

from django.db.models import Model

from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.advice import AdviceFacts, OtherLetter
from letters.channel import WayFacts
from letters.covering import covered_by
from letters.drafting import Draft, draft
from letters.drafting.facts import Concern, Facts, Gift, Recipient, Topic, seed_of
from letters.models import Letter
from letters.paper import words_wanted


def draft_of(letter: Letter) -> Draft:
    """Return the first draft of a letter, made from what is logged: afresh where that has changed since."""
    return draft(facts_of(letter))


def text_of(letter: Letter) -> str:
    """Return the letter's text: what was saved, else its draft."""
    return letter.text or draft_of(letter).text


def facts_of(letter: Letter) -> Facts:
    """Return everything a draft may say. Reads the position, the interview with its seats, and the gifts."""
    interview, position, person = letter.interview, letter.position, letter.recipient
    seats = list(interview.seats.all()) if interview else []
    seat = next((seat for seat in seats if seat.interviewer_id == person.pk), None)
    gift = next(iter(letter.gifts.all()), None)
    return Facts(
        kind=letter.kind,  # type: ignore[arg-type]  # a constraint keeps it one of the words
        writer=position.owner.name,
        recipient=Recipient(person.name, person.honorific, person.role, position.company),
        company=position.company,
        title=position.title,
        how=interview.how if interview else "",  # type: ignore[arg-type]
        interview_on=interview.local_day if interview else None,
        others=tuple(other.interviewer.name for other in seats if other.interviewer_id != person.pk),
        topics=_topics(seat),
        concerns=_concerns(seat),
        impressed_me=seat.impressed_me if seat else "",
        my_question=seat.my_question if seat else "",
        helpful_answer=seat.helpful_answer if seat else "",
        key_message=position.key_message,
        left_out=interview.left_out if interview else "",
        to_correct=interview.to_correct if interview else "",
        gift=Gift(gift.kind, gift.text, gift.web, topic=gift.topic.text if gift.topic else "") if gift else None,
        decides_on=interview.decides_on if interview and interview.is_stated else None,
        decision_words=interview.decision_words if interview else "",
        previous_letter_on=_previous(letter, interview),
        answer=position.outcome if position.outcome in {"refusal", "offer"} else "",  # type: ignore[arg-type]
        formality="friendly" if person.is_on_first_names else "formal",
        channel=letter.channel,  # type: ignore[arg-type]
        words=words_wanted(letter),
        seed=seed_of(letter.position_id, _voice(letter, seats, seat)),
    )


def _voice(letter: Letter, seats: list[PanelSeat], seat: PanelSeat | None) -> int:
    """Which wordings the letter takes: others than those of the panel, and than in an earlier round (S20). A card after
    an e-mail takes others once more.
    """
    own = seat.voice if seat else 0
    return own + max((other.voice for other in seats), default=0) + 1 if letter.is_second else own


def advice_facts_of(letter: Letter, ways: WayFacts | None = None) -> AdviceFacts:
    """Return everything a letter's text is compared with; `ways` is `way_facts_of` the letter, None to leave way and
    time aside.

    Beyond the facts of the draft it asks the database for two lists: the companies of the owner's other positions, and
    the names of the people met for them. Of gifts in other letters it takes those that were fetched with the letter.
    """
    interview = letter.interview
    there = [other for other in interview.letters.all() if _stands_beside(other, letter)] if interview else []
    owner = letter.position.owner
    met = {seat.interviewer_id for seat in interview.seats.all()} if interview else set()
    return AdviceFacts(
        facts_of(letter),
        covers_others=letter.channel == Letter.Channel.EMAIL and bool(covered_by(letter)),
        letters=tuple(
            OtherLetter(
                other.recipient.name,
                other.text,
                other.recipient_id == letter.recipient_id,
                tuple(Gift(gift.kind, gift.text, gift.web) for gift in _fetched(other, "gifts")),
            )
            for other in there
        ),
        companies=tuple(
            Position.objects.owned_by(owner).exclude(pk=letter.position_id).values_list("company", flat=True)
        ),
        people=tuple(
            Interviewer.objects.owned_by(owner)
            .exclude(pk__in=[*met, letter.recipient_id])
            .values_list("name", flat=True)
        ),
        ways=ways,
    )


def _stands_beside(other: Letter, letter: Letter) -> bool:
    """Whether another letter has words of its own that this one may share; an untouched one is only a draft."""
    return (
        other.pk != letter.pk and bool(other.text) and other.state not in {Letter.State.DROPPED, Letter.State.SET_ASIDE}
    )


def _fetched(row: Model, name: str) -> list[Any]:
    """The related rows that were fetched with the row; none where they were not, instead of a query for each."""
    return list(getattr(row, "_prefetched_objects_cache", {}).get(name, ()))


def _topics(seat: PanelSeat | None) -> tuple[Topic, ...]:
    if seat is None:
        return ()
    return tuple(Topic(topic.text, topic.is_personal, topic.came_up) for topic in seat.topics.all())  # type: ignore[arg-type]


def _concerns(seat: PanelSeat | None) -> tuple[Concern, ...]:
    if seat is None:
        return ()
    return tuple(Concern(one.text, one.answered, one.answer) for one in seat.concerns.all())  # type: ignore[arg-type]


def _previous(letter: Letter, interview: Interview | None) -> date | None:
    """The local day on which the last letter to the same person left."""
    if interview is None:
        return None
    days = [
        other.closed_at.astimezone(interview.zone).date()
        for other in interview.letters.all()
        if other.pk != letter.pk
        and other.recipient_id == letter.recipient_id
        and other.state in Letter.GONE
        and other.closed_at
    ]
    return max(days, default=None)
