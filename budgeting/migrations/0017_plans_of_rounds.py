"""Keeps what officers answered while they set a round up, until the round is made."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0016_delivery_money")]
    operations = [
        migrations.CreateModel(
            name="RoundPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name": "plan of a round",
                "verbose_name_plural": "plans of rounds",
                "ordering": ["-changed_at", "-pk"],
            },
        ),
    ]
