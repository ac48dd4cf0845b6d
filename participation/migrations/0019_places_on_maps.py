"""Where proposals are, in degrees, and the outlines of areas: for maps and for what is near."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0018_reclaims"),
    ]

    operations = [
        migrations.AddField(
            model_name="area",
            name="outline",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="outline"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="latitude",
            field=models.FloatField(blank=True, null=True, verbose_name="Latitude"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="longitude",
            field=models.FloatField(blank=True, null=True, verbose_name="Longitude"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="proposal_point_on_earth",
                violation_error_message="A place on the map needs two numbers: latitude and longitude.",
            ),
        ),
    ]
