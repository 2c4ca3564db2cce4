"""One plan for each kind of letter: which pieces, in which order, and what is given up first on a small card."""

import re
from collections.abc import Iterator

from letters.drafting.address import name_of
from letters.drafting.facts import Facts, Recipient, Topic
from letters.drafting.moves import ALWAYS, Piece, Planner, day_phrase
from letters.drafting.phrases import tidy
from letters.drafting.wordings import fill

ROOM_FOR_A_REASON = 60
VERY_SMALL, SMALL, MIDDLING = 55, 75, 110


def is_small(facts: Facts, most: int = VERY_SMALL) -> bool:
    """Whether the card is so small that what frames the letter is said in short."""
    return 0 < facts.words <= most


def _has_content(facts: Facts) -> bool:
    texts = (
        facts.impressed_me, facts.my_question, facts.helpful_answer, facts.key_message, facts.left_out,
        facts.to_correct,
        *(topic.text for topic in facts.topics), *(concern.text for concern in facts.concerns),
    )  # fmt: skip
    return facts.gift is not None or any(tidy(text) for text in texts)


def _is_hobby_before_work(planner: Planner) -> bool:
    """Whether only a private topic fits a sentence though the work was spoken of: that comes first, even as a note."""
    usable = planner.usable_topics()
    is_private = bool(usable) and usable[0].is_personal
    return is_private and any(not topic.is_personal for topic in planner.misfit_topics())


def _look_ahead(planner: Planner) -> Piece:
    facts = planner.facts
    short = "_short" if is_small(facts) else ""
    if facts.decides_on is not None:
        values = {"decides": day_phrase(facts.decides_on, planner.words)}
        return Piece(f"look_ahead.date{short}", ALWAYS, 5, ("decides_on",), values)
    return Piece(f"look_ahead.position{short}", ALWAYS, 5)


def _rest_of_topics(planner: Planner, spoken: Topic | None, rank: int) -> Iterator[Piece]:
    gift = planner.facts.gift
    led_in = [p.values["topic"] for p in planner.gift(rank, 4, spoken) if p.move == "gift.lead"] if gift else []
    for topic in planner.usable_topics():
        if topic != spoken and planner.about_reader(topic.text).text not in led_in:
            yield planner.topic("also.topic", topic, rank, 1)


def _thank_you(planner: Planner) -> Iterator[Piece]:
    facts = planner.facts
    if not _has_content(facts):
        yield Piece("gratitude.general", ALWAYS, 1)
        yield Piece("gratitude.particular", ALWAYS, 1)
        if not is_small(facts):
            yield Piece("quick.question", ALWAYS, 1)
        yield _look_ahead(planner)
        return
    usable, misfit = planner.usable_topics(), planner.misfit_topics()
    asked = tidy(facts.my_question) or tidy(facts.helpful_answer)
    spoken = usable[0] if usable else None
    if _is_hobby_before_work(planner):
        spoken = None
    if spoken is not None:
        yield planner.topic("gratitude.topic_short" if is_small(facts) else "gratitude.topic", spoken, ALWAYS, 1)
    else:
        yield Piece("gratitude.general", ALWAYS, 1)
        if misfit:
            yield planner.quoted("topic", misfit[0].text, ALWAYS, 1, "topics")
            misfit = misfit[1:]
        elif not (tidy(facts.impressed_me) or asked):
            yield Piece("gratitude.particular", ALWAYS, 1)
    yield from planner.impressed(6 if usable or planner.misfit_topics() else 2, 1)
    yield from _rest_of_topics(planner, spoken, 10)
    for topic in misfit:
        yield planner.quoted("topic", topic.text, 10, 1, "topics")
    named = [name for name in (_met(other, planner) for other in facts.others) if name]
    if named:
        yield Piece("others.named", 11, 1, ("others",), {"others": _joined(named, planner)})
    yield from planner.question(8 if facts.topics or tidy(facts.impressed_me) else 2, 2)
    yield from planner.concerns(2, 9, 12, 2)
    has_room = bool(tidy(facts.key_message)) or facts.words <= 0 or facts.words >= ROOM_FOR_A_REASON
    yield from planner.reason(4 if has_room else 13, 3)
    yield from planner.own("to_correct", "correct", "correct", 7, 3)
    yield from planner.own("left_out", "left_out", "left", 7, 3)
    if not is_small(facts):  # there the look ahead says it
        yield Piece("interest.position_short" if is_small(facts, SMALL) else "interest.position", 1, 3)
    yield from planner.gift(3, 4, spoken)
    yield _look_ahead(planner)


