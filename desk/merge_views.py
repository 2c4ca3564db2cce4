"""The page on which two entries of one person become one."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.signed_in import account_of
from desk.merge_forms import MergeForm
from desk.merging import CannotMerge, hindrances, letters_given_up
from desk.people import acquaintances, directory_of
from interviews.models import Interviewer

MOST_OFFERED = 10
_KEY = re.compile(r"\d{1,18}", re.ASCII)


@login_required
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare two entries and make them one; without the second one, choose it."""
    people = Interviewer.objects.owned_by(account_of(request)).select_related("owner")
    kept: Interviewer = get_object_or_404(people, pk=pk)
    key = (request.POST if request.method == "POST" else request.GET).get("with", "")
    other = people.filter(pk=int(key)).exclude(pk=pk).first() if _KEY.fullmatch(key) else None
    if other is None:
        return redirect("people:detail", pk=pk) if request.method == "POST" else _choose(request, kept)
    form = MergeForm(request.POST or None, kept=kept, other=other)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except CannotMerge:
            pass  # the page says why
        except Interviewer.DoesNotExist:
            return redirect("people:detail", pk=pk)  # a double click: the first has done it
        else:
            messages.success(request, _("They are one person now."))
            return redirect("people:detail", pk=pk)
    context = {"kept": kept, "other": other, "form": form, "hindrances": hindrances(kept, other)}
    context["given_up"] = [] if context["hindrances"] else letters_given_up(kept, other)
    context["both"] = acquaintances(kept.owner, [kept.pk, other.pk], timezone.localdate())
    return render(request, "people/merge.html", context)


def _choose(request: HttpRequest, kept: Interviewer) -> HttpResponse:
    query = request.GET.get("q", "") or kept.name.split()[-1]
    directory = directory_of(kept.owner, query)
    keys = [key for key in directory.keys if key != kept.pk]
    context = {
        "kept": kept,
        "query": query.replace("\x00", "")[:200],
        "people": acquaintances(kept.owner, keys[:MOST_OFFERED], timezone.localdate()),
        "has_more": len(keys) > MOST_OFFERED,
        "doubles": [double for double in directory.doubles if kept.pk in {double.first.pk, double.second.pk}],
    }
    return render(request, "people/merge_choose.html", context)
