"""Versions keep where a proposal was on the map, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0019_places_on_maps"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposalversion",
            name="latitude",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="longitude",
            field=models.FloatField(blank=True, null=True),
        ),
    ]
