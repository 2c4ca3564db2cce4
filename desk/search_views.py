"""The page on which everything that was kept is found again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.signed_in import account_of
from desk.folding import LONGEST_QUERY
from desk.search import search


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Find words; to htmx, while they are typed, only what was found."""
    query = request.GET.get("q", "")
    found = search(account_of(request), query, kind=request.GET.get("kind", ""), page=request.GET.get("page"))
    is_live = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    context = {
        "query": query.strip("\x00")[: LONGEST_QUERY + 1],
        "is_too_long": len(query) > LONGEST_QUERY,
        "most": LONGEST_QUERY,
        "found": found,
        "page": found.page,
        "is_live": is_live,
    }
    template = "desk/_search_results.html" if is_live else "desk/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
