"""The position and the company as they are named inside a sentence."""

import re

from letters.drafting.facts import Facts
from letters.drafting.lexicon import Lexicon, lexicon_of
from letters.drafting.phrases import tidy
from letters.drafting.spelled import is_blank
from letters.drafting.wordings import Wordings

LONGEST_NAME = 80
LONGEST_ACRONYM = 4
SHOUTED = 3
_UNFIT = re.compile(r"[?!;\"\[\]]|:(?!\d| )")
_TAIL = re.compile(
    r"(?P<head>[^,()]+?)(?:,\s+|:\s+|\s+[-–—|]\s*|\s*[–—|]\s*)(?P<tail>[^,()]+?)(?:\s*\((?P<aside>[^()]*)\))?"
)


def _is_doubtful(word: str, lexicon: Lexicon) -> bool:
    low = word.lower().strip(".,()")
    known = (
        low in lexicon.determiners | lexicon.joiners | lexicon.prepositions | lexicon.countable | lexicon.mass
        or low in lexicon.adjectives
        or word in lexicon.spelled.values()
    )
    is_spoken = re.search(r"[aeiouy]", low) is not None
    return 1 < len(low) <= LONGEST_ACRONYM and is_spoken and not known and low not in lexicon.title_particles


def _calmed(title: str, words: Wordings) -> str:
    """A title typed in capitals, as titles are written; short words that no list knows may be acronyms."""
    lexicon, parts = lexicon_of(words.language), title.split()
    if title != title.upper() or max((len(part) for part in parts), default=0) <= LONGEST_ACRONYM:
        return title
    # What is short and unknown and can be spoken may be a word or an acronym: then all stands as typed.
    if any(_is_doubtful(part, lexicon) for part in re.split(r"[\s/&-]+", title)):
        return title
    small = lexicon.prepositions | lexicon.joiners | lexicon.determiners | lexicon.title_particles
    return " ".join(
        word.lower() if index and word.lower() in small
        else word if len(word) <= LONGEST_ACRONYM and not lexicon.is_ordinary(word.capitalize())
        else "/".join("-".join(piece.capitalize() for piece in part.split("-")) for part in word.split("/"))
        for index, word in enumerate(parts)
    )  # fmt: skip


def _in_full(word: str, lexicon: Lexicon) -> str:
    """ "Mgr", "asst." in full; the size of the first letter is kept."""
    full = lexicon.title_words.get(word.lower().rstrip("."))
    if full is None:
        spelled = lexicon.spelled.get(word, word)  # "saturday", "hr"
        return spelled if spelled.lower() == word else word
    return full[0].upper() + full[1:] if word[0].isupper() else full


def title_of(facts: Facts, words: Wordings) -> str:
    """The position's title as it stands before "position": without article and without that very word; "" if unfit.

    What follows a comma or a dash goes into brackets: "Policy Officer (Climate)".
    """
    lexicon = lexicon_of(words.language)
    typed = re.sub(r"\([^()]*\)", lambda aside: re.sub(r"[?!]", "", aside[0]), tidy(facts.title))
    typed = typed.replace(" / ", "/")
    parts = [_in_full(part, lexicon) for part in _calmed(typed, words).split()]
    if parts and parts[0].lower() in (lexicon.definite, *lexicon.indefinite):
        parts = parts[1:]
    while parts and not parts[-1].isupper() and parts[-1].lower().strip(".,!") in lexicon.courtesies:
        parts = parts[:-1]
    if parts and parts[-1].lower() in lexicon.title_tails:
        parts = parts[:-1]
    title = " ".join(parts).rstrip(" .,")
    if parted := _TAIL.fullmatch(title):
        aside = ", ".join(filter(None, (parted["tail"].strip(), parted["aside"])))
        title = f"{parted['head'].strip()} ({aside})"
    is_unfit = len(title) > LONGEST_NAME or _UNFIT.search(title) or is_blank(title, lexicon)
    return "" if is_unfit else title


def company_of(facts: Facts, words: Wordings) -> str:
    """The company as it stands after "at": "the University of Leeds", "Harbour & Field"; "" if it is none."""
    lexicon, company = lexicon_of(words.language), tidy(facts.company).rstrip(",;")
    if len(company.split()) >= SHOUTED:
        company = _calmed(company, words)
    if len(company) > LONGEST_NAME or is_blank(company, lexicon):
        return ""
    heads, links = "|".join(lexicon.institutions), "|".join(lexicon.after_institutions)
    takes_article = re.match(rf"(?:[^\W\d_][\w'’-]*\s+){{0,3}}?(?:{heads})\s+(?:{links})\s", company, re.IGNORECASE)
    # "the National Trust, Stourhead", but "the BBC" and "BBC Radio Cymru".
    named = "|".join(re.escape(name) + ("" if " " in name else "$") for name in lexicon.takes_the)
    takes_article = takes_article or re.match(rf"(?:{named})(?!\w)", company, re.IGNORECASE)
    is_set = company.split()[0].lower() in lexicon.determiners
    return f"{lexicon.definite} {company}" if takes_article and not is_set else company
