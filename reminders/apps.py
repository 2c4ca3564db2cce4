from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """When to do it."""

    name = "reminders"

    def ready(self) -> None:
        from reminders import receivers  # noqa: F401, PLC0415