def _met(other: str, planner: Planner) -> str:
    """How one of the others is named: "Anna Bell"; with the title where it belongs: "Mr Wu", "Sir Ian Bell"."""
    name = name_of(Recipient(other, company=planner.facts.company), planner.words)
    has_given = name.family != name.whole and len(name.whole.split()[0].strip(".")) > 1
    return name.whole if has_given or not name.honorific else f"{name.honorific} {name.family}"


def _apart(name: str, planner: Planner) -> list[str]:
    """The two of "Flo and Ned", so that all are told in one row; "Mr and Mrs Pugh" stay together."""
    rules = planner.words.address["names"]
    parts = re.split(rf"\s+(?:{'|'.join(map(re.escape, rules['joined_by']))})\s+", name)
    is_pair = any(part.lower().strip(".") in rules["honorifics"] + rules["titles"] for part in parts)
    return [name] if is_pair else parts


def _joined(names: list[str], planner: Planner) -> str:
    names = [part for name in names for part in _apart(name, planner)]
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {planner.words.phrases['people']['and']} {names[-1]}"


def _opener(planner: Planner, group: str) -> Piece:
    facts, words = planner.facts, planner.words
    if facts.previous_letter_on is not None:
        values = {"previous": day_phrase(facts.previous_letter_on, words)}
        short = f"{group}.previous_short"
        move = short if is_small(facts, MIDDLING) and short in words.moves else f"{group}.previous"
        return Piece(move, ALWAYS, 1, ("previous_letter_on",), values)
    if facts.interview_on is not None and f"{group}.met" in words.moves:
        values = {"met_on": day_phrase(facts.interview_on, words)}
        return Piece(f"{group}.met", ALWAYS, 1, ("interview_on",), values)
    return Piece(f"{group}.none", ALWAYS, 1)


def _follow_up(planner: Planner) -> Iterator[Piece]:
    facts = planner.facts
    yield _opener(planner, "follow_opener")
    yield from planner.decision(1, 1)
    short = "_short" if is_small(facts, SMALL) else ""
    if not is_small(facts):  # there the look ahead says it
        yield Piece(f"follow_interest.position{short}", ALWAYS, 2)
    yield from planner.reason(1, 2)
    usable = planner.usable_topics()
    spoken = usable[0] if usable and not _is_hobby_before_work(planner) else None
    if spoken is not None:
        yield planner.topic("follow_topic.named", spoken, 3, 2)
    elif misfit := planner.misfit_topics():
        yield planner.quoted("topic", misfit[0].text, 3, 2, "topics")
    yield from planner.impressed(6, 2)
    yield from planner.concerns(4, 8, 9, 3)
    yield from planner.own("to_correct", "correct", "correct", 2, 3)
    yield from planner.own("left_out", "left_out", "left", 2, 3)
    yield from planner.gift(3, 4, spoken)
    yield Piece("look_ahead.position_short" if is_small(facts) else f"follow_look.position{short}", ALWAYS, 5)


def _last_follow_up(planner: Planner) -> Iterator[Piece]:
    yield _opener(planner, "last_opener")
    yield Piece("follow_interest.position", 2, 2)
    if tidy(planner.facts.key_message):
        yield from planner.own("key_message", "reason", "key", 1, 2)
    yield from planner.own("left_out", "left_out", "left", 3, 2)
    yield from planner.gift(4, 4, None)
    yield Piece("last_look.position", ALWAYS, 5)


