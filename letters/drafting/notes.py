"""What becomes of a note in the letter: read for whom it speaks of, and made whole where that is sure."""

import re
from typing import Literal

from letters.drafting.lexicon import lexicon_of, lower_first
from letters.drafting.own import answer, asked, first_person, statement, with_others
from letters.drafting.phrases import Note, tidy
from letters.drafting.reader import may_be_done, of_reader, tells
from letters.drafting.shapes import judge, judge_sentence
from letters.drafting.spelled import unquoted, written_out

LONGEST_SPEECH = 30
LONGEST_TIME = 6


def about_reader(text: str, language: str, *, may_state: bool = False, strangers: frozenset[str] = frozenset()) -> Note:
    """A note on the reader, turned to them where it was noted of "her" or "him"; else as it is judged.

    `strangers`: of "she" and "he", who cannot be the reader. A remark meant for nobody else is quoted, as is a joke.
    """
    note, lexicon = judge(text, language), lexicon_of(language)
    words = [word.strip(",.!") for word in tidy(text).lower().split()]
    if lexicon.private & {*words} or lexicon.chatter & {*words[-1:]}:
        return Note(tidy(text), "other")
    is_lone = len(note.text.removeprefix(f"{lexicon.definite} ").split()) == 1
    is_quality = is_lone and note.text.split()[-1] in lexicon.qualities and len(tidy(text).split()) == 1
    if may_state and (is_quality or may_be_done(note.text, lexicon)):
        return Note(tidy(text), "other")
    plain = written_out(tidy(text), lexicon)
    is_statement = may_state and plain.lower().startswith(f"{lexicon.that} ")  # "that the tenant signs" is no noun
    if may_state and note.shape == "noun" and tells(plain, lexicon):
        return Note(tidy(text), "other")  # "the price rises"
    if note.shape != "other" and not (is_statement and note.shape == "noun"):
        return note
    if is_statement:
        note = Note(tidy(text), "other")
    stated = statement(plain, lexicon) if may_state else None
    if stated is not None:
        return Note(f"{lexicon.that} {stated.text}", "that")
    return of_reader(plain, lexicon, may_state=may_state, strangers=strangers) or note


def strangers_to(honorific: str, language: str) -> frozenset[str]:
    """Of "she" and "he", who cannot be somebody of that honorific; without one, nobody is ruled out."""
    said = {word.strip(".").casefold() for word in honorific.split()}
    called = {forms["subject"]: said & {*forms["titles"].split()} for forms in lexicon_of(language).reader_words}
    return frozenset(subject for subject in called if not called[subject]) if any(called.values()) else frozenset()


def of_oneself(text: str, language: str) -> Note:
    """A note of the writer's own, made whole where only its "I" is missing; else as it is judged."""
    note, lexicon = judge(text, language), lexicon_of(language)
    plain = written_out(tidy(text), lexicon)
    if note.shape in ("clause", "own_clause"):  # "when it drifts I know which screw"
        return judge_sentence(plain, lexicon) or note
    first = plain.split()[0].lower() if plain else ""
    may_open = first in lexicon.all_verbs or first in lexicon.verbs_at_first
    if note.shape == "noun" and may_open and first not in lexicon.things:
        return first_person(plain, lexicon) or Note(tidy(text), "other")  # "run kitchens" is no noun of one's own
    if note.shape != "other":
        return note
    return with_others(plain, lexicon) or first_person(plain, lexicon) or statement(plain, lexicon) or note


def as_answer(text: str, language: str) -> Note:
    """An answer to a doubt, as it may stand after a colon."""
    lexicon = lexicon_of(language)
    plain = written_out(tidy(text), lexicon)
    note = answer(plain, lexicon) or of_oneself(text, language)
    if note.shape in ("noun", "own_noun"):
        return Note(lower_first(plain.rstrip(" .!,;…"), lexicon), note.shape)  # after a colon it needs no article
    return note


def as_asked(text: str, language: str) -> str:
    """A question as it was put to the reader; "" for what is none."""
    lexicon = lexicon_of(language)
    return asked(written_out(unquoted(text), lexicon), lexicon)


def as_question(text: str, language: str) -> Note:
    """What was asked, as it may stand after "my question about"; there "you" is the reader."""
    bare = tidy(text).rstrip("? ")
    note, lexicon = judge(bare, language), lexicon_of(language)
    if note.shape != "other":
        return note
    plain = written_out(bare, lexicon)
    words = [lexicon.somebody.get(word.lower(), word) for word in plain.split()]
    is_clause = judge(" ".join(words), language).shape == "clause"
    return Note(plain[0].lower() + plain[1:], "clause") if is_clause and plain else note


def decision(text: str, language: str) -> tuple[Literal["told", "named", ""], str]:
    """How words about a decision may be quoted in a sentence: told to the writer, or a time that was named."""
    lexicon = lexicon_of(language)
    plain = unquoted(tidy(text)).rstrip(" .!,;")
    words = [word.strip(",.;").lower().replace("’", "'") for word in plain.split()]
    from_outside = lexicon.others - lexicon.speech
    if re.search(r"[\"“”«»{}\[\]<>|\\→?()]", plain) or set(words) & (from_outside | lexicon.mine):
        return "", plain
    if lexicon.is_shorthand(plain):
        return "", plain
    if set(words) & lexicon.speech and 3 <= len(words) <= LONGEST_SPEECH:
        return "told", plain
    is_time = bool(set(words) & lexicon.times) and len(words) <= LONGEST_TIME and not set(words) & lexicon.auxiliaries
    if is_time and (len(words) > 1 or words[0] in lexicon.spelled):
        return "named", written_out(plain, lexicon)
    return "", plain
