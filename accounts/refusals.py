"""What the product will not or cannot do just now, told in plain words: no error of ours, nothing half done."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_log = logging.getLogger("fairhand.trouble")


class Refusal(Exception):
    """Ends a request, wherever in it, with a page of its own."""

    template = ""
    status = 503

    def __init__(self, *, retry_after_s: int | None = None) -> None:
        super().__init__(type(self).__name__)
        self.retry_after_s = retry_after_s

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page that says what happened and what to do."""
        response = render(request, self.template, {"refusal": self}, status=self.status)
        if self.retry_after_s is not None:
            response["Retry-After"] = str(self.retry_after_s)
        return response


class MailTrouble(Refusal):
    """A mail that somebody waits for was not taken. `is_refused`: the address was not, the mail server is well."""

    template = "mail_trouble.html"

    def __init__(self, *, is_refused: bool) -> None:
        super().__init__(retry_after_s=None if is_refused else 300)
        self.is_refused = is_refused
        self.status = 422 if is_refused else 503

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page. Nobody who is not signed in stays half signed in."""
        if not request.user.is_authenticated:
            request.session.flush()
        return super().answer(request)


class TooMuch(Refusal):
    """More costly work at once than one account may ask for (accounts/limits.py)."""

    template = "too_much.html"
    status = 429


class RefusalMiddleware:
    """Answers for every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal, and a database that is locked, full or away; every other exception is Django's."""
        if isinstance(exception, OperationalError):
            _log.error("database in trouble at=%s", request.resolver_match and request.resolver_match.view_name)
            # Without the request: whatever a page asks of it, the account first of all, is in the database.
            return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
        return exception.answer(request) if isinstance(exception, Refusal) else None
