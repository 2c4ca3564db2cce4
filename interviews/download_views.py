"""What can be taken along: the interview for a calendar, a person's card, everybody's cards."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.downloads import download
from accounts.signed_in import account_of
from interviews.card_keeping import card_of
from interviews.invited import uid_of
from interviews.models import Interview, Interviewer
from interviews.written_cards import card_file
from interviews.written_events import WrittenEvent, event_file

_CARD = "text/vcard; charset=utf-8"


@login_required
@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview as a calendar file."""
    owned = Interview.objects.owned_by(account_of(request)).select_related("position")
    interview = get_object_or_404(owned.prefetch_related("seats__interviewer"), pk=pk)
    position, seats = interview.position, interview.seats.all()
    panel = [", ".join(filter(None, [seat.interviewer.full_name, seat.interviewer.role])) for seat in seats]
    event = WrittenEvent(
        uid=uid_of(interview),
        sequence=interview.invitation_sequence,
        summary=_("Interview: %(title)s at %(company)s") % {"title": position.title, "company": position.company},
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        changed_at=timezone.now(),
        where=interview.where,
        description="\n".join(panel),
        is_cancelled=interview.is_cancelled,
    )
    name = _("Interview at %(company)s.ics") % {"company": position.company}
    return download(event_file(event), name, "text/calendar; charset=utf-8")


@login_required
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's card."""
    person = get_object_or_404(Interviewer.objects.owned_by(account_of(request)), pk=pk)
    return download(_cards([person]), f"{person.name}.vcf", _CARD)


@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of everybody met, by name."""
    people = Interviewer.objects.owned_by(account_of(request)).order_by("name", "pk")
    return download(_cards(people.iterator(chunk_size=500)), _("People.vcf"), _CARD)


def _cards(people: Iterable[Interviewer]) -> bytes:
    return card_file(map(card_of, people))
