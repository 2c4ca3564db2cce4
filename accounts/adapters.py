"""Where django-allauth asks the product."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up as the settings allow it, and links that lead to SITE_URL whatever host was asked for."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.REGISTRATION_OPEN)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: object) -> str:
        path = super().get_email_confirmation_url(request, emailconfirmation)
        return settings.SITE_URL + "/" + path.split("//", 1)[-1].split("/", 1)[-1]
