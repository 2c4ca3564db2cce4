"""The page of an errand: how far it is, and its file once it is done."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts import errands
from accounts.models import Errand
from accounts.signed_in import account_of


@login_required
@require_safe
def errand(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is: a page that asks again by itself where there is script, and by a link where there is none."""
    found = get_object_or_404(Errand, owner=account_of(request), pk=pk)
    context = {"errand": found, "has_file": errands.file_of(found) is not None}
    template = "accounts/_errand.html" if request.headers.get("HX-Request") else "accounts/errand.html"
    return render(request, template, context)


@login_required
@require_safe
def errand_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The errand's file; its page where there is none yet, or none any more. A file may have a door of its own."""
    found = get_object_or_404(Errand, owner=account_of(request), pk=pk)
    if found.arguments.get("door"):
        return redirect(found.arguments["door"], pk=pk)
    path = errands.file_of(found)
    if path is None:
        return redirect("accounts:errand", pk=pk)
    response = FileResponse(
        path.open("rb"), as_attachment=False, filename=found.arguments.get("file_name") or path.name
    )
    response["Cache-Control"] = "private, no-cache"
    return response
