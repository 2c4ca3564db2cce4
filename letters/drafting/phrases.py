"""Noun phrases: is this note surely one, and does it want an article?

A phrase is taken apart at its prepositions and joiners; every part must be sound by itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from letters.drafting.chunks import Unfit, is_only_done, noun_chunk
from letters.drafting.lexicon import Lexicon, lower_first

Shape = Literal["noun", "own_noun", "gerund", "clause", "own_clause", "that", "sentence", "statement", "other"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
LONGEST_PHRASE = 14
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


def _may_be_told(who: str, does: str, where: str, lexicon: Lexicon) -> bool:
    """Whether three words may say what somebody does, though the second may be a noun: "barry lies on"."""
    is_known = bool({*lexicon.singulars(who)} & lexicon.known_words)
    may_be_verb = does.endswith("s") and bool({*lexicon.singulars(does)} - {does} & lexicon.verbs_told)
    return not is_known and may_be_verb and where in lexicon.prepositions and where != lexicon.of


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
            result += [low, lexicon.no, *noun_chunk(chunk[1:], lexicon, article="")]  # "boxes with no labels"
            continue
        given = noun_chunk(
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
        raise Unfit
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
    if len(words) > 1 and small[1] in lexicon.prepositions and is_only_done(small[0], lexicon):
        return None  # "depends on the week"
    if any(_may_be_told(*three, lexicon) for three in zip(small, small[1:], small[2:], strict=False)):
        return None
    shouts = sum(word.isupper() and len(word) > 1 for word in words) > 1
    if shouts or _may_be_statement(small, lexicon):
        return None
    is_plain = small[0] in lexicon.loose or small[0] in lexicon.things or small[0] in lexicon.always_capital
    is_gerund = small[0].endswith(lexicon.gerund) and len(small[0]) > 4 and not is_plain
    try:
        has_object = is_gerund and len(words) > 1
        done = _gerund_phrase(words, lexicon) if has_object else _noun_phrase(words, lexicon, article)
    except Unfit:
        return None
    own = any(word in lexicon.mine for word in small)
    shape: Shape = "own_noun" if own else "gerund" if is_gerund else "noun"
    return Note(" ".join(done), shape)
