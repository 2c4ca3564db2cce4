"""What the writer says of themselves without saying "I": a statement, a sentence cut short, a question put to somebody.

All of it stands after a colon or between quotation marks; in the middle of a sentence none of it would be sound.
"""

import re
from dataclasses import replace

from letters.drafting.lexicon import Lexicon, lower_first
from letters.drafting.phrases import Note, phrase
from letters.drafting.shapes import judge_sentence

LONGEST_STATEMENT = 30
LONGEST_QUESTION = 30
LONGEST_SUBJECT = 5
_ODD = re.compile(r"[?\"“”«»{}\[\]<>|\\→:…()/;+*=]|\.\.|--|\s[-–—]\s")


def _bare(word: str) -> str:
    return word.strip(",.").lower().replace("’", "'")


def is_plain(text: str, lexicon: Lexicon) -> bool:
    """Whether a text has neither odd marks nor shorthand that cannot be written out, and names nobody from outside."""
    small = {_bare(word) for word in text.split()}
    away = {*lexicon.third, *lexicon.you.values()}
    is_odd = _ODD.search(text) or lexicon.has_aside(text) or lexicon.is_shorthand(text)
    return not (is_odd or small & away or text.isupper())


def _is_subject(words: list[str], lexicon: Lexicon) -> bool:
    """Whether the words before a verb are a sound subject by themselves: "my clients", "every child", "no object"."""
    small = [word.lower() for word in words]
    if len(small) == 1 and small[0] in lexicon.people_of_all:
        return True
    if len(small) > 2 and small[0] in lexicon.people_of_all and small[1] == lexicon.of:
        small, words = small[2:], words[2:]
    if small[0] == lexicon.no and len(words) > 1:
        small, words = [lexicon.definite, *small[1:]], [lexicon.definite, *words[1:]]
    text = " ".join(words)
    found = phrase(text, lexicon, lexicon.definite)
    return found is not None and found.text == lower_first(text, lexicon) and found.shape in ("noun", "own_noun")


def statement(text: str, lexicon: Lexicon) -> Note | None:
    """A whole statement that does not begin with "I": "my clients stay", "children read more when they choose"."""
    plain = text.rstrip(" .!")
    words = plain.split()
    if not 3 <= len(words) <= LONGEST_STATEMENT or not is_plain(plain, lexicon) or "." in plain:
        return None
    small = [_bare(word) for word in words]
    if small[0] in lexicon.others or small[0] in lexicon.subject_me:
        return None
    for index in range(1, min(LONGEST_SUBJECT, len(words) - 1) + 1):
        if words[index - 1].endswith(","):
            return None
        end = index
        while end > 1 and small[end - 1] in lexicon.adverbs - lexicon.adverbs_of_subject:
            end -= 1
        after = small[index + 1] if index + 1 < len(small) else ""
        is_sure = after in lexicon.mine | lexicon.adverbs | lexicon.manner
        is_noun = small[index] in lexicon.things and not is_sure
        is_told = small[index] in lexicon.verbs_told and (
            is_sure or (after in lexicon.prepositions and small[index] not in lexicon.deeds)
        )
        is_cut_short = small[index] in lexicon.auxiliaries and (words[index].endswith(",") or not after)
        was_done = small[index].endswith(lexicon.past) and after == lexicon.by  # "boxes labelled by hand"
        is_plain_verb = lexicon.is_verb(small[index]) and small[index] not in {lexicon.being, *lexicon.called}
        is_verb = not (is_cut_short or was_done) and (is_plain_verb or is_told)
        if is_verb and not is_noun and _is_subject(words[:end], lexicon):
            return Note(lower_first(plain, lexicon), "statement")
    return None


def _may_follow(words: list[str], lexicon: Lexicon) -> bool:
    """Whether what comes after a verb in the present is its object, and the two are no compound ("play therapy")."""
    low = _bare(words[0]) if words else ""
    return (
        low in lexicon.object_openers
        or low == lexicon.to
        or lexicon.is_plural(low)
        or words[0][:1].isupper()
        or low.isdigit()
    )


def with_others(text: str, lexicon: Lexicon) -> Note | None:
    """A sentence of the writer's own and of those with them: "we are moving in spring"."""
    small = {_bare(word) for word in text.split()}
    if not small & lexicon.us.keys() or not is_plain(text, lexicon):
        return None
    alone = " ".join(lexicon.us.get(_bare(word), word) for word in text.split())
    if judge_sentence(alone, lexicon) is None:
        return None
    plain = text.rstrip(" .!")
    return Note(
        plain[0].lower() + plain[1:] if _bare(plain.split()[0]) in lexicon.us else lower_first(plain, lexicon),
        "sentence",
    )


