"""Small uploaded files, which stay in memory: nothing of them is written to a disk."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

# So much of a file is kept. A longer one arrives with its true size and without the rest, so that a form can name it
# and keep what was typed beside it.
MOST_KEPT = 2 * 1_048_576 + 1
# A request longer than this is not read at all.
MOST_TOGETHER = 20 * 1_048_576


class InMemory(FileUploadHandler):
    """Keeps the beginning of each file in memory. Raises RequestDataTooBig, which is a 413, for a request too long."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Refuse a request that is too long before any of it is read."""
        if content_length > MOST_TOGETHER:
            raise RequestDataTooBig("The uploaded files are too large.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.kept, self.room = BytesIO(), MOST_KEPT

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        part = raw_data[: self.room]
        self.room -= len(part)
        self.kept.write(part)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type or "", file_size, self.charset,
            self.content_type_extra,
        )  # fmt: skip


def with_small_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view take small files. The outermost decorator: the form's token is checked once the handler is set."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return checked(request, *args, **kwargs)

    return wrapper
