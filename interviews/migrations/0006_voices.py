from django.db import migrations, models


def give_voices(apps, schema_editor):
    """Number the seats of each panel, away from what the same person heard in an earlier round."""
    seats = apps.get_model("interviews", "PanelSeat").objects.using(schema_editor.connection.alias)
    here, before = {}, {}
    for seat in seats.select_related("interview").order_by("interview__starts_at", "interview_id", "place", "pk"):
        taken = here.setdefault(seat.interview_id, set())
        heard = before.setdefault((seat.interview.position_id, seat.interviewer_id), set())
        free = [voice for voice in range(64) if voice not in taken]
        apart = (voice for voice in free if all((voice - other) % 6 and (voice - other) % 7 for other in heard))
        seat.voice = next(apart, free[0] if free else 0)
        seat.save(update_fields=["voice"])
        taken.add(seat.voice)
        heard.add(seat.voice)


class Migration(migrations.Migration):
    dependencies = [
        ("interviews", "0005_notes_and_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="panelseat",
            name="voice",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Which wordings a draft to them takes: others on one panel, and others in each round (S20).",
            ),
        ),
        migrations.RunPython(give_voices, migrations.RunPython.noop),
    ]
