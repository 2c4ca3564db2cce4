"""What is wrong with a file, in a sentence for the person who sent it."""

from django.utils.translation import gettext as _

from desk.archive.opening import MEMBER, MOST_BYTES
from desk.archive.problems import Problem


def sentence_for(problem: Problem) -> str:
    """Return the sentence."""
    return {
        Problem.EMPTY: _("The file is empty."),
        Problem.TOO_LARGE: _("The file is too large: an export may have %(most)s MB.") % {"most": MOST_BYTES // 2**20},
        Problem.NO_EXPORT: _("This is no export of Fairhand. It would be a ZIP file that you got from this page."),
        Problem.OTHER_CHARACTERS: _("The file is in characters other than those of an export (UTF-8)."),
        Problem.DAMAGED: _("The file is damaged or broke off on its way. Try to get it once more."),
        Problem.ENCRYPTED: _("The file is locked with a password. Unpack it first, and send what was in it."),
        Problem.NO_DOCUMENT: _("There is no %(name)s in this ZIP file, so it is no export of Fairhand.")
        % {"name": MEMBER},
        Problem.TOO_MUCH_INSIDE: _("There is more in the file than an export can hold."),
        Problem.NOT_JSON: _("The file cannot be read: what is in it is no JSON, or was changed."),
        Problem.TOO_DEEP: _("The file cannot be read: things in it lie too deep in each other."),
        Problem.HALF_CHARACTER: _("The file holds characters that no text can keep."),
        Problem.OLDER: _("The file is of a Fairhand older than this one can read."),
        Problem.NEWER: _("The file is of a newer Fairhand than this one. It can be read once this one is up to date."),
    }[problem]
