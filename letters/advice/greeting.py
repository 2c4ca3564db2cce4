"""The greeting names the right person with the right title (S3, S61)."""

from collections.abc import Iterator
from itertools import pairwise

from letters.advice.facts import AdviceFacts
from letters.advice.findings import Finding
from letters.advice.reading import HIDDEN, Reading, Token
from letters.advice.spelling import is_slip
from letters.advice.stems import WORD, bare
from letters.advice.titles import addressee, bare_title, greeting_words, honorifics, listed, name_finding
from letters.drafting.address import name_of
from letters.drafting.wordings import wordings


def greeting(reading: Reading, facts: AdviceFacts, every: list[Token]) -> Iterator[Finding]:
    """Somebody else, nobody, or a family name alone after the greeting."""
    if reading.salutation is None or HIDDEN in reading.plain[slice(*reading.salutation)]:
        return
    language, name = reading.language, name_of(facts.known.recipient, wordings(facts.known.language))
    greetings = greeting_words(language)
    inside = [each for each in every if reading.salutation[0] <= each.start < reading.salutation[1]]
    named = [each for each in inside if each.word.lower() not in greetings]
    bare_words = {bare(each.word) for each in named}
    if not name.whole or (facts.covers_others and (bare_words & listed("groups", language) or len(named) > 1)):
        return
    titled = [each for each in named if bare_title(each.word, language) in honorifics(language)]
    rest = [each for each in named if each not in titled]
    span = (named[0].start, named[-1].end) if named else (inside[-1].end, inside[-1].end)
    own, own_form = [bare(word) for word in WORD.findall(name.whole)], addressee(name, facts.known.formality)
    is_greeted = any(bare(each.word) in own or any(is_slip(each.word, word) for word in own) for each in rest)
    if not named or (not is_greeted and bare_words & (listed("groups", language) | listed("strangers", language))):
        yield name_finding("nameless_salutation", language, span, own_form, own_form if named else f" {own_form}")
        return
    if rest and not is_greeted:
        yield name_finding("wrong_salutation", language, span, own_form, own_form)
        return
    if facts.known.formality == "friendly":
        given = [bare(word) for word in WORD.findall(name.given)]
        if not any(bare(each.word) in given or any(is_slip(each.word, word) for word in given) for each in rest):
            yield name_finding("first_names", language, span, own_form, own_form)
        return
    has_title = bool(name.honorific) and name.honorific in reading.text[slice(*reading.salutation)]
    if titled or has_title or not rest:
        return
    said = [bare(each.word) for each in rest]
    family = [bare(word) for word in WORD.findall(name.family)]
    is_curt = said == family and name.family not in (name.given, name.whole)
    if is_curt or (name.honorific and said == own and len(own) > 1):
        yield name_finding("no_honorific", language, (rest[0].start, rest[-1].end), own_form, own_form)


def titles(reading: Reading, facts: AdviceFacts, every: list[Token]) -> Iterator[Finding]:
    """A title before the recipient's name that is not the logged one."""
    language, name = reading.language, name_of(facts.known.recipient, wordings(facts.known.language))
    if not name.honorific:
        return
    own = {bare(word) for word in WORD.findall(name.whole)}
    # Some titles have two words: "Prof. Dr.".
    logged = {bare_title(word, language) for word in WORD.findall(name.honorific)}
    shared = {bare(word) for other in facts.known.others for word in WORD.findall(other)}
    for title, following in pairwise(every):
        said = bare_title(title.word, language)
        is_theirs = bare(following.word) in own - shared and title.is_beside(following)
        if said in honorifics(language) and is_theirs and said not in logged:
            yield name_finding("wrong_honorific", language, (title.start, title.end), addressee(name), name.honorific)
