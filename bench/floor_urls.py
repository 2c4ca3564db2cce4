"""The product's addresses and one more: an empty page behind the sign-in, the floor of every request."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as product

_EMPTY = engines["django"].from_string("")


@login_required
def floor(request: HttpRequest) -> HttpResponse:
    """Answer with nothing."""
    return HttpResponse(_EMPTY.render({}, request))


urlpatterns = [*product, path("bench-floor/", floor)]
