"""When followers were told of a phase; those that have begun already are not told of."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Now


def take_begun_as_told(apps, schema_editor):
    begun = apps.get_model("participation", "Phase").objects.filter(start__lte=Now())
    begun.update(opening_told_at=F("start"))


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0010_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="phase",
            name="ending_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="phase",
            name="opening_told_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(take_begun_as_told, migrations.RunPython.noop),
    ]
