"""Pages of somebody's own lessons (S15)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.signed_in import account_of
from letters import undo
from letters.lesson_forms import LessonForm
from letters.lessons import told
from letters.models import Lesson


@login_required
def list_(request: HttpRequest) -> HttpResponse:
    """All lessons, the latest first, and the form for another."""
    owner = account_of(request)
    form = LessonForm(request.POST or None, owner=owner)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("You had kept this already.") if form.is_twin else _("Kept."))
        return redirect("lessons:list")
    page = Paginator(Lesson.objects.owned_by(owner), 30).get_page(request.GET.get("page"))
    removed = undo.removed(Lesson, request.session, timezone.now())
    context = {"form": form, "page": page, "lessons": told(page), "removed": removed}
    return render(request, "letters/lesson_list.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it in other words, or of other letters."""
    form = LessonForm(request.POST or None, owner=account_of(request), instance=_own_lesson(request, pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("lessons:list")
    return render(request, "letters/lesson_form.html", {"form": form})


@login_required
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a lesson; the page that follows can bring it back."""
    undo.remove(_own_lesson(request, pk), request.session, timezone.now())
    return redirect("lessons:list")


@login_required
@require_POST
def undo_(request: HttpRequest) -> HttpResponse:
    """Bring back the lesson that was removed last."""
    if undo.bring_back(Lesson, request.session, timezone.now()):
        messages.success(request, _("It is back."))
    return redirect("lessons:list")


def _own_lesson(request: HttpRequest, pk: int) -> Lesson:
    lesson: Lesson = get_object_or_404(Lesson.objects.owned_by(account_of(request)), pk=pk)
    return lesson
