from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who you are, and where and when your mail goes."""

    name = "accounts"
