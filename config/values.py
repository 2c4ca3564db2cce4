"""Values of the environment, read strictly: a bad one is named in a sentence, never guessed at."""

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class Values(environ.Env):
    """django-environ, but loud: it takes "maybe" for False, and speaks of int() and not of the variable."""

    def yes(self, name: str, *, default: bool) -> bool:
        """Return a yes or no. Raises ImproperlyConfigured for any other word."""
        word = self.str(name, default=str(default)).strip().lower()
        if word not in YES | NO:
            raise ImproperlyConfigured(f"{name} must be true or false, not {word!r}.")
        return word in YES

    def whole(self, name: str, *, default: int, least: int, most: int) -> int:
        """Return a whole number. Raises ImproperlyConfigured outside `least` to `most`."""
        word = self.str(name, default="").strip() or str(default)
        if not (word.isascii() and word.isdecimal() and least <= int(word) <= most):
            raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {word!r}.")
        return int(word)

    def one_of(self, name: str, words: tuple[str, ...], *, default: str) -> str:
        """Return one of the words, in capitals. Raises ImproperlyConfigured for any other."""
        word = self.str(name, default=default).strip().upper()
        if word not in words:
            raise ImproperlyConfigured(f"{name} must be one of {', '.join(words)}, not {word!r}.")
        return word
