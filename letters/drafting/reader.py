"""A note about the reader, turned to the reader: "she answers complaints herself" is "you answer complaints yourself".

The writer noted it in the third person and tells it to that very person in the letter. The pronoun is the writer's own;
it leaves the sentence, so nothing is guessed. Only a note whose first word of the kind stands at its opening is turned,
and only where every verb of it is known; a note that names a second person that way is left alone.
"""

import re
from collections.abc import Mapping

from letters.drafting.lexicon import Lexicon, lower_first
from letters.drafting.phrases import Note, phrase

LONGEST = 20


class _Unsure(Exception):
    """A word whose form after "you" is not known."""


def may_be_done(word: str, lexicon: Lexicon) -> bool:
    """Whether a lone word in -s is as well what somebody does ("laughs") as several things."""
    return _is_present(word) and _bare_form(word) in lexicon.all_verbs


def tells(text: str, lexicon: Lexicon) -> bool:
    """Whether a note that ends in -s may tell what one does, as well as name several: "the lab signs"."""
    words = text.lower().rstrip(" .!").split()
    return len(words) > 1 and words[-2] in lexicon.countable and may_be_done(words[-1], lexicon)


def _bare_form(verb: str) -> str:
    """The verb of "she answers", "he carries", "she teaches" as it stands after "you"."""
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz|o)es$", verb):
        return verb[:-2]
    return verb[:-1]


def _is_present(word: str) -> bool:
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


class _Turner:
    """Goes through the words of a note once."""

    def __init__(self, words: list[str], forms: Mapping[str, str], lexicon: Lexicon) -> None:
        self.words, self.forms, self.lexicon = words, forms, lexicon
        self.is_present = False

    def _low(self, index: int) -> str:
        return self.words[index].strip(",").lower().replace("’", "'") if index < len(self.words) else ""

    def _verb_after(self, index: int) -> int:
        """The place of the verb behind a subject at `index`."""
        index += 1
        while self._low(index) in self.lexicon.adverbs or (
            self._low(index).endswith(self.lexicon.manner_ending) and self._low(index + 1)
        ):
            index += 1
        return index

    def _is_told(self, verb: str) -> bool:
        return verb in self.lexicon.verbs_told or self.lexicon.is_verb(verb)

    def _turn_verb(self, index: int) -> None:
        low, lexicon = self._low(index), self.lexicon
        is_cut_short = index + 1 >= len(self.words) or self.words[index].endswith(",")
        if is_cut_short and low in lexicon.auxiliaries:
            raise _Unsure
        if low in lexicon.second_person:
            self._put(index, lexicon.second_person[low])
        elif _is_present(low) and low not in lexicon.auxiliaries:
            if not self._is_told(_bare_form(low)):
                raise _Unsure
            self._put(index, _bare_form(low))
            self.is_present = True
        elif not self._is_told(low):
            raise _Unsure

    def _put(self, index: int, word: str) -> None:
        self.words[index] = word + ("," if self.words[index].endswith(",") else "")

    def _turn_joined(self, index: int) -> None:
        """The second verb of "she asks and listens"; after a first in the past only "is", "was" and "has" change."""
        place = self._verb_after(index)
        low, lexicon = self._low(place), self.lexicon
        if low in lexicon.second_person:
            if any(self._low(other) in lexicon.saying for other in range(index)):
                raise _Unsure
            self._put(place, lexicon.second_person[low])
        elif self.is_present and _is_present(low):
            if self._is_told(_bare_form(low)) and _bare_form(low) not in lexicon.countable | lexicon.mass:
                self._put(place, _bare_form(low))
            elif lexicon.things_and_people.isdisjoint(lexicon.singulars(low)):
                raise _Unsure

    def _goes_on(self, index: int) -> bool:
        """Whether what stands behind a comma is one more deed, and no remark."""
        verb = self._low(self._verb_after(index - 1))
        return self._is_told(verb) or (_is_present(verb) and self._is_told(_bare_form(verb)))

    def _own_or_object(self, index: int) -> str:
        """ "her" before what she has, or for herself."""
        following, lexicon, you = self._low(index + 1), self.lexicon, self.lexicon.you
        ends = not following or self.words[index].endswith(",")
        if ends or following in lexicon.prepositions | lexicon.joiners | lexicon.adverbs | lexicon.determiners:
            return you["object"]
        return you["own"]

    def _others_own(self) -> set[str]:
        """What another person has: "his" where the reader is "she"."""
        return {forms["own"] for forms in self.lexicon.reader_words} - {self.forms["own"]}

    def turn(self, start: int) -> str:
        """The words from `start` on, where the first pronoun stands, said to the reader. Raises `_Unsure`."""
        forms, you, lexicon = self.forms, self.lexicon.you, self.lexicon
        for index in range(start, len(self.words)):
            low = self._low(index)
            if low == "&":
                self._put(index, lexicon.conjunction)
            if low == forms["subject"]:
                self._put(index, you["subject"])
                self._turn_verb(self._verb_after(index))
            elif low == forms["self"]:
                self._put(index, you["self"])
            elif low == forms["own"]:
                self._put(index, self._own_or_object(index) if forms["own"] == forms["object"] else you["own"])
            elif low in (forms["object"], forms["owned"]):
                self._put(index, you["object" if low == forms["object"] else "owned"])
            elif low in self._others_own() and self._own_or_object(index) == you["own"]:
                continue
            elif low in lexicon.others - lexicon.neither and (low not in lexicon.together or self.is_present):
                raise _Unsure  # "you" as well: there it means anybody; and "she cleans with us": us there
            elif low in lexicon.joiners:
                self._turn_joined(index)
            elif index > start and self.words[index - 1].endswith(","):
                if not self._goes_on(index):
                    raise _Unsure  # "asked nothing about money, odd for a chair"
                self._turn_joined(index - 1)
        return " ".join(self.words)


