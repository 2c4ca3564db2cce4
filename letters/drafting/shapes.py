"""The shape of a logged note: may it stand in a sentence, and how?

Strict on purpose. A note that is surely a noun phrase, a clause or a sentence of the writer's own may be set into a
wording whose slot takes that shape; every other note is "other" and is quoted beside a gap, so that no draft ever holds
broken grammar.
"""

import re
from dataclasses import replace
from functools import lru_cache

from letters.drafting.lexicon import Lexicon, lexicon_of, lower_first
from letters.drafting.phrases import LONGEST_PHRASE, Note, phrase, tidy
from letters.drafting.spelled import written_out

LONGEST_SENTENCE = 60
_ASIDE = re.compile(r"(?P<what>[^()]+?) (?P<aside>\([A-Z0-9][A-Z0-9/.-]*\))")
LONGEST_RELATIVE = 16


def _with_aside(text: str, lexicon: Lexicon, article: str) -> Note | None:
    """A phrase with a short name behind it, in brackets: "minibus licence (D1)"."""
    found = _ASIDE.fullmatch(text)
    note = phrase(found["what"], lexicon, article) if found else None
    return replace(note, text=f"{note.text} {found['aside']}") if found and note else None


def _list(text: str, lexicon: Lexicon, article: str) -> Note | None:
    """A phrase, or up to four of them, joined as one says them."""
    parts = [part.strip(" .") for part in re.split(r"\s*;\s*|,\s+", text) if part.strip(" .")]
    if not 0 < len(parts) <= 4:
        return None
    if len(parts) > 1 and parts[-1].split()[0].lower() in lexicon.joiners:
        parts[-1] = " ".join(parts[-1].split()[1:])
    notes = [phrase(part, lexicon, article) for part in parts]
    fit = [note for note in notes if note is not None]
    if len(fit) < len(parts):
        return None
    if len(fit) == 1:
        return fit[0]
    texts = [note.text for note in fit]
    joined = ", ".join(texts)
    if f" {lexicon.conjunction} " not in texts[-1]:
        joined = f"{', '.join(texts[:-1])} {lexicon.conjunction} {texts[-1]}"
    return Note(joined, "own_noun" if any(note.shape == "own_noun" for note in fit) else "noun")


def _is_from_outside(small: list[str], lexicon: Lexicon) -> bool:
    """Whether words name others; "their" is no other where it is about the many named before it in the same words."""
    at = next((index for index, word in enumerate(small) if lexicon.is_plural(word)), len(small))
    return any(word in lexicon.others and not (index > at and word in lexicon.many) for index, word in enumerate(small))


