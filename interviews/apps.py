from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """What happened, with whom."""

    name = "interviews"
