"""The word lists of a language, as its lexicon.toml holds them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WordLists:
    """Sets of lower-case words; lexicon.toml says what each is for."""

    determiners: frozenset[str]
    of_many: frozenset[str]
    of_mass: frozenset[str]
    pointing: frozenset[str]
    vague: frozenset[str]
    called: frozenset[str]
    joiners: frozenset[str]
    prepositions: frozenset[str]
    article_after: frozenset[str]
    others: frozenset[str]
    many: frozenset[str]
    neither: frozenset[str]
    together: frozenset[str]
    done_by_reader: frozenset[str]
    us: Mapping[str, str]
    somebody: Mapping[str, str]
    named_before: frozenset[str]
    mine: frozenset[str]
    me: str
    subject_me: frozenset[str]
    possessive_me: frozenset[str]
    third: frozenset[str]
    wh: frozenset[str]
    wh_of_whole: frozenset[str]
    wh_phrases: frozenset[str]
    relatives: frozenset[str]
    loose_ends: frozenset[str]
    degree: frozenset[str]
    subjects: frozenset[str]
    loose: frozenset[str]
    auxiliaries: frozenset[str]
    verbs: frozenset[str]
    verbs_after: frozenset[str]
    verbs_told: frozenset[str]
    deeds: frozenset[str]
    i_did: frozenset[str]
    then_to: frozenset[str]
    modals: frozenset[str]
    adverbial: frozenset[str]
    made: frozenset[str]
    past_forms: frozenset[str]
    verbs_at_first: frozenset[str]
    mass: frozenset[str]
    people: frozenset[str]
    countable: frozenset[str]
    ordinary_endings: frozenset[str]
    mass_endings: frozenset[str]
    not_nouns_endings: frozenset[str]
    adjectives: frozenset[str]
    adverb_openers: frozenset[str]
    title_tails: frozenset[str]
    courtesies: frozenset[str]
    numbers: frozenset[str]
    always_capital: frozenset[str]
    measures: frozenset[str]
    units: frozenset[str]
    abbreviations: frozenset[str]
    languages: frozenset[str]
    ones_own: frozenset[str]
    papers: frozenset[str]
    before_papers: frozenset[str]
    helps: frozenset[str]
    do: str
    close_ones: frozenset[str]
    before_close_ones: frozenset[str]
    things_given: frozenset[str]
    said_as_words: frozenset[str]
    onsets: frozenset[str]
    adverbs: frozenset[str]
    adverbs_of_subject: frozenset[str]
    manner: frozenset[str]
    family: frozenset[str]
    fixed_pairs: frozenset[str]
    chatter: frozenset[str]
    cryptic: frozenset[str]
    without_vowel: frozenset[str]
    not_mine_first: frozenset[str]
    question_starters: frozenset[str]
    times: frozenset[str]
    speech: frozenset[str]
    states: frozenset[str]
    qualities: frozenset[str]
    pay: frozenset[str]
    private: frozenset[str]
    saying: frozenset[str]
    people_of_all: frozenset[str]
    blank_notes: frozenset[str]
    indefinite: tuple[str, str]
    vowel_sounds: tuple[str, ...]
    consonant_sounds: tuple[str, ...]
    definite: str
    conjunction: str
    no: str
    of: str
    own: str
    own_of_others: frozenset[str]
    then: str
    by: str
    being: str
    been: str
    said_of_me: frozenset[str]
    too: str
    had: str
    will: str
    question_of: str
    whether_am: str
    whether: str
    missing: tuple[str, ...]
    yet: tuple[str, ...]
    years: Mapping[str, str]
    that: str
    to: str
    gerund: str
    past: str
    manner_ending: str
    answers: frozenset[str]
    after_answers: frozenset[str]
    openings: tuple[str, ...]
    asides: tuple[str, ...]
    reader_words: tuple[Mapping[str, str], ...]
    you: Mapping[str, str]
    second_person: Mapping[str, str]
    whole_verbs: Mapping[str, str]
    one_of_each: frozenset[str]
    slashed: Mapping[str, str]
    counted: Mapping[str, str]
    lasting: frozenset[str]
    lasted: frozenset[str]
    spelled: Mapping[str, str]
    title_words: Mapping[str, str]
    institutions: frozenset[str]
    after_institutions: frozenset[str]
    takes_the: frozenset[str]
    title_particles: frozenset[str]
