"""Remembers of each round that people with an uncast basket were reminded, so that nobody hears of it twice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("budgeting", "0011_voters_without_account")]
    operations = [
        migrations.CreateModel(
            "DraftReminder",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_reminders",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "hours"), name="one_reminder_per_moment")
                ]
            },
        ),
    ]
