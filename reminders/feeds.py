"""The calendar feed: a secret address that calendar programs read."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reminders.dates import calendar_of
from reminders.subscriptions import subscriber


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's calendar as iCalendar, or 304 where the reader has it already. An unknown address is a 404."""
    user = subscriber(token)
    if user is None:
        raise Http404
    body = calendar_of(user, timezone.now())
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response = get_conditional_response(request, etag=etag, response=response) or response
    response["ETag"] = etag
    # Whoever may read it must ask each time; nobody between may keep it.
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="fairhand.ics"'
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
