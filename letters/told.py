"""What is said after a step of a letter: what has happened, and what comes next."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from letters.models import Letter

State = Letter.State
_NEXT: Mapping[tuple[str, str], str | Promise] = {
    ("hand", State.READY): gettext_lazy(
        "Ready. Now write it out by hand, from the screen or from the printed copy sheet."
    ),
    ("hand", State.COPIED): gettext_lazy("Copied. Put it in the post and mark it posted."),
    ("hand", State.POSTED): gettext_lazy(
        "Posted. Nothing more to do about this one; mail comes when the next thing is due."
    ),
    ("email", State.READY): gettext_lazy("Ready. Open it in your mail program, send it there, and mark it sent here."),
    ("email", State.SENT): gettext_lazy(
        "Sent. Nothing more to do about this one; mail comes when the next thing is due."
    ),
    ("call", State.READY): gettext_lazy("Ready. Call when it suits them, and mark it here."),
    ("call", State.CALLED): gettext_lazy(
        "Called. Nothing more to do about this one; mail comes when the next thing is due."
    ),
}


def after_step(letter: Letter) -> str:
    """Return what to say once the letter has come to its state: what is next, and whom an e-mail to all has thanked."""
    if letter.state == State.DROPPED:
        return _("Dropped. You can take that back here.")
    said = str(_NEXT.get((letter.channel, letter.state), _("Noted.")))
    names = [other.recipient.full_name for other in _settled_by(letter)]
    if not names:
        return said
    also = ngettext(
        "It thanks %(names)s as well, so that letter is set aside.",
        "It thanks %(names)s as well, so those letters are set aside.",
        len(names),
    )
    return f"{said} {also % {'names': get_text_list(names, _('and'))}}"


def _settled_by(email: Letter) -> Sequence[Letter]:
    """The letters that the e-mail has set aside with its going."""
    if email.state != State.SENT or email.interview_id is None:
        return ()
    aside = Letter.objects.filter(interview=email.interview_id, kind=email.kind, state=State.SET_ASIDE)
    return list(aside.filter(closed_at=email.closed_at).exclude(aside_from="").select_related("recipient"))
