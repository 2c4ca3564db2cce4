"""A first draft of a letter: facts in, words and gaps out. Pure; the wordings are data (letters/wordings)."""

from letters.drafting.facts import Concern, Draft, Facts, Gift, Recipient, Sentence, Topic, seed_of
from letters.drafting.letter import draft, gift_sentences

__all__ = ["Concern", "Draft", "Facts", "Gift", "Recipient", "Sentence", "Topic", "draft", "gift_sentences", "seed_of"]
