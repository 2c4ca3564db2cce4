"""A first draft of a letter: facts in, words and gaps out. Pure; the wordings are data (letters/wordings)."""

from letters.drafting.facts import Concern, Draft, Facts, Gift, Recipient, Said, Sentence, Topic, seed_of
from letters.drafting.letter import draft, gift_sentences, said

__all__ = [
    "Concern",
    "Draft",
    "Facts",
    "Gift",
    "Recipient",
    "Said",
    "Sentence",
    "Topic",
    "draft",
    "gift_sentences",
    "said",
    "seed_of",
]
