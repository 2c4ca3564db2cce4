"""Tables that are one migration ahead of the code. Runs in the console's process."""

from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation

APPS = ("accounts", "interviews", "letters", "reminders", "desk")


def _ahead(app: str, *, keeps_the_rule: bool) -> Migration:
    """Return a migration after the last of an app: two more columns for each table, one of them not null, and a table.

    Against the rule the second has Django's default alone, which the database forgets once the rows are filled.
    """
    count = models.IntegerField(db_default=7) if keeps_the_rule else models.IntegerField(default=7)
    operations: list[Operation] = [
        migrations.CreateModel(
            "Newcomer", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
        )
    ]
    for model in apps.get_app_config(app).get_models():
        name = model._meta.model_name or ""
        operations += [
            migrations.AddField(name, "ahead_note", models.CharField(max_length=20, null=True)),
            migrations.AddField(name, "ahead_count", count),
        ]
    migration = Migration("9999_ahead", app)
    migration.operations = operations
    return migration


def _each(*, keeps_the_rule: bool, forwards: bool) -> None:
    state = MigrationExecutor(connection).loader.project_state()
    for app in APPS:
        migration = _ahead(app, keeps_the_rule=keeps_the_rule)
        with connection.schema_editor(atomic=True) as editor:
            if forwards:
                state = migration.apply(state, editor)
            else:
                migration.unapply(state, editor)


def expand(*, keeps_the_rule: bool = True) -> int:
    """Bring all tables of the product one migration ahead; return how many columns were added."""
    _each(keeps_the_rule=keeps_the_rule, forwards=True)
    return 2 * sum(len(list(apps.get_app_config(app).get_models())) for app in APPS)


def go_back(*, keeps_the_rule: bool = True) -> None:
    """Bring them back to where the code is."""
    _each(keeps_the_rule=keeps_the_rule, forwards=False)
