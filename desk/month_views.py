"""The calendar: one month on a page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.views.decorators.http import require_safe

from accounts.signed_in import account_of
from desk.month_page import month_page


@login_required
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """This month."""
    now = timezone.localdate()
    return _page(request, now.year, now.month)


@login_required
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Any month of 1970 to 2100."""
    return _page(request, year, month)


def _page(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        page = month_page(account_of(request), year, month, timezone.now(), int(get_format("FIRST_DAY_OF_WEEK")))
    except ValueError as error:
        raise Http404 from error
    weekdays = [(WEEKDAYS_ABBR[day.weekday()], WEEKDAYS[day.weekday()]) for day in page.month.weeks[0]]
    context = {
        "sheet": page,
        "month": page.month,
        "weekdays": weekdays,
        "is_now": page.month.holds(timezone.localdate()),
    }
    return render(request, "desk/month.html", context)
