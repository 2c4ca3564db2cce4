from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0001_initial"),
        ("letters", "0002_copy_place"),
        ("reminders", "0002_calendar_entry"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="reminder",
            name="reminders_to_mail",
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("mailed_at__isnull", True), ("state", "open")),
                fields=["due_at", "user"],
                name="reminders_to_mail",
            ),
        ),
    ]
