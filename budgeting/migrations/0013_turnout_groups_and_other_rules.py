"""Turnout by area and age as it may be shown, and how other rules would have decided where that was declared.

The new rule of a round freezes with the others.
"""

import django.db.models.deletion
from django.db import migrations, models

from budgeting.rounds.frozen import with_rounds_thawed


class Migration(migrations.Migration):
    dependencies = [
        ("budgeting", "0012_draft_reminders"),
    ]

    operations = with_rounds_thawed(
        [
            migrations.AddField(
                model_name="result",
                name="turnout_groups",
                field=models.JSONField(default=dict),
            ),
            migrations.AddField(
                model_name="round",
                name="show_other_rules",
                field=models.BooleanField(
                    default=False, verbose_name="show afterwards how other rules would have decided"
                ),
            ),
            migrations.CreateModel(
                name="Analysis",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("pots", models.JSONField()),
                    (
                        "result",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="analysis",
                            to="budgeting.result",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "comparison of rules",
                    "verbose_name_plural": "comparisons of rules",
                },
            ),
        ]
    )
