"""An account is deleted by its person, and they are told that it is."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.signed_in import account_of
from desk.erase_forms import EraseForm
from desk.erasing import erase


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Ask once more, with all that goes; then delete it."""
    user = account_of(request)
    form = EraseForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        email = user.email
        erase(user, request.get_host())
        _sign_out(request)
        _tell(user, email)
        goodbye = redirect("data:gone")
        goodbye["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return goodbye
    response = render(request, "data/data_delete.html", {"form": form})
    add_never_cache_headers(response)
    return response


@never_cache
@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Goodbye."""
    return render(request, "data/data_gone.html")


def _sign_out(request: HttpRequest) -> None:
    """Leave nothing of the session, whose row is gone already."""
    request.session.flush()
    request.user = AnonymousUser()


def _tell(user: User, email: str) -> None:
    """Say by mail that it is done; where that fails, it is done all the same."""
    get_adapter().send_notification_mail("account/email/account_deleted", user, email=email)