def _is_done(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is what somebody does, right behind "who" or "that"."""
    return lexicon.is_verb(word) or bool({word, *lexicon.singulars(word)} & lexicon.verbs_told)


def _relative(text: str, lexicon: Lexicon, article: str) -> Note | None:
    """Somebody or something and what they do: "teenagers who stop coming at 13"."""
    words = text.split()
    small = [word.strip(",").lower() for word in words]
    at = next((index for index, word in enumerate(small) if index and word in lexicon.relatives), 0)
    if not at or len(words) > LONGEST_RELATIVE or not re.fullmatch(r"[\w\s'’,%-]+", text):
        return None
    head, rest = phrase(" ".join(words[:at]), lexicon, article), small[at + 1 :]
    while len(rest) > 1 and rest[0] in lexicon.adverbs | lexicon.people_of_all:
        rest = rest[1:]
    is_sound = head is not None and head.shape in ("noun", "own_noun") and rest and _is_done(rest[0], lexicon)
    if head is None or not is_sound or _is_from_outside(small, lexicon) or set(rest) & lexicon.loose_ends:
        return None
    is_own = head.shape == "own_noun" or any(word in lexicon.mine for word in rest)
    return Note(f"{head.text} {' '.join(words[at:])}", "own_noun" if is_own else "noun")


def _clause(text: str, lexicon: Lexicon) -> Note | None:
    """An indirect question: "how shifts are planned", never "how do you plan shifts"."""
    words = text.split()
    small = [word.strip(",").lower() for word in words]
    if " ".join(small[:2]) in lexicon.wh_phrases:
        small = [next(iter(lexicon.wh_of_whole)), *small[2:]]
    if (
        len(small) < 3
        or not 3 <= len(words) <= LONGEST_PHRASE
        or small[0] not in lexicon.wh
        or not re.fullmatch(r"[\w\s'’,%-]+", text)
    ):
        return None
    is_put = small[1] in lexicon.auxiliaries or bool({*small[:-1]} & lexicon.helps)  # "how many do members cover"
    if _is_from_outside(small, lexicon) or is_put:
        return None
    is_infinitive = small[1] == lexicon.to
    is_told = lexicon.is_plural(small[1]) and small[2] in lexicon.verbs_told  # "whether chaplains carry keys"
    is_subject = is_told or (
        small[0] not in lexicon.wh_of_whole and _is_done(small[1], lexicon)
    )  # "who writes the first draft"
    if not is_infinitive and not is_subject and not lexicon.has_verb(small[2:]):
        return None
    if small[2] in lexicon.auxiliaries and (
        small[1] in lexicon.degree or len(small) < 4 or small[3] in lexicon.determiners or small[3] in lexicon.mine
    ):
        return None
    if small[1] in lexicon.countable and not lexicon.is_plural(small[1]) and small[0] in lexicon.wh_of_whole:
        return None
    fixed = " ".join(lexicon.me + word[1:] if word.lower() in lexicon.subject_me else word for word in words)
    return Note(lower_first(fixed, lexicon), "own_clause" if any(word in lexicon.mine for word in small) else "clause")


def _that(text: str, lexicon: Lexicon) -> Note | None:
    """A statement about the place: "that everyone knew the numbers"."""
    words = text.split()
    small = [word.lower() for word in words]
    if not 3 <= len(words) <= LONGEST_PHRASE or not re.fullmatch(r"[\w\s'’,%-]+", text):
        return None
    named = small[0] == lexicon.that
    rest = small[1:] if named else small
    from_outside = lexicon.others - lexicon.neither
    if any(word in from_outside or word in lexicon.mine for word in rest) or not lexicon.has_verb(rest[1:]):
        return None
    if rest[0] in lexicon.subjects or (named and rest[0] in lexicon.neither):
        if rest[1] not in lexicon.auxiliaries and rest[1] not in lexicon.verbs:
            return None
    elif (
        not named
        or rest[0] not in (lexicon.determiners - set(lexicon.indefinite))
        or not set(rest[2:4]) & lexicon.auxiliaries
    ):
        return None
    return Note(f"{lexicon.that} {lower_first(' '.join(words[1:] if named else words), lexicon)}", "that")


def _sentences(text: str, lexicon: Lexicon) -> list[str]:
    """The text cut after the full stops that end a sentence: not after "St." or an initial."""
    parts, start = [], 0
    for found in re.finditer(r"(\S+)[.!]\s+(?=[^\W\d_])", text):
        if len(found.group(1)) > 1 and found.group(1).lower() not in lexicon.abbreviations:
            parts.append(text[start : found.end(1)])
            start = found.end()
    return [*parts, text[start:]]


def judge_sentence(text: str, lexicon: Lexicon) -> Note | None:
    """A sentence, or two, that the writer says of themselves; joined into one that may follow a colon."""
    lower = text.lower()
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", lower)
    if not 3 <= len(words) <= LONGEST_SENTENCE or re.search(r"[?\"“”{}\[\]<>|\\→:…]|\.\.|--|\s[-–—]\s", text):
        return None
    if (words[1] in lexicon.auxiliaries and words[0] in lexicon.wh) or text.isupper():
        return None
    if lexicon.has_aside(lower) or words[0] in lexicon.others:
        return None
    if set(words) & lexicon.third:
        return None
    if "," in text and text.rpartition(",")[2].strip(" .!").lower() in lexicon.auxiliaries:
        return None  # "I looked scared, wasn't"
    openers = lexicon.prepositions | lexicon.adverb_openers
    mine = [index for index, word in enumerate(words) if word in lexicon.subject_me]
    if not mine or mine[0] > 9 or mine[0] == len(words) - 1 or (mine[0] > 0 and words[0] not in openers):
        return None
    parts = _sentences(text.rstrip(" .!"), lexicon)
    if len(parts) > 2 or any(not part.strip() for part in parts):
        return None
    if len(parts) == 2 and ";" in text:
        return None
    goes_on = len(parts) == 2 and parts[1].split()[0].lower() in lexicon.joiners
    fixed = (" " if goes_on else "; ").join(lower_first(part, lexicon) for part in parts)
    fixed = re.sub(rf"\b{lexicon.me.lower()}\b(?=['’ ])", lexicon.me, fixed)
    return Note(fixed, "sentence")


def _judged(text: str, lexicon: Lexicon, article: str) -> Note | None:
    if not text or text.endswith("?") or lexicon.is_shorthand(text) or lexicon.is_cut_short(text):
        return None
    bare = text.rstrip(" .!,;…")
    return (
        _list(bare, lexicon, article)
        or _with_aside(bare, lexicon, article)
        or _relative(bare, lexicon, article)
        or _clause(bare, lexicon)
        or _that(bare, lexicon)
        or judge_sentence(text, lexicon)
    )


@lru_cache(maxsize=512)
def judge(text: str, language: str = "en", *, article: str = "") -> Note:
    """The note, written out, and its shape; "other" with the text as typed where no shape is sure.

    `article` is what a bare singular noun gets ("gap in my CV"); the definite one unless told otherwise.
    """
    lexicon = lexicon_of(language)
    typed = tidy(text)
    plain = written_out(typed, lexicon)
    wanted = article or lexicon.definite
    whole = _judged(plain, lexicon, wanted)
    if whole is not None and whole.shape != "sentence":
        return whole
    # "I forgot to mention that I ...": a sentence too, but said to oneself; the letter wants what follows.
    for opening in lexicon.openings:
        if plain.lower().replace("’", "'").startswith(opening + " "):
            rest = _judged(plain[len(opening) :].strip(), lexicon, wanted)
            if rest is not None:
                return rest
    return whole or Note(typed, "other")
