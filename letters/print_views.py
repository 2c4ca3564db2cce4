"""The print page: the pages of a copy sheet as they will come out, and what they are made for."""

import math

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from letters.models import Letter
from letters.owned import letter_of
from letters.paper_forms import PrintForm
from letters.pdf import copy_sheet
from letters.pictures import WIDTH_PX, page_count, page_picture
from letters.responses import file_response
from letters.sheets import copy_sheet_of, fingerprint, sheet_problem


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def print_(request: HttpRequest, pk: int) -> HttpResponse:
    """Pictures of the pages, with card, pitch, hand and printer to choose."""
    letter = letter_of(request, pk)
    if letter.channel != Letter.Channel.HAND:
        messages.warning(request, _("This letter does not go by post, so there is nothing to print for it."))
        return redirect("letters:edit", pk=pk)
    form = PrintForm(request.POST or None, letter=letter)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. These are the pages now."))
        return redirect("letters:print", pk=pk)
    sheet = copy_sheet_of(letter, timezone.now())
    problem = sheet_problem(sheet)
    pages = 0 if problem else page_count(copy_sheet(sheet))
    context = {
        "letter": letter, "form": form, "sheet": sheet, "problem": problem, "pages": range(1, pages + 1),
        "picture_width": WIDTH_PX,
        "picture_height": math.ceil(WIDTH_PX * sheet.printer.height_mm / sheet.printer.width_mm),
    }  # fmt: skip
    return render(request, "letters/letter_print.html", context)


@login_required
@require_safe
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A page of the copy sheet as a picture."""
    letter = letter_of(request, pk)
    sheet = copy_sheet_of(letter, timezone.now())
    if sheet_problem(sheet):
        raise Http404
    try:
        return file_response(
            request, b"%d %s" % (number, fingerprint(sheet)), _("Page %(number)d.png") % {"number": number},
            lambda: page_picture(copy_sheet(sheet), number), "image/png",
        )  # fmt: skip
    except IndexError:
        raise Http404 from None
