import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

THINGS = ["person", "position", "interview", "seat", "letter"]


def of(model):
    return models.OneToOneField(
        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="search_entry", to=model
    )


class Migration(migrations.Migration):
    """The entries themselves are made by the worker, or at once by `manage.py index_search`."""

    initial = True

    dependencies = [
        ("interviews", "0001_initial"),
        ("letters", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "People"),
                            ("position", "Positions"),
                            ("note", "Notes"),
                            ("letter", "Letters"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="Of a letter: the version whose text is folded here."
                    ),
                ),
                ("at", models.DateTimeField(help_text="The instant by which it is ordered, the latest first.")),
                ("folded", models.TextField()),
                ("person", of("interviews.interviewer")),
                ("position", of("interviews.position")),
                ("interview", of("interviews.interview")),
                ("seat", of("interviews.panelseat")),
                ("letter", of("letters.letter")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-at", "-pk"]},
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["person", "position", "note", "letter"])), name="search_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    *(
                        models.Q(*((f"{other}__isnull", other != thing) for other in sorted(THINGS)))
                        for thing in THINGS
                    ),
                    _connector="OR",
                ),
                name="search_entry_is_of_one_thing",
            ),
        ),
    ]
