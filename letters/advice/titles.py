"""What goes with a name: titles, greetings, and how the recipient is addressed."""

from functools import cache

from letters.advice.findings import Finding, Span
from letters.advice.phrases import data
from letters.advice.stems import bare
from letters.drafting.address import Name
from letters.drafting.wordings import wordings


@cache
def listed(name: str, language: str) -> frozenset[str]:
    """Return a list of words of names.toml."""
    value = data("names", language)[name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def honorifics(language: str) -> frozenset[str]:
    """Return the titles that may stand before a name, in small letters."""
    same_ones = data("names", language)["same_honorific"]
    listed = wordings(language).address["names"]["honorifics"]
    return frozenset(listed) | frozenset(word for group in same_ones for word in group)


@cache
def greeting_words(language: str) -> frozenset[str]:
    """Return the words that open a letter."""
    return frozenset(word for greeting in data("words", language)["greetings"] for word in greeting.split())


def bare_title(word: str, language: str) -> str:
    """Return a title in the one form that stands for all its forms."""
    low = bare(word)
    return next((group[0] for group in data("names", language)["same_honorific"] if low in group), low)


def addressee(name: Name, formality: str = "formal") -> str:
    """Return how the recipient is greeted: "Ms Adeyemi", else the whole name; on first-name terms "Ifeoma"."""
    if formality == "friendly":
        return name.given
    return f"{name.honorific} {name.family}" if name.honorific else name.whole


def name_finding(rule: str, language: str, span: Span, name: str, replacement: str | None) -> Finding:
    """Return a finding of a rule of names.toml, `name` being as it should stand."""
    table = data("names", language)["rules"][rule]
    why = table["why"].replace("{name}", name)
    return Finding(rule, table["source"], (span,), why, replacement, severity=table.get("severity", "warn"))
