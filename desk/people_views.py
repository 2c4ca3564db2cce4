"""Pages of the people met: the list, one person, entering, correcting and taking out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from desk.people import acquaintances, directory_of, put_back, take_out, twins_of
from desk.person import known_of
from desk.person_forms import PersonForm
from interviews.models import Interviewer
from letters import undo

ON_A_PAGE = 30
MOST_DOUBLES = 5


@login_required
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """Everyone met, by name, or those whose details hold the words that are asked for."""
    user, query = account_of(request), request.GET.get("q", "")
    directory = directory_of(user, query)
    page = Paginator(directory.keys, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": acquaintances(user, list(page.object_list), timezone.localdate()),
        "query": query.replace("\x00", "")[:200],
        "total": directory.total,
        "doubles": directory.doubles[:MOST_DOUBLES],
        "removed": undo.removed(Interviewer, request.session, timezone.now()),
    }
    return render(request, "people/person_list.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, with all that was said, sent and given."""
    person, user = _own(request, pk), account_of(request)
    context = {"known": known_of(person, user, timezone.now()), "person": person, "doubles": twins_of(person)}
    return render(request, "people/person_detail.html", context)


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Enter somebody by hand: an HR contact needs no seat."""
    return _form_page(request, None)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct somebody's details."""
    return _form_page(request, _own(request, pk))


def _own(request: HttpRequest, pk: int) -> Interviewer:
    person: Interviewer = get_object_or_404(Interviewer.objects.owned_by(account_of(request)), pk=pk)
    return person


def _form_page(request: HttpRequest, person: Interviewer | None) -> HttpResponse:
    form = PersonForm(request.POST or None, owner=account_of(request), now=timezone.now(), instance=person)
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        messages.success(request, _("Saved."))
        return redirect("people:detail", pk=kept.pk)
    return render(request, "people/person_form.html", {"form": form, "person": person})


@login_required
@require_POST
def take_out_(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out whom nothing holds; the page that follows can bring them back."""
    if reason := take_out(_own(request, pk), request.session, timezone.now()):
        messages.warning(request, reason)
        return redirect("people:detail", pk=pk)
    return redirect("people:list")


@login_required
@require_POST
def put_back_(request: HttpRequest) -> HttpResponse:
    """Bring back whom the last one took out."""
    person = put_back(account_of(request), request.session, timezone.now())
    if person is None:
        return redirect("people:list")
    messages.success(request, _("%(name)s is back.") % {"name": person.full_name})
    return redirect("people:detail", pk=person.pk)