def first_person(text: str, lexicon: Lexicon) -> Note | None:
    """A sentence of the writer's own that lacks its "I": "led a team of nine", "never missed a deadline"."""
    plain = text.rstrip(" .!")
    words = plain.split()
    if not 3 <= len(words) <= LONGEST_STATEMENT or not is_plain(plain, lexicon):
        return None
    small = [_bare(word) for word in words]
    at = next((index for index, word in enumerate(small) if word not in lexicon.adverbs), 0)
    if at > 1 or small[at] in lexicon.not_mine_first or small[at] in lexicon.things:
        return None
    following = small[at + 1 : at + 2]
    is_unknown = small[at].endswith(lexicon.past) and small[at] not in lexicon.done_by_me
    if (
        is_unknown
        or not lexicon.is_verb(small[at])
        or set(following) & (lexicon.subject_me | (lexicon.others - lexicon.neither) | lexicon.joiners)
    ):
        return None
    if following == [lexicon.to] and small[at] not in lexicon.then_to:  # "built to last"
        return None
    if small[at] in lexicon.modals and not (
        lexicon.all_verbs.intersection(following) and (len(small) == at + 2 or _may_follow(words[at + 2 :], lexicon))
    ):
        return None  # "can do attitude"
    is_past = (small[at].endswith(lexicon.past) and small[at] in lexicon.done_by_me) or small[
        at
    ] in lexicon.past_forms - lexicon.made
    if is_past and following == [lexicon.by]:  # "cleared by two doctors"
        return None
    is_sure = is_past or small[at] in lexicon.auxiliaries
    if not (is_sure or _may_follow(words[at + 1 :], lexicon)):
        return None
    is_third = small[at].endswith("s") and not small[at].endswith("ss") and small[at] not in lexicon.said_of_me
    if is_third or small[at].endswith(lexicon.gerund) or lexicon.is_plural(small[at]):
        return None
    found = judge_sentence(f"{lexicon.me} {plain[0].lower()}{plain[1:]}", lexicon)
    return replace(found, shape="sentence") if found else None


def answer(text: str, lexicon: Lexicon) -> Note | None:
    """An answer that opens with "yes" or "no": "no, but I was there for four years"."""
    found = re.match(rf"({'|'.join(lexicon.answers)})[,.:;!]?\s+(?P<rest>.+)", text, re.IGNORECASE)
    if found is None:
        return None
    opener, rest = found[1].lower(), found["rest"]
    joiner = re.match(rf"(?:{'|'.join(lexicon.after_answers)})\s+", rest, re.IGNORECASE)
    bare = rest[joiner.end() :] if joiner else rest
    inner = judge_sentence(bare, lexicon) or statement(bare, lexicon)
    if inner is None:
        return None
    return Note(f"{opener}, {joiner.group().lower() if joiner else ''}{inner.text}", "sentence")


def asked(text: str, lexicon: Lexicon) -> str:
    """A question as it was put, with its capital and its one question mark; "" for what is none."""
    plain = re.sub(r"[?!.\s]+$", "", text)
    words = plain.split()
    small = [_bare(word) for word in words]
    if not 3 <= len(words) <= LONGEST_QUESTION or re.search(r"[\"“”«»{}\[\]<>|\\→…?]", plain):
        return ""
    if set(small) & lexicon.third or lexicon.is_shorthand(plain) or plain.isupper():
        return ""
    is_marked = text.rstrip(" !").endswith("?")
    puts = is_marked and small[0] in lexicon.wh and set(small) & set(lexicon.you.values())
    starts = small[0] in lexicon.question_starters and small[1] not in lexicon.prepositions
    inverted = small[0] in lexicon.wh and (
        any(word in lexicon.question_starters for word in small[1:4]) or bool({*small[1:-1]} & lexicon.helps)
    )
    if not (starts or inverted or puts) or not (is_marked or (starts or small[1] in lexicon.question_starters)):
        return ""
    plain = re.sub(rf"\b{lexicon.me.lower()}\b(?=['’ ]|$)", lexicon.me, plain)
    return f"{plain[0].upper()}{plain[1:]}?"
