"""An uploaded archive on its way in, and the document of it that waits until its person has looked at it.

What was sent is kept nowhere; what was understood of it waits below DATA_DIR, readable by the product alone, until it
is added, put away, or seven days old (accounts/errands.py).
"""

import os
import secrets
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.models import User
from desk.archive.opening import MOST_BYTES

_MOST_OF_REQUEST = MOST_BYTES + 2**20
_PATIENCE_BYTES = 4 * MOST_BYTES
_AT_ONCE = 2**16


class OneArchive(TemporaryFileUploadHandler):
    """Takes a file as long as an archive may be. Raises RequestDataTooBig, which is a 413, for a longer request."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Refuse a request that is too long, once it is read: a browser still sending would not hear the answer."""
        if content_length > _MOST_OF_REQUEST:
            left = min(content_length, _PATIENCE_BYTES)
            while left > 0 and (chunk := input_data.read(min(left, _AT_ONCE))):
                left -= len(chunk)
            raise RequestDataTooBig("The uploaded file is too large.")


def with_an_archive(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take an archive. The outermost decorator: the form's token is checked once the handler is set."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [OneArchive(request)]
        return checked(request, *args, **kwargs)

    return wrapper


def keep(user: User, document: bytes) -> None:
    """Let a document wait; one that waits already gives way."""
    forget(user)
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"upload-{user.pk}-{secrets.token_hex(16)}.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(document)


def waiting(user: User, name: str = "") -> Path | None:
    """Return the file of the document that waits, or of the one of this name; None where there is none (any more)."""
    return next((path for path in files_of(user.pk) if name in {"", path.name}), None)


def forget(user: User) -> None:
    """Put the waiting document away."""
    for path in files_of(user.pk):
        path.unlink(missing_ok=True)


def files_of(pk: int) -> list[Path]:
    """Return every file of this module that is an account's."""
    return sorted(_folder().glob(f"upload-{pk}-*.json"))


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "errands"
