import pytest

from tests.routes import signed_in, signed_out

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/interviews/log/", "/accounts/login/", "/admin/", "/healthz", "/no/such/page"])
def test_a_method_that_no_browser_sends_is_refused_everywhere(method, path):
    response = signed_out().generic(method, path)
    assert (response.status_code, response["Allow"], response.content) == (405, "GET, HEAD, POST", b"")


def test_an_address_that_belongs_to_a_button_says_so(user):
    response = signed_in(user).get("/example/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address belongs to a button." in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
