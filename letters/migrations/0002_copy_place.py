from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="copied_of",
            field=models.CharField(blank=True, help_text="Fingerprint of the lines it went through.", max_length=16),
        ),
        migrations.AddField(
            model_name="letter",
            name="copied_steps",
            field=models.PositiveSmallIntegerField(default=0, help_text="How far the copy page has gone."),
        ),
    ]
