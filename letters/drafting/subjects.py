"""The subject of an e-mail, from what is logged."""

from letters.drafting.facts import Facts
from letters.drafting.naming import title_of
from letters.drafting.phrases import tidy
from letters.drafting.wordings import Wordings, fill, slots_of, wordings


def subject_of(facts: Facts) -> str:
    """Return the subject of a letter of its kind that goes by e-mail: one line, never empty, only what is known.

    Whoever reads it knows their own company, so the position is named by its title where there is one.
    """
    words = wordings(facts.language)
    forms = words.address["subject"]
    form = forms["after_offer" if facts.kind == "after_answer" and facts.answer == "offer" else facts.kind]
    day = facts.interview_on
    when = fill(words.phrases["when"]["some"], {"weekday": words.phrases["weekdays"][day.weekday()]}) if day else ""
    values = {
        "meeting": words.phrases["meeting"][facts.how or "none"],
        "when": when if facts.kind == "thank_you" else "",
        "about": _about(facts, words),
        "writer": tidy(facts.writer) or forms["nobody"],
    }
    return " ".join(fill(form, {name: values[name] for name in slots_of(form)}).split())


def _about(facts: Facts, words: Wordings) -> str:
    title, company = title_of(facts, words), tidy(facts.company)
    form = words.phrases["position"]["title" if title else "company" if company else "none"]
    return fill(form, {"title": title, "company": company})
