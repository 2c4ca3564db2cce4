import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_up(client, **fields):
    return client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, **fields})


def test_sign_up_asks_for_an_address_and_a_password_only(client):
    response = sign_up(client, time_zone="Europe/Vienna")
    assert response.status_code == 302
    user = User.objects.get()
    assert (user.email, str(user.time_zone), user.country) == ("new@example.org", "Europe/Vienna", "AT")
    assert (user.card, user.pitch_mm, float(user.mm_per_character)) == ("a5", 8, 3.2)


def test_without_script_the_place_follows_from_the_browsers_language(client):
    client.post(
        "/accounts/signup/",
        {"email": "new@example.org", "password1": PASSWORD},
        headers={"Accept-Language": "en-GB,en;q=0.8"},
    )
    user = User.objects.get()
    assert (str(user.time_zone), user.country, user.language) == ("Europe/London", "GB", "en-gb")


def test_a_browser_that_says_nothing_gets_utc(client):
    sign_up(client)
    assert (str(User.objects.get().time_zone), User.objects.get().country) == ("UTC", "")


def test_the_mailed_link_asks_first_and_confirms_on_post(client):
    sign_up(client)
    path = re.search(r"http://localhost:\d+(/accounts/confirm-email/\S+)", mail.outbox[0].body).group(1)
    assert client.get(path).status_code == 200
    assert not User.objects.get().emailaddress_set.get().verified
    assert client.post(path).status_code == 302
    assert User.objects.get().emailaddress_set.get().verified
    assert client.get("/").wsgi_request.user == User.objects.get()


def test_the_mailed_link_leads_to_the_site_and_not_to_the_host_that_was_asked(client):
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD}, headers={"Host": "127.0.0.1"})
    assert "http://localhost:8000/accounts/confirm-email/" in mail.outbox[0].body


@pytest.mark.parametrize("known", [True, False])
def test_so_do_the_links_of_a_forgotten_password(client, known):
    address = make_user().email if known else "nobody@example.org"
    client.post("/accounts/password/reset/", {"email": address}, headers={"Host": "127.0.0.1"})
    (message,) = mail.outbox
    for text in (message.body, str(message.alternatives[0][0])):
        assert "http://localhost:8000/accounts/" in text
        assert "127.0.0.1" not in text
    assert message.body.rstrip().endswith("Fairhand\nlocalhost:8000")


def test_sign_up_answers_alike_for_an_address_that_has_an_account(client):
    known = make_user()
    fresh = sign_up(Client())
    again = sign_up(client, email=known.email.upper())
    assert (again.status_code, again.url) == (fresh.status_code, fresh.url)
    assert User.objects.count() == 2


def test_sign_up_can_be_closed(client, settings):
    settings.REGISTRATION_OPEN = False
    sign_up(client)
    assert not User.objects.exists()


def test_an_address_has_one_account_whatever_its_case():
    make_user(email="one@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ONE@example.org")])


def test_the_admin_has_no_sign_in_of_its_own(client, user):
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")
    client.force_login(user)
    assert client.get("/admin/").status_code == 302
    client.force_login(User.objects.create_superuser("root@example.org", PASSWORD))
    assert client.get("/admin/accounts/user/").status_code == 200


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("lamps", ["Use at least 12 characters; a few words side by side do well."]),
        ("qwerty123456", ["Many people use this one, so it is tried first. Choose another one."]),
        ("new@example.org", ["It is too much like your name or your address. Choose another one."]),
    ],
)
def test_a_password_that_will_not_do_is_told_what_would(client, password, said):
    assert sign_up(client, password1=password).context["form"].errors == {"password1": said}
