"""Pages of the gift shelf."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import account_of
from letters import undo
from letters.gift_forms import GiftForm
from letters.gift_place import Shelved
from letters.models import Gift


@login_required
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """The shelf: what may still be given first, then what was given, the latest first."""
    now, today = timezone.now(), timezone.localdate()
    gifts = (
        Gift.objects.owned_by(account_of(request)).select_related("topic", "interviewer", "letter__recipient")
        .order_by(F("given_at").desc(nulls_first=True), "-pk")
    )  # fmt: skip
    page = Paginator(gifts, 30).get_page(request.GET.get("page"))
    rows, removed = [Shelved(gift, today) for gift in page], undo.removed(Gift, request.session, now)
    return render(request, "letters/gift_list.html", {"page": page, "rows": rows, "removed": removed})


@login_required
def add(request: HttpRequest) -> HttpResponse:
    """Put a gift on the shelf."""
    return _form_page(request, None)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a gift, or tie it to a person, a topic or a letter."""
    return _form_page(request, _own_gift(request, pk))


def _own_gift(request: HttpRequest, pk: int) -> Gift:
    gift: Gift = get_object_or_404(
        Gift.objects.owned_by(account_of(request)).select_related("letter__recipient"), pk=pk
    )  # fmt: skip
    return gift


def _form_page(request: HttpRequest, gift: Gift | None) -> HttpResponse:
    form = GiftForm(request.POST or None, owner=account_of(request), today=timezone.localdate(), instance=gift)
    if request.method == "POST" and form.is_valid():
        form.save()
        if form.twin:
            messages.info(request, _("This gift is on your shelf already. Here it is."))
        elif form.like:
            messages.warning(request, _twice(form.like))
        else:
            messages.success(request, _("Saved.") if gift else _("It is on your shelf."))
        return redirect("gifts:list")
    return render(request, "letters/gift_form.html", {"form": form, "gift": gift})


def _twice(like: Gift) -> str:
    """Say that the same gift was there before."""
    if like.given_at and like.letter:
        values = {
            "name": like.letter.recipient.full_name,
            "day": date_format(timezone.localtime(like.given_at), "DATE_FORMAT"),
        }
        return _("It is on your shelf, twice by now: %(name)s had the same on %(day)s.") % values
    return _("It is on your shelf, twice by now: you had put the same there before.")


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a gift off the shelf; the page that follows can bring it back."""
    undo.remove(_own_gift(request, pk), request.session, timezone.now())
    return redirect("gifts:list")


@login_required
@require_POST
def undo_(request: HttpRequest) -> HttpResponse:
    """Bring back the gift that was removed last."""
    if undo.bring_back(Gift, request.session, timezone.now()):
        messages.success(request, _("It is back on your shelf."))
    return redirect("gifts:list")
