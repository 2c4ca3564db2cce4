from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0004_first_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="interviewer",
            name="note",
            field=models.TextField(
                blank=True, help_text="What their card says beside all this.", max_length=1000, verbose_name="note"
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("invitation_uid", ""), _negated=True),
                fields=("position", "invitation_uid"),
                name="one_interview_of_an_invitation",
            ),
        ),
    ]
