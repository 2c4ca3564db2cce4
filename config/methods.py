"""The methods of HTTP that the product answers to; a wrong one gets a page that says where to go."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

# What browsers send. Views narrow it further; those of other packages, left alone, take PUT for POST and TRACE for GET.
KNOWN = ("GET", "HEAD", "POST")


def known_methods(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse every other method, and give each 405 a page: a sign-in in the midst of a step leads to one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in KNOWN:
            return HttpResponseNotAllowed(KNOWN)
        response = get_response(request)
        if response.status_code == HttpResponseNotAllowed.status_code and not response.content:
            page = render(request, "405.html", status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    return middleware
