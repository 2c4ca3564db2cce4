"""The page of the ledger."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.signed_in import account_of
from letters.ledger import debts_of, entries, ledger_of
from letters.ledger_forms import LedgerForm


@login_required
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """Every letter, the open ones first, and what is owed to whom above them."""
    user = account_of(request)
    form, debts = LedgerForm(request.GET or None, owner=user), debts_of(user, timezone.now())
    page = Paginator(ledger_of(user, form.asked, debts), 30).get_page(request.GET.get("page"))
    context = {"form": form, "debts": debts, "page": page, "entries": entries(page.object_list)}  # type: ignore[arg-type]  # a slice of them
    return render(request, "letters/letter_list.html", context)
