from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0002_ties"),
    ]

    operations = [
        migrations.AddField(
            model_name="panelseat",
            name="debriefed_at",
            field=models.DateTimeField(blank=True, help_text="When the debrief had gone past them.", null=True),
        ),
    ]
