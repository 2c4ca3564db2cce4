"""What was left over from another letter: somebody else's name, another company, a second spelling (S3, S61)."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding, Side, Span
from letters.advice.phrases import data
from letters.advice.reading import HIDDEN, Reading, Token
from letters.advice.spelling import distance, is_accent_slip, same
from letters.advice.stems import WORD, bare
from letters.advice.titles import addressee, listed
from letters.drafting.address import Name, name_of
from letters.drafting.facts import Recipient
from letters.drafting.lexicon import lexicon_of
from letters.drafting.wordings import wordings

_PIECE = re.compile(r"\w+")

LONG_NAME = 6
"""In shorter words one letter makes too easily another name."""


def panel_finding(
    rule: str, language: str, spans: tuple[Span, ...], replacement: str | None = None, **said: str
) -> Finding:
    """Return a finding of a rule of panel.toml, its slots filled."""
    table = data("panel", language)["rules"][rule]
    why = table["why"]
    for slot, value in said.items():
        why = why.replace("{" + slot + "}", value)
    side: Side = "too little" if rule == "topic_missing" else ""
    return Finding(rule, table["source"], spans, why, replacement, side, table.get("severity", "warn"))


def logged_text(facts: AdviceFacts) -> str:
    """Return everything that was logged for this letter, in small letters."""
    known = facts.known
    gift = (known.gift.text, known.gift.topic) if known.gift else ()
    concerns = (text for each in known.concerns for text in (each.text, each.answer))
    texts = (
        known.company, known.title, known.key_message, known.impressed_me, known.left_out, known.to_correct,
        known.my_question, known.helpful_answer, *(topic.text for topic in known.topics), *concerns, *gift,
    )  # fmt: skip
    return "\n".join(texts).casefold()


@lru_cache(maxsize=8192)
def _words(person: str) -> frozenset[str]:
    """The words of a name as it was typed, bare."""
    return frozenset(bare(word) for word in WORD.findall(person))


def perhaps_named(reading: Reading, people: Sequence[str]) -> tuple[str, ...]:
    """Return those people of whose names a word stands in the text: of the thousands met in years only a few, and
    taking a name apart is dear.
    """
    there = {*_PIECE.findall(reading.bare), *map(bare, WORD.findall(reading.plain))}
    return tuple(person for person in people if not there.isdisjoint(_words(person)))


@lru_cache(maxsize=1024)
def _name(person: str, language: str) -> Name:
    return name_of(Recipient(person), wordings(language))


def other_people(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """A colleague spoken to instead of the recipient, and anybody met for another position."""
    language, known = reading.language, facts.known
    own = name_of(known.recipient, wordings(language))
    own_form = addressee(own, known.formality)
    own_words = {bare(word) for word in WORD.findall(own.whole)}
    logged = logged_text(facts)
    for person in known.others:
        if facts.covers_others:
            break
        name = _name(person, language)
        if not ({bare(word) for word in WORD.findall(name.whole)} & own_words) and name.whole:
            for start, end in _spoken_to(reading, name, language):
                calmer = own.given if reading.text[start:end] == name.given else own_form
                yield panel_finding("other_person", language, ((start, end),), calmer, name=own_form)
    for person in facts.people:
        name = _name(person, language)
        words = {bare(word) for word in WORD.findall(name.whole)}
        is_ours = words & own_words or person in known.others or name.whole.casefold() in logged
        if is_ours or len(words) < 2 or bare(name.family.split()[-1]) not in reading.bare:
            continue
        titles = "|".join(map(re.escape, wordings(language).address["names"]["honorifics"]))
        pattern = rf"(?<!\w)(?:{re.escape(name.whole)}|(?:(?i:{titles}))\.?\s+{re.escape(name.family)})(?!\w)"
        for found in re.finditer(pattern.replace(r"\ ", r"\s+"), reading.plain):
            yield panel_finding("other_person", language, (found.span(),), None, name=own_form)


@cache
def _spoken_pattern(language: str) -> str:
    return _any_of(data("panel", language)["spoken_to"])


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in words)


def _spoken_to(reading: Reading, name: Name, language: str) -> Iterator[Span]:
    """Where a name stands between commas as that of the person spoken to, the title included."""
    if bare(name.family.split()[-1]) not in reading.bare and bare(name.given) not in reading.bare:
        return
    titles = "|".join(map(re.escape, wordings(language).address["names"]["honorifics"]))
    forms = _any_of((name.whole, name.family, name.given))
    thanks, joiner = _any_of(data("panel", language)["thanks"]), lexicon_of(language).conjunction
    called = rf"(?P<name>(?:(?i:{titles})\.?\s+)?(?:{forms}))(?!\w)"
    after = rf"(?<!\w)(?i:{_spoken_pattern(language)}),\s+{called}(?=\s*[,.!?;:])(?!,?\s+{joiner}\b|,\s+[A-Z])"
    at_end = rf"(?<!\w)(?i:{thanks})[^.!?\x00]*,\s+{called}(?=\s*[.!?])"
    spans = {found.span("name") for pattern in (after, at_end) for found in re.finditer(pattern, reading.plain)}
    yield from sorted(spans)


def other_companies(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """A company of another position, written as it is there; one that is a word, too, not where a sentence begins."""
    language, logged = reading.language, logged_text(facts)
    firsts = {sentence.start for sentence in reading.sentences}
    for company in dict.fromkeys(facts.companies):
        plain = " ".join(company.replace("’", "'").split())
        if plain.partition(" ")[0].lower() not in reading.low or not any(letter.isupper() for letter in plain):
            continue
        if plain.casefold() in logged or same(plain) == same(facts.known.company):
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)".replace(r"\ ", r"\s+"), reading.plain):
            is_word = len(plain.split()) == 1 and found.start() in firsts
            if not is_word:
                ours = facts.known.company
                yield panel_finding("other_company", language, (found.span(),), ours or None, name=ours)


def two_spellings(reading: Reading, facts: AdviceFacts) -> Iterator[Finding]:
    """A name that is none of the logged ones, spelt in two ways in this letter."""
    language, known = reading.language, facts.known
    logged = {
        same(word)
        for text in (known.recipient.name, known.company, *known.others, known.writer)
        for word in WORD.findall(text)
    }
    never = listed("never", language)
    seen: dict[str, Token] = {}
    for token in reading.tokens:
        form = same(token.word)
        is_name = token.is_large and len(form) >= LONG_NAME - 1 and HIDDEN not in token.word
        if not is_name or form in logged or form in never or form in seen:
            continue
        is_ordinary = token.is_first and lexicon_of(language).is_ordinary(token.word)
        first = next((seen[each] for each in seen if each[0] == form[0] and _is_respelt(form, each)), None)
        if first is not None and not is_ordinary:
            right, wrong = (token, first) if _is_righter(token.word, first.word, facts) else (first, token)
            spans = ((wrong.start, wrong.end), (right.start, right.end))
            yield panel_finding("two_spellings", language, spans, right.word, other=right.word)
        seen[form] = token


def _is_righter(one: str, other: str, facts: AdviceFacts) -> bool:
    """Whether the first of two spellings is the likelier one: it was logged, or it has the accents."""
    logged = logged_text(facts)
    if (same(one) in logged) != (same(other) in logged):
        return same(one) in logged
    return is_accent_slip(one, other) and not one.isascii()


def _is_respelt(one: str, other: str) -> bool:
    """Whether two words are surely one name: but for accents, or a slip inside it that is no ending of its own."""
    if abs(len(one) - len(other)) > 1:
        return False
    if is_accent_slip(one, other):
        return True
    if min(len(one), len(other)) < LONG_NAME or one[0] != other[0] or one[:-1] == other[:-1]:
        return False
    shorter, longer = sorted((one, other), key=len)
    is_ending = longer.startswith(shorter) and longer[len(shorter) :] != shorter[-1:] and longer[-1] in "snrym"
    return distance(one, other, 1) <= 1 and not is_ending
