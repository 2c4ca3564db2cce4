import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def note_what_was_given(apps, schema_editor):
    """Gifts in letters that have left were given when those did."""
    gifts = (
        apps.get_model("letters", "Gift").objects.using(schema_editor.connection.alias).filter(given_at__isnull=True)
    )
    gone = models.Subquery(
        apps.get_model("letters", "Letter").objects.filter(pk=models.OuterRef("letter_id")).values("closed_at")[:1]
    )
    gifts.filter(letter__state__in=["posted", "sent", "called"]).update(given_at=gone)


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0003_email_to_all"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=500, verbose_name="what worked")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("thank_you", "Thank-you letter"),
                            ("follow_up", "Follow-up letter"),
                            ("last_follow_up", "Last follow-up letter"),
                            ("after_answer", "Letter after the answer"),
                            ("keep_in_touch", "Keep-in-touch letter"),
                            ("informational", "Request for an informational interview"),
                        ],
                        max_length=14,
                        verbose_name="about",
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=16)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(fields=["owner", "-created_at"], name="gifts_on_the_shelf"),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("web", ""), ("web__startswith", "http://"), ("web__startswith", "https://"), _connector="OR"
                ),
                name="gift_is_on_the_web",
            ),
        ),
        migrations.AddIndex(
            model_name="lesson",
            index=models.Index(fields=["owner", "-created_at"], name="lessons_of_an_account"),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length("text"), 500),
                ),
                name="lesson_is_short",
            ),
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "", "thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch",
                            "informational",
                        ],
                    )
                ),
                name="lesson_kind_is_known",
            ),
        ),
        migrations.RunPython(note_what_was_given, migrations.RunPython.noop),
    ]  # fmt: skip
