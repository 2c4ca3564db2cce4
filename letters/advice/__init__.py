"""Advice on a letter: a text and facts in, parts and findings out. Pure; the phrases are data (data/<language>)."""

from letters.advice.advice import advise
from letters.advice.facts import AdviceFacts, OtherLetter
from letters.advice.findings import Advice, Finding, Part
from letters.advice.gifts import refused

__all__ = ["Advice", "AdviceFacts", "Finding", "OtherLetter", "Part", "advise", "refused"]
