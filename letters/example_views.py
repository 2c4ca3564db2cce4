"""The page of example letters (S66)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.signed_in import account_of
from letters.drafting.languages import FALLBACK
from letters.examples import examples
from letters.lessons import MOST_BESIDE, told
from letters.models import Lesson, Letter


@login_required
@require_safe
def examples_(request: HttpRequest) -> HttpResponse:
    """Letters of every kind and many trades, with what each does well, and the person's own lessons."""
    there = examples(get_language() or FALLBACK)
    grouped = [
        {"key": key, "label": label, "examples": [example for example in there if example.kind == key]}
        for key, label in Letter.Kind.choices
    ]
    lessons = told(Lesson.objects.owned_by(account_of(request))[:MOST_BESIDE])
    return render(
        request, "letters/examples.html", {"kinds": [each for each in grouped if each["examples"]], "lessons": lessons}
    )
