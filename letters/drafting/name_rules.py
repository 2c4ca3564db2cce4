"""What the words of a name may be, by the lists of address.toml: titles, roles, descriptions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from letters.drafting.half_caught import is_house
from letters.drafting.lexicon import Lexicon, lexicon_of
from letters.drafting.wordings import Wordings

LEAST_SHOUTED = 4  # letters; fewer may be initials


@cache
def common_given(words: Wordings) -> frozenset[str]:
    """Given names that many have, without accents; a name that is missing is a name all the same."""
    return frozenset(words.address["names"]["common_given"].split())


@cache
def _sets(words: Wordings) -> Mapping[str, frozenset[str]]:
    """The lists of address.toml as sets, as they are asked many times a name."""
    return {name: frozenset(value) for name, value in words.address["names"].items() if not isinstance(value, str)}


@dataclass(frozen=True)
class NameRules:
    """The lists of a language, and what they say of one word or of several."""

    words: Wordings
    has_title: bool = False

    @property
    def lists(self) -> Mapping[str, Any]:
        return self.words.address["names"]

    def holds(self, list_name: str, part: str) -> bool:
        return part in _sets(self.words)[list_name]

    @property
    def lexicon(self) -> Lexicon:
        return lexicon_of(self.words.language)

    def without_surroundings(self, name: str) -> str:
        """A name without the article of its title, and without what is told of somebody behind it."""
        lists, the = self.lists, self.lexicon.definite
        name = re.sub(rf"^{the}\s+(?=(?:{'|'.join(lists['styles'])})\b)", "", name, flags=re.IGNORECASE)
        name = re.sub(rf"(?<=\w)\s+(?:{'|'.join(lists['whence'])})(?:\s+[^,]*|$)", "", name)
        return re.sub(rf"(?<=\w)\s+{the}\s+[^\W\d_][\w\s]*$", "", name)  # "Mohammed the boss"

    def is_either(self, name: str) -> bool:
        """Whether words are two guesses: "Ray or Roy"."""
        return re.search(rf"(?:^|\w,?\s+)(?:{'|'.join(self.lists['either'])})\s+\w", name) is not None

    def is_behind_name(self, part: str) -> bool:
        """Whether a word in small letters may stand behind a name and is no part of it: "jr", "manager", "tues"."""
        is_listed = self.holds("described", part) or self.holds("suffixes", part.strip("."))
        return is_listed or self.is_role(part) or self.is_known_name(part)

    def is_small_title(self, part: str) -> bool:
        """Whether a word in small letters is a title before a name: "bishop", but not "officer" or "the"."""
        is_other = self.is_role(part) or self.holds("described", part) or part in self.lexicon.determiners
        return len(part) > 2 and part.islower() and self.holds("titles", part) and not is_other

    def is_told(self, aside: str) -> bool:
        """Whether an aside tells of somebody, with a name for something else in it: "sounded Nigerian"."""
        first, *rest = aside.split()
        is_what = self.is_title(first) or self.is_role(first) or self.holds("titles", first)
        return bool(rest) and self.is_small(first) and not is_what

    def is_known_word(self, part: str) -> bool:
        """Whether the lists know a word in small letters, so that it is hardly part of a name: "likes"."""
        is_kept = self.is_title(part) or any(
            self.holds(name, part) for name in ("particles", "joined_by", "given_as_well", "titles", "family_first")
        )
        return not is_kept and not (self.lexicon.known_words | self.lexicon.all_verbs).isdisjoint(
            self.lexicon.singulars(part)
        )

    def may_be_told(self, part: str) -> bool:
        """Whether a word in small letters before a name tells what somebody is: "tall", "hd", but not "lyn"."""
        lists = ("described", "nicknamed_with", "departments", "particles", "trades_as_given", "joined_by")
        is_listed = any(self.holds(name, part) for name in lists)
        is_short = not re.search(r"[aeiouy]", part) or self.lexicon.is_shorthand(part)
        is_word = self.is_known_word(part) or self.is_role(part) or part in self.lexicon.private | self.lexicon.adverbs
        return is_listed or is_short or is_word or self.is_title(part)

    def is_of_sentence(self, part: str) -> bool:
        """Whether a word in small letters belongs to a sentence, and not to a name: "ken who reports"."""
        is_kept = self.holds("particles", part) or self.holds("joined_by", part) or self.holds("given_as_well", part)
        return part in self.lexicon.small_words | self.lexicon.mine and len(part) > 1 and not is_kept

    def is_short_title(self, part: str) -> bool:
        """Whether two letters are a title and no acronym: "Hr Adler" is no "HR"."""
        plain = part.strip(".")
        return len(plain) == 2 and plain.istitle() and self.holds("titles", plain.lower())

    def is_role(self, part: str) -> bool:
        small = part.lower().strip(",")
        if self.is_short_title(part):
            return False
        if "-" in small and any(
            self.holds("roles", piece) or piece == self.lists["former"] for piece in small.split("-")
        ):
            return True  # "Ex-RAF", "Team-lead"
        is_listed = self.holds("roles", small.strip(".")) and (part.islower() or not self.holds("titles", small))
        return is_listed or (part.islower() and small.endswith(tuple(self.words.address["names"]["role_endings"])))

    def is_title(self, part: str) -> bool:
        """An honorific, or what goes with one: "rer." of "Dr. rer. nat."."""
        plain = part.lower().strip(".")
        is_behind = part.islower() and self.holds("behind_titles", plain)
        return self.holds("honorifics", plain) or is_behind or (part.islower() and part.endswith("."))

    def is_acronym(self, part: str, *, may_be_small: bool = False) -> bool:
        """Whether a word is an acronym of the lists: "HR", and small as well where it may be, but not "Ai" or "Hr"."""
        is_small = may_be_small and part.islower() and not self.holds("given_as_well", part)
        return (part.isupper() or is_small) and part.upper() in self.lexicon.spelled.values()

    def is_small(self, part: str) -> bool:
        """A word in small letters that is no title and belongs to no family name: it tells what somebody is."""
        is_kept = self.is_title(part) or self.holds("particles", part.strip(".")) or self.holds("joined_by", part)
        return part.islower() and part.isascii() and len(part) > 1 and not is_kept

    def is_ordinary(self, part: str) -> bool:
        return self.lexicon.is_ordinary(part.capitalize())

    def is_word(self, part: str) -> bool:
        """Whether the lists hold a word: a name might be one, but who is called so is asked for."""
        return any(form in self.lexicon.ordinary for form in self.lexicon.singulars(part.lower()))

    def is_day(self, part: str) -> bool:
        """Whether a word is a day or a month, in full or in short: "tues"."""
        full = self.lexicon.spelled.get(part.lower(), "")
        return len(part) >= LEAST_SHOUTED and full.lower() in self.lexicon.days_and_months

    def is_place_or_firm(self, part: str) -> bool:
        """Whether the lists know a name as that of a town or a firm: "Google"."""
        is_listed = self.lexicon.spelled.get(part.lower()) == part.capitalize()
        return len(part) >= LEAST_SHOUTED and is_listed and not self.is_day(part)

    def is_known_name(self, part: str) -> bool:
        """Whether a name is known as anything but somebody's."""
        return self.is_day(part) or self.is_place_or_firm(part)

    def is_described(self, text: str) -> bool:
        """Whether words tell what somebody is, and not how they are called: "Head of HR", "finance", "the manager"."""
        parts = text.split()
        if not parts or any(self.holds("described", part) for part in parts) or is_house(text, self.lists):
            return True
        if len(parts) == 1 and parts[0].lower().endswith(tuple(self.lists["role_endings"])) and not self.has_title:
            return True  # "Anaesthetist"
        if any(self.is_role(part) or self.is_acronym(part, may_be_small=True) for part in parts):
            return True
        if any(part.islower() and part in self.lexicon.prepositions for part in parts):
            return True
        if self.has_title or self.holds("given_as_well", parts[0].lower()):
            return False  # "Mr Little"; "Rose", "Grace Baker"
        known = (self.is_word(part) or self.is_known_name(part) for part in parts)
        return all(known) and not any(self.holds("family_first", part.lower()) for part in parts)
