from django.apps import AppConfig


class LettersConfig(AppConfig):
    """What you say afterwards."""

    name = "letters"

    def ready(self) -> None:
        from letters import receivers  # noqa: F401, PLC0415
