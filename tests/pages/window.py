"""A browser window in which pages stand as a Django test client got them."""

from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route

ORIGIN = "http://localhost"
# A window without a server behind it has no use for the service worker; playwright says that it keeps it out.
_NO_WORKER = "Service Worker registration blocked by Playwright"
# Stands for the pictures of sheets, which take their time and have tests of their own.
_DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


class Window:
    """One page of a browser of this size and theme, seen by whoever is signed in at `client`.

    `complaints`: what the browser's console said: an error of ours, or something that the content policy refused.
    """

    def __init__(self, chromium: Browser, client: Client, **options: Any) -> None:
        self.client = client
        self.complaints: list[str] = []
        self.got: dict[str, Any] = {}
        self.context: BrowserContext = chromium.new_context(base_url=ORIGIN, service_workers="block", **options)
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and text != _NO_WORKER:
            self.complaints.append(text)

    def open(self, path: str) -> Page:
        """Open a page of the product, as the client gets it now; return it."""
        self.complaints.clear()
        # Not when the browser asks: its questions come in a context of their own, where Django has no connection.
        self.got = {urlsplit(path).path: self.client.get(path)}
        self.page.goto(path, wait_until="load")
        return self.page

    def close(self) -> None:
        """Close the window."""
        self.context.close()

    def _answer(self, route: Route) -> None:
        request = route.request
        path = urlsplit(request.url).path
        if not request.url.startswith(f"{ORIGIN}/"):
            route.abort()
        elif path.startswith(settings.STATIC_URL):
            found = finders.find(path.removeprefix(settings.STATIC_URL))
            assert isinstance(found, str), f"{path} is not among the static files."
            route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(found)[0] or "")
        elif request.resource_type == "image":
            route.fulfill(body=_DOT, content_type="image/svg+xml")
        elif path in self.got:
            response = self.got[path]
            headers = {name: value for name, value in response.items() if name.lower() != "content-length"}
            route.fulfill(status=response.status_code, headers=headers, body=response.content)
        else:
            self.complaints.append(f"asked for {path}")
            route.fulfill(status=404)
