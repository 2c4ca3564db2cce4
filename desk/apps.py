from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The page of the day, and what looks down on everything: mailbox, example."""

    name = "desk"
