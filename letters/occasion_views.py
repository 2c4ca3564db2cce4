"""The button that opens a letter for an occasion: after the answer, to keep in touch, to ask for a talk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.signed_in import account_of
from interviews.models import Position
from interviews.ties import met_for
from letters.occasions import ASKED_FOR, open_letter


@login_required
@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Open such a letter to somebody met for a position, or find the one begun already."""
    positions = Position.objects.owned_by(account_of(request)).select_related("hr_contact")
    position = get_object_or_404(positions.prefetch_related("interviews__seats__interviewer"), pk=pk)
    key, kind = request.POST.get("person", ""), request.POST.get("kind", "")
    person = next((one for one in met_for(position) if str(one.pk) == key), None)
    if person is None or kind not in ASKED_FOR:
        raise Http404
    letter = open_letter(position, person, kind, timezone.now())
    if letter.is_open and letter.is_untouched:
        messages.success(request, _("A letter is open. If you do not want it after all, drop it below."))
    return redirect("letters:edit", pk=letter.pk)
