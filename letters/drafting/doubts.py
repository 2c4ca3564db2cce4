"""A doubt as it may be named to the one who had it: calmly, without running oneself down.

"no German" becomes "the question of German": what is missing is named, and the answer follows.
"""

import re

from letters.drafting.lexicon import Lexicon, lexicon_of, lower_first
from letters.drafting.phrases import Note, phrase, tidy
from letters.drafting.reader import may_be_done
from letters.drafting.shapes import judge
from letters.drafting.spelled import written_out
from letters.drafting.wordings import fill

_LEVEL = re.compile(r"[ABC][12]")
_YEARS = re.compile(r"(?P<what>.*?\S)[\s,(]+(?P<first>(?:19|20)\d\d)(?:\s*[-–/]\s*(?P<last>(?:19|20)?\d\d))?\)?")


def _missing(text: str, lexicon: Lexicon) -> str:
    """What "no German", "not enough experience yet" miss; "" where nothing is."""
    small = text.lower()
    for opening in lexicon.missing:
        if small.startswith(opening + " "):
            return re.sub(rf"\s+(?:{'|'.join(lexicon.yet)})$", "", text[len(opening) :].strip(), flags=re.IGNORECASE)
    return ""


def _with_years(text: str, lexicon: Lexicon) -> Note | None:
    """ "gap 2019-21" as "the gap from 2019 to 2021"."""
    found = _YEARS.fullmatch(text)
    named = phrase(found["what"], lexicon, lexicon.definite) if found else None
    if found is None or named is None or named.shape not in ("noun", "own_noun"):
        return None
    first, last = found["first"], found["last"]
    if last and len(last) == 2:
        last = first[:2] + last
    form = lexicon.years["span" if last else "one"]
    return Note(f"{named.text} {fill(form, {'first': first, 'last': last or ''})}", named.shape)


def doubt(text: str, language: str = "en") -> Note:
    """A logged doubt and its shape, as `judge` gives them, in the form in which it is named in a letter."""
    lexicon = lexicon_of(language)
    plain = written_out(tidy(text), lexicon)
    marked = plain.endswith("?")
    my = next(iter(lexicon.possessive_me))
    plain = plain.rstrip(" .!?,;…")
    papers = rf"(?<= )({'|'.join(lexicon.before_papers)}) (?=(?:{'|'.join(lexicon.papers)})\b)"
    plain = re.sub(papers, rf"\1 {my} ", plain, flags=re.IGNORECASE)
    close_ones = rf"(?<=\w )({'|'.join(lexicon.before_close_ones)}) (?=(?:{'|'.join(lexicon.close_ones)})\b)"
    plain = re.sub(close_ones, rf"\1 {my} ", plain)
    words = plain.split()
    small = [word.lower() for word in words]
    if not words or set(small) & lexicon.pay or (plain.isupper() and len(words) > 1):
        return Note(tidy(text), "other")
    if missing := _missing(plain, lexicon):
        named = phrase(missing, lexicon, lexicon.indefinite[0])
        if named is not None and named.shape in ("noun", "own_noun"):
            return Note(fill(lexicon.question_of, {"what": named.text}), "noun")
        return Note(tidy(text), "other")
    if len(words) == 2:
        level, language_named = sorted(words, key=lambda word: not _LEVEL.fullmatch(word))
        if _LEVEL.fullmatch(level) and language_named.lower() in lexicon.languages:
            return Note(f"{my} {language_named} ({level})", "own_noun")
    if len(words) == 1 and marked and may_be_done(small[0], lexicon):
        return Note(tidy(text), "other")  # "panics?"
    if len(words) == 1 and small[0] in lexicon.languages | lexicon.ones_own:
        return Note(f"{my} {lower_first(plain, lexicon)}", "own_noun")
    if (small[0] == lexicon.too and len(words) == 2 and words[1].isalpha()) or (
        len(words) == 1 and small[0] in lexicon.states
    ):
        return Note(fill(lexicon.whether_am, {"what": lower_first(plain, lexicon)}), "own_clause")
    if len(words) > 2 and small[0] in lexicon.question_starters and small[1] in lexicon.subject_me:
        does = () if small[0] == lexicon.do else (words[0].lower(),)  # "do I drive": whether I drive
        rest = " ".join([*does, *words[2:]])
        if not set(small[2:]) & lexicon.others and not lexicon.is_shorthand(plain):
            return Note(fill(lexicon.whether, {"what": rest}), "own_clause")
    if years := _with_years(plain, lexicon):
        return years
    if marked and small[0] in lexicon.question_starters | lexicon.wh:
        return Note(tidy(text), "other")
    return judge(plain, language)
