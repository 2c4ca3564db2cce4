"""The page of somebody whose mail could not be sent: plain words, no error of ours, nothing half done."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER_S = 300


class MailTrouble(Exception):
    """A mail that somebody waits for was not taken. `is_refused`: the address was, not the mail server is down."""

    def __init__(self, *, is_refused: bool) -> None:
        super().__init__("The mail was not taken.")
        self.is_refused = is_refused


class MailTroubleMiddleware:
    """Answers for every view that sends such a mail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what happened and what to do. Nobody who is not signed in stays half signed in."""
        if not isinstance(exception, MailTrouble):
            return None
        if not request.user.is_authenticated:
            request.session.flush()
        status = 422 if exception.is_refused else 503
        response = render(request, "mail_trouble.html", {"is_refused": exception.is_refused}, status=status)
        if not exception.is_refused:
            response["Retry-After"] = str(RETRY_AFTER_S)
        return response
