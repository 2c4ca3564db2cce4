"""Every form of the product, filled in by a hostile hand: never an error of ours, no word lost, and no row of anybody's
touched by what was refused.

HOSTILE_FORMS says how many are sent; without it few, the same each time.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms.filling import sendings, sensible
from tests.forms.finding import Found, Ground, found_forms
from tests.forms.judging import Trial
from tests.routes import routes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

CASES = int(os.environ.get("HOSTILE_FORMS", "0"))
# Forms that take only what nobody can make up: a code, a passkey, a file, a token, a row that is not there.
NEEDS_MORE = {
    "account_confirm_email", "data:import", "mfa_activate_totp", "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_download_recovery_codes",
}  # fmt: skip


@pytest.fixture
def ground() -> Ground:
    return Ground()


@pytest.fixture
def forms(ground) -> list[Found]:
    return found_forms(ground)


def test_no_form_is_broken_by_what_a_hostile_hand_types(ground, forms):
    trial, came = Trial(ground), Counter()

    @settings(
        max_examples=CASES or 60, derandomize=not CASES, database=None, suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False, print_blob=False,
    )  # fmt: skip
    @given(st.data())
    def send(data: st.DataObject) -> None:
        found = data.draw(st.sampled_from(forms))
        word, faults = trial.faults(found, data.draw(sendings(found)))
        came[word] += 1
        assert (str(found), faults) == (str(found), [])

    send()
    print(f"{came.total()} sent to {len(forms)} forms: {dict(came)}")


def test_every_route_that_takes_a_form_has_one_here(ground, forms):
    found = {each.route for each in forms}
    answers = {}
    for route in routes(ground.mine):
        if not route.is_admin and route.name not in found:
            browser = signed_in(ground.mine.user)
            answers[route.name] = browser.post(route.path).status_code
    assert {name: code for name, code in answers.items() if code != 405} == {}


@pytest.mark.long
def test_what_somebody_sensible_fills_in_is_taken(ground, forms):
    trial, came = Trial(ground), {}
    for found in forms:
        for button in [None, *found.form.buttons]:
            word, faults = trial.faults(found, sensible(found.form, button))
            came.setdefault(found.route, set()).add(word)
            assert (str(found), faults) == (str(found), [])
    assert {route for route, words in came.items() if words == {"refused"}} == NEEDS_MORE
