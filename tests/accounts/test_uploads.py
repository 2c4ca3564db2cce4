"""Small files stay in memory, and one that is too large keeps what was typed beside it."""

import tempfile

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.uploads import MOST_KEPT, MOST_TOGETHER, with_small_files


@with_small_files
def page(request: HttpRequest) -> HttpResponse:
    """Say what came."""
    file = request.FILES["file"]
    assert isinstance(file, InMemoryUploadedFile)
    said = (file.name, file.size, len(file.read()), request.POST["company"])
    return HttpResponse(repr(said))


def sent(size: int, **extra) -> HttpRequest:
    """Return the request of a browser that sends a file of this size and a field."""
    file = SimpleUploadedFile("a.ics", b"x" * size)
    return RequestFactory().post("/", {"file": file, "company": "Harbour"}, **extra)


@pytest.mark.parametrize(
    ("size", "kept"), [(0, 0), (10, 10), (MOST_KEPT, MOST_KEPT), (MOST_KEPT + 1, MOST_KEPT), (9_000_000, MOST_KEPT)]
)
def test_a_file_is_kept_as_far_as_there_is_room_with_its_true_size(size, kept, monkeypatch):
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)  # whoever wanted a file on the disk would stumble
    request = sent(size)
    request._dont_enforce_csrf_checks = True
    assert page(request).content.decode() == repr(("a.ics", size, kept, "Harbour"))


def test_a_request_that_is_far_too_long_is_not_read():
    request = sent(10, CONTENT_LENGTH=MOST_TOGETHER + 1)
    request._dont_enforce_csrf_checks = True
    with pytest.raises(RequestDataTooBig):
        page(request)
