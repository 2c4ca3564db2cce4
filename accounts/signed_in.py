"""The account behind a request of somebody signed in."""

from typing import cast

from django.http import HttpRequest

from accounts.models import User


def account_of(request: HttpRequest) -> User:
    """Return the account of a request that `login_required` has let through, as our own class for the type checker."""
    return cast(User, request.user)
