"""What a password must not be, said so that it helps to find a better one (settings, AUTH_PASSWORD_VALIDATORS)."""

from django.contrib.auth import password_validation as theirs
from django.utils.translation import gettext as _


class LongEnough(theirs.MinimumLengthValidator):
    """Of `min_length` characters at least."""

    def get_error_message(self) -> str:
        """Return what to say of a shorter one."""
        return _("Use at least %(least)d characters; a few words side by side do well.") % {"least": self.min_length}


class Uncommon(theirs.CommonPasswordValidator):
    """Not among the 20,000 that everybody tries first."""

    def get_error_message(self) -> str:
        """Return what to say of one that is."""
        return _("Many people use this one, so it is tried first. Choose another one.")


class UnlikeTheOwner(theirs.UserAttributeSimilarityValidator):
    """Not the name or the address of whoever chooses it, in other letters."""

    def get_error_message(self) -> str:
        """Return what to say of one that is."""
        return _("It is too much like your name or your address. Choose another one.")
