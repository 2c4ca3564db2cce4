"""From facts to a first draft: plan, size, word, and lay out."""

import re
from collections import Counter
from functools import lru_cache

from letters.drafting.address import close, salutation, signature
from letters.drafting.blanks import without_blanks
from letters.drafting.facts import KINDS, Draft, Facts, Said, Sentence
from letters.drafting.lexicon import lexicon_of
from letters.drafting.moves import Piece, Planner
from letters.drafting.naming import company_of, title_of
from letters.drafting.phrases import tidy
from letters.drafting.plans import plan
from letters.drafting.wordings import Wordings, fill, slots_of, wordings

SMALL_CARD = 60
WORDS_OF_AN_ANSWER = 6
_GAP = re.compile(r"\[\.\.\.[^\[\]]*\]")


class _Voice:
    """Words the pieces one by one, and remembers what it has named."""

    def __init__(self, facts: Facts, words: Wordings) -> None:
        self.facts = facts
        self.words = words
        self.title = title_of(facts, words)
        # "The position of Teacher of English", but "the Programme Manager position".
        self.is_long = bool(set(self.title.lower().split()) & lexicon_of(words.language).prepositions)
        self.company = company_of(facts, words)
        self.first = True
        self.used: Counter[str] = Counter()

    def _position(self) -> tuple[str, tuple[str, ...]]:
        """The position, in full the first time and by its title afterwards, and the facts that name carries."""
        parts = ["title"] * bool(self.title) + ["company"] * bool(self.company and (self.first or not self.title))
        self.first = False
        return self._named("position", parts)

    def _work(self) -> tuple[str, tuple[str, ...]]:
        """The work at the company, where the position would be named once too often."""
        return self._named("work", ["company"] if self.company else ["title"] * bool(self.title))

    def _named(self, group: str, parts: list[str]) -> tuple[str, tuple[str, ...]]:
        name = "_".join(parts) or "none"
        forms = self.words.phrases[group]
        form = forms.get(f"{name}_of", forms[name]) if self.is_long else forms[name]
        return fill(form, {"title": self.title, "company": self.company}), tuple(parts)

    def _when(self) -> str:
        """The tail "on Wednesday" in the days after the interview; later a weekday would be read as the wrong one."""
        phrases, day = self.words.phrases, self.facts.interview_on
        if self.facts.kind != "thank_you":
            return str(phrases["when"]["later"])
        if day is None:
            return str(phrases["when"]["none"])
        return fill(phrases["when"]["some"], {"weekday": phrases["weekdays"][day.weekday()]})

    def say(self, piece: Piece) -> Sentence:
        """The sentence for a piece."""
        facts, phrases = self.facts, self.words.phrases
        turn = KINDS.index(facts.kind)
        wording = self.words.choose(piece.move, facts.seed, turn + self.used[piece.move])
        self.used[piece.move] += 1
        slots = slots_of(wording)
        carried = list(piece.facts)
        values = {
            "meeting": phrases["meeting"][facts.how or "none"],
            "when": self._when(),
            "at_company": fill(phrases["at"]["some" if self.company else "none"], {"company": self.company}),
            **piece.values,
        }
        if "when" in slots and facts.interview_on is not None and facts.kind == "thank_you":
            carried.append("interview_on")
        for slot, name in (("position", self._position), ("work", self._work)):
            if slot in slots:
                values[slot], named = name()
                carried += named
        text = re.sub(r"(?<!\.)\.\.$", ".", fill(wording, values))
        return Sentence(text, tuple(dict.fromkeys(carried)), piece.move)


def _count(text: str) -> int:
    """The words of a sentence; the question of a gap makes way for an answer, which is mostly shorter."""
    words = len(text.split())
    return words - sum(max(len(found.split()) - WORDS_OF_AN_ANSWER, 0) for found in _GAP.findall(text))


def _kept(pieces: tuple[Piece, ...], facts: Facts, words: Wordings) -> list[Piece]:
    """The pieces that fit: all of rank 0, then by rank whatever still fits."""
    if facts.words <= 0:
        return list(pieces)
    voice = _Voice(facts, words)
    sizes = [_count(voice.say(piece).text) for piece in pieces]
    room = facts.words - sum(size for piece, size in zip(pieces, sizes, strict=True) if piece.rank == 0)
    kept = {index for index, piece in enumerate(pieces) if piece.rank == 0}
    units: list[list[int]] = []
    for index, piece in enumerate(pieces):
        if piece.goes_with_last:
            units[-1].append(index)
        elif piece.rank:
            units.append([index])
    is_full = False  # then a lesser note that does not fit its stem opens no gap either
    for unit in sorted(units, key=lambda unit: pieces[unit[0]].rank):
        size = sum(sizes[index] for index in unit)
        is_full = is_full or size > room
        if size <= room and not (is_full and pieces[unit[0]].move == "quote.topic"):
            room -= size
            kept.update(unit)
    return [piece for index, piece in enumerate(pieces) if index in kept]


@lru_cache(maxsize=512)  # a letter's page, its copy page, its sheets and their ETag ask for the same one
def draft(facts: Facts) -> Draft:
    """The first draft of a letter, from what was logged and nothing else.

    A missing fact is a gap (letters/gaps.py), a fact that does not fit its stem is quoted beside one. The same facts
    and seed give the same draft.
    """
    words, facts = wordings(facts.language), without_blanks(facts)
    pieces = _kept(plan(Planner(facts, words)), facts, words)
    voice = _Voice(facts, words)
    sentences = tuple(voice.say(piece) for piece in pieces)
    last = max(piece.paragraph for piece in pieces)
    paragraphs: dict[int, list[str]] = {}
    for piece, sentence in zip(pieces, sentences, strict=True):
        # On a small card a new paragraph costs a line: gratitude and reasons make one, gift and look ahead the other.
        place = piece.paragraph
        if 0 < facts.words <= SMALL_CARD:
            place = 4 if place >= min(4, last) else 1
        paragraphs.setdefault(place, []).append(sentence.text)
    opening = salutation(facts.recipient, facts.formality, words)
    ending, name = close(facts.formality, words), signature(facts.writer, words)
    body = "\n\n".join(" ".join(texts) for texts in paragraphs.values())
    return Draft(f"{opening}\n\n{body}\n\n{ending}\n{name}", sentences, opening, ending, name, words.language)


def said(facts: Facts) -> tuple[Said, ...]:
    """Everything the letter could say, in its order: the draft's own sentences, and among them those that the card has
    no room for.
    """
    words, facts = wordings(facts.language), without_blanks(facts)
    pieces = plan(Planner(facts, words))
    kept = {id(piece) for piece in _kept(pieces, facts, words)}
    drafted, whole = _Voice(facts, words), _Voice(facts, words)
    return tuple(
        Said((drafted if id(piece) in kept else whole).say(piece), has_room=id(piece) in kept) for piece in pieces
    )


def gift_sentences(facts: Facts, said: str = "") -> tuple[Sentence, ...]:
    """The sentences that bring the gift into a letter which stands already (S24); none without a gift.

    The gift is led in by the topic it was found for, unless `said`, the letter as it stands, names that topic.
    """
    words, facts = wordings(facts.language), without_blanks(facts)
    pieces = list(Planner(facts, words).gift(1, 1, None))
    if len(pieces) > 1 and pieces[0].values["topic"].casefold() in tidy(said).casefold():
        pieces = pieces[1:]
    voice = _Voice(facts, words)
    return tuple(voice.say(piece) for piece in pieces)
