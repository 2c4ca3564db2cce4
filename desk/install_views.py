"""What makes Fairhand an app on somebody's phone: its manifest, and a page for when there is no connection."""

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# What the page without a connection is made of; its own words say nothing of anybody.
_FILES = (
    "vendor/bootstrap/bootstrap-reboot.min.css", "css/vendor.css",
    "css/fonts.css", "css/tokens.css", "css/base.css", "css/layout.css", "css/forms.css",
    "css/components.css", "css/letter.css", "css/pages.css", "favicon.svg", "js/keep.js",
    "fonts/web/inter-latin-wght-normal.woff2", "fonts/web/eb-garamond-latin-500-normal.woff2",
)  # fmt: skip


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C)."""
    about = {
        "id": "/",
        "name": "Fairhand",
        "short_name": "Fairhand",
        "description": _("Thank-you and follow-up letters after a job interview, in your own hand and in time."),
        "start_url": reverse("desk:day"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f2e9",
        "theme_color": "#f6f2e9",
        "icons": [
            {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            *(
                {"src": static(f"icons/{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
                for size in (192, 512)
                for use in ("any", "maskable")
            ),
        ],
        "shortcuts": [
            {"name": _("Log an interview"), "url": reverse("interviews:log")},
            {"name": _("Letters"), "url": reverse("letters:list")},
        ],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@require_safe
@cache_control(public=True, no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. At the top, for it serves no page above its own address."""
    files = [static(name) for name in _FILES]
    edition = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    context = {"files": files, "edition": edition}
    return render(request, "desk/worker.js", context, content_type="text/javascript")


@require_safe
@cache_control(public=True, no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection: the same for everybody."""
    return render(request, "desk/offline.html")
