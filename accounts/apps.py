from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who you are, and where and when your mail goes."""

    name = "accounts"

    def ready(self) -> None:
        """Connect the receivers."""
        from accounts import receivers  # noqa: F401, PLC0415
