"""Your own lessons (S15): what somebody keeps for the next letter, with the letters and the part it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from accounts.models import User
from letters.advice.parts import part_rules
from letters.models import Lesson

MOST_BESIDE = 12
"""So many stand beside a letter; all of them are on their own page."""


@dataclass(frozen=True)
class Told:
    """A lesson as a page shows it: what it is about, in words, "" where it is about letters in general."""

    lesson: Lesson
    about: str


def told(lessons: Iterable[Lesson]) -> list[Told]:
    """Return lessons with what they are about; asks the database nothing more."""
    labels = dict(parts())
    return [
        Told(each, " · ".join(filter(None, (each.get_kind_display() if each.kind else "", labels.get(each.part, "")))))
        for each in lessons
    ]


def parts() -> list[tuple[str, str]]:
    """Return the parts a lesson can be about: keys and labels, each label once."""
    found: dict[str, str] = {}
    for key, rule in part_rules(get_language() or "en").items():
        if rule.label not in found.values():
            found[key] = rule.label
    return list(found.items())


def lessons_beside(owner: User, kind: str) -> list[Told]:
    """Return what stands beside a letter of this kind: lessons about the kind first, the latest first; one query."""
    about = list(Lesson.objects.owned_by(owner).about(kind).order_by("-pk")[: 4 * MOST_BESIDE])
    return told(sorted(about, key=lambda lesson: not lesson.kind)[:MOST_BESIDE])
