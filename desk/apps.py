from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The page of the day, and what looks down on everything: people, search, calendar, mailbox, example."""

    name = "desk"

    def ready(self) -> None:
        from desk import receivers  # noqa: F401, PLC0415
