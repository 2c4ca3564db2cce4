"""The letters of one interview beside each other: each its own words, gift and topic (S12, S20, S22)."""

import re
from collections.abc import Iterator, Sequence

from letters.advice.facts import AdviceFacts, OtherLetter
from letters.advice.findings import Finding, Span
from letters.advice.leftovers import other_companies, other_people, panel_finding, two_spellings
from letters.advice.reading import Reading, Sentence, read
from letters.advice.spelling import same
from letters.advice.stems import WORD, bare, small_words, speaks_of, stem, stems
from letters.advice.titles import addressee
from letters.drafting.address import name_of
from letters.drafting.lexicon import lexicon_of
from letters.drafting.spelled import is_blank
from letters.drafting.wordings import wordings

SHARED_WORDS = 3
"""A sentence of fewer words of content is everybody's: "I look forward to hearing from you."."""
GIFT_WORDS = 3
WRITTEN = 3
"""So many sentences are a letter begun; before, nothing is missing yet."""
ROOMY = 120
"""From so many words on a card has room for a topic beside what a follow-up has to say."""

_WEB = re.compile(r"(?<![\w.@-])(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+(?:/[^\s,;()\"]*)?)", re.IGNORECASE)
Others = Sequence[tuple[OtherLetter, Reading]]


def panel(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return what does not stand beside the other letters, or belongs to another one."""
    others = [(other, read(other.text, facts)) for other in facts.letters]
    gifts = list(_same_gift(reading, facts, others))
    given = [span for finding in gifts for span in finding.spans]
    return [
        *gifts,
        *_shared(reading, others, given),
        *other_people(reading, facts),
        *other_companies(reading, facts),
        *two_spellings(reading, facts),
        *_topic(reading, facts),
    ]


def _gist(sentence: Sentence, language: str) -> tuple[str, ...]:
    """The words of content in their order: small words and punctuation make no difference."""
    small = small_words(language)
    return tuple(stem(word) for word in sentence.words if len(word) > 1 and bare(word) not in small)


def _shared(reading: Reading, others: Others, given: Sequence[Span]) -> Iterator[Finding]:
    language = reading.language
    there: dict[tuple[str, ...], OtherLetter] = {}
    for other, theirs in others:
        for sentence in theirs.sentences:
            there.setdefault(_gist(sentence, language), other)
    for sentence in reading.sentences:
        gist = _gist(sentence, language)
        is_given = any(sentence.start <= start < sentence.end for start, _ in given)
        if len(gist) >= SHARED_WORDS and gist in there and not is_given:
            rule = "said_before" if there[gist].is_same_person else "shared_sentence"
            yield panel_finding(rule, language, (sentence.span,), name=there[gist].to)


def _webs(plain: str) -> dict[str, Span]:
    """Web addresses in one form, and where they stand."""
    return {
        found[1].rstrip("./").lower(): found.span() for found in _WEB.finditer(plain) if len(found[1]) > len("a.bc")
    }


def _same_gift(reading: Reading, facts: AdviceFacts, others: Others) -> Iterator[Finding]:
    """The gift of this letter, or a web address in it, in another letter, too."""
    language, gift = reading.language, facts.known.gift
    mine = _webs(reading.plain)
    wanted = [stem(word) for word in WORD.findall(gift.text) if bare(word) not in small_words(language)] if gift else []
    here = next((s for s in reading.sentences if wanted and _holds(_gist(s, language), wanted)), None)
    for other, theirs in others:
        shared = [mine[web] for web in _webs(theirs.plain) if web in mine]
        for logged in other.gifts:
            shared += [mine[web] for web in _webs(logged.web) if web in mine]
        is_there = here is not None and any(_holds(_gist(s, language), wanted) for s in theirs.sentences)
        is_logged = here is not None and gift is not None and any(same(gift.text) == same(g.text) for g in other.gifts)
        if shared:
            yield panel_finding("same_gift", language, (shared[0],), name=other.to)
        elif here is not None and (is_there or is_logged):
            yield panel_finding("same_gift", language, (here.span,), name=other.to)
        if shared or is_there or is_logged:
            return


def _holds(gist: tuple[str, ...], wanted: list[str]) -> bool:
    size = len(wanted)
    return size >= GIFT_WORDS and any(list(gist[at : at + size]) == wanted for at in range(len(gist) - size + 1))


def _topic(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """What the recipient cared about, where the letter names nothing of it."""
    known, language = facts.known, reading.language
    lexicon = lexicon_of(language)
    topics = [each.text for each in known.topics if stems(each.text, language) and not is_blank(each.text, lexicon)]
    # On a small card a follow-up has no room for what the thank-you has spoken of.
    has_room = known.channel != "hand" or not 0 < known.words < ROOMY
    is_wanted = known.kind == "thank_you" or (known.kind == "follow_up" and has_room)
    wanted = is_wanted and topics and len(reading.sentences) >= WRITTEN
    if wanted and not any(speaks_of(reading.stems, topic, language) for topic in topics):
        name = addressee(name_of(known.recipient, wordings(language)), known.formality)
        yield panel_finding("topic_missing", language, (), name=name, topic=" ".join(topics[0].split()).rstrip(". "))
