import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0004_shelf_and_lessons"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("slot", models.PositiveSmallIntegerField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("draft", "the draft it began with"),
                            ("typed", "what you wrote"),
                            ("beside", "typed in a second window"),
                        ],
                        default="typed",
                        max_length=6,
                    ),
                ),
                ("text", models.TextField(max_length=6000)),
                ("begun_at", models.DateTimeField(help_text="When its first words were saved.")),
                ("saved_at", models.DateTimeField()),
                ("saved_from", models.CharField(blank=True, max_length=36)),
                ("turn", models.PositiveIntegerField(default=0)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="saved_texts", to="letters.letter"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "number"), name="saved_texts_are_numbered"),
                    models.UniqueConstraint(fields=("letter", "slot"), name="saved_texts_take_turns"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("slot", 0)),
                            models.Q(("number__gte", 2), ("slot__gte", 1), ("slot__lte", 50)),
                            _connector="OR",
                        ),
                        name="so_many_texts_are_saved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["draft", "typed", "beside"])), name="origin_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            django.db.models.lookups.LessThanOrEqual(
                                django.db.models.functions.text.Length("text"), 6000
                            ),
                        ),
                        name="saved_text_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("begun_at__lte", models.F("saved_at"))), name="saved_text_is_begun_first"
                    ),
                ],
            },
        ),
    ]
