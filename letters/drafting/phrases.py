"""Noun phrases: is this note surely one, and does it want an article?

A phrase is taken apart at its prepositions and joiners; every part must be sound by itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from letters.drafting.lexicon import Lexicon, lower_first

Shape = Literal["noun", "own_noun", "gerund", "clause", "own_clause", "that", "sentence", "statement", "other"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
LONGEST_PHRASE = 14
LONGEST_THING = 4
LONGEST_PASTIME = 2
LONGEST_BY_LETTERS = 3
LONGEST_SHOUT = 5
_WORD = re.compile(r"[^\W_]+(?:['’\-./&][^\W_]+|(?<=\d),\d{3})*['’]?%?")


@dataclass(frozen=True)
class Note:
    """A logged text as it may stand in mid-sentence (`text`, without its final stop), and its shape."""

    text: str
    shape: Shape


def tidy(text: str) -> str:
    """The text on one line: control characters gone, white space collapsed; everything else as typed."""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return " ".join(shown.split())


class _Unfit(Exception):
    """The words are no noun phrase."""


def _with_article(words: list[str], lexicon: Lexicon, article: str) -> list[str]:
    if article == lexicon.definite:
        return [lexicon.definite, *words]
    first = words[0]
    if first.isupper():
        is_word = first[:2].lower() in lexicon.onsets or first[1:2] in "AEIOUY"
        by_letters = len(first) <= LONGEST_BY_LETTERS or not is_word
        before_vowel = first[0] in "AEIO" or (
            bool(by_letters) and first[0] in "FHLMNRSX" and first not in lexicon.said_as_words
        )
    else:
        low = unicodedata.normalize("NFD", first).lower()
        before_vowel = low.startswith((*"aeiou", *lexicon.vowel_sounds)) and not low.startswith(
            lexicon.consonant_sounds
        )
    return [lexicon.indefinite[before_vowel], *words]


def with_article(text: str, lexicon: Lexicon) -> str:
    """A gift's words with the article that the note left out: "a paper in Taxon on old labels"."""
    words = text.split()
    at = next((index for index, word in enumerate(words) if word.lower() in lexicon.prepositions), 0)
    is_thing = 0 < at <= LONGEST_THING and words[at - 1].lower() in lexicon.things_given
    before = [word.lower() for word in words[:at]]
    is_set = set(before) & (lexicon.determiners | lexicon.owning | lexicon.others) or any(
        "'" in word for word in before
    )
    if not is_thing or is_set or any(lexicon.is_verb(word) for word in before[:-1]):
        return text
    return " ".join(_with_article(words, lexicon, lexicon.indefinite[0]))


def _is_name(word: str, may_be_ordinary: bool, lexicon: Lexicon) -> bool:
    """Whether a word is a name or an acronym; a lone word may owe its capital to the phone it was typed on."""
    if word.lower() in lexicon.always_capital or (word.isupper() and len(word) <= 5):
        return True
    if not word[0].isupper():
        return any(char.isupper() for char in word)
    return not (may_be_ordinary and lexicon.is_ordinary(word))


def _inner_start(small: list[str], lexicon: Lexicon) -> int:
    """Where a second noun begins inside a chunk ("pair programming | two days a week"); 0 where none does."""
    marks = [word in lexicon.determiners for word in small]
    return next((index for index in range(1, len(small)) if marks[index] and not marks[index - 1]), 0)


def _chunk(words: list[str], lexicon: Lexicon, *, article: str) -> list[str]:
    """One noun with what stands before it; a bare singular gets `article`. Raises where it is no noun or wants one."""
    small = [word.lower() for word in words]
    if not words or any(word in lexicon.loose and word not in lexicon.adjectives for word in small):
        raise _Unfit
    if not lexicon.relatives.isdisjoint(small):
        raise _Unfit
    if len(words) > 1 and (words[-1].isdigit() or small[-1] in lexicon.numbers):
        is_year = len(words[-1]) == len("2026")
        is_counted = (
            len(words) == 2 and small[0] in lexicon.countable and not is_year
        )  # "year three", not "boiler 1962"
        return words if is_counted else [*_chunk(words[:-1], lexicon, article=""), words[-1]]
    if inner := _inner_start(small, lexicon):
        if not all(word in lexicon.determiners or word in lexicon.measures for word in small[inner:]):
            raise _Unfit
        return [*_chunk(words[:inner], lexicon, article=article), *words[inner:]]
    if words[0].lower() not in lexicon.determiners and any(word[0].isdigit() for word in words[1:-1]):
        raise _Unfit  # "hybrid 3 days", "kids 1st glasses"
    is_set = small[0] in lexicon.determiners or small[0] in lexicon.possessive_me
    body = words[1:] if is_set else words
    if not body or (not is_set and words[0].islower() and re.search(r"['’]s$", words[0])):
        raise _Unfit
    if is_set:
        return _set_chunk(words, body, lexicon)
    return _bare_chunk(words, lexicon, article)


