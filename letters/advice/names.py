"""Names: every name of the panel and the company is spelt as logged (S61)."""

from collections.abc import Iterator
from itertools import pairwise

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding
from letters.advice.greeting import greeting, titles
from letters.advice.reading import Reading, Token
from letters.advice.spelling import SHORT, is_accent_slip, is_slip, same
from letters.advice.stems import WORD, bare
from letters.advice.titles import bare_title, greeting_words, honorifics, listed, name_finding
from letters.drafting.address import name_of
from letters.drafting.facts import Recipient
from letters.drafting.lexicon import lexicon_of
from letters.drafting.wordings import wordings

LONG = SHORT + 2
"""Letters from which on a name is known without its title."""
MOST_SLIPS = 2


def names(reading: Reading, facts: AdviceFacts) -> list[Finding]:
    """Return what is wrong with the greeting and with the spelling of names."""
    every = reading.tokens
    return [
        *greeting(reading, facts, every),
        *titles(reading, facts, every),
        *_people(reading, facts, every),
        *_company(reading, facts, every),
    ]


def _logged(facts: AdviceFacts) -> frozenset[str]:
    """Every word that was logged as it stands in the letter."""
    known = facts.known
    gift = known.gift
    texts = (
        known.writer, known.recipient.name, known.recipient.role, known.company, known.title, *known.others,
        known.key_message, known.impressed_me, known.my_question, known.helpful_answer, known.left_out,
        known.to_correct, *(topic.text for topic in known.topics),
        *(text for each in known.concerns for text in (each.text, each.answer)),
        *((gift.text, gift.topic) if gift else ()),
    )  # fmt: skip
    return frozenset(same(word) for text in (*texts, *facts.people) for word in WORD.findall(text))


def _people(reading: Reading, facts: AdviceFacts, every: list[Token]) -> Iterator[Finding]:
    """Words that are nearly a name of the panel, where a name is meant."""
    language, known = reading.language, facts.known
    words = wordings(language)
    whole = [name_of(known.recipient, words).whole, *(name_of(Recipient(other), words).whole for other in known.others)]
    people = [tuple(WORD.findall(name)) for name in whole]
    bare_people = [(person, frozenset(bare(word) for word in person)) for person in people]
    logged, never = _logged(facts), listed("never", language) | greeting_words(language)
    for index, token in enumerate(every):
        if not token.is_large or same(token.word) in logged or same(token.word) in never:
            continue
        before = [each for each in every[max(0, index - 1) : index] if each.is_beside(token)]
        near = before + [each for each in every[index + 1 : index + 2] if token.is_beside(each)]
        is_titled = any(bare_title(each.word, language) in honorifics(language) for each in before)
        is_greeted = reading.salutation is not None and reading.salutation[0] < token.start < reading.salutation[1]
        meant = _meant(token, bare_people, near, is_titled=is_titled, is_greeted=is_greeted)
        if meant:
            yield name_finding("misspelt_name", language, (token.start, token.end), meant, meant)


def _meant(
    token: Token,
    people: list[tuple[tuple[str, ...], frozenset[str]]],
    near: list[Token],
    *,
    is_titled: bool,
    is_greeted: bool,
) -> str:
    """The name that a word is a slip of; "" for none. Away from titles and greetings only long names count."""
    beside = {bare(each.word) for each in near}
    for person, bare_words in people:
        is_named = is_titled or is_greeted or not beside.isdisjoint(bare_words)
        for word in person:
            if abs(len(word) - len(token.word)) > MOST_SLIPS:
                continue
            if is_accent_slip(token.word, word) and (is_named or (len(word) >= SHORT and not token.is_first)):
                return word
            is_meant = is_named or not token.is_first
            if is_meant and len(word) >= (3 if is_named else LONG) and is_slip(token.word, word):
                return word
    return ""


def _company(reading: Reading, facts: AdviceFacts, every: list[Token]) -> Iterator[Finding]:
    """Runs of words that are nearly the company's name."""
    language = reading.language
    core = [word for word in WORD.findall(facts.known.company) if bare(word) not in listed("legal", language)]
    shown = _shown(facts.known.company, core)
    joiner = lexicon_of(language).conjunction
    core = [word for word in core if word.lower() != joiner]
    joined = [token for token in every if token.word.lower() != joiner]
    logged, never = _logged(facts), listed("never", language)
    if len(core) == 1:
        for token in joined:
            if not token.is_large or same(token.word) in logged or same(token.word) in never:
                continue
            is_near = is_slip(token.word, core[0]) and not token.is_first and len(core[0]) > SHORT
            is_near = is_near and not lexicon_of(language).is_ordinary(token.word)
            if is_near or (is_accent_slip(token.word, core[0]) and len(core[0]) >= SHORT):
                yield name_finding("misspelt_company", language, (token.start, token.end), shown, shown)
        return
    forms, wanted = [same(token.word) for token in joined], [same(word) for word in core]
    for index in range(len(joined) - len(core) + 1 if core else 0):
        exact = [one == other for one, other in zip(forms[index : index + len(core)], wanted, strict=True)]
        if any(exact) and not all(exact):
            run = joined[index : index + len(core)]
            gaps = [reading.plain[one.end : other.start] for one, other in pairwise(run)]
            slips = [pair for pair, is_exact in zip(zip(run, core, strict=True), exact, strict=True) if not is_exact]
            is_run = all(gap.strip().lower() in ("", "&", joiner) for gap in gaps)
            if is_run and all(one.is_large and len(word) > SHORT and _is_near(one.word, word) for one, word in slips):
                yield name_finding("misspelt_company", language, (run[0].start, run[-1].end), shown, shown)


def _is_near(word: str, name: str) -> bool:
    return is_slip(word, name) or is_accent_slip(word, name)


def _shown(company: str, core: list[str]) -> str:
    """The company's name from its first to its last word that is no legal form."""
    if not core:
        return company.strip()
    start, end = company.find(core[0]), company.rfind(core[-1])
    return company[start : end + len(core[-1])]
