"""An interview and the invitation it was read from."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import make_interview, make_position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_of_one_invitation_a_position_has_one_interview(user):
    first = make_interview(user, invitation_uid="abc@calendar")
    with (
        pytest.raises(IntegrityError, match=r"one_interview_of_an_invitation|UNIQUE constraint failed"),
        transaction.atomic(),
    ):
        make_interview(position=first.position, invitation_uid="abc@calendar")
    make_interview(position=first.position, invitation_uid="")
    make_interview(position=first.position, invitation_uid="")
    make_interview(position=make_position(user, title="Archivist"), invitation_uid="abc@calendar")