def _whole_verbs(text: str, lexicon: Lexicon) -> str:
    """The text with "she's" taken apart, where what follows tells which of its two meanings it has."""
    for forms in lexicon.reader_words:
        subject = forms["subject"]
        had = rf"\b({subject})['’]d(?= (?:\w+{lexicon.past}|{lexicon.been}|{'|'.join(lexicon.past_forms)})\b)"
        for short, verb in ((had, lexicon.had), (rf"\b({subject})['’]ll\b", lexicon.will)):
            text = re.sub(short, rf"\1 {verb}", text, flags=re.IGNORECASE)
        for verb, after in lexicon.whole_verbs.items():
            follows = "|".join(map(re.escape, after.split()))
            text = re.sub(rf"\b({forms['subject']})['’]s(?= (?:{follows})\b)", rf"\1 {verb}", text, flags=re.IGNORECASE)
    return text


def _left_out(small: list[str], lexicon: Lexicon) -> str:
    """The subject of "remembered my name", "answered her own phone": not the writer, so the reader; "" for neither."""
    is_past = lexicon.is_verb(small[0]) and (small[0].endswith(lexicon.past) or small[0] in lexicon.past_forms)
    if not is_past and not may_be_done(small[0], lexicon):
        return ""
    for forms in lexicon.reader_words:
        if {forms["own"], forms["self"]} & set(small):
            return forms["subject"]
    is_theirs = is_past and (small[0] in lexicon.done_by_reader or lexicon.mine & set(small))
    return lexicon.reader_words[0]["subject"] if is_theirs else ""


def _opening(small: list[str], lexicon: Lexicon) -> int:
    """How many words stand before the subject: none, "that", "how", "the way", "how openly"."""
    if " ".join(small[:2]) in lexicon.wh_phrases:
        return 2
    if small[0] not in {*lexicon.wh, lexicon.that}:
        return 0
    return 2 if small[1] in lexicon.degree or small[1].endswith(lexicon.manner_ending) else 1


def of_reader(text: str, lexicon: Lexicon, *, may_state: bool, strangers: frozenset[str] = frozenset()) -> Note | None:
    """A written-out note as it may stand in a sentence to the reader; None where it is not surely about them.

    `may_state`: whether a statement is wanted ("that you answer complaints yourself"), not only what the reader has or
    how they do it. `strangers`: of "she" and "he", who cannot be the reader.
    """
    plain = text.rstrip(" .!")
    words = _whole_verbs(plain, lexicon).split()
    if not 2 <= len(words) <= LONGEST or not re.fullmatch(r"[\w\s'’,%&-]+", plain):
        return None
    small = [word.lower() for word in words]
    if plain.isupper() or lexicon.is_shorthand(plain) or lexicon.is_cut_short(plain):
        return None
    if may_state and (subject := _left_out(small, lexicon)):
        words, small = [subject, *words], [subject, *small]
    opening = _opening(small, lexicon)
    for forms in lexicon.reader_words:
        if forms["subject"] in strangers:
            continue
        if small[0] == forms["own"]:
            rest = phrase(" ".join([lexicon.definite, *words[1:]]), lexicon, lexicon.definite)
            is_noun = rest is not None and rest.shape in ("noun", "own_noun")
            bare = rest.text.removeprefix(lexicon.definite) if rest is not None and is_noun else ""
            return Note(lexicon.you["own"] + bare, "noun") if bare else None
        if small[opening : opening + 1] == [forms["subject"]] and len(words) > opening + 1:
            is_clause = opening and small[0] != lexicon.that
            if not is_clause and not may_state:
                return None
            try:
                turned = _Turner(words, forms, lexicon).turn(opening)
            except _Unsure:
                return None
            if is_clause:
                return Note(lower_first(turned, lexicon), "clause")
            return Note(turned if opening else f"{lexicon.that} {turned}", "that")
    return None
