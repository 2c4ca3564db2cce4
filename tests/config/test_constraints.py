"""What the models promise stands in the database, after all migrations."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

OURS = ("accounts", "interviews", "letters", "reminders", "desk")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [model for app in OURS for model in apps.get_app_config(app).get_models()],
    ids=lambda model: model.__name__,
)
def test_every_constraint_and_index_of_a_model_is_in_the_database(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        there = set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    named = {each.name for each in (*model._meta.constraints, *model._meta.indexes)}
    assert named - there == set()