def _remembered(planner: Planner, rank: int, paragraph: int, *, must: bool) -> Iterator[Piece]:
    """What only this reader said or showed: a topic and what impressed, else (where it must be) a gap."""
    usable = planner.usable_topics()
    misfit = planner.misfit_topics()
    if _is_hobby_before_work(planner):
        usable = []
    if usable:
        yield planner.topic("follow_topic.named", usable[0], rank, paragraph)
        yield from planner.impressed(rank + 3, paragraph)
    elif tidy(planner.facts.impressed_me):
        yield from planner.impressed(rank, paragraph)
    elif misfit:
        yield planner.quoted("topic", misfit[0].text, rank, paragraph, "topics")
    elif must:
        yield Piece("gratitude.particular", rank, paragraph)


def _after_answer(planner: Planner) -> Iterator[Piece]:
    if planner.facts.answer not in ("offer", "refusal"):
        yield Piece("answer.open", ALWAYS, 1)
        yield from _remembered(planner, 1, 2, must=True)
        yield Piece("look_ahead.position", ALWAYS, 5)
        return
    is_offer = planner.facts.answer == "offer"
    spoken = next(iter(planner.usable_topics()), None)
    yield Piece("offer.thanks" if is_offer else "refusal.thanks", ALWAYS, 1)
    if is_offer:
        yield Piece("offer.answer", ALWAYS, 1)
    yield from _remembered(planner, 1, 2, must=not is_offer)
    if not is_offer:
        yield from planner.gift(2, 4, spoken)
    yield Piece("offer.look" if is_offer else "refusal.again", ALWAYS, 5)


def _once_met(planner: Planner) -> Piece:
    if planner.facts.interview_on is None:
        return Piece("keep.none", ALWAYS, 1)
    short = "_short" if is_small(planner.facts) else ""
    return Piece(f"keep.met{short}", ALWAYS, 1, ("interview_on",), {"met_in": _month_of_interview(planner)})


def _informational(planner: Planner) -> Iterator[Piece]:
    yield _once_met(planner)
    yield from _remembered(planner, 1, 1, must=False)
    short = is_small(planner.facts)
    yield Piece("informational.ask_short" if short else "informational.ask", ALWAYS, 2, _company(planner.facts))
    yield Piece("informational.about", ALWAYS, 2)
    yield from planner.gift(2, 4, next(iter(planner.usable_topics()), None))
    yield Piece("informational.look", 3 if short else ALWAYS, 5, _company(planner.facts))


def _company(facts: Facts) -> tuple[str, ...]:
    return ("company",) if tidy(facts.company) else ()


def _keep_in_touch(planner: Planner) -> Iterator[Piece]:
    yield _once_met(planner)
    yield from _remembered(planner, 1, 1, must=False)
    yield Piece("keep.news", ALWAYS, 2)
    yield from planner.gift(2, 4, next(iter(planner.usable_topics()), None))
    yield Piece("keep.look", ALWAYS, 5, _company(planner.facts))


def _month_of_interview(planner: Planner) -> str:
    """The month of the interview: "November 2026"."""
    day = planner.facts.interview_on
    phrases = planner.words.phrases
    return (
        ""
        if day is None
        else fill(phrases["month"], {"month": phrases["months"][day.month - 1], "year": str(day.year)})
    )


def plan(planner: Planner) -> tuple[Piece, ...]:
    """The pieces of the letter in reading order."""
    facts = planner.facts
    plans = {
        "thank_you": _thank_you,
        "follow_up": _follow_up,
        "last_follow_up": _last_follow_up,
        "after_answer": _after_answer,
        "keep_in_touch": _keep_in_touch,
        "informational": _informational,
    }
    return tuple(sorted(plans[facts.kind](planner), key=lambda piece: piece.paragraph))