def _is_crowded(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a word between the first and the last is no known part of a name for one thing: "calls sat nights".

    A day or a month there tells when, and its preposition was left out: "call volume Saturday nights".
    """
    for before, word in pairwise(words[:-1]):
        small = word.lower()
        is_when = small in lexicon.times & lexicon.always_capital and before.lower() not in lexicon.determiners
        is_part = small.endswith(lexicon.gerund) or "-" in word or not word.islower() or not word.isalpha()
        known = lexicon.mass | lexicon.countable | lexicon.people | lexicon.adjectives | lexicon.determiners
        known |= lexicon.deeds if lexicon.is_plural(before.lower()) else lexicon.deeds | lexicon.verbs_told
        if is_when or not (is_part or known & {*lexicon.singulars(small)}):
            return True
    return False


def _is_no_noun(head: str, lexicon: Lexicon) -> bool:
    known = head in lexicon.mass or head in lexicon.countable or lexicon.is_plural(head)
    return not known and (head in lexicon.adjectives or head.endswith((*lexicon.not_nouns_endings, lexicon.past)))


def _set_chunk(words: list[str], body: list[str], lexicon: Lexicon) -> list[str]:
    head = body[-1].lower()
    first, is_plural = words[0].lower(), lexicon.is_plural(head)
    mismatch = (first in lexicon.indefinite and is_plural and head not in lexicon.countable) or (
        first in lexicon.of_many and not is_plural and head not in lexicon.mass
    )
    if (
        mismatch
        or _is_crowded(body, lexicon)
        or _is_no_noun(head, lexicon)
        or (len(body) > 1 and _may_be_done(head, lexicon))
    ):
        raise _Unfit
    return words


def _may_be_done(head: str, lexicon: Lexicon) -> bool:
    """Whether a last word in -s tells what the word before it does: "ticket expires", unlike "power cuts"."""
    forms = {form for form in lexicon.singulars(head) if form != head}
    things = lexicon.countable | lexicon.mass | lexicon.people | lexicon.deeds
    return not forms & things and bool(forms & (lexicon.verbs | lexicon.verbs_after | lexicon.verbs_told))


def _may_be_told(who: str, does: str, where: str, lexicon: Lexicon) -> bool:
    """Whether three words may say what somebody does, though the second may be a noun: "barry lies on"."""
    listed = lexicon.ordinary | lexicon.deeds | lexicon.verbs_told | lexicon.always_capital
    is_known = bool({*lexicon.singulars(who)} & listed)
    may_be_verb = does.endswith("s") and bool({*lexicon.singulars(does)} - {does} & lexicon.verbs_told)
    return not is_known and may_be_verb and where in lexicon.prepositions and where != lexicon.of


def _is_told_of(many: str, head: str, lexicon: Lexicon) -> bool:
    """Whether a last word may be what several do: "nights start", "parents volunteer"."""
    are_many = lexicon.is_plural(many) and any(form in lexicon.countable for form in lexicon.singulars(many))
    return are_many and head in lexicon.verbs | lexicon.verbs_after | lexicon.verbs_told


def _may_tell(word: str, lexicon: Lexicon) -> bool:
    """Whether a first word in -s tells what somebody does to the next: "walks people", unlike "sales targets"."""
    forms = {*lexicon.singulars(word)} - {word}
    listed = word in lexicon.mass | lexicon.countable | lexicon.adjectives
    return (
        word.endswith("s") and not listed and bool(forms & (lexicon.verbs | lexicon.verbs_after | lexicon.verbs_told))
    )


def _bare_chunk(words: list[str], lexicon: Lexicon, article: str) -> list[str]:
    head = words[-1].lower()
    if len(words) > 1 and _may_tell(words[0].lower(), lexicon):
        raise _Unfit
    if (
        _is_crowded(words, lexicon)
        or _is_no_noun(head, lexicon)
        or any(_may_be_done(word.lower(), lexicon) for word in words[1:])
    ):
        raise _Unfit
    if len(words) > 1 and _is_told_of(words[-2].lower(), head, lexicon):
        raise _Unfit
    is_thing = head in lexicon.countable and words[-1] in lexicon.spelled.values()
    if not is_thing and _is_name(words[-1], len(words) == 1, lexicon):
        # A long word in capitals may be a name, or only typed in capitals.
        is_shouted = len(words) == 1 and words[0].isupper() and len(words[0]) > LONGEST_SHOUT
        if not is_shouted and all(_is_name(word, False, lexicon) for word in words):
            return words
        raise _Unfit
    alone = (
        len(words) <= LONGEST_PASTIME
        and words[0].lower() not in lexicon.adverbial | lexicon.family  # "wife expecting"
        and head.endswith(lexicon.gerund)
        and len(head) > 5
        and head not in lexicon.countable
    )
    if alone or lexicon.is_plural(head) or head in lexicon.mass or head.endswith(tuple(lexicon.mass_endings)):
        return words
    if head in lexicon.countable and article and words[0].lower() not in lexicon.of_mass:
        return _with_article(words, lexicon, article)
    raise _Unfit


def _noun_phrase(words: list[str], lexicon: Lexicon, article: str) -> list[str]:
    """A whole noun phrase: chunks between prepositions and joiners, each sound by itself; raises where it is none."""
    chunks: list[tuple[str, list[str]]] = [("", [])]
    for word in words:
        small = word.lower()
        if small in lexicon.prepositions or small in lexicon.joiners:
            chunks.append((word, []))
        else:
            chunks[-1][1].append(word)
    result: list[str] = []
    has_article = False
    for index, (link, chunk) in enumerate(chunks):
        low = link.lower()
        joined = low in lexicon.joiners
        is_number = bool(link) and not joined and len(chunk) == 1 and chunk[0].isdigit()
        if is_number or f"{low} {' '.join(chunk).lower()}" in lexicon.fixed_pairs:
            result += [low, *chunk]
            continue
        if link and not joined and len(chunk) > 1 and chunk[0].lower() == lexicon.no:
            result += [low, lexicon.no, *_chunk(chunk[1:], lexicon, article="")]  # "boxes with no labels"
            continue
        given = _chunk(
            chunk,
            lexicon,
            article=article if index == 0 or joined else lexicon.definite if low in lexicon.article_after else "",
        )
        had_article, has_article = has_article, given != chunk and article == lexicon.definite
        if joined and had_article:
            given = chunk  # "the mother and baby unit"
        if link:
            result.append(lexicon.conjunction if link == "&" else low)
        result += given
    return result


def _gerund_phrase(words: list[str], lexicon: Lexicon) -> list[str]:
    """The words of "managing volunteers", "moving to Leeds": an object without article might make it half a name."""
    first, rest = words[0].lower(), words[1:]
    if f"{rest[0]} {rest[1] if len(rest) > 1 else ''}".lower() in lexicon.fixed_pairs:
        behind = _gerund_phrase([first, *rest[2:]], lexicon)[1:] if len(rest) > 2 else []
        return [first, *rest[:2], *behind]  # "inspecting at night on ropes"
    if rest[0].lower() in lexicon.prepositions:
        return [first, rest[0].lower(), *_noun_phrase(rest[1:], lexicon, lexicon.definite)]
    done = _noun_phrase(rest, lexicon, lexicon.definite)
    if done[0] != rest[0]:
        raise _Unfit
    return [first, *done]


def _may_be_statement(small: list[str], lexicon: Lexicon) -> bool:
    """Whether some word may be the verb of a statement, or names somebody from the wrong side."""
    # "natural wine and its faults": named before.
    small = [
        word
        for index, word in enumerate(small)
        if not (index and word in lexicon.named_before and small[index - 1] in lexicon.joiners)
    ]
    if not lexicon.statement_words.isdisjoint(small):
        return True
    followed = len(small) > 1 and small[1] not in lexicon.prepositions and small[1] not in lexicon.joiners
    if followed and small[0] in lexicon.verbs_at_first:
        return True
    # "halved no-shows", "interested in jazz", "volunteers dropped out"; but "the painted wall".
    past = [
        index
        for index, word in enumerate(small)
        if word.endswith(lexicon.past) and "-" not in word and word not in lexicon.adjectives
    ]
    return bool(past) and not (past == [1] and small[0] in lexicon.determiners and len(small) > 2)


def phrase(text: str, lexicon: Lexicon, article: str) -> Note | None:
    """The text as one noun phrase or gerund; None where it is not surely one."""
    words = lower_first(text, lexicon).split()
    if not 0 < len(words) <= LONGEST_PHRASE or not all(_WORD.fullmatch(word) or word == "&" for word in words):
        return None
    small = [word.lower() for word in words]
    if len(words) > 1 and small[1] in lexicon.prepositions and _may_be_done(small[0], lexicon):
        return None  # "depends on the week"
    if any(_may_be_told(*three, lexicon) for three in zip(small, small[1:], small[2:], strict=False)):
        return None
    shouts = sum(word.isupper() and len(word) > 1 for word in words) > 1
    if shouts or _may_be_statement(small, lexicon):
        return None
    is_plain = (
        small[0] in lexicon.loose
        or small[0] in lexicon.mass
        or small[0] in lexicon.countable
        or small[0] in lexicon.always_capital
    )
    is_gerund = small[0].endswith(lexicon.gerund) and len(small[0]) > 4 and not is_plain
    try:
        has_object = is_gerund and len(words) > 1
        done = _gerund_phrase(words, lexicon) if has_object else _noun_phrase(words, lexicon, article)
    except _Unfit:
        return None
    own = any(word in lexicon.mine for word in small)
    shape: Shape = "own_noun" if own else "gerund" if is_gerund else "noun"
    return Note(" ".join(done), shape)
