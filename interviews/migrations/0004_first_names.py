from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0003_debriefed_seats"),
    ]

    operations = [
        migrations.AddField(
            model_name="interviewer",
            name="is_on_first_names",
            field=models.BooleanField(default=False, verbose_name="we are on first-name terms"),
        ),
    ]
