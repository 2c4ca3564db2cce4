"""The page of example letters (S66)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from letters.examples import FALLBACK, examples
from letters.models import Letter


@login_required
@require_safe
def examples_(request: HttpRequest) -> HttpResponse:
    """Letters of every kind and many trades, with what each does well."""
    kinds = dict(Letter.Kind.choices)
    there = [(example, kinds[example.kind]) for example in examples(get_language() or FALLBACK)]
    return render(request, "letters/examples.html", {"examples": there})
