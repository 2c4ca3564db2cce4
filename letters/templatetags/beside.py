"""What stands beside a letter for its writer alone: the place of a gift, and their own lessons."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from letters.gift_forms import SpotForm
from letters.gift_place import place_of
from letters.lessons import lessons_beside

register = template.Library()


@register.inclusion_tag("letters/_gift_place.html", takes_context=True)
def gift_place(context: Mapping[str, Any]) -> dict[str, Any]:
    """The gift in the letter of the page, or those that fit it; `gift_form` is one that was sent and has errors."""
    letter, today = context["letter"], timezone.localdate()
    shown = str(context["form"]["text"].value() or "")
    place = place_of(letter, shown, context.get("advice"), today)
    form = context.get("gift_form") or SpotForm(letter=letter, today=today, typed=context["request"].POST)
    return {"letter": letter, "place": place, "gift_form": form}


@register.inclusion_tag("letters/_lessons.html", takes_context=True)
def own_lessons(context: Mapping[str, Any]) -> dict[str, Any]:
    """The lessons about letters of the page's kind, folded."""
    letter = context["letter"]
    return {"lessons": lessons_beside(letter.position.owner, letter.kind)}
